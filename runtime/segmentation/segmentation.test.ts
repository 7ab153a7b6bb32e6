import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { sampleEvents } from "../sample/events";
import { sampleShop } from "../sample/shop";
import { withEvents } from "../testing/event-files";
import { assign, assignmentSql } from "./assignment";
import type { EventStore } from "./event-store";
import { duckdb } from "./dialect";
import { features, featuresOf, suspectsQuery } from "./features";
import { columnsOf, fitSegments } from "./fit";
import { ownColumns } from "./mapping";

const shop = sampleShop("test", 60);
const lines = [...sampleEvents("test", shop, 6000)];
const [header = "", ...rows] = lines;

const priors = { cartRate: 0.5, conversion: 0.5 };
const featureRows = (store: EventStore, asOf: string) =>
  store.run({
    text: `${featuresOf({ minimum: 1, priors })} order by v.user_id`,
    parameters: { as_of: asOf },
    parse: (row) => z.record(z.string(), z.unknown()).parse(row),
  });

describe("a fitted segmentation", () => {
  it("assigns every customer in SQL as it does in process", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", `${lines.join("\n")}\n`), ownColumns);
      const fitted = await fitSegments(store, { seed: "1", minimum: 3 });
      if (fitted.kind !== "fitted") throw new Error(fitted.reason);
      const { assignment, sql, asOf, minimum, priors: rates } = fitted.model;
      const featured = featuresOf({ minimum: minimum.events, priors: rates });
      const columns = await columnsOf(store, `${featured} order by v.user_id`, asOf);
      const row = z.object({ segment: z.coerce.number() });
      const assigned = await store.run({
        text: `select segment from (${sql}) a order by user_id`,
        parameters: { as_of: asOf },
        parse: (value) => row.parse(value),
      });
      expect(assigned.length).toBe(fitted.model.customers);
      expect(assigned.map(({ segment }) => segment)).toEqual([...assign(assignment, columns)]);
    });
  });

  it("is the same for the same seed, sums to everybody, and names each segment once", async () => {
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", `${lines.join("\n")}\n`), ownColumns);
      const [one, other] = [await fitSegments(store, { seed: "1" }), await fitSegments(store, { seed: "1" })];
      expect(one).toEqual(other);
      if (one.kind !== "fitted") throw new Error(one.reason);
      const { segments, customers } = one.model;
      expect(segments.reduce((sum, each) => sum + each.customers, 0)).toBe(customers);
      expect(segments.reduce((sum, each) => sum + each.revenueShare, 0)).toBeCloseTo(1, 9);
      expect(new Set(segments.map(({ english }) => english)).size).toBe(segments.length);
    });
  });

  it("says what is missing when a log is too small", async () => {
    await withEvents(async (store, file) => {
      expect(await fitSegments(store, { seed: "1" })).toMatchObject({ kind: "not fitted" });
      await store.add(file("a.csv", `${lines.slice(0, 20).join("\n")}\n`), ownColumns);
      expect(await fitSegments(store, { seed: "1" })).toMatchObject({
        reason: expect.stringContaining("customers") as string,
      });
    });
  });
});

describe("features", () => {
  it("are the same however a log is cut into files and in whatever order they come", async () => {
    const part = rows.slice(0, 700).filter((row) => row.split(",").length === 9);
    const unique = [...new Set(part)];
    const asOf = "2026-11-01 00:00:00";
    const whole = await withEvents(async (store, file) => {
      await store.add(file("all.csv", `${[header, ...unique].join("\n")}\n`), ownColumns);
      return featureRows(store, asOf);
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: unique.length, maxLength: unique.length }),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        async (homes, order) => {
          const split = await withEvents(async (store, file) => {
            for (const home of order) {
              const own = unique.filter((_, at) => homes[at] === home);
              if (own.length > 0) await store.add(file(`${home}.csv`, `${[header, ...own].join("\n")}\n`), ownColumns);
            }
            return featureRows(store, asOf);
          });
          expect(split).toEqual(whole);
        },
      ),
      { numRuns: 6 },
    );
  });

  it("are what their definitions say, on a history worked out by hand", async () => {
    const event = (at: string, type: string, price: string, session: string, brand = "b") =>
      `${at} UTC,${type},1,2,c,${brand},${price},u,${session}`;
    const log = [
      header,
      event("2026-01-02 20:00:00", "view", "10.00", "s1"),
      event("2026-01-02 20:05:00", "cart", "10.00", "s1"),
      event("2026-01-02 20:06:00", "purchase", "10.00", "s1"),
      event("2026-01-03 09:00:00", "view", "30.00", "s2", "other"),
    ];
    await withEvents(async (store, file) => {
      await store.add(file("a.csv", `${log.join("\n")}\n`), ownColumns);
      const [row] = await featureRows(store, "2026-01-04 09:00:00");
      const numbers = Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]));
      expect(numbers).toMatchObject({
        events: 4,
        recency_days: 1,
        orders: 1,
        amount: 10,
        sessions: 2,
        views_per_session: 1,
        conversion: 0.5,
        cart_rate: 0.5,
        viewed_price: 20,
        order_amount: 10,
        active_days: 2,
        removal_rate: 0,
        weekend_share: 0.25,
        evening_share: 0.75,
        brand_loyalty: 0.75,
        category_focus: 1,
      });
    });
  });

  it("never are about who somebody is", () => {
    for (const { name, definition } of features)
      expect(`${name} ${definition}`).not.toMatch(/\b(age|gender|sex|income|country|nationality|family|religion)\b/i);
  });
});

describe("assignmentSql", () => {
  it("lets the first of two equal segments win", () => {
    const preparation = { coordinates: [], left: {}, components: [], kept: 1 };
    expect(
      assign(
        {
          preparation: {
            ...preparation,
            coordinates: [{ feature: "x", transform: "plain", low: 0, high: 9, centre: 0, spread: 1 }],
          },
          biases: [1, 1],
          weights: [[0], [0]],
        },
        { x: Float64Array.of(1) },
      ),
    ).toEqual(Int32Array.of(0));
    expect(assignmentSql({ preparation, biases: [1, 1], weights: [[], []] }, "select 1")).toContain(
      "when s0 >= s1 then 0 else 1",
    );
  });
});

describe("programs among the customers", () => {
  const view = (user: string, second: number, session = "s") =>
    `${new Date(Date.UTC(2019, 9, 1, 0, 0, second)).toISOString().slice(0, 19).replace("T", " ")} UTC,view,${second},2,a.b,x,5.00,${user},${session}${user}`;
  const buy = (user: string, at: number) => `2019-10-01 12:00:00 UTC,purchase,${at},2,a.b,x,5.00,${user},invoice`;
  const many = (count: number, make: (at: number) => string) => Array.from({ length: count }, (_, at) => make(at));
  const here = async (events: readonly string[]) =>
    withEvents(async (store, file) => {
      await store.add(file("a.csv", `${[header, ...events].join("\n")}\n`), ownColumns);
      const ask = async (text: string) => {
        const rows = await store.run({
          text,
          parameters: { as_of: "2019-10-03 00:00:00" },
          parse: (row) => z.object({ user_id: z.string() }).parse(row).user_id,
        });
        return [...rows].sort();
      };
      return { customers: await ask(featuresOf({ minimum: 1, priors })), suspects: await ask(suspectsQuery(duckdb)) };
    });

  it("are those who view more than a thousand pages on a day", async () => {
    const slow = (user: string, pages: number) => many(pages, (at) => view(user, at * 30, String(at)));
    expect(await here([...slow("1", 1001), ...slow("2", 1000)])).toEqual({ customers: ["2"], suspects: ["1"] });
  });

  it("are those whose session has more views than seconds", async () => {
    const session = (user: string, pages: number, every: number) =>
      many(pages, (at) => view(user, Math.floor(at * every)));
    const hasty = many(
      100,
      (at) => `2019-10-01 00:00:${String(at % 50).padStart(2, "0")} UTC,view,${at},2,a.b,x,5.00,3,s3`,
    );
    expect(await here([...session("1", 100, 2), ...session("2", 50, 0.5), ...hasty])).toEqual({
      customers: ["1", "2"],
      suspects: ["3"],
    });
  });

  it("are not those whose one invoice has a thousand lines", async () => {
    expect(await here(many(1500, (at) => buy("1", at)))).toEqual({ customers: ["1"], suspects: [] });
  });
});

describe("the documentation", () => {
  const text = readFileSync(join(__dirname, "..", "..", "docs", "segmentation.md"), "utf8").replace(/ +/g, " ");

  it.each(features.map((each) => [each.name, each] as const))("defines %s as it is", (_name, each) => {
    const distance = { no: "no", log: "as a logarithm", plain: "yes" }[each.distance];
    expect(text).toContain(`| \`${each.name}\` | ${each.unit} | ${each.definition} | ${distance} | ${each.version} |`);
  });
});
