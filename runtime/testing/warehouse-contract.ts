import type { SegmentationModel } from "../segmentation/fit";
import { OlderThanLoaded, type Warehouse } from "../segmentation/warehouse";

/** Asks a warehouse in its own SQL; rows as objects of texts and numbers. */
type Ask = (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

const segment = (id: string) => ({
  id,
  english: `The ${id}`,
  french: `Les ${id}`,
  actions: ["greet them", "don't shout"],
  customers: 2,
  share: 0.5,
  revenueShare: 0.25,
  medians: { orders: 2 },
  effects: { orders: 0.5 },
});
const registered = (version: string) => ({
  registeredAt: new Date("2026-11-21T10:00:00Z"),
  model: {
    version,
    customers: 4,
    chosen: { k: 2, reason: "", isSketch: false },
    candidates: [{ k: 2, silhouette: 0.4, stability: 0.9 }],
    segments: [segment("loyal"), segment("new")],
    population: { orders: 1 },
    sql: "select 1",
  } as unknown as SegmentationModel,
});
async function* batches(people: Readonly<Record<string, string>>) {
  const all = Object.entries(people).map(([userId, of]) => ({ userId, segment: of }));
  for (let at = 0; at < all.length; at += 2) yield await Promise.resolve(all.slice(at, at + 2));
}

/** Every warehouse must pass this, each test in one that is empty. */
export function warehouseContract(open: () => Promise<{ warehouse: Warehouse; ask: Ask }>): void {
  const ofHistory =
    "select user_id, segment_id, cast(valid_from as varchar(10)) as since, cast(valid_to as varchar(10)) as until from penderie.assignment_history order by user_id, valid_from";
  const first = { "1": "loyal", "2": "new", "9223372036854775807": "new", "o'neill": "loyal" };

  it("holds every customer's segment, the segments and what is singular about them", async () => {
    const { warehouse, ask } = await open();
    const loaded = await warehouse.write({
      registered: registered("aa"),
      asOf: "2026-11-01 00:00:00",
      assignments: batches(first),
    });
    expect(loaded).toEqual({ customers: 4, moved: 4, left: 0 });
    expect(
      await ask(`select a.user_id, s.name_fr, f.median from penderie.assignments a
        join penderie.segments s on s.segment_id = a.segment_id and s.version = a.version
        join penderie.segment_figures f on f.segment_id = a.segment_id and f.version = a.version and f.feature = 'orders'
        where a.user_id like '92%'`),
    ).toEqual([{ user_id: "9223372036854775807", name_fr: "Les new", median: 2 }]);
  });

  it("loads the same load once", async () => {
    const { warehouse, ask } = await open();
    const load = () => ({ registered: registered("aa"), asOf: "2026-11-01 00:00:00", assignments: batches(first) });
    await warehouse.write(load());
    const before = await ask(ofHistory);
    expect(await warehouse.write(load())).toEqual({ customers: 4, moved: 0, left: 0 });
    expect(await ask(ofHistory)).toEqual(before);
  });

  it("remembers who was where and until when", async () => {
    const { warehouse, ask } = await open();
    await warehouse.write({ registered: registered("aa"), asOf: "2026-11-01 00:00:00", assignments: batches(first) });
    const then = { "1": "new", "2": "new", "o'neill": "loyal" };
    const loaded = await warehouse.write({
      registered: registered("bb"),
      asOf: "2026-12-01 00:00:00",
      assignments: batches(then),
    });
    expect(loaded).toEqual({ customers: 3, moved: 1, left: 1 });
    expect(await ask(ofHistory)).toEqual([
      { user_id: "1", segment_id: "loyal", since: "2026-11-01", until: "2026-12-01" },
      { user_id: "1", segment_id: "new", since: "2026-12-01", until: null },
      { user_id: "2", segment_id: "new", since: "2026-11-01", until: null },
      { user_id: "9223372036854775807", segment_id: "new", since: "2026-11-01", until: "2026-12-01" },
      { user_id: "o'neill", segment_id: "loyal", since: "2026-11-01", until: null },
    ]);
  });

  it("forgets where somebody was when that is past its term, and keeps where they are", async () => {
    const { warehouse, ask } = await open();
    const load = async (asOf: string, people: Readonly<Record<string, string>>) =>
      warehouse.write({ registered: registered("aa"), asOf: `${asOf} 00:00:00`, assignments: batches(people) });
    await load("2025-01-01", { "1": "loyal", "2": "new" });
    await load("2025-02-01", { "1": "new", "2": "new" });
    await load("2026-03-02", { "1": "new", "2": "new" });
    expect(await ask(ofHistory)).toHaveLength(3);
    await load("2026-03-05", { "1": "new", "2": "new" }); // 397 days after the change
    expect(await ask(ofHistory)).toEqual([
      { user_id: "1", segment_id: "new", since: "2025-02-01", until: null },
      { user_id: "2", segment_id: "new", since: "2025-01-01", until: null },
    ]);
  });

  it("takes nothing of a load that fails on the way", async () => {
    const { warehouse, ask } = await open();
    await warehouse.write({ registered: registered("aa"), asOf: "2026-11-01 00:00:00", assignments: batches(first) });
    const before = await ask(ofHistory);
    async function* torn() {
      yield await Promise.resolve([{ userId: "1", segment: "new" }]);
      throw new Error("the file ends here");
    }
    await expect(
      warehouse.write({ registered: registered("bb"), asOf: "2026-12-01 00:00:00", assignments: torn() }),
    ).rejects.toThrow("the file ends here");
    expect(await ask(ofHistory)).toEqual(before);
    expect(await ask("select version from penderie.segment_versions")).toEqual([{ version: "aa" }]);
  });

  it("refuses to rewrite history", async () => {
    const { warehouse } = await open();
    await warehouse.write({ registered: registered("aa"), asOf: "2026-11-02 00:00:00", assignments: batches(first) });
    await expect(
      warehouse.write({ registered: registered("bb"), asOf: "2026-11-01 00:00:00", assignments: batches(first) }),
    ).rejects.toBeInstanceOf(OlderThanLoaded);
  });

  it("erases one customer from today and from history", async () => {
    const { warehouse, ask } = await open();
    await warehouse.write({ registered: registered("aa"), asOf: "2026-11-01 00:00:00", assignments: batches(first) });
    await warehouse.write({
      registered: registered("aa"),
      asOf: "2026-12-01 00:00:00",
      assignments: batches({ ...first, "o'neill": "new" }),
    });
    expect(await warehouse.erase("o'neill")).toBe(3);
    expect(await warehouse.erase("o'neill")).toBe(0);
    expect((await ask(ofHistory)).map((row) => row["user_id"])).toEqual(["1", "2", "9223372036854775807"]);
  });
}
