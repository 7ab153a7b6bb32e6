import { answers } from "./describe";
import { type Group, grouped } from "./grouping";
import { type Field, exampleOf } from "./headings";
import { type Product, product } from "./product";
import { withOptions } from "./options";
import { type Described, type Refusal, type Row, headingIn, rowOf } from "./rows";
import { variantsOf } from "./variants";
import { reader } from "./wording";

/** A product as a file describes it, with what of it was not understood; or why a row is none. */
export type Parsed = Refusal | { readonly line: number; readonly product: Product; readonly notes: readonly string[] };

/** What was read from one file. */
export interface Reading {
  /** In the order of their lines. */
  readonly parsed: readonly Parsed[];
  /** What is to be known of the file as a whole. */
  readonly notes: readonly string[];
}

/** What is said where a file says nothing. */
export type Assumed = Partial<Readonly<Record<Field, string>>>;

/** Products from the rows of a file: rows of one reference are its sizes and colours. Nothing is lost without a refusal or a note. */
export function productsFrom(
  described: readonly Described[],
  refused: readonly Refusal[] = [],
  assumed: Assumed = {},
): Reading {
  const passedOver = new Set<string>();
  const rows = withOptions(described).map((row) => rowOf(row, passedOver));
  const counted = (["stock", "availability", "variants"] as const).some(
    (field) => headingIn(rows, field) !== undefined,
  );
  const { groups, refused: without } = grouped(rows);
  const supposed = new Set<number>();
  const untold = () => {
    const stock = counted ? 0 : 1;
    supposed.add(stock);
    return stock;
  };
  const context = { assumed, read: reader(), untold };
  const parsed = [...refused, ...without, ...groups.flatMap((group) => ofGroup(group, context))];
  return {
    parsed: parsed.sort((a, b) => a.line - b.line),
    notes: [
      ...(passedOver.size > 0 ? [`columns passed over: ${[...passedOver].join(", ")}`] : []),
      ...(!supposed.has(1) ? [] : ["no column tells the stock; a size without a number counts as one piece"]),
      ...(parsed.length > 0 ? [] : ["there is no row under its headings"]),
    ],
  };
}

interface Context {
  readonly assumed: Assumed;
  readonly read: ReturnType<typeof reader>;
  /** The stock where a row says none. */
  readonly untold: () => number;
}

function ofGroup(group: Group, { assumed, read, untold }: Context): readonly Parsed[] {
  const { id, rows, reference, parents } = group;
  const line = rows[0]?.line ?? 0;
  const label = (field: Field) => {
    const heading = headingIn(rows, field);
    return heading === undefined || heading.toLowerCase() === field ? field : `${field} (“${heading}”)`;
  };
  const missing = (field: Field) =>
    headingIn(rows, field) !== undefined
      ? "is empty"
      : `no column says it; head one “${exampleOf(field)}”, or give --assume ${field}=…`;
  const said = {
    say: (field: Field) => firstOf(rows, field) ?? firstOf(reference, field) ?? assumed[field] ?? "",
    everywhere: (field: Field) =>
      [rows, parents]
        .map((these) => these.flatMap(({ fields }) => fields.get(field) ?? []))
        .find((told) => told.length > 0) ?? [],
    read,
  };

  const value: Record<string, unknown> = { id };
  const faults: string[] = [];
  const notes: string[] = [];
  for (const [field, answer] of Object.entries(answers) as [keyof typeof answers, (typeof answers)["title"]][]) {
    const { value: each, fault, note } = answer(said);
    if (fault !== undefined) faults.push(`${label(field)}: ${fault || missing(field)}`);
    if (note !== undefined) notes.push(`${label(field)}: ${note}`);
    if (each !== undefined) value[field] = each;
  }
  const { variants, refused } = variantsOf(group, untold, label);
  if (faults.length > 0) return [{ line, id, reason: `${faults.join("; ")}${alsoLost(rows)}` }];
  if (variants.length === 0) return refused;
  const checked = product.safeParse({ ...value, variants });
  if (checked.success) return [{ line, product: checked.data, notes }, ...refused];
  const [issue] = checked.error.issues;
  const field = issue?.path.findLast((part) => typeof part === "string") as Field;
  return [
    {
      line,
      id,
      reason: `${label(field)}: “${said.say(field).slice(0, 60)}” is ${issue?.message ?? ""}${alsoLost(rows)}`,
    },
  ];
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
