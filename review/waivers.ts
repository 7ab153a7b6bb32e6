import type { Finding } from "../policies/evaluate";
import { type Waiver, inForce, waiverFor } from "../policies/waiver";
import { type ReviewFinding, inOrder, ownFinding } from "./findings";

/** A waiver in force, and what it lets pass. */
export interface AppliedWaiver extends Waiver {
  readonly findings: readonly ReviewFinding[];
}

interface Context {
  readonly environment: string;
  readonly rules: readonly string[];
  readonly urns: readonly string[];
  /** `2026-11-21`. */
  readonly today: string;
}

/** What is left of the findings once waivers are applied, with a finding for every waiver that does not hold or is idle. */
export function applyWaivers(
  waivers: readonly Waiver[],
  findings: readonly Finding[],
  context: Context,
): { readonly findings: readonly Finding[]; readonly applied: readonly AppliedWaiver[] } {
  const { valid, problems } = inForce(waivers, context);
  const covered = findings.map((finding) => ({ finding, waiver: waiverFor(valid, finding) }));
  const applied = valid.map((waiver) => ({
    ...waiver,
    findings: inOrder(covered.flatMap((each) => (each.waiver?.id === waiver.id ? [each.finding] : []))),
  }));
  const idle = applied.filter((waiver) => waiver.findings.length === 0);
  return {
    applied,
    findings: [
      ...covered.flatMap(({ finding, waiver }) => (waiver ? [] : [finding])),
      ...problems.map(({ waiver, message, mandatory }) => about(waiver, message, mandatory)),
      ...idle.map(({ id }) => about(id, "it covers nothing that was found; remove it", false)),
    ],
  };
}

const about = (waiver: string, message: string, mandatory: boolean) =>
  ownFinding("waivers-are-in-order", "", `${waiver}: ${message}`, {
    mandatory,
    severity: mandatory ? "high" : "low",
    article: "Art. 5(2)",
  });
