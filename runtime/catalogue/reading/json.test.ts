import { products, read, reasons } from "../../testing/catalogue-file";

describe("another shop's JSON", () => {
  const record = {
    sku: "J1",
    name: "Pantalon",
    vendor: "Nord",
    category: "pantalon",
    color: ["noir"],
    prezzo: 59.9,
    country: ["FR", "Italie"],
  };
  const line = (change: object = {}) => JSON.stringify({ ...record, ...change });

  it("has variants within a product", () => {
    const variants = [
      { size: "38", quantity: 2 },
      { size: "40", quantity: 0 },
    ];
    const done = read(
      line({
        variants,
        country: ["FR", "Italie", "XX"],
        price: { amount: "49.90", currency: "EUR" },
        prezzo: undefined,
      }),
      "shop.jsonl",
    );
    expect(done.parsed).toMatchObject([
      {
        product: {
          id: "J1",
          price: 49.9,
          markets: ["FR", "IT"],
          variants: [
            { sku: "J1-38", size: "38", stock: 2 },
            { sku: "J1-40", stock: 0 },
          ],
        },
        notes: [expect.stringContaining("“XX” is no country")],
      },
    ]);
  });

  it.each([
    ["sizes in a list, with one stock", { sizes: ["S", "M"], stock: 3 }, [3, 3]],
    [
      "sizes that are objects",
      {
        sizes: [
          { size: "S", qty: 2 },
          { size: "M", qty: 0 },
        ],
      },
      [2, 0],
    ],
    ["sizes with their stock", { sizes: { S: 1, M: 0 } }, [1, 0]],
  ])("has %s", (_, change, stock) => {
    const [product] = products(line(change), "shop.jsonl");
    expect(product?.variants.map((each) => each.stock)).toEqual(stock);
  });

  it("is one list, or an object that holds it, each product with its line", () => {
    const list = `[\n${line()},\n${line({ sku: "J2", prezzo: -1 })}\n]`;
    for (const text of [list, `{"count": 2, "products": ${list}}`]) {
      expect(products(text, "shop.json").map(({ id }) => id)).toEqual(["J1"]);
      expect(reasons(text, "shop.json")).toEqual(["3: price (“prezzo”): “-1” is below zero"]);
    }
  });

  it("is read past what is broken", () => {
    expect(reasons(`[${line()},\n{"sku": "J2",},\n7]`, "shop.json")).toEqual([
      "2: this is no JSON",
      expect.stringContaining("3: this is no product"),
    ]);
    expect(reasons(`{"sku": \n${line()}\n`, "shop.jsonl")).toEqual(["1: this is no JSON"]);
  });

  it("is a shop's API with its options", () => {
    const text = JSON.stringify({
      products: [
        {
          id: 6329,
          title: "Tee",
          vendor: "V",
          product_type: "T-Shirts",
          handle: "tee",
          options: [{ name: "Colour" }, { name: "Size" }],
          variants: [
            { id: 1, title: "Pink / S", option1: "Pink", option2: "S", price: "19.00", inventory_quantity: 10 },
            { id: 2, title: "Red / S", option1: "Red", option2: "S", price: "19.00", inventory_quantity: 0 },
          ],
          images: [{ src: "https://cdn.example/tee.jpg" }],
        },
      ],
    });
    expect(products(text, "products.json")).toMatchObject([
      {
        id: "tee",
        title: "Tee",
        colours: ["pink"],
        variants: [{ sku: "1", size: "S", stock: 10 }],
        images: ["tee.jpg"],
      },
      { id: "tee-red", colours: ["red"], variants: [{ sku: "2", size: "S", stock: 0 }] },
    ]);
  });

  it("takes no picture from outside its folder", () => {
    const done = read(line({ images: ["../secret.jpg", "a.jpg"] }), "shop.jsonl");
    expect(done.parsed).toMatchObject([
      { product: { images: ["a.jpg"] }, notes: [expect.stringContaining("../secret.jpg")] },
    ]);
  });
});
