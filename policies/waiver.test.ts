import { type Waiver, type WaiverContext, inForce, neverWaived, waiverFor } from "./waiver";
import { rules } from "./rules";

const urnOf = (name: string, type = "azure-native:search:Service") =>
  `urn:pulumi:dev::penderie::penderie:Search$${type}::${name}`;

const waiver: Waiver = {
  id: "W-2026-01",
  policy: "tls-is-current",
  environments: ["dev"],
  selector: { type: "azure-native:search:Service", name: "search" },
  reason: "the supplier delivers the newer protocol in January",
  owner: "platform@fashion-insta.example",
  approver: "security@fashion-insta.example",
  ticket: "SEC-41",
  expires: "2026-12-31",
  runtimeExemption: false,
};
const context: WaiverContext = {
  environment: "dev",
  rules: rules.map(({ name }) => name),
  urns: [urnOf("search"), urnOf("other")],
  today: "2026-11-21",
};
const judge = (change: Partial<Waiver>, around: Partial<WaiverContext> = {}) =>
  inForce([{ ...waiver, ...change }], { ...context, ...around });

describe("a waiver", () => {
  it("in order is in force, and covers what it selects and nothing else", () => {
    const { valid, problems } = judge({});
    expect(problems).toEqual([]);
    expect(waiverFor(valid, { rule: "tls-is-current", urn: urnOf("search") })?.id).toBe("W-2026-01");
    expect(waiverFor(valid, { rule: "tls-is-current", urn: urnOf("other") })).toBeUndefined();
    expect(waiverFor(valid, { rule: "tls-is-current", urn: urnOf("search", "azure-native:web:Site") })).toBeUndefined();
    expect(waiverFor(valid, { rule: "services-refuse-keys", urn: urnOf("search") })).toBeUndefined();
    expect(waiverFor(valid, { rule: "tls-is-current", urn: "" })).toBeUndefined();
  });

  it("of another environment is nothing here", () => {
    expect(judge({ environments: ["prod"] })).toEqual({ valid: [], problems: [] });
  });

  it("for the environment as a whole covers what no resource is blamed for", () => {
    const { valid } = judge({ selector: { environment: true } });
    expect(waiverFor(valid, { rule: "tls-is-current", urn: "" })?.id).toBe("W-2026-01");
    expect(waiverFor(valid, { rule: "tls-is-current", urn: urnOf("search") })).toBeUndefined();
  });

  it("that soon ends still holds, and warns", () => {
    const { valid, problems } = judge({ expires: "2026-11-30" });
    expect(valid).toHaveLength(1);
    expect(problems).toEqual([
      { waiver: "W-2026-01", message: "ends on 2026-11-30: put it right before", mandatory: false },
    ]);
  });

  it("holds on its last day, and not on the next", () => {
    expect(judge({ expires: "2026-11-21" }).valid).toHaveLength(1);
    expect(judge({ expires: "2026-11-20" }).valid).toHaveLength(0);
  });

  it.each<[string, Partial<Waiver>, RegExp]>([
    ["an unknown rule", { policy: "tls-is-curent" }, /no rule tls-is-curent/],
    ["a day long past", { expires: "2026-01-31" }, /expired on 2026-01-31/],
    ["a day too far", { expires: "2027-06-30" }, /at most 90 days/],
    ["no day at all", { expires: "soon" }, /a date such as/],
    ["everything of a type", { selector: { type: "azure-native:search:Service", name: "*" } }, /a name, or/],
    ["a star inside", { selector: { type: "azure-native:search:Service", name: "a*b*" } }, /a name, or/],
    ["no reason to speak of", { reason: "needed" }, /at least 5 words/],
    ["nobody who allowed it", { approver: " " }, /none of them may be empty/],
    ["one person who asks and allows", { approver: "Platform@Fashion-Insta.example" }, /other than the owner/],
  ])("with %s is refused, with its remedy", (_, change, message) => {
    const { valid, problems } = judge(change);
    expect(valid).toEqual([]);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringMatching(message)]);
    expect(problems.every(({ mandatory }) => mandatory)).toBe(true);
  });

  it("that covers more than five resources is too broad", () => {
    const many = Array.from({ length: 6 }, (_, at) => urnOf(`search-${at}`));
    const selector = { type: "azure-native:search:Service", name: "search-*" };
    expect(judge({ selector }, { urns: many.slice(1) }).problems).toEqual([]);
    expect(judge({ selector }, { urns: many }).problems[0]?.message).toMatch(/covers 6 resources/);
  });

  it("whose id another one has is refused, and so is the other", () => {
    expect(inForce([waiver, waiver], context).problems).toHaveLength(2);
  });

  it.each(neverWaived)("of %s is refused", (policy) => {
    expect(judge({ policy }).problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/may never be waived/),
    ]);
  });

  it("can only be forbidden for rules that exist", () => {
    expect(neverWaived.filter((name) => !context.rules.includes(name))).toEqual([]);
  });
});
