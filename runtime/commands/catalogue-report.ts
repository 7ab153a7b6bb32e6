import type { Remark } from "../catalogue/import";
import type { Withdrawal } from "../catalogue/withdraw";
import type { FileImport } from "./catalogue-file";

/** How many lines are named where many have one reason. */
const named = 5;
/** Ids that are told of a withdrawal. */
const told = 20;

/** What an import says to people: what became of each file, and every line that was not understood, those with one reason together. */
export function reportOf(done: Readonly<Record<string, FileImport>>, withdrawal: Withdrawal | undefined): string {
  const files = Object.entries(done).flatMap(([file, each]) => [
    `${file}: ${each.put} products: ${each.added} new, ${each.changed} changed, ${each.unchanged} unchanged; ${each.refused.length} refused`,
    ...each.notes.map((note) => `  ${note}`),
    ...byReason(each.refused, each.counted).map((text) => `  ${text}`),
    ...(each.noted.length > 0 ? [`  kept, and not understood in full:`] : []),
    ...byReason(each.noted, each.counted).map((text) => `    ${text}`),
  ]);
  return [...files, ...(withdrawal ? [withdrawn(withdrawal)] : [])].join("\n");
}

function withdrawn(withdrawal: Withdrawal): string {
  if ("untold" in withdrawal)
    return `nothing was withdrawn: ${withdrawal.untold} rows do not tell which product they are; correct them first`;
  const { withdrawn: ids } = withdrawal;
  return `${ids.length} withdrawn${ids.length > 0 ? `: ${listed(ids, told)}` : ""}`;
}

function byReason(remarks: readonly Remark[], counted: FileImport["counted"]): readonly string[] {
  const lines = new Map<string, number[]>();
  for (const { line, reason } of remarks) {
    const at = lines.get(reason);
    if (at) at.push(line);
    else lines.set(reason, [line]);
  }
  return [...lines].map(([reason, at]) => `${counted}${at.length > 1 ? "s" : ""} ${listed(at, named)}: ${reason}`);
}

const listed = (all: readonly (string | number)[], most: number) =>
  `${all.slice(0, most).join(", ")}${all.length > most ? ` and ${all.length - most} more` : ""}`;
