import { sizesIn, stockIn } from "./sizes";

describe("sizes of a cell", () => {
  it.each([
    ["M", ["M"]],
    ["m", ["M"]],
    ["S/M/L", ["S", "M", "L"]],
    ["S,M,L", ["S", "M", "L"]],
    ["36|38|40", ["36", "38", "40"]],
    ["S M XXL", ["S", "M", "XXL"]],
    ["XS-S-M", ["XS", "S", "M"]],
    ["XS-XL", ["XS", "S", "M", "L", "XL"]],
    ["36 au 44", ["36", "38", "40", "42", "44"]],
    ["25-31", ["25", "26", "27", "28", "29", "30", "31"]],
    ["36-38", ["36-38"]],
    ["W32/L34", ["W32/L34"]],
    ["42,5", ["42,5"]],
    ["EU 38", ["EU 38"]],
    ["3-6 months", ["3-6 months"]],
    ["", ["one size"]],
    ["Taille unique", ["one size"]],
    ["T.U.", ["one size"]],
    ["Default Title", ["one size"]],
  ])("are %s: %p", (text, sizes) => {
    expect(sizesIn(text)).toEqual(sizes.map((size) => ({ size })));
  });

  it.each(["S:3;M:0", "S:3|M:0", "S:3, M:0", "S:3/M:0", "S (3), M (0)"])("have their stock in %s", (text) => {
    expect(sizesIn(text)).toEqual([
      { size: "S", stock: 3 },
      { size: "M", stock: 0 },
    ]);
  });
});

describe("the stock of a cell", () => {
  it.each([
    ["3", 3],
    ["3,00", 3],
    ["10+", 10],
    ["> 10", 10],
    ["5 pcs", 5],
    ["1 200", 1200],
    ["-2", 0],
    ["in_stock", 1],
    ["En stock", 1],
    ["https://schema.org/InStock", 1],
    ["out of stock", 0],
    ["Épuisé", 0],
    ["esaurito", 0],
    ["preorder", 0],
    ["lots", undefined],
    ["3-5", undefined],
  ])("is read from %s as %p", (text, stock) => {
    expect(stockIn(text)).toBe(stock);
  });
});
