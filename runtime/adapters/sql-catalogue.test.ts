import fc from "fast-check";
import { product } from "../catalogue/product";
import { pglite } from "./embedded/pglite";
import type { Sql } from "./sql";
import { sqlCatalogue } from "./sql-catalogue";

let sql: Sql;
beforeAll(async () => {
  sql = await pglite();
});
beforeEach(() => sql.query("truncate products"));
afterAll(() => sql.close());

const shirt = (id: string, price = 9.9) =>
  product.parse({
    id,
    title: `Shirt ${id}`,
    brand: "b",
    piece: "shirt",
    style: "classic",
    colours: ["blue"],
    price,
    variants: [{ sku: id, size: "M", stock: 1 }],
  });

/** Two processes over one database, the second of which looks for news when it is told to. */
async function twoProcesses() {
  let now = 0;
  const [one, two] = [await sqlCatalogue(sql), await sqlCatalogue(sql, () => now)];
  return { one, two, later: () => void (now += 600) };
}

describe("sqlCatalogue", () => {
  it("finds a product at once, and again in another process, and never a withdrawn one", async () => {
    const catalogue = await sqlCatalogue(sql);
    await catalogue.put(shirt("P1"));
    expect(await catalogue.list()).toEqual([shirt("P1")]);
    expect(await (await sqlCatalogue(sql)).get("P1")).toEqual(shirt("P1"));
    await catalogue.withdraw("P1");
    expect([await catalogue.list(), await (await sqlCatalogue(sql)).list()]).toEqual([[], []]);
  });

  it("shows what another process changed, once half a second has passed", async () => {
    const { one, two, later } = await twoProcesses();
    await one.put(shirt("a"));
    expect([await one.list(), await two.list()]).toEqual([[shirt("a")], []]);
    later();
    expect(await two.list()).toEqual([shirt("a")]);
    await one.withdraw("a");
    later();
    expect([await two.get("a"), await two.list()]).toEqual([undefined, []]);
  });

  it("answers the same list while nothing changed, and reads again only what did", async () => {
    const { one, two, later } = await twoProcesses();
    for (const id of ["a", "b", "c"]) await one.put(shirt(id));
    later();
    const before = await two.list();
    later();
    expect(await two.list()).toBe(before);
    await one.put(shirt("b", 5));
    later();
    const [a, b, c] = await two.list();
    expect([a === before[0], b, c === before[2]]).toEqual([true, shirt("b", 5), true]);
  });

  it("keeps the newer of two changes that come while it looks for news", async () => {
    let now = 0;
    let meanwhile: (() => Promise<void>) | undefined;
    const one = await sqlCatalogue(sql);
    const two = await sqlCatalogue(
      {
        ...sql,
        async query(text, parameters) {
          const work = text.startsWith("select version") ? meanwhile : undefined;
          if (work) meanwhile = undefined;
          await work?.();
          return sql.query(text, parameters);
        },
      },
      () => now,
    );
    meanwhile = async () => {
      await two.put(shirt("a", 1));
      await one.put(shirt("a", 2));
    };
    now = 600;
    expect(await two.list()).toEqual([shirt("a", 2)]);
  });

  it("reads everything where it is no longer remembered what changed", async () => {
    const { one, two, later } = await twoProcesses();
    await one.put(shirt("a"));
    await one.put(shirt("b"));
    await sql.query("delete from catalogue_changes where id = 'a'");
    later();
    expect(await two.list()).toEqual([shirt("a"), shirt("b")]);
  });

  it("remembers the newest changes alone", async () => {
    await sql.query("update catalogue_version set version = version + 20000");
    await (await sqlCatalogue(sql)).put(shirt("a"));
    expect(await sql.query("select id from catalogue_changes")).toEqual([{ id: "a" }]);
  });

  it("comes to the same in every process, whoever changes what", async () => {
    const change = fc.record({
      who: fc.constantFrom("one", "two"),
      id: fc.constantFrom("a", "b", "c", "d"),
      price: fc.option(fc.integer({ min: 1, max: 9 })),
      looks: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        await sql.query("truncate products");
        const { later, ...processes } = await twoProcesses();
        for (const { who, id, price, looks } of changes) {
          const catalogue = processes[who];
          await (price === null ? catalogue.withdraw(id) : catalogue.put(shirt(id, price)));
          expect(await catalogue.get(id)).toEqual(price === null ? undefined : shirt(id, price));
          if (looks) later();
          if (looks) await processes.two.list();
        }
        later();
        expect(await processes.two.list()).toEqual(await (await sqlCatalogue(sql)).list());
      }),
      { numRuns: 60 },
    );
  });
});
