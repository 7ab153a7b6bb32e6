import { z } from "zod";
import { ownColumns, mapping } from "../../segmentation/mapping";
import { header, withEvents } from "../../testing/event-files";

const row = (change: Partial<Record<string, string>> = {}) => {
  const values: Record<string, string> = {
    event_time: "2019-10-01 00:00:00 UTC",
    event_type: "view",
    product_id: "44600062",
    category_id: "2053013552326770905",
    category_code: "a.b",
    brand: "x",
    price: "35.79",
    user_id: "541312140",
    user_session: "s1",
  };
  return header
    .split(",")
    .map((name) => change[name] ?? values[name])
    .join(",");
};
const log = (...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

describe("taking event files in", () => {
  it.each([
    ["no time", { event_time: "yesterday" }],
    ["unknown event type", { event_type: "click" }],
    ["no user", { user_id: "" }],
    ["no session", { user_session: "" }],
    ["no product", { product_id: "" }],
    ["no price", { price: "free" }],
    ["negative price", { price: "-1" }],
    ["purchase for nothing", { event_type: "purchase", price: "0" }],
    ["id damaged by a spreadsheet", { user_id: "5.41E+8" }],
  ])("puts a row with %s aside and counts it", async (reason, change) => {
    await withEvents(async (store, file) => {
      const taken = await store.add(file("a.csv", log(row(), row(change))), ownColumns);
      expect(taken).toMatchObject({ read: 2, kept: 1, quarantined: { [reason]: 1 } });
    });
  });

  it.each([
    ["a row cut short", row().slice(0, 60)],
    ["a row with a column too many", `${row()},more`],
    ["an unterminated quote", row({ brand: '"x' })],
  ])("puts %s aside as malformed, and goes on", async (_title, bad) => {
    await withEvents(async (store, file) => {
      const taken = await store.add(file("a.csv", log(row(), bad)), ownColumns);
      expect(taken).toMatchObject({ kept: 1 });
      expect(taken.kind === "taken" && taken.read).toBeGreaterThanOrEqual(taken.kind === "taken" ? taken.kept : 0);
      if (taken.kind === "taken")
        expect(taken.read).toBe(taken.kept + Object.values(taken.quarantined).reduce((sum, count) => sum + count, 0));
    });
  });

  it("keeps the first of two equal rows", async () => {
    await withEvents(async (store, file) => {
      expect(await store.add(file("a.csv", log(row(), row(), row({ price: "1" }))), ownColumns)).toMatchObject({
        kept: 2,
        quarantined: { duplicate: 1 },
      });
    });
  });

  it("keeps every digit of ids beyond 2^53, also from compressed files with other columns and another order", async () => {
    await withEvents(async (store, file) => {
      const turned = `extra,${header.split(",").reverse().join(",")}\nx,${row({ category_code: "", user_id: "9223372036854775807" }).split(",").reverse().join(",")}\n`;
      await store.add(file("a.csv.gz", turned), ownColumns);
      const parse = (value: unknown) => z.record(z.string(), z.string()).parse(value);
      expect(await store.run({ text: "select user_id from visits", parse })).toEqual([
        { user_id: "9223372036854775807" },
      ]);
      expect(await store.run({ text: "select value from tastes where kind = 'category'", parse })).toEqual([
        { value: "2053013552326770905" },
      ]);
    });
  });

  it.each([
    ["a folder", "/", "folder"],
    ["a missing file", "/nowhere.csv", "no such file"],
  ])("refuses %s", async (_title, path, word) => {
    await withEvents(async (store) => {
      expect(await store.add(path, ownColumns)).toMatchObject({
        kind: "refused",
        reason: expect.stringContaining(word) as string,
      });
    });
  });

  it.each([
    ["an empty file", "a.csv", "", "empty"],
    ["a header without rows", "a.csv", `${header}\n`, "no rows"],
    ["a header that lacks columns", "a.csv", "event_time,price\n1,2\n", "event_type"],
    ["a header that names a column twice", "a.csv", `${header},price\n`, "twice"],
    ["what only its name calls gzip", "a.csv.gz", Buffer.from("hello"), "no gzip"],
    ["a file that a spreadsheet has rounded", "a.csv", log(row({ category_id: "2.05E+18" })), "spreadsheet"],
    ["a file without a single event", "a.csv", log(row({ event_type: "click" })), "none of its 1 rows"],
  ])("refuses %s and leaves nothing of it", async (_title, name, content, word) => {
    await withEvents(async (store, file) => {
      expect(await store.add(file(name, content), ownColumns)).toMatchObject({
        kind: "refused",
        reason: expect.stringContaining(word) as string,
      });
      expect(await store.files()).toEqual([]);
      expect(await store.run({ text: "select 1 as n from quarantine", parse: (value) => value })).toEqual([]);
    });
  });

  it("takes the same file once, under whatever name", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", log(row())), ownColumns);
      expect(await store.add(file("b.csv", log(row())), ownColumns)).toMatchObject({ known: true });
      expect(await store.files()).toHaveLength(1);
    });
  });

  it("reads another log by its mapping", async () => {
    const invoices = mapping.parse({
      columns: {
        event_time: { column: "when" },
        event_type: { always: "purchase" },
        product_id: { column: "item" },
        price: { column: "each", times: "pieces" },
        user_id: { column: "who", without: ".0" },
        user_session: { column: "invoice" },
      },
      except: [{ column: "invoice", beginsWith: "C", reason: "cancellation" }],
    });
    await withEvents(async (store, file) => {
      const lines =
        "when,item,each,pieces,who,invoice\n2010-12-01 08:26:00,85123A,2.55,6,17850.0,536365\n2010-12-01 08:26:00,85123A,2.55,6,17850.0,C536365\n";
      expect(await store.add(file("a.csv", lines), invoices)).toMatchObject({
        kept: 1,
        quarantined: { cancellation: 1 },
      });
      const parse = (value: unknown) => z.object({ user_id: z.string(), amount: z.coerce.number() }).parse(value);
      expect(await store.run({ text: "select user_id, amount from visits", parse })).toEqual([
        { user_id: "17850", amount: 15.3 },
      ]);
    });
  });
});
