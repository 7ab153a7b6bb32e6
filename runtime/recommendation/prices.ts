import type { Product } from "../catalogue/product";
import type { Piece } from "../catalogue/vocabulary";

const known = new WeakMap<readonly Product[], ReadonlyMap<Piece, number>>();

/** Whether a product is of the cheaper third of its kind in a list: a coat is cheap among coats, of which there must be three. */
export const cheapAmong =
  (products: readonly Product[]) =>
  ({ piece, price }: Product): boolean => {
    const most = known.get(products) ?? thirds(products);
    known.set(products, most);
    return price <= (most.get(piece) ?? 0);
  };

/** The highest price of the cheaper third, by kind. */
function thirds(products: readonly Product[]): ReadonlyMap<Piece, number> {
  const prices = new Map<Piece, number[]>();
  for (const { piece, price } of products) {
    const list = prices.get(piece);
    if (list) list.push(price);
    else prices.set(piece, [price]);
  }
  return new Map(
    [...prices].map(([piece, list]) => [piece, list.sort((a, b) => a - b)[Math.floor(list.length / 3) - 1] ?? 0]),
  );
}
