import { sqlCatalogue } from "../runtime/adapters/sql-catalogue";
import type { Sql } from "../runtime/adapters/sql";

/** Milliseconds between two changes. */
const pause = 250;

/** What is done while the stock of one product after the other changes, four times a second, as other processes of a shop change it. */
export async function whileStockChanges<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  const catalogue = await sqlCatalogue(sql);
  const products = await catalogue.list();
  let [going, turn] = [true, 0];
  const changing = (async () => {
    while (going) {
      const product = products[(turn++ * 7919) % products.length];
      const variants = product?.variants.map((each) => ({ ...each, stock: (each.stock + 1) % 5 })) ?? [];
      if (product) await catalogue.put({ ...product, variants });
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  })();
  try {
    return await work();
  } finally {
    going = false;
    await changing;
  }
}
