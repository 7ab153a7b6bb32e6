import { type Product } from "./product";
import { importProducts, parseJsonLines, parseRows, seeAgain } from "./import";

const line = (change: object = {}) =>
  JSON.stringify({
    id: "P1",
    title: "Dress",
    brand: "B",
    piece: "dress",
    style: "boho",
    colours: ["red"],
    price: 9.9,
    variants: [{ sku: "1", size: "M", stock: 1 }],
    images: ["P1.jpg"],
    ...change,
  });

describe("parsing products", () => {
  it.each([
    ["no JSON", "{", "no JSON"],
    ["an unknown piece", line({ piece: "sock" }), "piece"],
    ["a field that nobody knows", line({ colour: "red" }), "Unrecognized key"],
    ["a price below nothing", line({ price: -1 }), "price"],
    ["no variant", line({ variants: [] }), "variants"],
    ["a picture outside its folder", line({ images: ["../x.jpg"] }), "images"],
  ])("refuses %s and names the line", (_title, text, word) => {
    const [, second] = parseJsonLines(`${line()}\n${text}\n`);
    expect(second).toMatchObject({ line: 2, reason: expect.stringContaining(word) as string });
  });

  it("reads CSV rows with lists and variants", () => {
    const [parsed] = parseRows([
      {
        id: "P1",
        title: "Dress",
        brand: "B",
        piece: "dress",
        style: "boho",
        colours: "red|navy",
        price: "9.9",
        variants: "1:M:3|2:L:0",
        description: "",
      },
    ]);
    expect(parsed).toMatchObject({
      line: 2,
      product: { colours: ["red", "navy"], variants: [{ sku: "1", size: "M", stock: 3 }, { stock: 0 }] },
    });
  });
});

const world = () => {
  const products = new Map<string, Product>();
  const vectors = new Map<string, Float32Array>();
  return {
    products,
    vectors,
    deps: {
      catalogue: {
        put: async (item: Product) => void products.set(item.id, item),
        withdraw: async () => undefined,
        get: async () => undefined,
        list: async () => [...products.values()],
      },
      items: {
        get: async (id: string) => vectors.get(id),
        put: async (id: string, vector: Float32Array) => void vectors.set(id, vector),
        delete: async (id: string) => void vectors.delete(id),
      },
      embed: async (file: string) => (file === "P1.jpg" ? Float32Array.of(1) : undefined),
    },
  };
};

describe("importing products", () => {
  it("changes nothing the second time", async () => {
    const { products, vectors, deps } = world();
    await importProducts(parseJsonLines(line()), deps);
    expect(await importProducts(parseJsonLines(line()), deps)).toEqual({ put: 1, refused: [] });
    expect([products.size, vectors.size]).toEqual([1, 1]);
  });

  it("keeps a product whose picture is missing, and says so", async () => {
    const { products, vectors, deps } = world();
    const done = await importProducts(parseJsonLines(line({ images: ["lost.jpg"] })), deps);
    expect(done).toMatchObject({
      put: 1,
      refused: [{ line: 1, reason: expect.stringContaining("lost.jpg") as string }],
    });
    expect([products.size, vectors.size]).toEqual([1, 0]);
  });

  it("takes an id once, and names the line that had it", async () => {
    const { products, deps } = world();
    const done = await importProducts(parseJsonLines(`${line()}\n${line({ title: "Another" })}`), deps);
    expect(done).toEqual({ put: 1, refused: [{ line: 2, reason: "id: line 1 has P1 already" }] });
    expect(products.get("P1")?.title).toBe("Dress");
  });
});

describe("seeing again", () => {
  it("gives a vector to the pictured products that lack one, and to no other", async () => {
    const { vectors, products, deps } = world();
    await importProducts(parseJsonLines([line(), line({ id: "P2", images: [] })].join("\n")), deps);
    vectors.clear(); // as for another model
    expect([await seeAgain(deps), await seeAgain(deps)]).toEqual([1, 0]);
    expect([...vectors.keys()]).toEqual(["P1"]);
    expect(products.size).toBe(2);
  });
});
