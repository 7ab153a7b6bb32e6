import { at, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

const account = "azure-native:storage:StorageAccount";

/** Stores that may share nothing: who gets hold of the one must not find the key to the other beside it. */
const apart = ["photos", "events", "registers"];

/** Separation is a property of the whole: each account holds one store, and no account holds what another one holds. */
export const storesAreToldApart: StackRule = {
  name: "stores-are-told-apart",
  description: "Photographs, events and registers must lie in accounts of their own.",
  framework: gdpr("Art. 25, 32", "Data protection by design, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([account], ({ props, urn }, plan, report) => {
    const held = storesIn(props);
    if (held.length > 1) report(`${held.join(", ")} share one account; give each its own`);
    for (const store of held.filter((each) => apart.includes(each)))
      if (plan.some((other) => other.type === account && other.urn !== urn && storesIn(other.props).includes(store)))
        report(`${store} lies in more than one account; what is erased in one would stay in the other`);
  }),
};

const storesIn = (props: unknown): readonly string[] => {
  const tags = at(props, "tags");
  const named =
    typeof tags === "object" && tags !== null ? { store: (tags as Record<string, unknown>)["gdpr:store"] } : {};
  return (textAt(named, "store") ?? "").split(",").filter((store) => store !== "");
};
