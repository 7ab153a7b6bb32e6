import { type Document, inDays, table } from "./document";
import { type Subject, spoken } from "./subject";

/** How long every store keeps what it holds, and when at the latest it is gone from copies as well (Art. 5(1)(e)). */
export function retention({ review }: Subject): Document {
  const rows = review.lifetimes;
  return {
    name: "retention",
    title: "Retention (Art. 5(1)(e), 17)",
    data: rows,
    body: [
      "Kept: days after the last use. Gone: days after which nothing of it is left, copies and backups included, as the plan's own settings add up. Promised: what the notice says.",
      table(
        ["Store", "Holds", "Legal basis", "Kept", "Gone at the latest", "Promised", "How it adds up"],
        rows.map(({ store, holds, legalBasis, kept, gone, promised, parts }) => [
          store,
          holds,
          spoken(legalBasis),
          inDays(kept),
          inDays(gone),
          inDays(promised),
          parts.map(({ what, days }) => `${what} ${inDays(days)}`).join(" + "),
        ]),
      ),
    ].join("\n\n"),
  };
}
