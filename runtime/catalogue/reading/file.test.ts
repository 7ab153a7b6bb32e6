import { products, read, reasons, table } from "../../testing/catalogue-file";

const dress = "R1;Robe d'été;Lune;Robes;bleu marine;S/M;39,90 €;4";
const aDress = {
  id: "R1",
  title: "Robe d'été",
  brand: "Lune",
  piece: "dress",
  colours: ["navy"],
  price: 39.9,
  variants: [
    { sku: "R1-S", size: "S", stock: 4 },
    { sku: "R1-M", size: "M", stock: 4 },
  ],
};

describe("another shop's table", () => {
  it.each([";", "\t", "|"])("is read whatever its delimiter: %j", (delimiter) => {
    expect(products(table(dress).replaceAll(";", delimiter))).toMatchObject([aDress]);
  });

  it.each([
    ["a byte-order mark", Buffer.from(`\ufeff${table(dress)}`)],
    ["UTF-16", Buffer.from(`\ufeff${table(dress)}`, "utf16le")],
    ["Windows-1252", Buffer.from(table(dress).replace("€", "\u0080"), "latin1")],
    ["lines that end as on Windows", Buffer.from(table(dress, "").replaceAll("\n", "\r\n"))],
    ["lines that end as on old Macs", Buffer.from(table(dress, "").replaceAll("\n", "\r"))],
    ["a spreadsheet's first line", Buffer.from(`sep=;\r\n${table(dress)}`)],
    ["a delimiter at the end of its header alone", Buffer.from(table(dress).replace("Stock", "Stock;"))],
    ["titles above its header", Buffer.from(`Maison Lune;;;;;;;\nAH 2026;;;;;;;\n${table(dress)}`)],
    ["a header again between its rows", Buffer.from(`${table(dress)}\n${table()}`)],
  ])("is read with %s", (_, bytes) => {
    expect(products(bytes)).toMatchObject([aDress]);
  });

  it("says when it was taken for Windows-1252", () => {
    const bytes = Buffer.from(table(dress).replace("€", "\u0080"), "latin1");
    expect(read(bytes)).toMatchObject({
      notes: expect.arrayContaining([expect.stringContaining("Windows-1252")]) as unknown,
    });
  });

  it("has its own columns, with lists and variants", () => {
    const own =
      "id,title,brand,piece,style,colours,price,variants,images\nP1,Dress,B,dress,boho,red|light blue,9.9,1:M:3|2:L:0,P1.jpg";
    expect(products(own)).toMatchObject([
      {
        style: "boho",
        colours: ["red", "light blue"],
        variants: [{ sku: "1", size: "M", stock: 3 }, { stock: 0 }],
        images: ["P1.jpg"],
      },
    ]);
  });

  it("has a row for each size, and a product for each colour", () => {
    const rows = ["R1;Robe;L;robe;rouge;S;10;1", "R1;Robe;L;robe;rouge;M;10;0", "R1;Robe;L;robe;bleu ciel;S;10;2"];
    expect(products(table(...rows))).toMatchObject([
      { id: "R1", colours: ["red"], variants: [{ sku: "R1-S" }, { sku: "R1-M", stock: 0 }] },
      { id: "R1-bleu-ciel", colours: ["light blue"], variants: [{ sku: "R1-bleu-ciel-S", stock: 2 }] },
    ]);
  });

  it("has an SKU for each size, and no other reference", () => {
    const head = "sku,name,brand,type,color,size,price,stock";
    const rows = [
      "OX-01-M,Shirt,H,shirt,blue,M,59,1",
      "OX-01-L,Shirt,H,shirt,blue,L,59,2",
      "OX-02,Shirt,H,shirt,blue,L,59,2",
    ];
    expect(products([head, ...rows].join("\n"))).toMatchObject([
      { id: "OX-01", variants: [{ sku: "OX-01-M" }, { sku: "OX-01-L", stock: 2 }] },
      { id: "OX-02", variants: [{ sku: "OX-02" }] },
    ]);
  });

  it("has a column for each size", () => {
    const text = "Article,Name,Brand,Category,Colour,RRP,36,38\nF1,Trousers,Filo,Trousers,Grey,120,0,2";
    expect(products(text)).toMatchObject([
      {
        variants: [
          { size: "36", stock: 0 },
          { size: "38", stock: 2 },
        ],
      },
    ]);
  });

  it.each([
    ["a currency", "R1;Robe;L;robe;rouge;S;$39.90;1", "2: price (“Prix TTC”): “$39.90” is not in EUR"],
    ["a piece", "R1;Vase;L;Vases;rouge;S;39.90;1", "2: piece (“Catégorie”): neither “Vases” nor the name “Vase”"],
    ["other goods, whatever their name", "R1;Dress socks;L;Socks;red;S;9;1", "2: piece (“Catégorie”): neither “Socks”"],
    ["a colour", "R1;Robe;L;robe;Tramonto;S;39.90;1", "2: colours (“Couleur”): “Tramonto” is no colour"],
    ["a number", "R1;Robe;L;robe;rouge;S;39.90;lots", "2: stock: “lots” is no number of pieces"],
    ["a brand", "R1;Robe;;robe;rouge;S;39.90;1", "2: brand (“Marque”): is empty"],
    ["a reference", ";Robe;L;robe;rouge;S;39.90;1", "2: id: the row “Robe | L | robe"],
    ["one size twice", `${dress}\n${dress}`, "3: id: R1 (S) stands at 2 already"],
    ["a cell too many", "R1;Robe;L;robe;rouge;S;39;90;1", "2: the row has 9 cells under 8 headings"],
  ])("refuses %s by line and column", (_, row, reason) => {
    expect(reasons(table(row))[0]).toContain(reason);
  });

  it("refuses a row of a product, and keeps its other sizes", () => {
    const sizes = ["S;$10;1", "M;10;1", "L;10;lots", "M (taille normale);10;1", "XL;-1;1"];
    const text = table(...sizes.map((row) => `R1;Robe;L;robe;rouge;${row}`));
    expect(products(text)).toMatchObject([{ price: 10, variants: [{ size: "M" }] }]);
    expect(reasons(text).map((each) => each.slice(0, 10))).toEqual([
      "2: price (",
      "4: stock: ",
      "5: size (“",
      "6: price (",
    ]);
  });

  it("refuses a row whose currency stands beside its price", () => {
    const text =
      "sku,name,brand,type,color,size,price,currency\n1-S,Top,L,top,red,S,10,EUR\n1-M,Top,L,top,red,M,10,GBP";
    expect(products(text)).toMatchObject([{ variants: [{ size: "S" }] }]);
    expect(reasons(text)).toEqual([expect.stringContaining("3: price: its currency “GBP” is not EUR")]);
  });

  it("says what it passes over, and what it did not understand of what it keeps", () => {
    const done = read(`${table()};EAN interne;Saison\n${dress};7;one day`);
    expect(done.notes).toEqual([
      "columns passed over: EAN interne",
      expect.stringContaining("“columns: { FIELD: { column: EAN interne } }”"),
    ]);
    expect(done.parsed).toMatchObject([{ notes: ["season (“Saison”): “one day” is not known; all-year is taken"] }]);
  });

  it("counts a size as one piece where no column tells the stock, and says so", () => {
    const done = read("sku,name,brand,type,color,price\n1,Dress,B,dress,red,9");
    expect(done.parsed).toMatchObject([{ product: { variants: [{ stock: 1 }] } }]);
    expect(done.notes).toEqual([expect.stringContaining("no column tells the stock")]);
  });
});
