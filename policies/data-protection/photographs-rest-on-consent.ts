import type { ResourceValidationPolicy } from "@pulumi/policy";
import { textAt } from "../at";
import { gdpr } from "../gdpr";

const sensitive = ["photograph", "embedding"];
const onlyPurpose = "recommendation";

/** Photographs of what people own were given for one purpose, by consent; nothing else may be read out of them. */
export const photographsRestOnConsent: ResourceValidationPolicy = {
  name: "photographs-rest-on-consent",
  description:
    "What holds photographs or what was computed from them must rest on consent and serve recommendation alone.",
  framework: gdpr("Art. 5(1)(b), 6(1)(a), 9", "Purpose limitation, consent, special categories"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const tag = (name: string) =>
      tagOf(args.props, name)
        .split(",")
        .filter((word) => word !== "");
    const held = tag("gdpr:data-category").filter((category) => sensitive.includes(category));
    if (held.length === 0) return args.notApplicable();
    const basis = tag("gdpr:legal-basis");
    if (basis.join() !== "consent")
      report(`${held.join(", ")} rests on ${basis.join(", ") || "nothing"}; it needs consent alone`);
    const purposes = tag("gdpr:purpose").filter((purpose) => purpose !== onlyPurpose);
    if (purposes.length > 0)
      report(`${held.join(", ")} is used for ${purposes.join(", ")}; it was given for ${onlyPurpose}`);
    const others = tag("gdpr:data-category").filter((category) => !sensitive.includes(category));
    if (others.length > 0) report(`${others.join(", ")} lies beside ${held.join(", ")}; keep it in a store of its own`);
  },
};

const tagOf = (props: unknown, name: string): string =>
  typeof props === "object" && props !== null && "tags" in props
    ? (textAt({ tag: (props.tags as Record<string, unknown>)[name] }, "tag") ?? "")
    : "";
