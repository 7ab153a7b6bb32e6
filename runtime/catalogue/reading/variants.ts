import { idOf } from "./grouping";
import type { Product } from "../product";
import { ownVariant } from "./row-faults";
import type { Refusal, Row } from "./rows";
import { sizesIn, stockIn } from "./sizes";

type Variant = Product["variants"][number];

/** What makes a row more than another picture of a product. */
const telling = ["sku", "barcode", "size", "stock", "availability", "price", "variants"] as const;

/** The rows that stand for sizes: those that say anything of one; where none does, the first. */
export function sizeRows(rows: readonly Row[]): readonly Row[] {
  const told = rows.filter(({ fields }) => telling.some((field) => fields.has(field)));
  return told.length > 0 ? told : rows.slice(0, 1);
}

/**
 * The sizes of a product with their stock, from rows without fault; `untold` is the stock where a row says none. A size that stands twice
 * is refused.
 */
export function variantsOf(
  { id, shoes = false }: { readonly id: string; readonly shoes?: boolean },
  rows: readonly Row[],
  untold: () => number,
): { readonly variants: readonly Variant[]; readonly refused: readonly Refusal[] } {
  const variants = new Map<string, Variant>();
  const lines = new Map<string, number>();
  const refused: Refusal[] = [];
  for (const row of rows)
    for (const variant of ofRow({ id, shoes, alone: rows.length === 1 }, row, untold)) {
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
  return { variants: [...variants.values()], refused };
}

function ofRow(
  { id, shoes, alone }: { readonly id: string; readonly shoes: boolean; readonly alone: boolean },
  { fields }: Row,
  untold: () => number,
): readonly Variant[] {
  const own = fields.get("variants");
  if (own !== undefined)
    return own.split("|").map((part) => {
      const [, sku = "", size = "", stock] = ownVariant.exec(part) ?? [];
      return { sku, size, stock: Number(stock) };
    });
  const withdrawn = (fields.get("status") ?? "").split("|").some((word) => stockIn(word) === 0);
  const stock = stockIn(fields.get("stock") ?? "") ?? stockIn(fields.get("availability") ?? "");
  const sizes = sizesIn(fields.get("size") ?? "", shoes);
  const sku = fields.get("sku") ?? (fields.has("group") ? fields.get("id") : undefined);
  const shared = sku === undefined || sizes.length > 1 || (!alone && idOf(sku) === id); // it names none of the sizes
  return sizes.map(({ size, stock: told }) => ({
    sku: shared ? skuOf(sku ?? id, size) : sku,
    size,
    stock: withdrawn ? 0 : (told ?? stock ?? untold()),
  }));
}

function skuOf(name: string, size: string): string {
  const sku = `${name}-${size.replaceAll(" ", "-")}`;
  return sku.length > 64 ? idOf(sku) : sku;
}
