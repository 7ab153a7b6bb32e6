import { createHash } from "node:crypto";
import { type Coverage, type Finding, evaluate } from "../policies/evaluate";
import { rules } from "../policies/rules";
import type { Plan } from "./plan";

/** A finding that can be spoken of: the same in every review of the same plan. */
export interface ReviewFinding extends Finding {
  /** Of rule, resource and message: what a waiver or a later review refers to. */
  readonly id: string;
  /** The resource's name; empty for the environment as a whole. */
  readonly resource: string;
}

/** Worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;

/** Every rule on every resource of a plan, and a finding for each rule that judged nothing: it guards nothing. */
export async function judge({ resources }: Plan): Promise<{
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
}> {
  const plan = resources.map((resource) => ({ ...resource, props: resource.inputs }));
  const { findings, coverage } = await evaluate(rules, plan);
  const silent = coverage
    .filter(({ applied }) => applied === 0)
    .map(({ rule }) => ownFinding(rule, "", matchedNothing));
  return { findings: [...findings, ...silent], coverage };
}

const matchedNothing =
  "the rule matched no resource of this environment, so it guards nothing; remove it, or tell it the type";

/** What the review itself found, beside the rules of the policy pack. Always mandatory. */
export const ownFinding = (rule: string, urn: string, message: string, ground: Partial<Finding> = {}): Finding => ({
  rule,
  severity: "medium",
  mandatory: true,
  article: "",
  urn,
  message,
  ...ground,
});

/** Findings with their names, each once, worst first. */
export function inOrder(findings: readonly Finding[]): readonly ReviewFinding[] {
  const rank = (severity: string) => (severities as readonly string[]).indexOf(severity);
  const named = findings.map((finding) => ({
    id: createHash("sha256").update([finding.rule, finding.urn, finding.message].join("\n")).digest("hex").slice(0, 12),
    ...finding,
    resource: finding.urn.split("::").at(-1) ?? "",
  }));
  return [...new Map(named.map((finding) => [finding.id, finding])).values()].sort(
    (a, b) =>
      Number(b.mandatory) - Number(a.mandatory) ||
      rank(a.severity) - rank(b.severity) ||
      compare(a.rule, b.rule) ||
      compare(a.urn, b.urn) ||
      compare(a.message, b.message),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
