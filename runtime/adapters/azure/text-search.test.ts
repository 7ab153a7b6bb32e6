import { type Product, product } from "../../catalogue/product";
import { type Criteria, merge, question } from "../../recommendation/criteria";
import { readWishes } from "../../recommendation/words/words";
import { fetching } from "../../testing/wire/fetching";
import { embeddings } from "../../testing/wire/openai";
import { search } from "../../testing/wire/search";
import { type Service, wire } from "../../testing/wire/wire";
import { Unavailable } from "../../watch/unavailable";
import { type TextVectors, openAiVectors } from "./openai-vectors";
import { makeTextIndex, textSearch } from "./text-search";

const openAi = { url: "https://openai.example.net", deployment: "embedding" };
/** A meaning of two words in two languages, and of nothing else. */
const meant = (text: string, dimensions: number) =>
  Array.from({ length: dimensions }, (_, at) =>
    at === 0 ? Number(/warm|chaud|wool/i.test(text)) : at === 1 ? Number(/light|linen/i.test(text)) : 0.001,
  );

const jumper = (id: string, more: Partial<Product>): Product => ({
  ...product.parse({
    ...{ id, title: `Jumper ${id}`, brand: "Filo", piece: "longsleeve", style: "casual", colours: ["grey"], price: 40 },
    variants: [{ sku: `${id}-m`, size: "M", stock: 3 }],
  }),
  ...more,
});
const shop = [
  jumper("wool", { description: "of wool" }),
  jumper("linen", { description: "of linen" }),
  jumper("dear", { description: "of wool", price: 400 }),
  jumper("sold-out", { description: "of wool", variants: [{ sku: "s", size: "M", stock: 0 }] }),
  jumper("french", { description: "of wool", markets: ["FR"] }),
  jumper("large", { description: "of wool", variants: [{ sku: "l", size: "L", stock: 1 }] }),
  jumper("hat", { description: "of wool", piece: "hat" }),
  jumper("red", { description: "of wool", colours: ["red", "grey"] }),
  jumper("dots", { description: "of wool", pattern: "dotted" }),
];
const wishes = (text: string, more: object = {}): Criteria =>
  merge(question.parse({ text, ...more }), readWishes(text), undefined);

async function open(service: Service = search(), vectors?: TextVectors, semantic = false) {
  const { access, seen } = wire(service);
  const made = fetching(embeddings(meant));
  const place = { url: "https://search.search.windows.net", model: "embedding", semantic };
  const own = openAiVectors(openAi, made.access);
  const found = textSearch(place, vectors ?? own, access);
  await makeTextIndex(place, own, access);
  await makeTextIndex(place, own, access);
  const find = (text: string, more: object = {}) =>
    found.find({ text, unknown: [] }, wishes(text, more), shop, 20).then((ids) => [...ids].sort());
  return { ...found, find, seen, asked: made.seen };
}

describe("text search by words and meaning", () => {
  it("finds what is meant in other words than the shop's", async () => {
    const { keep, find } = await open();
    expect(await keep(shop)).toEqual({ written: 9, removed: 0 });
    const ids = await find("something warm");
    expect(ids).toContain("wool");
    expect(ids).not.toContain("sold-out");
    const [first] = await (await open(search())).find("linen");
    expect(first).toBeUndefined(); // an index of its own, and empty
  });

  it.each([
    ["a budget", "warm", { budget: 50 }, ["dear"]],
    ["a market", "warm", { market: "FR" }, ["wool", "dear", "large", "hat", "red", "dots"]],
    ["sizes", "warm", { sizes: ["L", "XL"] }, ["wool", "dear", "french", "hat", "red", "dots"]],
    ["a piece", "a warm hat", {}, ["wool", "dear", "french", "large", "red", "dots"]],
    ["no colour of some", "warm, no red", {}, ["red"]],
    ["no pattern of some", "warm, no dots", {}, ["dots"]],
    ["no piece of some", "warm, no hats", {}, ["hat"]],
  ])("keeps to %s", async (_, text, more, left) => {
    const { keep, find } = await open();
    await keep(shop);
    const wool = shop.filter(({ description, id }) => description === "of wool" && id !== "sold-out");
    const expected = wool.map(({ id }) => id).filter((id) => !left.includes(id));
    expect((await find(text, more)).filter((id) => id !== "linen")).toEqual(expected.sort());
  });

  it("makes anew what has changed alone, and forgets what is not sold", async () => {
    const { keep, find, asked } = await open();
    await keep(shop);
    const before = asked.length;
    expect(await keep(shop)).toEqual({ written: 0, removed: 0 });
    expect(asked).toHaveLength(before);
    const [wool, ...rest] = shop;
    if (!wool) throw new Error("no wool");
    expect(await keep([{ ...wool, price: 39 }, ...rest.filter(({ id }) => id !== "linen")])).toEqual({
      written: 1,
      removed: 1,
    });
    expect(await find("linen")).not.toContain("linen");
  });

  it("finds nothing by what holds no word", async () => {
    const { keep, find } = await open();
    await keep(shop);
    for (const text of ["", "--- (*)", "  "]) expect(await find(text)).toEqual([]);
  });

  it("takes every id that a product may have", async () => {
    const { keep, find } = await open();
    const odd = ["_first", "-second", "3"].map((id) => jumper(id, { description: "of wool" }));
    expect(await keep(odd)).toEqual({ written: 3, removed: 0 });
    expect(await find("wool")).toEqual(["-second", "3", "_first"]);
    expect(await keep(odd.slice(1))).toEqual({ written: 0, removed: 1 });
  });

  it("searches by words alone while vectors are not to be had", async () => {
    const service = search();
    await (await open(service)).keep(shop);
    const down: TextVectors = { dimensions: 768, vectorsOf: () => Promise.reject(new Unavailable("Azure OpenAI", 1)) };
    const { find } = await open(service, down);
    expect(await find("linen")).toEqual(["linen"]);
    expect(await find("something warm")).toEqual([]);
  });

  it("asks for the semantic ranker where that is set, and sends operators of the query's syntax as words", async () => {
    const { keep, find, seen } = await open(search(), undefined, true);
    await keep(shop);
    await find('wool -(grey) +"x"* ~y | \\');
    const body = JSON.parse(seen.at(-1)?.body.toString() ?? "{}") as Record<string, unknown>;
    expect(body).toMatchObject({
      queryType: "semantic",
      semanticConfiguration: "text",
      search: expect.any(String) as unknown,
    });
    expect(body["search"]).not.toMatch(/[+|"()*~\\-]/);
  });
});

describe("vectors of Azure OpenAI", () => {
  const vectors = (service: Service) => openAiVectors(openAi, fetching(service).access);

  it("come in the order of the texts", async () => {
    const [warm, light] = await vectors(embeddings(meant)).vectorsOf(["warm", "light"]);
    expect([warm?.[0], light?.[1], warm?.length]).toEqual([1, 1, 768]);
  });

  it.each([
    ["fewer than texts", () => ({ status: 200, body: { object: "list", data: [] } })],
    ["shorter ones", embeddings(() => [1, 2])],
    ["a refusal", () => ({ status: 401, body: { error: { code: "401", message: "the secret word" } } })],
  ] as const)("are refused: %s", async (_, service) => {
    const error = await vectors(service)
      .vectorsOf(["warm"])
      .catch((fault: unknown) => fault);
    expect(String(error)).toMatch(/^Error: Azure OpenAI answered /);
    expect(String(error)).not.toContain("secret word");
  });

  it("are asked for again after a passing fault", async () => {
    const faults = [{ status: 429, headers: { "retry-after-ms": "1" } }, { status: 500 }];
    const service: Service = (sent) => faults.shift() ?? embeddings(meant)(sent);
    expect(await vectors(service).vectorsOf(["warm"])).toHaveLength(1);
  });
});
