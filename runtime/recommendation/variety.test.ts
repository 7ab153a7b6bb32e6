import fc from "fast-check";
import { type Product, product } from "../catalogue/product";
import { rules, varied } from "./variety";

const item = (id: number, brand: string): Product =>
  product.parse({
    id: `i${id}`,
    title: `Item ${id}`,
    brand,
    piece: "dress",
    style: "boho",
    colours: ["red"],
    price: 50,
    variants: [{ sku: `s${id}`, size: "M", stock: 1 }],
  });
const ranking = fc
  .array(fc.constantFrom("A", "B", "C", "D"), { maxLength: 40 })
  .map((brands) => brands.map((brand, at) => item(at, brand)));
const brandOf = ({ brand }: Product) => brand;
const nobody = () => false;

describe("an answer", () => {
  it("is as long as it can be and names nothing twice, whatever the rules hold back", () => {
    fc.assert(
      fc.property(ranking, fc.nat({ max: 30 }), fc.boolean(), (ranked, count, asks) => {
        const chosen = varied(ranked, count, asks, { brandOf, isNew: ({ id }) => id.endsWith("7") });
        expect(chosen).toHaveLength(Math.min(count, ranked.length));
        expect(new Set(chosen).size).toBe(chosen.length);
      }),
    );
  });

  it("is not filled by one brand while others are named, unless brands were asked for", () => {
    const ranked = Array.from({ length: 36 }, (_, at) => item(at, at < 30 ? "A" : `other ${at}`));
    const ofA = (asks: boolean) =>
      varied(ranked, 9, asks, { brandOf, isNew: nobody }).filter(({ brand }) => brand === "A").length;
    expect([ofA(false), ofA(true)]).toEqual([9 * rules.mostOfOneBrand, 9]);
  });

  it("keeps the order of the ranking where no rule speaks", () => {
    const ranked = Array.from({ length: 20 }, (_, at) => item(at, `brand ${at}`));
    expect(varied(ranked, 12, false, { brandOf, isNew: nobody })).toEqual(ranked.slice(0, 12));
  });

  it("gives one place in twelve to what nobody has liked of late, at the end, and no more than that", () => {
    const ranked = Array.from({ length: 40 }, (_, at) => item(at, `brand ${at}`));
    const isNew = ({ id }: Product) => Number(id.slice(1)) >= 20;
    expect(varied(ranked, 12, false, { brandOf, isNew }).map(({ id }) => id)).toEqual([
      ...ranked.slice(0, 11).map(({ id }) => id),
      "i20",
    ]);
    expect(varied(ranked, 11, false, { brandOf, isNew })).toEqual(ranked.slice(0, 11));
  });
});
