import { type Product, product } from "../catalogue/product";
import { merge, question } from "./criteria";
import { ownMeanings } from "./meanings";
import { readWishes } from "./words/words";

const shirt = (id: string, description: string): Product =>
  product.parse({
    ...{
      id,
      title: `Shirt ${id}`,
      description,
      brand: "Filo",
      piece: "shirt",
      style: "classic",
      colours: ["blue"],
      price: 40,
    },
    variants: [{ sku: `${id}-m`, size: "M", stock: 3 }],
  });
const shop = [
  shirt("a", "with pleats, in denim"),
  shirt("b", "in corduroy"),
  shirt("c", "in denim and leather"),
  shirt("d", "in cotton"),
  shirt("e", "in cotton"),
];
const meanings = ownMeanings();
const find = (text: string, count = 10, products: readonly Product[] = shop) => {
  const { unknown } = readWishes(text);
  return meanings.find({ text, unknown }, merge(question.parse({}), readWishes(text), undefined), products, count);
};

describe("own meanings", () => {
  it.each([
    ["a slip of the pen", "corduory", ["b"]],
    ["a letter left out", "denm", ["a", "c"]],
    ["another ending", "pleated", ["a"]],
    ["the same in Italian", "cotone", ["d", "e"]],
    ["nothing like it", "zzzxqy", []],
    ["another word that merely ends alike", "weather", []],
    ["words that are understood", "a blue shirt", []],
    ["nothing", "", []],
  ])("find by %s", async (_, text, ids) => {
    expect(await find(text)).toEqual(ids);
  });

  it("put what is described by the rarer word first", async () => {
    expect(await find("denimm leathr")).toEqual(["c", "a"]);
    expect(await find("denimm leathr", 1)).toEqual(["c"]);
  });

  it("follow the catalogue", async () => {
    expect(await find("corduory", 10, [...shop, shirt("f", "in corduroy")])).toEqual(["b", "f"]);
    expect(await find("corduory", 10, shop.slice(2))).toEqual([]);
  });
});
