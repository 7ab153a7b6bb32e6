import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseTable } from "../adapters/text-formats";
import type { Product } from "../catalogue/product";
import { jpeg } from "../testing/pictures";
import { catalogue } from "./catalogue";
import { pdfText } from "../adapters/embedded/pdf-text";
import { sheetPdf } from "../testing/sheet-pdf";
import { run } from "./program";

const product = (change: object = {}) =>
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

let home: string;
let printed: string[];
let products: Map<string, Product>;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "penderie-catalogue-"));
  mkdirSync(join(home, "images"));
  mkdirSync(join(home, "elsewhere"));
  writeFileSync(join(home, "images", "P1.jpg"), await jpeg());
  printed = [];
  products = new Map();
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

const put = (name: string, text: string) => {
  writeFileSync(join(home, name), text);
};
const ask = (...args: readonly string[]) => {
  const vectors = new Map<string, Float32Array>();
  const deps = {
    catalogue: {
      put: async (item: Product) => void products.set(item.id, item),
      withdraw: async (id: string) => void products.delete(id),
      get: async () => undefined,
      list: async () => [...products.values()],
    },
    items: {
      get: async (id: string) => vectors.get(id),
      put: async (id: string, vector: Float32Array) => void vectors.set(id, vector),
      delete: async (id: string) => void vectors.delete(id),
    },
    embedFrom: (folder: string) => async (file: string) =>
      existsSync(join(folder, file)) ? Float32Array.of(1) : undefined,
    pictures: join(home, "shown"),
    parseTable,
    sheets: pdfText,
  };
  const closed = async () => undefined;
  return run(
    [catalogue(async () => deps, closed)],
    ["catalogue", "import", ...args.map((each) => each.replace("~", home))],
  );
};

describe("catalogue import", () => {
  it("reads JSON lines, with or without a byte-order mark, and keeps the pictures for showing", async () => {
    put("shop.jsonl", `\ufeff${product()}\r\n\r\n${product({ id: "P2", images: [] })}\n`);
    expect(await ask("~/shop.jsonl")).toBe(0);
    expect([...products.keys()]).toEqual(["P1", "P2"]);
    expect(existsSync(join(home, "shown", "P1.jpg"))).toBe(true);
  });

  it("reads CSV", async () => {
    put(
      "shop.CSV",
      `id,title,brand,piece,style,colours,price,variants,images\nP1,"Dress, red",B,dress,boho,red|navy,9.90,1:M:3,P1.jpg\n`,
    );
    expect(await ask("~/shop.CSV")).toBe(0);
    expect(products.get("P1")).toMatchObject({ title: "Dress, red", colours: ["red", "navy"], price: 9.9 });
  });

  it("reads a supplier's sheet, and says the same the second time", async () => {
    const rows = [
      ["Ref", "Name", "Brand", "Type", "Colour", "Size", "Qty", "Price", "Photo"],
      ["P1", "Rosa", "B", "dress", "red", "S M", "3", "9.90", "P1.jpg"],
    ];
    writeFileSync(join(home, "sheet.pdf"), sheetPdf([rows], 80));
    expect(await ask("~/sheet.pdf")).toBe(0);
    const [before] = [...products.values()];
    expect(before).toMatchObject({ id: "P1", piece: "dress", price: 9.9, images: ["P1.jpg"] });
    expect(await ask("~/sheet.pdf")).toBe(0);
    expect([...products.values()]).toEqual([before]);
  });

  it("says line by line what it did not understand, and keeps the rest", async () => {
    put("shop.jsonl", [product(), "{", product({ id: "P3", piece: "sock" }), product()].join("\n"));
    expect(await ask("~/shop.jsonl")).toBe(0);
    expect(printed.join()).toMatch(
      /1 products: .*; 3 refused\n {2}line 2: .*JSON.*\n {2}line 3: piece: .*\n {2}line 4: id: P1 .* at 1/,
    );
  });

  it("shows no file that only calls itself a picture", async () => {
    writeFileSync(join(home, "images", "P2.jpg"), "hello");
    put("shop.jsonl", product({ images: ["P2.jpg"] }));
    await ask("~/shop.jsonl");
    expect(existsSync(join(home, "shown", "P2.jpg"))).toBe(false);
  });

  it("says nothing has changed the second time, then what has", async () => {
    put("shop.jsonl", [product(), product({ id: "P2" })].join("\n"));
    await ask("~/shop.jsonl");
    expect(printed.join()).toContain("2 products: 2 new, 0 changed, 0 unchanged");
    await ask("~/shop.jsonl");
    expect(printed.join()).toContain("2 products: 0 new, 0 changed, 2 unchanged");
    put("shop.jsonl", [product({ price: 8 }), product({ id: "P2" }), product({ id: "P3" })].join("\n"));
    await ask("~/shop.jsonl");
    expect(printed.join()).toContain("3 products: 1 new, 1 changed, 1 unchanged");
  });

  it("withdraws what a whole catalogue no longer names, when asked to", async () => {
    put("shop.jsonl", [product(), product({ id: "P2" })].join("\n"));
    await ask("~/shop.jsonl");
    put("shop.jsonl", product());
    await ask("~/shop.jsonl");
    expect([...products.keys()]).toEqual(["P1", "P2"]);
    put("more.jsonl", `${product({ id: "P3" })}\n{`);
    await ask("~/shop.jsonl", "~/more.jsonl", "--withdraw-missing");
    expect(printed.join()).toContain("nothing was withdrawn: 1 rows");
    put("more.jsonl", product({ id: "P3" }));
    await ask("~/shop.jsonl", "~/more.jsonl", "--withdraw-missing");
    expect(printed.join()).toContain("1 withdrawn: P2");
    expect([...products.keys()]).toEqual(["P1", "P3"]);
  });

  it("takes for granted what it is told, where a file says nothing", async () => {
    put("shop.csv", "sku,name,colour,price,brand\n1,Dress,red,9,\n2,Dress,red,9,Lune\n");
    expect(await ask("~/shop.csv", "--assume", "brand=Filo", "--assume", "markets=FR")).toBe(0);
    expect([...products.values()]).toMatchObject([{ brand: "Filo", markets: ["FR"] }, { brand: "Lune" }]);
    expect(await ask("~/shop.csv", "--assume", "colour")).toBe(2);
  });

  it("finds a picture by its address, in another spelling, in a folder within; and keeps it for a later file", async () => {
    mkdirSync(join(home, "images", "été"));
    writeFileSync(join(home, "images", "été", "Robe rosé.JPG"), await jpeg());
    put("shop.jsonl", product({ images: ["https://cdn.example/a/Robe%20ros%C3%A9.jpg?v=2"] }));
    await ask("~/shop.jsonl");
    expect(existsSync(join(home, "shown", "Robe-rose.jpg"))).toBe(true);
    await ask("~/shop.jsonl", "--images", "~/elsewhere");
    expect(printed.join()).not.toContain("is missing");
  });

  it("names every picture that is missing, and rows with one reason together", async () => {
    put("shop.jsonl", [product({ images: ["P1.jpg", "lost.jpg"] }), "{", "{"].join("\n"));
    await ask("~/shop.jsonl");
    expect(printed.join()).toContain("line 1: images: lost.jpg is missing");
    expect(printed.join()).toContain("lines 2, 3: this is no JSON");
  });

  it.each([
    ["a folder", ["~"], 2, "is a folder"],
    ["nothing", ["~/none.jsonl"], 2, "no such file"],
    ["an empty file", ["~/empty.csv"], 2, "is empty"],
    ["a broken list", ["~/list.json"], 1, "line 2: this is no JSON"],
    ["a spreadsheet", ["~/book.xlsx"], 2, "save the sheet as CSV"],
    ["a feed in XML", ["~/feed.xml"], 2, "is XML"],
    ["headings that nobody knows", ["~/strange.csv"], 2, "the first is “foo,bar”"],
    ["a quote without an end", ["~/quote.csv"], 2, "at line 2"],
    ["a PDF that cannot be opened", ["~/sheet.pdf"], 2, "cannot be opened"],
    ["a PDF without a table of products", ["~/letter.pdf"], 1, "scanned sheet"],
    ["a header alone", ["~/header.csv"], 1, "no row under its headings"],
    ["rows of unequal length", ["~/torn.csv"], 1, "line 2: the row has 1 cells under 2 headings"],
    ["a folder of pictures that is not there", ["~/shop.jsonl", "--images", "~/none"], 2, "no such folder"],
  ])("refuses %s", async (_title, args, status, reason) => {
    put("empty.csv", "\n");
    put("list.json", `[\n{]`);
    put("book.xlsx", "PK\u0003\u0004");
    put("feed.xml", "<?xml version='1.0'?>");
    put("strange.csv", "foo,bar\n1,2\n");
    put("quote.csv", 'id,title\nP1,"Dress\n');
    put("sheet.pdf", "%PDF-1.7");
    writeFileSync(join(home, "letter.pdf"), sheetPdf([[["Dear", "customers"]]]));
    put("header.csv", "id,title\n");
    put("torn.csv", "id,title\nP1\n");
    put("shop.jsonl", product());
    expect(await ask(...args)).toBe(status);
    expect(printed.join()).toContain(reason);
    expect(products.size).toBe(0);
  });
});
