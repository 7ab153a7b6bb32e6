/** One piece of evidence: for programs, and for people. */
export interface Document {
  /** Its name without an ending; both forms lie side by side. */
  readonly name: string;
  readonly title: string;
  readonly data: object;
  /** What stands under the title, in Markdown. */
  readonly body: string;
}

/** Rows under a head, as Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

export const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

export const inDays = (days: number | null): string => (days === null ? "without end" : `${days} days`);
