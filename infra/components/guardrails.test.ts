import { catalogue } from "../../policies/catalogue";
import type { Waiver } from "../../policies/waiver";
import { namer } from "../names";
import { type Recorded, record } from "../testing/record";
import { Guardrails, type GuardrailsArgs } from "./guardrails";

const waiver: Waiver = {
  id: "W-2026-01",
  policy: "stores-refuse-public-traffic",
  environments: ["dev"],
  selector: { type: "azure-native:search:Service", name: "search" },
  reason: "the migration of the index needs it until Christmas",
  owner: "a@fashion-insta.example",
  approver: "b@fashion-insta.example",
  ticket: "SEC-7",
  expires: "2026-12-24",
  runtimeExemption: true,
};
const made = (change: Partial<GuardrailsArgs> = {}) =>
  record(() => {
    new Guardrails("guardrails", {
      environment: "dev",
      named: namer("dev", "abc"),
      subscription: "s",
      scope: "/subscriptions/s/resourceGroups/g",
      mode: "enforce",
      waivers: [],
      ...change,
    });
  });
const inputs = (resources: readonly Recorded[], type: string) =>
  resources.flatMap((each) => (each.type === `azure-native:authorization:${type}` ? [each.inputs] : []));

describe("the guardrails", () => {
  it("assign every definition of the catalogue once, with its parameters", async () => {
    const [initiative] = inputs(await made(), "PolicySetDefinition");
    const references = initiative?.["policyDefinitions"] as readonly {
      readonly policyDefinitionReferenceId: string;
      readonly policyDefinitionId: string;
      readonly parameters: object;
    }[];
    const assigned = Object.values(catalogue).flatMap((half) => half.assigned);
    expect(references).toHaveLength(assigned.length);
    expect(new Set(references.map((each) => each.policyDefinitionReferenceId)).size).toBe(assigned.length);
    expect(references).toContainEqual(
      expect.objectContaining({
        policyDefinitionReferenceId: "vaults-keep-what-is-deleted-1",
        policyDefinitionId: "/providers/Microsoft.Authorization/policyDefinitions/0b60c0b2-2dc2-4e1c-b5c9-abbed971de53",
        parameters: { effect: { value: "Deny" } },
      }),
    );
  });

  it("define models' residency in mode All: Indexed sees no deployment", async () => {
    const definitions = inputs(await made(), "PolicyDefinition");
    const models = definitions.find(
      ({ displayName }) => displayName === "Penderie dev: Models are processed in the EU",
    );
    expect(models?.["mode"]).toBe("All");
    expect(JSON.stringify(models?.["policyRule"])).toContain("accounts/deployments/sku.name");
  });

  it("are enforced, or only observed", async () => {
    const modes = async (mode: GuardrailsArgs["mode"]) =>
      inputs(await made({ mode }), "PolicyAssignment").map(({ enforcementMode }) => enforcementMode);
    expect(await modes("enforce")).toEqual(["Default"]);
    expect(await modes("observe")).toEqual(["DoNotEnforce"]);
  });

  it("exempt what a waiver says, for its rule and type and until its day", async () => {
    const [exemption] = inputs(await made({ waivers: [waiver] }), "PolicyExemption");
    expect(exemption).toMatchObject({
      expiresOn: "2026-12-24T23:59:59Z",
      exemptionCategory: "Waiver",
      resourceSelectors: [{ selectors: [{ kind: "resourceType", in: ["Microsoft.Search/searchServices"] }] }],
      metadata: { owner: waiver.owner, approver: waiver.approver, ticket: "SEC-7" },
    });
    const count = catalogue["stores-refuse-public-traffic"]?.assigned.length;
    expect(exemption?.["policyDefinitionReferenceIds"]).toHaveLength(count ?? -1);
  });

  it.each<[string, Partial<Waiver>]>([
    ["of another environment", { environments: ["prod"] }],
    ["that stays before deployment", { runtimeExemption: false }],
  ])("exempt nothing for a waiver %s", async (_, change) => {
    expect(inputs(await made({ waivers: [{ ...waiver, ...change }] }), "PolicyExemption")).toEqual([]);
  });

  it.each<[string, Partial<Waiver>, RegExp]>([
    ["a rule that Azure Policy does not judge", { policy: "groups-have-a-budget" }, /set runtimeExemption to false/],
    [
      "a type that it writes in a way nobody told",
      { selector: { type: "azure-native:web:Site", name: "x" } },
      /arm-types/,
    ],
  ])("refuse a waiver of %s", async (_, change, message) => {
    await expect(made({ waivers: [{ ...waiver, ...change }] })).rejects.toThrow(message);
  });
});
