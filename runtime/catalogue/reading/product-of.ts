import { type Answer, type Said, answers } from "./describe";
import type { Assumed, Parsed } from "./parsed";
import type { Group } from "./grouping";
import { type Field, exampleOf } from "./headings";
import { product } from "../product";
import { faultsOf } from "./row-faults";
import { type Row, headingIn } from "./rows";
import { sizeRows, variantsOf } from "./variants";
import type { Reader } from "./wording";

/** What the products of one file share. */
export interface Context {
  readonly assumed: Assumed;
  readonly read: Reader;
  /** The stock where a row says none. */
  readonly untold: () => number;
}

/** The product that the rows of one reference in one colour describe, and its rows that were refused; or why it is none. */
export function productOf(group: Group, { assumed, read, untold }: Context): readonly Parsed[] {
  const { id, reference, parents } = group;
  const label = (field: Field) => {
    const heading = headingIn(group.rows, field);
    return heading === undefined || heading.toLowerCase() === field ? field : `${field} (“${heading}”)`;
  };
  const faulty = new Map(
    group.rows.flatMap((row) => {
      const faults = faultsOf(row, label);
      return faults.length > 0 ? [[row, faults] as const] : [];
    }),
  );
  const sizes = sizeRows(group.rows).filter((row) => !faulty.has(row));
  const rows = sizes.length > 0 ? group.rows.filter((row) => !faulty.has(row)) : group.rows;
  const line = rows[0]?.line ?? 0;
  const said = {
    say: (field: Field) =>
      (field === "title" ? firstOf(parents, field) : undefined) ??
      firstOf(rows, field) ??
      firstOf(reference, field) ??
      assumed[field] ??
      "",
    everywhere: (field: Field) =>
      [rows, parents]
        .map((these) => these.flatMap(({ fields }) => fields.get(field) ?? []))
        .find((told) => told.length > 0) ?? [],
    read,
  };
  const { value, faults, notes } = answered(said, label, (field) => headingIn(rows, field) !== undefined);

  const refusal = (at: number, reasons: readonly string[]) => ({
    line: at,
    id,
    reason: [...new Set(reasons)].join("; "),
  });
  const refused = [...faulty].map(([row, reasons]) => refusal(row.line, reasons));
  const whole = (reasons: readonly string[]) => refusal(line, [`${reasons.join("; ")}${alsoLost(rows)}`]);
  const [first] = faulty;
  if (sizes.length === 0 && first) return [refusal(first[0].line, [...first[1], ...faults]), ...refused.slice(1)];
  if (faults.length > 0) return [whole(faults), ...refused];
  const { variants, refused: again } = variantsOf({ id, shoes: value["piece"] === "shoes" }, sizes, untold);
  const checked = product.safeParse({ ...value, id, variants });
  if (checked.success) return [{ line, product: checked.data, notes }, ...refused, ...again];
  const [issue] = checked.error.issues;
  const field = issue?.path.findLast((part) => typeof part === "string") as Field;
  return [whole([`${label(field)}: “${said.say(field).slice(0, 60)}” is ${issue?.message ?? ""}`]), ...refused];
}

/** Every field's answer, with the faults and notes under the headings of the file. */
function answered(said: Said, label: (field: Field) => string, headed: (field: Field) => boolean) {
  const value: Record<string, unknown> = {};
  const faults: string[] = [];
  const notes: string[] = [];
  const missing = (field: Field) =>
    headed(field)
      ? "is empty"
      : `no column says it; head one “${exampleOf(field)}”, give --assume ${field}=…, or write into a --mapping FILE “${field}: { column: … }”`;
  for (const [field, answer] of Object.entries(answers) as [keyof typeof answers, (said: Said) => Answer][]) {
    const { value: each, fault, note } = answer(said);
    if (fault !== undefined) faults.push(`${label(field)}: ${fault || missing(field)}`);
    if (note !== undefined) notes.push(`${label(field)}: ${note}`);
    if (each !== undefined) value[field] = each;
  }
  return { value, faults, notes };
}

const firstOf = (rows: readonly Row[], field: Field): string | undefined =>
  rows.find(({ fields }) => fields.has(field))?.fields.get(field);

const alsoLost = (rows: readonly Row[]) =>
  rows.length > 1
    ? ` (its other rows are refused with it: ${rows
        .slice(1, 6)
        .map(({ line }) => line)
        .join(", ")}${rows.length > 6 ? ", …" : ""})`
    : "";
