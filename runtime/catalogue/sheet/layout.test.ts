import { productsIn } from "../sheets";
import { type SheetPage, tablesOf } from "./layout";
import { type Placed, linesOf } from "./placed";

/** Text of 10 points, each at its place from the left. */
const line = (y: number, ...parts: readonly (readonly [left: number, text: string])[]): readonly Placed[] =>
  parts.map(([left, text]) => ({ text, left, right: left + text.length * 5, y, size: 10 }));

const page = (...lines: readonly (readonly Placed[])[]): SheetPage => ({ page: 1, texts: lines.flat() });

const parsed = (...pages: readonly SheetPage[]) => productsIn(tablesOf(pages), { brand: "B" }).parsed;

const found = (...pages: readonly SheetPage[]) =>
  parsed(...pages).map((each) =>
    "product" in each
      ? [
          each.product.id,
          each.product.title,
          each.product.piece,
          each.product.colours[0],
          each.product.price,
          each.product.variants.map(({ size, stock }) => `${size}:${stock}`).join(" "),
        ]
      : each.reason,
  );

const header = line(100, [20, "Ref."], [90, "Name"], [220, "Colour"], [290, "Sizes"], [350, "Wholesale"], [430, "RRP"]);
const row = (y: number, id: string, name: string, rrp = "59,00 €") =>
  line(y, [20, id], [90, name], [220, "red"], [290, "S-L"], [350, "20,00 €"], [430, rrp]);

describe("a sheet with a header", () => {
  it("has the shopper's price beside the shop's, and every size of a run", () => {
    expect(found(page(header, row(120, "A1", "Silk dress")))).toEqual([
      ["A1", "Silk dress", "dress", "red", 59, "S:1 M:1 L:1"],
    ]);
  });

  it("has cells that stand close where spaces are written, and cells of several words where each word is placed by itself", () => {
    const close = line(100, [20, "Name"], [43.5, "36"], [57, "38"]);
    const written = linesOf([...close, ...line(120, [20, "Silk dress"])]);
    const placed = linesOf([...close, ...line(120, [20, "Dress"])]);
    const first = ([top]: typeof written) => top?.parts.map(({ text }) => text);
    expect([first(written), first(placed)]).toEqual([["Name", "36", "38"], ["Name 36 38"]]);
  });

  it("is not read by the price that the shop pays", () => {
    const wholesale = line(100, [20, "Ref."], [90, "Name"], [220, "Colour"], [350, "Prezzo ingrosso"]);
    const [refused] = parsed(page(wholesale, line(120, [20, "A1"], [90, "Dress"], [220, "red"], [350, "20,00 €"])));
    expect(refused).toMatchObject({ reason: expect.stringMatching(/^page 1: .*price: no column says it/) as string });
  });

  it("has sizes as columns under a heading of their own, with what is to be had in each", () => {
    const sizes = [
      line(90, [300, "Quantities by size"]),
      line(100, [20, "Style #"], [90, "Name"], [220, "Colour"], [300, "T36"], [330, "T38"], [360, "T40"], [430, "RRP"]),
    ];
    const of = line(120, [20, "A1"], [90, "Skirt"], [220, "red"], [302, "4"], [362, "2"], [430, "49.90"]);
    const totals = line(140, [20, "Total"], [302, "4"], [362, "2"]);
    expect(found(page(...sizes, of, totals))).toEqual([["A1", "Skirt", "skirt", "red", 49.9, "36:4 40:2"]]);
  });

  it("has a header that breaks over lines, with its words set wide, and no row in it", () => {
    const broken = [
      ...[line(90, [430, "Recommended"], [500, "retail"]), line(100, [20, "Ref."], [90, "Name"], [220, "Colour"])],
      ...[line(110, [430, "price incl. VAT"]), line(125, [20, "A1"], [90, "Skirt"], [220, "red"], [430, "€49.90"])],
    ];
    expect(found(page(...broken))).toEqual([["A1", "Skirt", "skirt", "red", 49.9, "one size:1"]]);
  });

  it("has no row in its header, also where a column of numbers has no heading", () => {
    const head = line(100, [20, "Ref."], [90, "Name"], [220, "Colour"], [430, "RRP"]);
    const of = line(115, [20, "A1"], [90, "Skirt"], [220, "red"], [300, "38"], [430, "€49.90"]);
    expect(found(page(head, of)).map(([id]) => id)).toEqual(["A1"]);
  });

  it("offers every size where nobody has filled in the form, and refuses a cell that counts nothing", () => {
    const form = line(100, [20, "Ref."], [90, "Name"], [220, "Colour"], [300, "S"], [330, "X L"], [430, "RRP"]);
    const blank = line(120, [20, "A1"], [90, "Skirt"], [220, "red"], [430, "49.90"]);
    const odd = line(120, [20, "A1"], [90, "Skirt"], [220, "red"], [300, "4.5"], [430, "49.90"]);
    expect(found(page(form, blank))).toEqual([["A1", "Skirt", "skirt", "red", 49.9, "S:1 XL:1"]]);
    expect(found(page(form, odd))).toEqual([expect.stringContaining("“S:4.5” tells no number of pieces")]);
  });

  it("has cells that break over lines, under their row or on both sides of it", () => {
    const below = page(
      header,
      row(120, "A1", "Oversized"),
      line(131, [90, "silk dress"]),
      row(150, "A2", "Wool skirt"),
    );
    const around = page(
      header,
      ...[line(115, [90, "Oversized"]), row(120.5, "A1", "").slice(0, 1), row(120.5, "", "").slice(2)],
      ...[line(126, [90, "silk dress"]), row(146, "A2", "Wool skirt")],
    );
    for (const each of [below, around])
      expect(found(each)).toEqual([
        ["A1", "Oversized silk dress", "dress", "red", 59, "S:1 M:1 L:1"],
        ["A2", "Wool skirt", "skirt", "red", 59, "S:1 M:1 L:1"],
      ]);
  });

  it("has a reference that breaks after its hyphen", () => {
    const broken = page(header, row(120, "GO-", "Skirt"), line(131, [20, "33"]), row(150, "GO-34", "Skirt"));
    expect(found(broken).map(([id]) => id)).toEqual(["GO-33", "GO-34"]);
  });

  it.each([
    ["at the middle of its rows", [120, 140]],
    ["at the first of its rows", [120, 130]],
  ])("has merged cells, with what they say %s", (_, [one = 0, other = 0]) => {
    const colours = line(100, [20, "Style"], [90, "Name"], [220, "Colour"], [300, "S"], [330, "M"], [430, "RRP"]);
    const style = (y: number, id: string, name: string) => line(y, [20, id], [90, name], [430, "30.00"]);
    const of = (y: number, colour: string) => line(y, [220, colour], [300, "1"], [330, "2"]);
    const rows = [of(120, "red"), of(130, "black"), of(140, "blue"), of(150, "green")];
    expect(
      found(page(colours, style(one, "A1", "Dress"), style(one === 120 ? other : one, "A2", "Skirt"), ...rows)),
    ).toEqual([
      ["A1", "Dress", "dress", "red", 30, "S:1 M:2"],
      ...(other === 140
        ? [
            ["A2", "Skirt", "skirt", "black", 30, "S:1 M:2"],
            ["A2-blue", "Skirt", "skirt", "blue", 30, "S:1 M:2"],
            ["A2-green", "Skirt", "skirt", "green", 30, "S:1 M:2"],
          ]
        : [
            ["A2", "Skirt", "skirt", "black", 30, "S:1 M:2"],
            ["A2-blue", "Skirt", "skirt", "blue", 30, "S:1 M:2"],
            ["A2-green", "Skirt", "skirt", "green", 30, "S:1 M:2"],
          ]),
    ]);
  });

  it("is refused where it cannot be told which rows a merged cell is of", () => {
    const colours = line(100, [20, "Style"], [90, "Name"], [220, "Colour"], [300, "S"], [330, "M"], [430, "RRP"]);
    const of = (y: number) => line(y, [220, "red"], [300, "1"], [330, "2"]);
    const style = line(132, [20, "A1"], [90, "Dress"], [430, "30.00"]);
    expect(found(page(colours, of(120), style, of(140), of(160)))).toEqual([
      expect.stringMatching(/^page 1: its merged cells .* write the reference on every row/),
    ]);
  });

  it("says in titles between its rows what kind of pieces follow, and ends where prose begins", () => {
    const sheet = page(
      header,
      ...[line(115, [20, "Dresses"]), row(130, "A1", "Lina"), line(145, [20, "Belts"]), row(160, "A2", "Nora")],
      line(190, [20, "All prices are subject to change, see our terms of 2026 at A3"]),
    );
    expect(found(sheet)).toEqual([
      ["A1", "Lina", "dress", "red", 59, "S:1 M:1 L:1"],
      expect.stringContaining("neither “Belts” nor the name “Nora” tells a piece"),
    ]);
  });

  it("goes on overleaf without its header", () => {
    const overleaf = { page: 2, texts: row(40, "A2", "Wool skirt").concat(line(800, [230, "2 / 2"])) };
    expect(found(page(header, row(120, "A1", "Silk dress")), overleaf).map(([id]) => id)).toEqual(["A1", "A2"]);
  });
});

describe("a sheet with a block for each product", () => {
  const card = (left: number, y: number, id: string, name: string, rrp: string) => [
    line(y, [left, name]),
    line(y + 12, [left, `Style: ${id}`]),
    line(y + 24, [left, "Colour: red"]),
    line(y + 36, [left, `WSP €20.00 / RRP €${rrp}`]),
  ];

  it("has them side by side and under one another", () => {
    const cards = [
      ...[card(40, 100, "A1", "Dress", "50.00"), card(300, 100, "A2", "Skirt", "51.00")],
      card(40, 300, "A3", "Hat", "52.00"),
    ];
    expect(found(page(line(50, [40, "Look book of the spring"]), ...cards.flat()))).toEqual([
      ["A1", "Dress", "dress", "red", 50, "one size:1"],
      ["A3", "Hat", "hat", "red", 52, "one size:1"],
      ["A2", "Skirt", "skirt", "red", 51, "one size:1"],
    ]);
  });

  it("has what it says apart from its labels", () => {
    const sheet = (left: number, y: number, id: string) => [
      line(y, [left, "Article number"], [left + 100, id]),
      line(y + 14, [left, "Product name"], [left + 100, "Wool"]),
      line(y + 28, [left + 100, "skirt"]),
      line(y + 42, [left, "Colour"], [left + 100, "red"]),
      line(y + 56, [left, "Fabric"], [left + 100, "black lace"]),
      line(y + 70, [left, "Purchase price"], [left + 100, "EUR 20.00"]),
      line(y + 84, [left, "Retail price"], [left + 100, "EUR 49.90"]),
    ];
    const colours = (...pages: readonly SheetPage[]) =>
      parsed(...pages).map((each) => "product" in each && each.product.colours);
    expect(colours(page(...sheet(40, 100, "A1")))).toEqual([["red"]]);
    expect(found(page(...sheet(40, 100, "A1"), ...sheet(310, 100, "A2")))).toEqual([
      ["A1", "Wool skirt", "skirt", "red", 49.9, "one size:1"],
      ["A2", "Wool skirt", "skirt", "red", 49.9, "one size:1"],
    ]);
  });

  it("is refused where two things are said of one", () => {
    const twice = [...card(40, 100, "A1", "Dress", "50.00"), line(148, [40, "RRP €60.00"])];
    expect(found(page(...twice))).toEqual([expect.stringContaining("price")]);
  });
});

describe("a page of which nothing is read", () => {
  it("is named where it is a picture, or has prices; a cover is not", () => {
    expect(found({ page: 1, texts: [] }, { page: 2, texts: [] })).toEqual([
      expect.stringMatching(/^page 1: .*Document Intelligence/),
      expect.stringMatching(/^page 2: /),
    ]);
    expect(found(page(line(100, [40, "Dress €50.00"]), line(120, [40, "Skirt €40.00"])))).toEqual([
      expect.stringMatching(/^page 1: it has prices.*--mapping/),
    ]);
    expect(found(page(line(100, [40, "Autumn 2026"])))).toEqual([]);
  });
});
