import { type Document, table } from "./document";
import { type FearedEvent, measures as ofRuntime, rulesAgainst } from "./facts/measures";
import type { Subject } from "./subject";

/** One measure with what shows that it is taken. */
export interface Shown {
  readonly title: string;
  readonly how: string;
  readonly article: string;
  readonly against: readonly FearedEvent[];
  readonly shownBy: string;
}

/** Every measure that the plan and the service take: rules that judged something here, and what the runtime's tests show. */
export function measuresOf({ review }: Subject): readonly Shown[] {
  return [
    ...ofRuntime.map(({ test: [file, name], ...measure }) => ({ ...measure, shownBy: `${file}: “${name}”` })),
    ...review.coverage
      .filter(({ applied }) => applied > 0)
      .map(({ rule, description, article, applied }) => ({
        title: rule,
        how: description,
        article,
        against: rulesAgainst[/^Art\. \d+/.exec(article)?.[0] ?? ""] ?? ["access"],
        shownBy: `policy \`${rule}\`, which judged ${applied} resources`,
      })),
  ];
}

/** Technical and organisational measures (Art. 32), each with the test or the policy that fails without it. */
export function measures(subject: Subject): Document {
  const rows = measuresOf(subject);
  return {
    name: "measures",
    title: "Technical and organisational measures (Art. 25, 32)",
    data: rows,
    body: table(
      ["Measure", "How", "GDPR", "Shown by"],
      rows.map(({ title, how, article, shownBy }) => [title, how, article, shownBy]),
    ),
  };
}
