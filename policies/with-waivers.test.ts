import type {
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Waiver } from "./waiver";
import { withWaivers } from "./with-waivers";

const urn = "urn:pulumi:dev::penderie::azure-native:search:Service::search";
const waiver: Waiver = {
  id: "W-1",
  policy: "doors-are-shut",
  environments: ["dev"],
  selector: { type: "azure-native:search:Service", name: "search" },
  reason: "the supplier shuts this one in January",
  owner: "a@fashion-insta.example",
  approver: "b@fashion-insta.example",
  ticket: "SEC-1",
  expires: "2026-12-31",
  runtimeExemption: false,
};
const onResource: ResourceValidationPolicy = {
  name: "doors-are-shut",
  description: "Doors must be shut.",
  enforcementLevel: "mandatory",
  validateResource: (_, report) => {
    report("the door is open");
  },
};
const onStack: StackValidationPolicy = {
  name: "doors-are-shut",
  description: "Doors must be shut.",
  enforcementLevel: "mandatory",
  validateStack: (_, report) => {
    report("the door is open", urn);
    report("the house has none");
  },
};

/** What each rule reports when the engine runs it on one resource and then on the stack. */
async function reported(rule: ResourceValidationPolicy | StackValidationPolicy, waivers: readonly Waiver[]) {
  const found: string[] = [];
  const args: Partial<ResourceValidationArgs> = { urn, type: "azure-native:search:Service", name: "search", props: {} };
  const stack: Partial<StackValidationArgs> = { resources: [args as StackValidationArgs["resources"][number]] };
  for (const each of withWaivers([rule], waivers, "2026-11-21")) {
    const tell = (message: string) => found.push(`${each.name}: ${message}`);
    if ("validateStack" in each) await each.validateStack(stack as StackValidationArgs, tell);
    else
      for (const validate of [each.validateResource ?? []].flat()) await validate(args as ResourceValidationArgs, tell);
  }
  return found;
}

describe("rules with waivers", () => {
  it("without any are the rules themselves", () => {
    const rules = [onResource, onStack];
    expect(withWaivers(rules, [], "2026-11-21")).toBe(rules);
  });

  it("do not report what one covers, and show it instead", async () => {
    expect(await reported(onResource, [waiver])).toEqual([
      "waivers-in-force: doors-are-shut is waived until 2026-12-31 by W-1 (SEC-1): the door is open",
    ]);
  });

  it("still report what none covers", async () => {
    const elsewhere = { ...waiver, selector: { type: "azure-native:search:Service", name: "other" } };
    expect(await reported(onResource, [elsewhere])).toEqual(["doors-are-shut: the door is open"]);
  });

  it("tell a resource of a stack rule from the stack as a whole", async () => {
    expect(await reported(onStack, [waiver])).toEqual([
      "doors-are-shut: the house has none",
      "waivers-in-force: doors-are-shut is waived until 2026-12-31 by W-1 (SEC-1): the door is open",
    ]);
  });

  it("report as before once the waiver is past, and the waiver as well", async () => {
    expect(await reported(onResource, [{ ...waiver, expires: "2026-11-01" }])).toEqual([
      "doors-are-shut: the door is open",
      expect.stringMatching(/^waivers-are-in-order: W-1: it expired on 2026-11-01/),
    ]);
  });
});
