import { fieldOf } from "./headings";
import type { Described } from "./rows";
import { isSize } from "./sizes";

const name = /^(?:option|attribute) ?(\d) ?name$/i;
const value = /^(?:option|attribute) ?(\d) ?values?(?:\(s\))?$|^option(\d)$/i;

/**
 * Rows whose sizes and colours stand where a shop's software puts them, as rows with a heading for each: "Option1 Name: Size, Option1
 * Value: M" is "Size: M", and the columns "S", "M", "L" with a number in each are one column of sizes with their stock. A row without the
 * name of its option has that of the row above, as exports leave it out.
 */
export function withOptions(rows: readonly Described[]): readonly Described[] {
  const names = new Map<string, string>();
  return rows.map((row) => {
    const headings = [...row.under.keys()];
    if (headings.some((heading) => value.test(heading))) return named(row, names);
    const sizes = headings.filter((heading) => isSize(sizeHeading(heading)));
    return sizes.length > 1 && !headings.some((heading) => fieldOf(heading) === "size") ? oneColumn(row, sizes) : row;
  });
}

function named({ line, under }: Described, names: Map<string, string>): Described {
  const own = [...under].flatMap(([heading, text]) => {
    const number = name.exec(heading)?.[1];
    return number !== undefined && text !== "" ? [[number, text] as const] : [];
  });
  if (own.length > 0) names.clear(); // another product
  for (const [number, text] of own) names.set(number, text);
  const rest = new Map<string, string>();
  for (const [heading, text] of under) {
    const [, first, second] = value.exec(heading) ?? [];
    const number = first ?? second;
    if (number !== undefined) rest.set(headingOf(names.get(number) ?? number, text), text);
    else if (!name.test(heading)) rest.set(heading, text);
  }
  return { line, under: rest };
}

/** An option that is neither a size nor a colour means nothing here, even where it is called like a field. */
function headingOf(option: string, text: string): string {
  const field = fieldOf(option);
  return field === "size" || field === "colours" ? option : text === "Default Title" ? "size" : `option ${option}`;
}

/** A heading of one size as that size: "T38" and "IT 38" are 38. */
export const sizeHeading = (heading: string): string =>
  heading.replace(/^(?:eu|it|fr|taille|taglia|tg|size|t)[ .]*(?=\d|x*[sml]$)/i, "");

/** What people put into a cell for "to be had". */
const mark = /^(x|[✓✔•●■]|oui|yes|si|sì)$/i;

/** A cell with a number is that many pieces, one with a mark is a size to be had; a form that nobody has filled in offers every size. */
function oneColumn({ line, under }: Described, sizes: readonly string[]): Described {
  const rest = new Map([...under].filter(([heading]) => !sizes.includes(heading)));
  const cells = sizes.map((size) => [sizeHeading(size), (under.get(size) ?? "").replace(/^[-–—]$/, "")] as const);
  const blank = cells.every(([, text]) => text === "");
  const told = cells.flatMap(([size, text]) =>
    blank || mark.test(text) ? [size] : text === "" ? [] : [`${size}:${text}`],
  );
  return { line, under: rest.set("Size", told.join("|")) };
}
