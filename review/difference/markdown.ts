import { type Change, topics } from "./change";

/** The changes as a comment on a pull request: what widens something first, then the rest folded away. */
export function markdown(environments: readonly string[], changes: readonly Change[]): string {
  const widening = changes.filter(({ widens }) => widens);
  const rest = changes.filter(({ widens }) => !widens);
  if (changes.length === 0) return `## Platform review\n\nNothing changed in ${environments.join(", ")}.\n`;
  return [
    "## Platform review",
    "",
    widening.length === 0
      ? "Nothing is kept longer, elsewhere, by more hands or at more cost than was approved."
      : "These widen what was approved:",
    "",
    ...byTopic(environments, widening),
    ...(rest.length === 0
      ? []
      : [
          `<details><summary>${rest.length} other ${rest.length === 1 ? "change" : "changes"}</summary>`,
          "",
          ...byTopic(environments, rest),
          "</details>",
          "",
        ]),
  ].join("\n");
}

/** One list for each topic; what is equal in several environments is said once. */
function byTopic(environments: readonly string[], changes: readonly Change[]): readonly string[] {
  return topics.flatMap((topic) => {
    const own = changes.filter((change) => change.topic === topic);
    const texts = [...new Set(own.map(({ text }) => text))];
    const lines = texts.map((text) => {
      const where = own.filter((change) => change.text === text).map(({ environment }) => environment);
      return `- ${where.length === environments.length ? "everywhere" : where.join(", ")}: ${escaped(text)}`;
    });
    return lines.length === 0 ? [] : [`**${topic}**`, "", ...lines, ""];
  });
}

/** What would be taken for markup stays text. */
const escaped = (text: string) => text.replace(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`);
