import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueWorld, product } from "../testing/catalogue-world";
import { jpeg } from "../testing/pictures";
import { sheetPdf } from "../testing/sheet-pdf";

let world: Awaited<ReturnType<typeof catalogueWorld>>;
beforeEach(async () => {
  world = await catalogueWorld();
});
afterEach(() => {
  world.leave();
});

describe("catalogue import, again and with options", () => {
  it("says nothing has changed the second time, then what has", async () => {
    world.put("shop.jsonl", [product(), product({ id: "P2" })].join("\n"));
    await world.ask("~/shop.jsonl");
    expect(world.printed.join()).toContain("2 products: 2 new, 0 changed, 0 unchanged");
    await world.ask("~/shop.jsonl");
    expect(world.printed.join()).toContain("2 products: 0 new, 0 changed, 2 unchanged");
    world.put("shop.jsonl", [product({ price: 8 }), product({ id: "P2" }), product({ id: "P3" })].join("\n"));
    await world.ask("~/shop.jsonl");
    expect(world.printed.join()).toContain("3 products: 1 new, 1 changed, 1 unchanged");
  });

  it("withdraws what a whole catalogue no longer names, when asked to", async () => {
    world.put("shop.jsonl", [product(), product({ id: "P2" })].join("\n"));
    await world.ask("~/shop.jsonl");
    world.put("shop.jsonl", product());
    await world.ask("~/shop.jsonl");
    expect([...world.products.keys()]).toEqual(["P1", "P2"]);
    world.put("more.jsonl", `${product({ id: "P3" })}\n{`);
    await world.ask("~/shop.jsonl", "~/more.jsonl", "--withdraw-missing");
    expect(world.printed.join()).toContain("nothing was withdrawn: 1 rows");
    world.put("more.jsonl", product({ id: "P3" }));
    await world.ask("~/shop.jsonl", "~/more.jsonl", "--withdraw-missing");
    expect(world.printed.join()).toContain("1 withdrawn: P2");
    expect([...world.products.keys()]).toEqual(["P1", "P3"]);
  });

  it("takes for granted what it is told, where a file says nothing", async () => {
    world.put("shop.csv", "sku,name,colour,price,brand\n1,Dress,red,9,\n2,Dress,red,9,Lune\n");
    expect(await world.ask("~/shop.csv", "--assume", "brand=Filo", "--assume", "markets=FR")).toBe(0);
    expect([...world.products.values()]).toMatchObject([{ brand: "Filo", markets: ["FR"] }, { brand: "Lune" }]);
    expect(await world.ask("~/shop.csv", "--assume", "colour")).toBe(2);
  });

  it("finds a picture by its address, in another spelling, in a folder within; and keeps it for a later file", async () => {
    mkdirSync(join(world.home, "images", "été"));
    writeFileSync(join(world.home, "images", "été", "Robe rosé.JPG"), await jpeg());
    world.put("shop.jsonl", product({ images: ["https://cdn.example/a/Robe%20ros%C3%A9.jpg?v=2"] }));
    await world.ask("~/shop.jsonl");
    expect(existsSync(join(world.home, "shown", "Robe-rose.jpg"))).toBe(true);
    await world.ask("~/shop.jsonl", "--images", "~/elsewhere");
    expect(world.printed.join()).not.toContain("is missing");
  });

  it("names every picture that is missing, and rows with one reason together", async () => {
    world.put("shop.jsonl", [product({ images: ["P1.jpg", "lost.jpg"] }), "{", "{"].join("\n"));
    await world.ask("~/shop.jsonl");
    expect(world.printed.join()).toContain("line 1: images: lost.jpg is missing");
    expect(world.printed.join()).toContain("lines 2, 3: this is no JSON");
  });

  it("reads a table and a sheet by a mapping, and refuses one that names what the file does not have", async () => {
    const mapping =
      "columns:\n  id: { column: Artnr }\n  price: { column: Pris }\n  colours: { column: Kulör, values: { Röd: red } }\n";
    world.put("how.yaml", mapping);
    world.put("shop.csv", "Artnr;Name;Brand;Kulör;Pris;Price\n1;Dress;B;Röd;30;10\n");
    expect(await world.ask("~/shop.csv", "--mapping", "~/how.yaml")).toBe(0);
    const rows = [
      ["Artnr", "Name", "Brand", "Kulör", "Pris", "Price"],
      ["S2", "Dress", "B", "Röd", "40", "11"],
    ];
    writeFileSync(join(world.home, "sheet.pdf"), sheetPdf([rows], 80));
    expect(await world.ask("~/sheet.pdf", "--mapping", "~/how.yaml")).toBe(0);
    expect([...world.products.values()].map(({ id, price, colours }) => [id, price, colours])).toEqual([
      ["1", 30, ["red"]],
      ["S2", 40, ["red"]],
    ]);
    world.put("how.yaml", `${mapping}  season: { column: Säsong }\n`);
    for (const file of ["~/shop.csv", "~/sheet.pdf"]) {
      expect(await world.ask(file, "--mapping", "~/how.yaml")).toBe(2);
      expect(world.printed.join()).toContain("its header has no Säsong");
    }
  });

  it.each([
    ["is not there", undefined, "there is no such mapping file"],
    ["is no YAML", "a: [", "is neither YAML nor JSON"],
    ["names a field that is none", "columns: { colour: { column: a } }", "is “colours” meant?"],
  ])("refuses a mapping that %s", async (_, text, reason) => {
    if (text !== undefined) world.put("how.yaml", text);
    world.put("shop.jsonl", product());
    expect(await world.ask("~/shop.jsonl", "--mapping", "~/how.yaml")).toBe(2);
    expect(world.printed.join()).toContain(reason);
  });
});
