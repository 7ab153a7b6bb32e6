import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { z } from "zod";
import type { EventStore } from "../../segmentation/event-store";
import { duckdb } from "../../segmentation/dialect";
import { eventTypes, mapping, ownColumns } from "../../segmentation/mapping";
import { tastesOf, visitsOf } from "../../segmentation/partials";
import { header, withEvents } from "../../testing/event-files";
import { temporaryFolder } from "../../testing/temporary";
import { expireEvents, forgetCustomer } from "./duckdb-erasure";
import { duckdbEvents, inUse, spillOf } from "./duckdb-events";
import { sqlEngineContract } from "../../testing/sql-engine-contract";

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
const everyItem = [{ product_id: "44600062", from: "2019-01-01", quantity: "0" }];
const gzipped = gzipSync(
  `${[header, ...Array.from({ length: 999 }, (_, at) => row({ user_id: String(at) }))].join("\n")}\n`,
);
const turnedAt = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[copy.length + at] = (copy.at(at) ?? 0) ^ 0xff;
  return copy;
};
const placed = z.object({ file: z.string(), line: z.string(), reason: z.string() });
const aside = (store: EventStore) =>
  store.run({
    text: "select file, line, reason from quarantine order by file, line",
    parse: (value) => {
      const { file, line, reason } = placed.parse(value);
      return `${file}:${line} ${reason}`;
    },
  });
const log = (...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

describe("DuckDB as an SQL engine", () => {
  sqlEngineContract((work) => withEvents(work));
});

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
  ])("puts a row with %s aside and counts it", async (reason, change) => {
    await withEvents(async (store, file) => {
      const taken = await store.add(file("a.csv", log(row(), row(change))), ownColumns);
      expect(taken).toMatchObject({ read: 2, kept: 1, quarantined: { [reason]: 1 } });
    });
  });

  it.each([
    ["a row cut short", row().slice(0, 60), "wrong number of columns"],
    ["a row with a column too many", `${row()},more`, "wrong number of columns"],
    ["a row with an open quote", row({ brand: '"x' }), "quotes do not match"],
    ["a row with text behind a quote", row({ brand: '"x"y' }), "quotes do not match"],
    ["an empty row", "", "empty line"],
    ["a row of blanks", "  \t ", "empty line"],
    ["a row of another script's bytes", Buffer.from([0x61, 0xe9, 0xff, 0x2c, 0x00, 0x80]), "not UTF-8"],
    ["a row of another alphabet's bytes", Buffer.from(row({ brand: "\u00fcber" }), "latin1"), "not UTF-8"],
    ["a row with a zero byte", row({ brand: "x\0y" }), "a zero byte"],
    ["a row of a megabyte", row({ brand: "x".repeat(1 << 20) }), "line too long"],
    ["a row of three megabytes", row({ brand: "x".repeat(3 << 20) }), "line too long"],
    ["a quote in a row of three megabytes", row({ brand: `"${"x".repeat(3 << 20)}` }), "line too long"],
  ])("puts %s aside with its line, and goes on", async (_title, bad, reason) => {
    await withEvents(async (store, file) => {
      const content = Buffer.concat([
        Buffer.from(log(row())),
        Buffer.from(bad),
        Buffer.from(`\n${row({ price: "2" })}\n`),
        Buffer.from(row({ price: "free" })),
      ]);
      const taken = await store.add(file("a.csv", content), ownColumns);
      expect(taken).toMatchObject({ read: 4, kept: 2, quarantined: { [reason]: 1, "no price": 1 } });
      expect(await aside(store)).toEqual([`a.csv:3 ${reason}`, "a.csv:5 no price"]);
    });
  });

  it("keeps what is written in quotes, over several lines too", async () => {
    await withEvents(async (store, file) => {
      const several = row({ brand: '"one,\ntwo ""and""\nthree"', price: "3" });
      const taken = await store.add(
        file("a.csv", log(row({ brand: '"x, y"' }), several, row({ brand: '"open' }), row({ price: "4" }))),
        ownColumns,
      );
      expect(taken).toMatchObject({ read: 4, kept: 3, quarantined: { "quotes do not match": 1 } });
      const parse = (value: unknown) => z.object({ value: z.string() }).parse(value).value;
      const brands = await store.run({ text: "select value from tastes where kind = 'brand' order by value", parse });
      expect(brands).toEqual(['one,\ntwo "and"\nthree', "x", "x, y"]);
    });
  });

  it("accounts for every line of whatever it is given", async () => {
    const line = fc.oneof(
      fc.constant(row()),
      fc.integer({ min: 0, max: 9 }).map((price) => row({ price: String(price) })),
      fc.string({ unit: fc.constantFrom(...'a,"é\t;'.split("")), maxLength: 12 }).filter((text) => text !== '"'),
      fc.integer({ min: 0, max: 90 }).map((end) => row().slice(0, end)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), async (lines, newline) => {
        await withEvents(async (store, file) => {
          const text = [header, row({ user_id: "1" }), ...lines, row({ user_id: "2" })].join(newline);
          const taken = await store.add(file("a.csv", text), ownColumns);
          if (taken.kind !== "taken") throw new Error(taken.reason);
          const putAside = Object.values(taken.quarantined).reduce((sum, count) => sum + count, 0);
          expect(taken.read).toBe(taken.kept + putAside);
          expect(taken.read).toBeLessThanOrEqual(lines.length + 2); // less where lines made one record
          expect((await aside(store)).length).toBe(putAside);
        });
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ["line feeds", "\n"],
    ["carriage returns and line feeds", "\r\n"],
    ["carriage returns", "\r"],
  ])("reads lines that end with %s, the last one without", async (_title, newline) => {
    await withEvents(async (store, file) => {
      const lines = [header, row(), row({ brand: "\u00fcber" }), row({ price: " 2 " }), "", row({ price: "3" })];
      expect(await store.add(file("a.csv", `\uFEFF${lines.join(newline)}`), ownColumns)).toMatchObject({
        ...{ read: 5, kept: 4, quarantined: { "empty line": 1 } },
      });
      const parse = (value: unknown) => z.object({ amount: z.string(), brands: z.string() }).parse(value);
      const text = `select (select sum(viewed) from visits) as amount,
        (select string_agg(value, ' ' order by value) from tastes where kind = 'brand') as brands`;
      expect(await store.run({ text, parse })).toEqual([{ amount: "76.5800", brands: "x \u00fcber" }]);
    });
  });

  it("adds amounts up beyond what a double holds", async () => {
    await withEvents(async (store, file) => {
      const bought = Array.from({ length: 5 }, (_, at) =>
        row({ event_type: "purchase", price: "899999999999.9999", product_id: String(at) }),
      );
      await store.add(file("a.csv", log(...bought, row({ event_type: "purchase", price: "0.0001" }))), ownColumns);
      const parse = (value: unknown) => z.object({ amount: z.string(), orders: z.string() }).parse(value);
      const text = "select sum(amount) as amount, sum(purchases) as orders from visits";
      expect(await store.run({ text, parse })).toEqual([{ amount: "4499999999999.9996", orders: "6" }]);
    });
  });

  it("refuses a mapping with a letter that it cannot read", () => {
    const columns = { ...ownColumns.columns };
    expect(() => mapping.parse({ columns, timeFormats: ["%Y week %U"] })).toThrow("%U is not known; known are %Y");
  });

  it("reads what a mapping says of every row", async () => {
    const always = mapping.parse({
      columns: {
        ...ownColumns.columns,
        ...{ product_id: { always: "thing" }, user_session: { always: "E1" }, brand: { always: "own" } },
        ...{ category_id: { missing: true }, category_code: { missing: true } },
      },
    });
    await withEvents(async (store, file) => {
      const rows = [row(), row({ user_session: "", price: "1" }), row({ user_session: "s3", price: "2" })];
      expect(await store.add(file("a.csv", log(...rows)), always)).toMatchObject({
        kept: 3,
        profile: { missing: { category_id: 3, category_code: 3, brand: 0 } },
      });
      const parse = (value: unknown) => z.record(z.string(), z.string()).parse(value);
      expect(await store.run({ text: "select views from visits", parse })).toEqual([{ views: "3" }]);
      const text = "select kind, value, events from tastes";
      expect(await store.run({ text, parse })).toEqual([{ kind: "brand", value: "own", events: "3" }]);
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

  it("keeps one of two equal rows in different files, whichever comes first", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", log(row(), row({ price: "1" }))), ownColumns);
      const turned = [header, row({ price: "2" }), row()].map((line) => line.split(",").reverse().join(","));
      expect(await store.add(file("b.csv", `${turned.join("\n")}\n`), ownColumns)).toMatchObject({
        kept: 1,
        quarantined: { "duplicate of a row in another file": 1 },
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
    [
      "a file whose categories a spreadsheet has rounded",
      "a.csv",
      log(row({ category_id: "2.05E+18" })),
      "spreadsheet",
    ],
    [
      "a file whose customers a spreadsheet has rounded",
      "a.csv",
      log(row(), row({ user_id: "5.41E+8" })),
      "spreadsheet",
    ],
    ["gzip cut in half", "a.csv.gz", gzipped.subarray(0, gzipped.length / 2), "cut short"],
    ["gzip without its last bytes", "a.csv.gz", gzipped.subarray(0, -4), "cut short"],
    ["gzip with a wrong checksum", "a.csv.gz", turnedAt(gzipped, -6), "damaged"],
    ["a spreadsheet", "a.csv", Buffer.from("PK\u0003\u0004 and more"), "spreadsheet"],
    ["UTF-16", "a.csv", Buffer.from(`\uFEFF${log(row())}`, "utf16le"), "UTF-8"],
    ["what is no text", "a.csv", Buffer.from([1, 2, 3, 0, 0xff, 10, 0]), "UTF-8"],
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

  it("enters a file whole or not at all", async () => {
    await withEvents(async (store, file) => {
      const parse = (value: unknown) => value;
      const stopped = "insert into files values ('x', 'x', 'x', 0, 0, '{}', '{}', 1)"; // the number of the next file
      for (const text of [stopped, "create unique index one_number on files (arrival)"])
        await store.run({ text, parse });
      const path = file("a.csv", log(row(), row({ price: "free" })));
      await expect(store.add(path, ownColumns)).rejects.toThrow(/onstraint/);
      const left = ["visits", "tastes", "sampled_events", "seen", "quarantine"].map(
        (table) => `select 1 as n from ${table}`,
      );
      expect(await store.run({ text: left.join(" union all "), parse })).toEqual([]);
      await store.run({ text: "delete from files", parse });
      expect(await store.add(path, ownColumns)).toMatchObject({ read: 2, kept: 1 });
      expect((await store.run({ text: left.join(" union all "), parse })).length).toBe(6);
    });
  });

  it("keeps all events of a bounded sample of users, and of nobody else, over files", async () => {
    await withEvents(async (store, file) => {
      const users = Array.from({ length: 4000 }, (_, at) => String(at));
      const rows = (price: string) => users.map((user) => row({ user_id: user, user_session: `s${user}`, price }));
      await store.add(file("a.csv", log(...rows("1"))), ownColumns);
      await store.add(file("b.csv", log(...rows("2").reverse())), ownColumns);
      const text = `select count(*) as users, min(events) as least, max(events) as most
        from (select count(*) as events from sampled_events group by user_id)`;
      const parse = (value: unknown) => value;
      expect(await store.run({ text, parse })).toEqual([{ users: "3000", least: "2", most: "2" }]);
      await store.run({ text: "delete from sampled_events where user_id like '7%'", parse });
      const [left] = await store.run({ text, parse: (value) => z.object({ users: z.coerce.number() }).parse(value) });
      const others = rows("3").filter((each) => !each.includes(",7"));
      await store.add(file("c.csv", log(...others)), ownColumns);
      expect(await store.run({ text, parse })).toEqual([{ users: String(left?.users), least: "3", most: "3" }]);
    });
  });

  it("writes rows in the order that was asked for, however many", async () => {
    await withEvents(async (store, file) => {
      const [path, rows] = [file("written.csv", ""), 1_000_000];
      const text = `select range as number, md5(cast(range as varchar)) as text from range(${rows}) order by range desc`;
      await store.write(text, {}, path, "csv");
      const numbers = readFileSync(path, "utf8")
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => parseInt(line, 10));
      expect(numbers.length).toBe(rows);
      expect(numbers.findIndex((number, at) => number !== rows - 1 - at)).toBe(-1);
    });
  });

  it("clears away what a killed process had no memory for", async () => {
    const folder = join(temporaryFolder("killed"), "store");
    mkdirSync(spillOf(folder, inUse), { recursive: true });
    writeFileSync(join(spillOf(folder, inUse), "duckdb_temp_storage-0.tmp"), "somebody");
    await (await duckdbEvents({ folder, memory: "512MB" })).close();
    expect(readdirSync(folder)).toEqual([inUse]);
  });

  it("takes the same file once, under whatever name", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", log(row())), ownColumns);
      expect(await store.add(file("b.csv", log(row())), ownColumns)).toMatchObject({ known: true });
      expect(await store.files()).toHaveLength(1);
    });
  });

  it("refuses a known file that is read another way", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", log(row())), ownColumns);
      const another = { ...ownColumns, timeFormats: ["%Y"] };
      expect(await store.add(file("a.csv", log(row())), another)).toMatchObject({
        kind: "refused",
        reason: expect.stringContaining("another mapping") as string,
      });
    });
  });

  it("says what the kept rows are like", async () => {
    await withEvents(async (store, file) => {
      const rows = [
        row(),
        row({ brand: "", event_type: "cart" }),
        row({ price: "0", event_time: "2019-10-02 01:00:00 UTC" }),
      ];
      expect(await store.add(file("a.csv", log(...rows)), ownColumns)).toMatchObject({
        profile: {
          firstAt: "2019-10-01 00:00:00",
          lastAt: "2019-10-02 01:00:00",
          types: { view: 2, cart: 1 },
          missing: { brand: 1, category_code: 0 },
          days: { "2019-10-01": 2, "2019-10-02": 1 },
          prices: { free: 1, "6": 2 },
        },
      });
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

describe("a customer who is erased", () => {
  const canary = "987654321987654321";
  const bytesIn = (folder: string): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
      .join("");
  const withCanary = async (work: (folder: string, path: string) => Promise<void>) => {
    const home = temporaryFolder("erased");
    const path = join(home, "a.csv");
    const others = Array.from({ length: 3000 }, (_, at) => row({ user_id: String(at), user_session: `s${at}` }));
    const own = [
      row({ user_id: canary }),
      row({ user_id: canary, price: "free" }),
      row({ user_id: canary, price: "1" }),
    ];
    writeFileSync(path, log(...others, ...own));
    const store = await duckdbEvents({ folder: join(home, "store"), memory: "512MB", salt: "grain" });
    await store.add(path, ownColumns, { products: [], stock: everyItem });
    expect(await store.run({ text: `select 1 from dealings where user_id = '${canary}'`, parse: Boolean })).toEqual([
      true,
    ]);
    await store.close();
    await work(join(home, "store"), path);
  };

  it("is in no byte of any file afterwards, and nobody else is touched", async () => {
    await withCanary(async (folder) => {
      expect(bytesIn(folder)).toContain(canary);
      expect(await forgetCustomer({ folder, memory: "512MB", salt: "grain" }, canary)).toBeGreaterThan(2);
      expect(bytesIn(folder)).not.toContain(canary);
      const store = await duckdbEvents({ folder, memory: "512MB", salt: "grain" });
      const [left] = await store.run({
        text: "select count(distinct user_id) as n from visits",
        parse: (value) => value,
      });
      expect(left).toEqual({ n: "3000" });
      expect(await store.files()).toHaveLength(1);
      await store.close();
    });
  });

  it("does not come back with a later file, nor when everything is read anew", async () => {
    await withCanary(async (folder, path) => {
      await forgetCustomer({ folder, memory: "512MB", salt: "grain" }, canary);
      for (const anew of [false, true]) {
        const later = `${path}.${anew ? "anew" : "later"}`;
        const own = [row({ user_id: canary, price: "7" }), row({ user_id: canary, price: "free" })];
        writeFileSync(later, log(...own, row({ user_id: "5", price: anew ? "8" : "7" })));
        const store = await duckdbEvents({ folder, memory: "512MB", salt: "grain", anew });
        expect(await store.add(later, ownColumns)).toMatchObject({
          kept: 1,
          quarantined: { "customer was erased": 2 },
        });
        await store.close();
        expect(bytesIn(folder)).not.toContain(canary);
      }
    });
  });
});

describe("events past their term", () => {
  const days = async (folder: string) => {
    const store = await duckdbEvents({ folder, memory: "512MB" });
    const text = (table: string, day: string) =>
      `select distinct cast(${day} as varchar) as found from ${table} order by found`;
    const parse = (value: unknown) => z.object({ found: z.string() }).parse(value).found;
    const found = {
      visits: await store.run({ text: text("visits", "day"), parse }),
      seen: await store.run({ text: text("seen", "day"), parse }),
      sampled: await store.run({ text: text("sampled_events", "cast(event_time as date)"), parse }),
      tastes: await store.run({ text: text("tastes", "value"), parse }),
      dealings: await store.run({ text: text("dealings", "arrival"), parse }),
      aside: await store.run({ text: text("quarantine", "content"), parse }),
      files: (await store.files()).map(({ read }) => read),
    };
    await store.close();
    return found;
  };

  it("are gone by the day, and what is counted by file alone with the file's first day", async () => {
    const home = temporaryFolder("expired");
    const folder = join(home, "store");
    const at = (day: string, brand: string) => row({ event_time: `${day} 10:00:00 UTC`, brand });
    writeFileSync(join(home, "a.csv"), log(at("2019-10-01", "old"), at("2019-10-03", "old"), row({ price: "traced" })));
    writeFileSync(join(home, "b.csv"), log(at("2019-10-02", "new")));
    const store = await duckdbEvents({ folder, memory: "512MB" });
    for (const name of ["a.csv", "b.csv"])
      await store.add(join(home, name), ownColumns, { products: [], stock: everyItem });
    await store.close();
    const before = await days(folder);
    expect(before).toMatchObject({ visits: ["2019-10-01", "2019-10-02", "2019-10-03"], files: [3, 1] });
    expect(before.dealings).toEqual(["0", "1"]);
    expect(await expireEvents({ folder, memory: "512MB" }, "2019-10-01")).toBe(0);
    expect(await days(folder)).toEqual(before);
    expect(await expireEvents({ folder, memory: "512MB" }, "2019-10-02")).toBeGreaterThan(3);
    expect(await days(folder)).toEqual({
      visits: ["2019-10-02", "2019-10-03"],
      seen: ["2019-10-02", "2019-10-03"],
      sampled: ["2019-10-02", "2019-10-03"],
      tastes: before.tastes.filter((value) => value !== "old"),
      dealings: ["1"],
      aside: [],
      files: [3, 1],
    });
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    expect(bytes.join("")).not.toContain("traced");
    expect(await expireEvents({ folder: join(home, "nowhere") }, "2019-10-02")).toBe(0);
  });
});

describe("the ways of reading a file", () => {
  /** Everything that a file leaves in the store, in an order of its own. */
  async function left(text: string, blockBytes?: number) {
    const home = temporaryFolder("ways");
    writeFileSync(join(home, "a.csv"), text);
    const folder = join(home, "store");
    const store = await duckdbEvents({ folder, memory: "512MB", ...(blockBytes !== undefined && { blockBytes }) });
    try {
      const taken = await store.add(join(home, "a.csv"), ownColumns);
      if (taken.kind !== "taken") throw new Error(taken.reason);
      const parse = (value: unknown) => z.record(z.string(), z.unknown()).parse(value);
      const { read, kept, quarantined, profile } = taken;
      return {
        taken: { read, kept, quarantined, profile },
        aside: await store.run({ text: "select line, reason, content from quarantine order by line", parse }),
        visits: await store.run({
          text: `select user_id, session, day, sum(views) as views, sum(purchases) as purchases, sum(amount) as amount,
            min(first_at) as first_at, max(last_at) as last_at from visits group by all order by all`,
          parse,
        }),
        tastes: await store.run({
          text: "select user_id, kind, value, sum(events) as events from tastes group by all order by all",
          parse,
        }),
        sampled: await store.run({ text: "select * exclude (arrival) from sampled_events order by all", parse }),
      };
    } finally {
      await store.close();
    }
  }
  const line = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.nat(4), fc.nat(3), fc.constantFrom("view", "purchase", "click"))
        .map(([user, price, type]) =>
          row({ user_id: `u${user}`, price: String(price), event_type: type, user_session: `s${user}` }),
        ),
    },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 90 }).map((end) => row().slice(0, end).trimEnd()) },
    { weight: 1, arbitrary: fc.constant(`${row()},more`) },
  );

  it("leave the same, in one block, in many, and line by line with care", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: 1, max: 600 }),
        async (lines, size) => {
          const text = log(row({ user_id: "first" }), ...lines);
          const whole = await left(text);
          expect(await left(text, size)).toEqual(whole);
          const quoted = text.replace(header, header.replace("brand", '"brand"')); // a quote in the header asks for care
          expect(await left(quoted.replace("first", '"first"'))).toEqual(whole);
        },
      ),
      { numRuns: 15, examples: [[[row({ price: "1" }), row({ price: "1" })], 1]] },
    );
  });
});

describe("what is counted of a file", () => {
  const event = fc
    .record({
      event_time: fc.date({
        min: new Date("2019-09-28T00:00:00Z"),
        max: new Date("2019-10-02T00:00:00Z"),
        noInvalidDate: true,
      }),
      event_type: fc.constantFrom(...eventTypes),
      price: fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
      brand: fc.constantFrom("", "x", "y", "\u00e9t\u00e9"),
      category_code: fc.constantFrom("", "a.b", "a.c"),
      category_id: fc.constantFrom("", "2053013552326770905"),
      user_id: fc.constantFrom("1", "2", "512000000001"),
      user_session: fc.constantFrom("s1", "s2", "s3"),
    })
    .map(({ event_time: time, ...others }) =>
      row({ ...others, event_time: time.toISOString().slice(0, 19).replace("T", " ") + " UTC" }),
    );

  it("is what SQL counts over its different rows, in blocks of whatever size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 100, max: 3000 }),
        async (events, blockBytes) => {
          const home = temporaryFolder("counted");
          const path = join(home, "a.csv");
          writeFileSync(path, log(...events));
          const store = await duckdbEvents({ folder: join(home, "store"), memory: "512MB", blockBytes });
          try {
            const taken = await store.add(path, ownColumns);
            expect(taken).toMatchObject({ read: events.length, kept: new Set(events).size });
            const parse = (value: unknown) => z.record(z.string(), z.unknown()).parse(value);
            const source = `(select distinct user_id, user_session as session, strptime(event_time, '%Y-%m-%d %H:%M:%S UTC') as event_time,
              event_type, cast(price as decimal(18,4)) as price, brand, coalesce(category_code, category_id) as category
              from read_csv('${path}', all_varchar = true)) events`;
            const visits = (relation: string) => `select user_id, day, count(distinct session) as sessions,
              sum(views) as views, sum(carts) as carts, sum(removals) as removals, sum(purchases) as purchases,
              sum(amount) as amount, sum(viewed) as viewed, sum(weekend) as weekend, sum(evening) as evening,
              min(first_at) as first_at, max(last_at) as last_at from ${relation} group by all order by all`;
            expect(await store.run({ text: visits("visits"), parse })).toEqual(
              await store.run({ text: visits(`(${visitsOf(source, duckdb)})`), parse }),
            );
            const tastes = (relation: string) => `select user_id, kind, value, sum(events) as events,
              sum(purchases) as purchases from ${relation} group by all order by all`;
            expect(await store.run({ text: tastes("tastes"), parse })).toEqual(
              await store.run({
                text: tastes(`(${tastesOf(source, "brand")} union all ${tastesOf(source, "category")})`),
                parse,
              }),
            );
          } finally {
            await store.close();
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe("a customer of a mapped log who is erased", () => {
  it("goes from quarantine too, whatever the file wrote behind the id, and nobody whose number it is part of", async () => {
    const invoices = mapping.parse({
      columns: {
        event_time: { column: "when" },
        event_type: { always: "purchase" },
        product_id: { column: "item" },
        price: { column: "each" },
        user_id: { column: "who", without: ".0" },
        user_session: { column: "invoice" },
      },
    });
    const home = temporaryFolder("mapped");
    const rows = [
      "a,1,17850.0,i1",
      "a,free,17850.0,i2",
      "a,free,178501.0,i3",
      "17850.0,cut",
      "a,17850,99.0,i4",
      "a,-17850,99.0,i5",
    ];
    const dated = rows.map((each) => `2010-12-01 08:26:00,${each}`);
    writeFileSync(join(home, "a.csv"), `when,item,each,who,invoice\n${dated.join("\n")}\n`);
    const folder = join(home, "store");
    const store = await duckdbEvents({ folder, memory: "512MB" });
    await store.add(join(home, "a.csv"), invoices);
    await store.close();
    await forgetCustomer({ folder, memory: "512MB" }, "17850");
    const after = await duckdbEvents({ folder, memory: "512MB" });
    const parse = (value: unknown) => z.object({ content: z.string() }).parse(value).content.slice(20);
    expect(await after.run({ text: "select content from quarantine order by line", parse })).toEqual([
      "a,free,178501.0,i3",
      "a,-17850,99.0,i5",
    ]);
    await after.close();
  });
});
