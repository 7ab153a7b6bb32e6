import { z } from "zod";
import { header, withEvents } from "../testing/event-files";
import type { EventStore } from "./event-store";
import { ownColumns } from "./mapping";
import { dealingsOf, productsOf, stockOf } from "./merchandise";

const event = (type: string, product: string, price: string, user: string, day = "01", own = ",,") =>
  `2019-10-${day} 10:00:00 UTC,${type},${product},${own},${price},${user},s${user}${product}`;
const product = (id: string, price = "", brand = "own", code = "a.b") => ({
  ...{ product_id: id, list_price: price, brand, category_code: code },
});
const assigned = "select distinct user_id, cast(user_id as integer) - 1 as segment from visits where $as_of <> ''";
const tastes = (store: EventStore) =>
  store.run({
    text: "select kind || ' ' || value as said from tastes order by said",
    parse: (row) => z.object({ said: z.string() }).parse(row).said,
  });

describe("a catalogue and a stock file", () => {
  it("are read whole or refused with every mistake in them", () => {
    expect(productsOf([{ product_id: "1" }, product("2", "9.90")])).toHaveLength(2);
    expect(() => productsOf([{ product_id: "" }, product("2", "free"), product("3", "0")])).toThrow(
      /^row 1, product_id: a product\nrow 2, list_price: a price above 0, or nothing\nrow 3, list_price: .*$/,
    );
    expect(() => stockOf([{ product_id: "1", from: "1.10.2019", quantity: "many" }])).toThrow(
      /^row 1, from: a day.*\nrow 1, quantity: a whole number$/,
    );
    expect(() => stockOf(Array.from({ length: 30 }, () => ({ product_id: "1", from: "2019-10-01" })))).toThrow(
      /\nand 10 more$/,
    );
  });

  it("say the brand and the category where the log does not", async () => {
    await withEvents(async (store, file) => {
      const lines = [
        event("view", "1", "5", "1"),
        event("view", "1", "6", "1", "01", "77,theirs.code,theirs"),
        event("view", "2", "5", "1", "01", "77,,"),
        event("view", "3", "5", "1", "01", "77,,"),
      ];
      const products = productsOf([product("1"), product("2", "", "", "a.c"), product("3", "", "", "")]);
      const merchandise = { products, stock: [] };
      expect(await store.add(file("a.csv", [header, ...lines].join("\n")), ownColumns, merchandise)).toMatchObject({
        profile: { missing: { brand: 3, category_code: 3, category_id: 1 } },
      });
      expect(await tastes(store)).toEqual([
        ...["brand own", "brand theirs"],
        ...["category 77", "category a.b", "category a.c", "category theirs.code"],
      ]);
    });
  });

  it("tell of every segment what was bought below its list price, and looked at when there was none", async () => {
    await withEvents(async (store, file) => {
      const lines = [
        event("purchase", "1", "8.00", "1"),
        event("purchase", "1", "9.95", "1", "02"), // half a percent less is a rounding
        event("purchase", "2", "1.00", "1"), // no list price
        event("view", "1", "8.00", "2"), // none before the 3rd
        event("view", "1", "8.00", "2", "03"),
        event("view", "1", "8.00", "2", "04"),
        event("view", "1", "8.00", "2", "05"),
        event("view", "2", "8.00", "2"),
        event("view", "9", "8.00", "3"),
      ];
      const merchandise = {
        products: productsOf([product("1", "10"), product("2")]),
        stock: stockOf([
          { product_id: "1", from: "2019-10-05", quantity: "7" },
          { product_id: "1", from: "2019-10-03", quantity: "0" },
          { product_id: "1", from: "2019-10-01", quantity: "2" },
        ]),
      };
      await store.add(file("a.csv", [header, ...lines].join("\n")), ownColumns, merchandise);
      const none = { reduced: undefined, purchases: 0, soldOut: undefined, views: 0 };
      expect(await dealingsOf(store, assigned, "2019-10-09 00:00:00", 3)).toEqual([
        { ...none, reduced: 0.5, purchases: 2 },
        { ...none, soldOut: 0.5, views: 4 },
        none,
      ]);
    });
  });

  it("are not needed", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", [header, event("view", "1", "5", "1")].join("\n")), ownColumns);
      expect(await dealingsOf(store, assigned, "2019-10-09 00:00:00", 1)).toEqual([]);
      expect(await tastes(store)).toEqual([]);
    });
  });
});
