import { parseElement, parseTable } from "../adapters/text-formats";
import { product as line, memoryCatalogue } from "../testing/catalogue-world";
import type { Parsed } from "./reading/parsed";
import { readCatalogue } from "./reading/file";
import { importProducts, seeAgain } from "./import";

const parsed = (text: string): readonly Parsed[] => {
  const read = readCatalogue("shop.jsonl", Buffer.from(text), { parseTable, parseElement });
  return "parsed" in read ? read.parsed : [];
};

const world = () => {
  const { products, vectors, ...stores } = memoryCatalogue();
  const embed = async (file: string) => (file === "P1.jpg" ? Float32Array.of(1) : undefined);
  return { products, vectors, deps: { ...stores, embed } };
};

describe("importing products", () => {
  it("changes nothing the second time", async () => {
    const { products, vectors, deps } = world();
    await importProducts(parsed(line()), deps);
    expect(await importProducts(parsed(line()), deps)).toEqual({
      put: 1,
      added: 0,
      changed: 0,
      unchanged: 1,
      refused: [],
      noted: [],
    });
    expect([products.size, vectors.size]).toEqual([1, 1]);
  });

  it("keeps a product whose picture is missing, and says so", async () => {
    const { products, vectors, deps } = world();
    const done = await importProducts(parsed(line({ images: ["lost.jpg"] })), deps);
    expect(done).toMatchObject({
      put: 1,
      refused: [],
      noted: [{ line: 1, reason: expect.stringContaining("lost.jpg") as string }],
    });
    expect([products.size, vectors.size]).toEqual([1, 0]);
  });

  it("takes an id once, and names the line that had it", async () => {
    const { products, deps } = world();
    const [first, second] = [parsed(line()), parsed(line({ title: "Another" }))]; // as from two files
    const done = await importProducts([...first, ...second], deps);
    expect(done).toMatchObject({ put: 1, refused: [{ line: 1, reason: "id: P1 stands at 1 already" }] });
    expect(products.get("P1")?.title).toBe("Dress");
  });

  it("counts what is new, changed and unchanged, and writes only what is not as it was", async () => {
    const { products, deps } = world();
    await importProducts(parsed([line(), line({ id: "P2" })].join("\n")), deps);
    const put = jest.spyOn(deps.catalogue, "put");
    const next = [line(), line({ id: "P2", price: 8.5 }), line({ id: "P3" })].join("\n");
    expect(await importProducts(parsed(next), deps)).toMatchObject({ put: 3, added: 1, changed: 1, unchanged: 1 });
    expect(put.mock.calls.map(([{ id }]) => id)).toEqual(["P2", "P3"]);
    expect(products.get("P2")?.price).toBe(8.5);
  });

  it("looks at a picture again only where it may be another one", async () => {
    const { deps } = world();
    const embed = jest.fn(deps.embed);
    await importProducts(parsed(line()), { ...deps, embed });
    await importProducts(parsed(line()), { ...deps, embed, sameAsSeen: () => true });
    expect(embed).toHaveBeenCalledTimes(1);
    await importProducts(parsed(line()), { ...deps, embed, sameAsSeen: () => false });
    expect(embed).toHaveBeenCalledTimes(2);
  });
});

describe("seeing again", () => {
  it("gives a vector to the pictured products that lack one, and to no other", async () => {
    const { vectors, products, deps } = world();
    await importProducts(parsed([line(), line({ id: "P2", images: [] })].join("\n")), deps);
    vectors.clear(); // as for another model
    expect([await seeAgain(deps), await seeAgain(deps)]).toEqual([1, 0]);
    expect([...vectors.keys()]).toEqual(["P1"]);
    expect(products.size).toBe(2);
  });
});
