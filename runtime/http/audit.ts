import type { Context } from "hono";
import type { AuditTrail, AuditedAction } from "../privacy/audit";
import type { Caller } from "./identity";

export interface AuditDeps {
  readonly audit: AuditTrail;
  /** The pseudonym of the registers' domain for a subject. */
  readonly reference: (subject: string) => string;
}

/** Writes down what the caller is about to do, to `subject` or to themselves; what cannot be written down is not done. */
export const writeDown = (
  c: Context<Caller>,
  action: AuditedAction,
  { audit, reference }: AuditDeps,
  subject = c.get("subject"),
): Promise<void> =>
  audit.record({
    actor: { kind: c.get("role"), ref: reference(c.get("subject")) },
    action,
    object: reference(subject),
    requestId: c.get("requestId"),
  });
