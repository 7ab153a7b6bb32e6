import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { type PlannedResource, evaluate } from "../evaluate";

export const urn = (type: string, name = "subject") => `urn:pulumi:test::penderie::${type}::${name}`;

/** One resource of a plan; `from` names, by property, the resources that it was made from. */
export const planned = (
  type: string,
  props: Readonly<Record<string, unknown>>,
  name = "subject",
  from: Readonly<Record<string, readonly string[]>> = {},
): PlannedResource => ({ type, name, props, urn: urn(type, name), propertyDependencies: from });

/** What a rule says about a plan, and on how many resources it had anything to say. */
export async function judge(
  rule: ResourceValidationPolicy | StackValidationPolicy,
  ...plan: readonly PlannedResource[]
): Promise<{ readonly messages: readonly string[]; readonly applied: number }> {
  const { findings, coverage } = await evaluate([rule], plan);
  return { messages: findings.map(({ message }) => message), applied: coverage[0]?.applied ?? 0 };
}

type Props = Readonly<Record<string, unknown>>;

/** The tests of every resource rule: a good one passes, each mistake is caught with its word, silence is caught, others are ignored. */
export function ruleContract(
  rule: ResourceValidationPolicy,
  type: string,
  good: Props,
  mistakes: readonly (readonly [title: string, broken: Props, word: string])[],
): void {
  it("accepts what it asks for", async () => {
    expect((await judge(rule, planned(type, good))).messages).toEqual([]);
  });
  it.each(mistakes)("rejects %s", async (_title, broken, word) => {
    const { messages } = await judge(rule, planned(type, broken));
    expect(messages.join("\n")).toContain(word);
  });
  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
}
