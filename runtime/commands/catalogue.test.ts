import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueWorld, product } from "../testing/catalogue-world";
import { sheetPdf } from "../testing/sheet-pdf";

let world: Awaited<ReturnType<typeof catalogueWorld>>;
beforeEach(async () => {
  world = await catalogueWorld();
});
afterEach(() => {
  world.leave();
});

describe("catalogue import", () => {
  it("reads JSON lines, with or without a byte-order mark, and keeps the pictures for showing", async () => {
    world.put("shop.jsonl", `\ufeff${product()}\r\n\r\n${product({ id: "P2", images: [] })}\n`);
    expect(await world.ask("~/shop.jsonl")).toBe(0);
    expect([...world.products.keys()]).toEqual(["P1", "P2"]);
    expect(existsSync(join(world.home, "shown", "P1.jpg"))).toBe(true);
  });

  it("reads CSV", async () => {
    world.put(
      "shop.CSV",
      `id,title,brand,piece,style,colours,price,variants,images\nP1,"Dress, red",B,dress,boho,red|navy,9.90,1:M:3,P1.jpg\n`,
    );
    expect(await world.ask("~/shop.CSV")).toBe(0);
    expect(world.products.get("P1")).toMatchObject({ title: "Dress, red", colours: ["red", "navy"], price: 9.9 });
  });

  it("reads a supplier's sheet, and says the same the second time", async () => {
    const rows = [
      ["Ref", "Name", "Brand", "Type", "Colour", "Size", "Qty", "Price", "Photo"],
      ["P1", "Rosa", "B", "dress", "red", "S M", "3", "9.90", "P1.jpg"],
    ];
    writeFileSync(join(world.home, "sheet.pdf"), sheetPdf([rows], 80));
    expect(await world.ask("~/sheet.pdf")).toBe(0);
    const [before] = [...world.products.values()];
    expect(before).toMatchObject({ id: "P1", piece: "dress", price: 9.9, images: ["P1.jpg"] });
    expect(await world.ask("~/sheet.pdf")).toBe(0);
    expect([...world.products.values()]).toEqual([before]);
  });

  it("says line by line what it did not understand, and keeps the rest", async () => {
    world.put("shop.jsonl", [product(), "{", product({ id: "P3", piece: "sock" }), product()].join("\n"));
    expect(await world.ask("~/shop.jsonl")).toBe(0);
    expect(world.printed.join()).toMatch(
      /1 products: .*; 3 refused\n {2}line 2: .*JSON.*\n {2}line 3: piece: .*\n {2}line 4: id: P1 .* at 1/,
    );
  });

  it("shows no file that only calls itself a picture", async () => {
    writeFileSync(join(world.home, "images", "P2.jpg"), "hello");
    world.put("shop.jsonl", product({ images: ["P2.jpg"] }));
    await world.ask("~/shop.jsonl");
    expect(existsSync(join(world.home, "shown", "P2.jpg"))).toBe(false);
  });

  it.each([
    ["a folder", ["~"], 2, "is a folder"],
    ["nothing", ["~/none.jsonl"], 2, "no such file"],
    ["an empty file", ["~/empty.csv"], 2, "is empty"],
    ["a broken list", ["~/list.json"], 1, "line 2: this is no JSON"],
    ["a spreadsheet", ["~/book.xlsx"], 2, "save the sheet as CSV"],
    ["XML without products", ["~/feed.xml"], 2, "no element that is a product"],
    ["a page of the web", ["~/page.xml"], 2, "is a page of the web"],
    ["headings that nobody knows", ["~/strange.csv"], 2, "the first is “foo,bar”"],
    ["a quote without an end", ["~/quote.csv"], 2, "at line 2"],
    ["a PDF that cannot be opened", ["~/sheet.pdf"], 2, "cannot be opened"],
    ["a PDF without a table of products", ["~/letter.pdf"], 1, "scanned sheet"],
    ["a header alone", ["~/header.csv"], 1, "no row under its headings"],
    ["rows of unequal length", ["~/torn.csv"], 1, "line 2: the row has 1 cells under 2 headings"],
    ["a folder of pictures that is not there", ["~/shop.jsonl", "--images", "~/none"], 2, "no such folder"],
  ])("refuses %s", async (_title, args, status, reason) => {
    world.put("empty.csv", "\n");
    world.put("list.json", `[\n{]`);
    world.put("book.xlsx", "PK\u0003\u0004");
    world.put("feed.xml", "<?xml version='1.0'?>");
    world.put("page.xml", "<!DOCTYPE html><html></html>");
    world.put("strange.csv", "foo,bar\n1,2\n");
    world.put("quote.csv", 'id,title\nP1,"Dress\n');
    world.put("sheet.pdf", "%PDF-1.7");
    writeFileSync(join(world.home, "letter.pdf"), sheetPdf([[["Dear", "customers"]]]));
    world.put("header.csv", "id,title\n");
    world.put("torn.csv", "id,title\nP1\n");
    world.put("shop.jsonl", product());
    expect(await world.ask(...args)).toBe(status);
    expect(world.printed.join()).toContain(reason);
    expect(world.products.size).toBe(0);
  });
});
