import { type Document, table } from "./document";
import type { Subject } from "./subject";

/** Every exception that is in force, what it lets pass, who allowed it, and until when (Art. 5(2)). */
export function waiverRegister({ review }: Subject): Document {
  const rows = review.waivers.map(({ findings, ...waiver }) => ({
    ...waiver,
    covers: findings.map(({ resource, message }) => ({ resource, message })),
  }));
  return {
    name: "waivers",
    title: "Waivers",
    data: rows,
    body:
      rows.length === 0
        ? "None. Every rule is kept without an exception."
        : table(
            ["Id", "Rule", "Covers", "Reason", "Owner", "Approver", "Ticket", "Until", "Azure Policy"],
            rows.map((row) => [
              row.id,
              row.policy,
              row.covers.map(({ resource, message }) => `${resource}: ${message}`).join("; ") || "nothing",
              row.reason,
              row.owner,
              row.approver,
              row.ticket,
              row.expires,
              row.runtimeExemption ? "exempted until the same day" : "goes on judging",
            ]),
          ),
  };
}
