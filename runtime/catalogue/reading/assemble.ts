import { withAttributes } from "./attributes";
import { grouped } from "./grouping";
import { withOptions } from "./options";
import type { Assumed, Parsed } from "./parsed";
import { productOf } from "./product-of";
import { type Described, type Refusal, headingIn, rowOf } from "./rows";
import { reader } from "./wording";

/** What was read from one file. */
export interface Reading {
  /** In the order of their lines. */
  readonly parsed: readonly Parsed[];
  /** What is to be known of the file as a whole. */
  readonly notes: readonly string[];
}

/** Products from the rows of a file: rows of one reference are its sizes and colours. Nothing is lost without a refusal or a note. */
export function productsFrom(
  described: readonly Described[],
  refused: readonly Refusal[] = [],
  assumed: Assumed = {},
): Reading {
  const passedOver = new Set<string>();
  const rows = withOptions(withAttributes(described)).map((row) => rowOf(row, passedOver));
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
  const parsed = [...refused, ...without, ...groups.flatMap((group) => productOf(group, context))];
  return {
    parsed: parsed.sort((a, b) => a.line - b.line),
    notes: [
      ...(passedOver.size > 0
        ? [
            `columns passed over: ${[...passedOver].join(", ")}`,
            `to read one of them, write into a --mapping FILE: “columns: { FIELD: { column: ${[...passedOver][0] ?? ""} } }”`,
          ]
        : []),
      ...(!supposed.has(1) ? [] : ["no column tells the stock; a size without a number counts as one piece"]),
      ...(parsed.length > 0 ? [] : ["there is no row under its headings"]),
    ],
  };
}
