import { type Group, idOf } from "./grouping";
import type { Product } from "./product";
import type { Refusal, Row } from "./rows";
import { sizesIn, stockIn } from "./sizes";

type Variant = Product["variants"][number];

export interface VariantsRead {
  readonly variants: readonly Variant[];
  readonly refused: readonly Refusal[];
}

/** What makes a row more than another picture of a product. */
const telling = ["sku", "barcode", "size", "stock", "availability", "price", "variants"] as const;

/** The sizes of a product with their stock, a row or several; `untold` is the stock where a row says none. */
export function variantsOf(
  { id, rows }: Group,
  untold: () => number,
  label: (field: "stock" | "variants") => string,
): VariantsRead {
  const variants = new Map<string, Variant>();
  const lines = new Map<string, number>();
  const refused: Refusal[] = [];
  for (const [at, row] of rows.entries()) {
    if (at > 0 && !telling.some((field) => row.fields.has(field))) continue;
    const read = ofRow(id, row, untold, label);
    if ("fault" in read) {
      refused.push({ line: row.line, reason: read.fault, id });
      continue;
    }
    for (const variant of read.variants) {
      const { sku, size } = variant;
      const earlier = lines.get(`${sku} ${size}`);
      if (earlier !== undefined)
        refused.push({ line: row.line, reason: `id: ${id} (${size}) stands at ${earlier} already`, id });
      else {
        lines.set(`${sku} ${size}`, row.line);
        const called = variants.has(sku) ? skuOf(sku, size) : sku; // one for all sizes
        variants.set(called, { ...variant, sku: called });
      }
    }
  }
  return { variants: [...variants.values()], refused };
}

function ofRow(
  id: string,
  { fields }: Row,
  untold: () => number,
  label: (field: "stock" | "variants") => string,
): { readonly variants: readonly Variant[] } | { readonly fault: string } {
  const own = fields.get("variants");
  if (own !== undefined) {
    const parts = own.split("|").map((part) => /^\s*([^:]+):([^:]+):(\d+)\s*$/.exec(part));
    if (parts.some((part) => part === null))
      return { fault: `${label("variants")}: “${own.slice(0, 60)}” is not written sku:size:stock|…` };
    return {
      variants: parts.flatMap((part) =>
        part ? [{ sku: part[1] ?? "", size: part[2] ?? "", stock: Number(part[3]) }] : [],
      ),
    };
  }
  const cell = fields.get("stock");
  const count = cell === undefined ? undefined : stockIn(cell);
  if (cell !== undefined && count === undefined)
    return { fault: `${label("stock")}: “${cell.slice(0, 60)}” is no number of pieces` };
  const withdrawn = (fields.get("status") ?? "").split("|").some((word) => stockIn(word) === 0);
  const stock = count ?? stockIn(fields.get("availability") ?? "");
  const sizes = sizesIn(fields.get("size") ?? "");
  const sku = fields.get("sku") ?? (fields.has("group") ? fields.get("id") : undefined);
  const sizesOwn = sku === undefined || idOf(sku) === id ? undefined : sku; // what names the product names none of its sizes
  return {
    variants: sizes.map(({ size, stock: told }) => ({
      sku: sizesOwn !== undefined && sizes.length === 1 ? sizesOwn : skuOf(sizesOwn ?? id, size),
      size,
      stock: withdrawn ? 0 : (told ?? stock ?? untold()),
    })),
  };
}

function skuOf(name: string, size: string): string {
  const sku = `${name}-${size.replaceAll(" ", "-")}`;
  return sku.length > 64 ? idOf(sku) : sku;
}
