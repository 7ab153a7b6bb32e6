/** A built-in definition of Azure Policy, by its id; assigned, never rewritten. */
interface BuiltIn {
  readonly kind: "built-in";
  readonly id: string;
  readonly effect: "Audit" | "Deny";
}

/** A definition of our own, where Azure has none. */
interface Custom {
  readonly kind: "custom";
  /** `All` also sees resources without location or tags, such as model deployments. */
  readonly mode: "All" | "Indexed";
  readonly rule: { readonly if: object; readonly then: { readonly effect: "Audit" | "Deny" } };
}

/** Why this rule is judged before deployment only. */
interface None {
  readonly kind: "none";
  readonly reason: string;
}

export type RunTimeHalf = BuiltIn | Custom | None;

const none = (reason: string): None => ({ kind: "none", reason });

/** The run-time half of every rule, by the rule's name. Ids: Microsoft Learn, "Azure Policy built-in definitions", 2026-03. */
export const catalogue: Readonly<Record<string, RunTimeHalf>> = {
  "resources-stay-in-the-eu": { kind: "built-in", id: "e56962a6-4747-49cd-b67b-bf8b01975c4c", effect: "Deny" },
  "models-stay-in-the-eu": {
    kind: "custom",
    mode: "All",
    rule: {
      if: {
        allOf: [
          { field: "type", equals: "Microsoft.CognitiveServices/accounts/deployments" },
          {
            field: "Microsoft.CognitiveServices/accounts/deployments/sku.name",
            notIn: [
              "Standard",
              "ProvisionedManaged",
              "DataZoneStandard",
              "DataZoneProvisionedManaged",
              "DataZoneBatch",
            ],
          },
        ],
      },
      then: { effect: "Deny" },
    },
  },
  "models-are-pinned": none("no alias tells the upgrade option; the preview sees it"),
  "stores-refuse-public-traffic": none("one built-in per service; to be assigned with the guardrails"),
  "tls-is-current": none("one built-in per service; to be assigned with the guardrails"),
  "networks-refuse-strangers": none(
    "built-ins judge single ports of single machines; drift is found by comparing the stack",
  ),
  "databases-require-tls": none("to be assigned with the guardrails"),
  "databases-log-no-values": none("server configurations carry no alias of their own value that may be denied"),
  "services-refuse-keys": { kind: "built-in", id: "71ef260a-8f18-47b7-abcb-62d0673d94dc", effect: "Deny" },
  "containers-call-the-platform": none("environment variables are no alias of Azure Policy"),
  "apis-check-tokens": none("the text of a policy is no alias of Azure Policy"),
  "roles-are-narrow": none("role assignments are made by the stack alone; drift is found by comparing it"),
  "containers-carry-no-secrets": none("environment variables are no alias of Azure Policy"),
  "vaults-keep-what-is-deleted": none("a built-in exists; to be assigned with the guardrails"),
  "stores-use-own-keys": none("one built-in per service; to be assigned with the guardrails"),
  "storage-denies-public-access": none("a built-in exists; to be assigned with the guardrails"),
  "stores-carry-descriptors": none("the vocabulary of several tags is wider than one definition"),
  "gateway-logs-no-bodies": none("diagnostics of an API are no alias of Azure Policy"),
  "faces-are-not-recognised": {
    kind: "custom",
    mode: "Indexed",
    rule: {
      if: {
        allOf: [
          { field: "type", equals: "Microsoft.CognitiveServices/accounts" },
          { field: "kind", notIn: ["OpenAI", "ComputerVision", "FormRecognizer"] },
        ],
      },
      then: { effect: "Deny" },
    },
  },
  "storage-deletes-in-time": none("it joins an account with its lifecycle; Azure Policy sees one resource at a time"),
  "copies-expire-in-time": none("limits come from the notice and differ by store"),
  "stores-are-swept": none("it joins stores with a job; Azure Policy sees one resource at a time"),
  "alerts-reach-somebody": none("it joins alerts with those who hear them; Azure Policy sees one resource at a time"),
  "groups-have-a-budget": none("budgets are not resources that Azure Policy evaluates"),
  "resources-send-diagnostics": none("one built-in per service; to be assigned with the guardrails"),
  "images-are-pinned": none("images are pinned by the program; drift is found by comparing the stack"),
  "types-are-known": none("the preview fails closed; at run time the allowed-locations rule still holds"),
};
