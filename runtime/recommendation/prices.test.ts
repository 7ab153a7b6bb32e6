import type { Product } from "../catalogue/product";
import { cheapAmong } from "./prices";

const dress = (price: number) => ({ piece: "dress", price }) as Product;

describe("what costs little", () => {
  it("is the cheaper third of its kind, and nothing where there are fewer than three", () => {
    const [ten, twenty, thirty] = [dress(10), dress(20), dress(30)];
    const cheap = (list: readonly Product[]) => list.map(cheapAmong(list));
    expect(cheap([thirty, ten, twenty])).toEqual([false, true, false]);
    expect(cheap([ten, twenty])).toEqual([false, false]);
  });
});
