import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlProfiles } from "../adapters/sql-profiles";
import { sqlTastes } from "../adapters/sql-tastes";
import { exactIndex } from "../adapters/embedded/exact-index";
import { pglite } from "../adapters/embedded/pglite";
import type { Sql } from "../adapters/sql";
import { type Product, product } from "../catalogue/product";
import { profilesOf } from "../taste/profiles";
import type { DeedKind, TasteBook } from "../taste/taste";
import { question } from "./criteria";
import { fuse } from "./fusion";
import type { Look } from "./sight";
import type { Habits } from "./behaviour/habits";
import { ownMeanings } from "./meanings";
import { trends } from "./trends";
import { type RecommendDeps, recommend, similar } from "./recommend";

const item = (id: string, change: Partial<Product> = {}): Product =>
  product.parse({
    id,
    title: `Item ${id}`,
    brand: "B",
    piece: "dress",
    style: "boho",
    colours: ["red"],
    price: 50,
    variants: [{ sku: `${id}-1`, size: "M", stock: 3 }],
    ...change,
  });

const shop = [
  item("red-dress"),
  item("blue-dress", { colours: ["blue"], price: 90 }),
  item("blue-shirt", { piece: "shirt", colours: ["blue"], style: "classic" }),
  item("sold-out", { variants: [{ sku: "x", size: "M", stock: 0 }] }),
];
const places: Readonly<Record<string, readonly [number, number]>> = {
  "red-dress": [1, 0],
  "blue-dress": [0.8, 0.6],
  "blue-shirt": [0, 1],
  "sold-out": [1, 0],
};

let sql: Sql;
let deps: RecommendDeps;
beforeAll(async () => {
  sql = await pglite();
  deps = {
    consents: sqlConsents(sql),
    tastes: sqlTastes(sql),
    profiles: sqlProfiles(sql),
    catalogue: await sqlCatalogue(sql),
    items: await exactIndex(sql, "item", "m", 2),
    meanings: ownMeanings(),
    trend: () => trends(sqlTastes(sql), () => new Date(0))(),
    habits: async () => undefined,
    model: "m",
    now: () => new Date(0),
  };
  for (const each of shop) {
    await deps.catalogue.put(each);
    await deps.items.put(each.id, Float32Array.from(places[each.id] ?? [0, 0]));
  }
});
afterAll(() => sql.close());
beforeEach(() => sql.query("truncate consents, likes, deeds, follows, preferences"));

const look: Look = {
  photoId: "p",
  piece: "dress",
  probability: 0.9,
  colours: [{ colour: "red", share: 1 }],
  pattern: undefined,
  part: undefined,
  vector: Float32Array.of(1, 0),
};
const ask = async (asked: object, looks: readonly Look[] = [], subject?: string, with_: RecommendDeps = deps) =>
  recommend(question.parse(asked), looks, subject, with_);
const ids = ({ items }: Awaited<ReturnType<typeof recommend>>) => items.map((each) => each.item.id);
const consent = (subject: string, granted = true) =>
  deps.consents.append({ subject, purpose: "personalisation", granted, notice: "n", recordedAt: new Date(0) });

describe("recommend", () => {
  it("answers what looks like the photograph first, and says so", async () => {
    const answer = await ask({}, [look]);
    expect(ids(answer)[0]).toBe("red-dress");
    expect(answer.items[0]?.reasons[0]).toEqual({
      source: "image",
      rank: 1,
      text: "looks most like your photo (red dress)",
    });
  });

  it.each([
    ["what is sold out", {}],
    ["what is above the budget", { budget: 60 }, "blue-dress"],
    ["what is below the least that may be paid", { least: 60 }, "red-dress"],
    ["what does not come in the size", { sizes: ["XL"] }, "red-dress"],
    ["what is not sold in the market", { market: "DE" }, "red-dress"],
    ["a colour that was ruled out", { text: "a dress, no blue" }, "blue-dress"],
    ["what does not come in the size that was said", { text: "in size XL" }, "red-dress"],
    ["another piece than the one that was asked for", { text: "a shirt" }, "red-dress"],
  ])("never shows %s", async (_title, asked, forbidden = "sold-out") => {
    expect(ids(await ask(asked, [look]))).not.toContain(forbidden);
  });

  it("finds nothing like a photograph in which it saw no garment, and does not pretend to", async () => {
    const answer = await ask({}, [{ ...look, piece: undefined, probability: 0 }]);
    expect(answer.basis).toBe("popular");
    expect(answer.seen).toMatchObject([{ photoId: "p", piece: undefined }]);
    expect(answer.items.flatMap(({ reasons }) => reasons.map(({ source }) => source))).not.toContain("image");
  });

  it("answers words without a photograph, with the words that fit", async () => {
    const answer = await ask({ text: "blue shirt" });
    expect(ids(answer)).toEqual(["blue-shirt"]);
    expect(answer.items[0]?.reasons.map(({ text }) => text)).toContain("fits what you asked for: blue, shirt");
    expect(answer.basis).toBe("request");
  });

  it("finds a brand by its name, and says which words nobody knows", async () => {
    await deps.catalogue.put(item("known", { brand: "Ateliér Nord" }));
    const answer = await ask({ text: "atelier gizmo" });
    expect(ids(answer)).toEqual(["known"]);
    expect(answer.understood.unknown).toEqual(["gizmo"]);
    expect(answer.items[0]?.reasons[0]?.text).toBe('fits what you asked for: "atelier"');
    await deps.catalogue.withdraw("known");
  });

  it("knows a brand by its whole name, and asks for it", async () => {
    await deps.catalogue.put(item("theirs", { brand: "Corte & Filo" }));
    const answer = await ask({ text: "something by Corte & Filo" });
    expect(ids(answer)).toEqual(["theirs"]);
    expect(answer.items[0]?.reasons[0]?.text).toContain("fits what you asked for: Corte & Filo");
    expect(answer.understood.unknown).toEqual([]);
    expect(ids(await ask({ text: "a dress, no Corte & Filo" }))).not.toContain("theirs");
    await deps.catalogue.withdraw("theirs");
  });

  it("rules out what is described by a word that only the catalogue knows, but not by one that describes most of it", async () => {
    await deps.catalogue.put(item("hide", { description: "in leather" }));
    const answer = await ask({ text: "a dress, no leather and no velvet" });
    expect(ids(answer)).toEqual(expect.arrayContaining(["red-dress", "blue-dress"]));
    expect(ids(answer)).not.toContain("hide");
    expect([answer.understood.without.terms, answer.understood.unknown]).toEqual([["leather"], ["velvet"]]);
    expect(ids(await ask({ text: "a dress, no item" }))).toContain("hide");
    await deps.catalogue.withdraw("hide");
  });

  it("puts what costs little for its kind first where little is to be paid, leaves nothing out for it, and says so", async () => {
    const answer = await ask({ text: "a dress, not too expensive" });
    expect(ids(answer)).toEqual(["red-dress", "blue-dress"]);
    const [first, last] = answer.items.map(({ reasons }) => reasons[0]?.text);
    expect(first).toBe("fits what you asked for: dress, of the cheaper third of its kind");
    expect(last).toBe("fits what you asked for: dress");
  });

  it("prefers what is worn in the season that was said, and rules out a style", async () => {
    await deps.catalogue.put(item("warm", { season: "autumn-winter", style: "classic", price: 90 }));
    const answer = await ask({ text: "une robe d’hiver" });
    expect(ids(answer)[0]).toBe("warm");
    expect(answer.items[0]?.reasons[0]?.text).toContain("for autumn and winter");
    expect(ids(await ask({ text: "a dress, nothing too formal" }))).not.toContain("warm");
    await deps.catalogue.withdraw("warm");
  });

  it("answers an empty question with what is popular", async () => {
    await deps.tastes.like("someone", { itemId: "blue-shirt", likedAt: new Date(0) });
    await consent("someone");
    const answer = await ask({});
    expect(answer.basis).toBe("popular");
    expect(ids(answer)[0]).toBe("blue-shirt");
  });

  it("lets a like change the next answer, once there is consent", async () => {
    await deps.tastes.like("ada", { itemId: "red-dress", likedAt: new Date(0) });
    expect((await ask({}, [], "ada")).basis).toBe("popular");
    await consent("ada");
    const answer = await ask({}, [], "ada");
    expect(answer.basis).toBe("personal");
    expect(ids(answer)).not.toContain("red-dress");
    const shirt = answer.items.find((each) => each.item.id === "blue-shirt");
    expect(shirt?.reasons).toContainEqual({
      source: "behaviour",
      rank: 2,
      text: "goes with what you like",
    });
  });

  it("finds by its looks what was put a moment ago, and no longer what was withdrawn", async () => {
    await consent("ada");
    await deps.tastes.like("ada", { itemId: "red-dress", likedAt: new Date(0) });
    const byLooks = async () =>
      (await ask({}, [], "ada")).items
        .filter(({ reasons }) => reasons.some(({ source }) => source === "behaviour"))
        .map((each) => each.item.id);
    expect(await byLooks()).toEqual(["blue-dress", "blue-shirt"]);
    await deps.items.put("fresh", Float32Array.of(0.9, 0.1));
    await deps.catalogue.put(item("fresh"));
    expect(await byLooks()).toEqual(["fresh", "blue-dress", "blue-shirt"]);
    await deps.catalogue.withdraw("fresh");
    expect(await byLooks()).toEqual(["blue-dress", "blue-shirt"]);
    await deps.items.delete("fresh");
  });

  it("puts what goes with a like by habit before what only looks like it", async () => {
    await deps.tastes.like("ada", { itemId: "red-dress", likedAt: new Date(0) });
    await consent("ada");
    const habits: Habits = {
      after: (liked) => ({
        names: ["blue-shirt"],
        first: () => (liked.includes("red-dress") ? [0] : []),
        leader: () => liked[0],
      }),
    };
    const known = await ask({}, [], "ada", { ...deps, habits: async () => habits });
    expect([ids(await ask({}, [], "ada"))[0], ids(known)[0]]).toEqual(["blue-dress", "blue-shirt"]);
    expect(known.items[0]?.reasons[0]?.text).toBe("goes with “Item red-dress”, which you like");
  });

  it("counts what was looked at and put into the cart, never shows again what was bought, and says which of them led there", async () => {
    await consent("ada");
    const did = (itemId: string, deed: DeedKind) => deps.tastes.did("ada", { itemId, deed, at: new Date(0) });
    await did("red-dress", "viewed");
    await did("red-dress", "carted");
    const habits: Habits = {
      after: (dealt) => ({ names: ["blue-shirt"], first: () => [0], leader: () => dealt[0] }),
    };
    const withHabits = { ...deps, habits: async () => habits };
    const [first] = (await ask({}, [], "ada", withHabits)).items;
    expect([first?.item.id, first?.reasons[0]?.text]).toEqual([
      "blue-shirt",
      "goes with “Item red-dress”, which you put into your cart",
    ]);
    expect(ids(await ask({}, [look], "ada", withHabits))).toContain("red-dress");
    await did("red-dress", "bought");
    expect(ids(await ask({}, [look], "ada", withHabits))).not.toContain("red-dress");
  });

  it("lets those whom one follows change the answer", async () => {
    await consent("ada");
    await deps.tastes.follow("ada", "bea");
    await deps.tastes.like("bea", { itemId: "blue-dress", likedAt: new Date(0) });
    const byFollows = async () =>
      (await ask({}, [], "ada")).items.filter(({ reasons }) => reasons.some(({ source }) => source === "follows"));
    expect(await byFollows()).toEqual([]); // whoever is followed has not agreed, or no longer
    await consent("bea");
    expect((await byFollows()).map((each) => each.item.id)).toEqual(["blue-dress"]);
    await consent("bea", false);
    expect(await byFollows()).toEqual([]);
  });

  it.each([
    ["was not asked for", { personalised: false }, true],
    ["was not consented to", {}, false],
  ])("reads no profile where personalisation %s", async (_title, asked, consented) => {
    if (consented) await consent("ada");
    const read: string[] = [];
    const watched: TasteBook = {
      ...deps.tastes,
      of: async (subject) => (read.push(subject), { preferences: {}, likes: [], deeds: [], follows: [] }),
      likesOf: async (profiles) => (read.push(...profiles), []),
    };
    await ask(asked, [look], "ada", { ...deps, tastes: watched, profiles: profilesOf(deps.consents, watched) });
    expect(read).toEqual([]);
  });

  it("finds a product the moment it is put, and never one that was withdrawn", async () => {
    await deps.catalogue.put(item("new", { colours: ["purple"] }));
    expect(ids(await ask({ text: "purple" }))).toEqual(["new"]);
    await deps.catalogue.withdraw("new");
    const without = await ask({ text: "purple" });
    expect(without.basis).toBe("popular");
    expect(ids(without)).not.toContain("new");
  });
});

describe("a trend", () => {
  const lists = (looksLike: number) => [
    { source: "image" as const, items: Array.from({ length: 40 }, (_, at) => `look-${at + 1}`) },
    { source: "trend" as const, items: [`look-${looksLike}`] },
  ];

  it("breaks a near tie", () => {
    expect(fuse(lists(2))[0]?.item).toBe("look-2");
  });

  it("does not put what many like before what looks most alike", () => {
    expect(fuse(lists(8))[0]?.item).toBe("look-1");
  });
});

describe("similar", () => {
  it("answers neighbours, nearest first, without the item itself", async () => {
    const near = await similar("red-dress", 2, deps);
    expect(near?.map((each) => each.item.id)).toEqual(["sold-out", "blue-dress"]);
  });

  it("knows nothing of an item that is not there", async () => {
    expect(await similar("nothing", 2, deps)).toBeUndefined();
  });
});

describe("fuse", () => {
  it("adds up what the lists say by rank alone, and keeps each rank", () => {
    const fused = fuse([
      { source: "image", items: ["a", "b"] },
      { source: "words", items: ["b"] },
    ]);
    expect(fused.map(({ item: each }) => each)).toEqual(["b", "a"]);
    expect(fused[0]?.votes).toEqual([
      { source: "image", rank: 2 },
      { source: "words", rank: 1 },
    ]);
    expect(fused[0]?.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
  });
});
