import type { Product } from "./product";

/** Port: the products that can be recommended. A product that was put is found by the next call; a withdrawn one is not. */
export interface Catalogue {
  put(product: Product): Promise<void>;
  /** Withdrawing what is not there is no fault. */
  withdraw(id: string): Promise<void>;
  get(id: string): Promise<Product | undefined>;
  /** Every product, ordered by id; the same list while nothing has changed, and another one when something has. */
  list(): Promise<readonly Product[]>;
}

/** Whether any size can be bought. */
export const inStock = (product: Product): boolean => product.variants.some(({ stock }) => stock > 0);
