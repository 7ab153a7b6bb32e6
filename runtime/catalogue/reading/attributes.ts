import { fieldOf } from "./headings";
import type { Described } from "./rows";

/** Several of a product's own columns in one cell, as Magento writes them: "color=Red,size=S". */
const pairs = /^[a-z_]+=[^,=|]*(,[a-z_]+=[^,=|]*)*$/i;

/**
 * Rows with a column for each attribute that shares a cell with others. Where a row lists its variants so ("sku=A-S,size=S|sku=A-M,size=M")
 * the rows of those name it as their parent.
 */
export function withAttributes(rows: readonly Described[]): readonly Described[] {
  const parents = new Map<string, string>();
  const opened = rows.map(({ line, under }): Described => {
    const cells = new Map<string, string>();
    for (const [heading, text] of under) {
      const parts = text.split("|").map((part) => part.trim());
      if (fieldOf(heading) !== undefined || !text.includes("=") || !parts.every((part) => pairs.test(part)))
        cells.set(heading, text);
      else if (parts.length > 1 || /^sku=/.test(text))
        for (const part of parts) parents.set(/^sku=([^,]+)/.exec(part)?.[1] ?? "", skuOf(under));
      else for (const each of text.split(",")) cells.set(...named(each));
    }
    return { line, under: cells };
  });
  return opened.map((row) => {
    const parent = parents.get(skuOf(row.under));
    return parent === undefined ? row : { ...row, under: new Map([...row.under, ["parent sku", parent]]) };
  });
}

const named = (pair: string): [string, string] => [
  pair.slice(0, pair.indexOf("=")).trim(),
  pair.slice(pair.indexOf("=") + 1).trim(),
];

const skuOf = (under: Described["under"]): string =>
  [...under].find(([heading]) => fieldOf(heading) === "sku")?.[1] ?? "";
