import { pdfText } from "../adapters/embedded/pdf-text";
import { sheetPdf } from "../testing/sheet-pdf";
import { productsIn } from "./sheets";

const header = ["Ref.", "Désignation", "Marque", "Type", "Couleur", "Taille", "Qté", "Prix"];
const rows = [
  header,
  ["A1", "Robe Rosa", "Filo", "robe", "rouge", "S", "3", "39,90 €"],
  ["A1", "Robe Rosa", "Filo", "robe", "rouge", "M", "0", "39,90 €"],
  ["B2", "Chemise Lina", "Filo", "chemise", "bleu marine", "38/40", "5", "1.299,00 €"],
];

describe("a supplier's sheet", () => {
  it("is products in the catalogue's own words, with the rows of one reference as its sizes", () => {
    const [dress, shirt] = productsIn([{ page: 1, rows }]).parsed;
    expect(dress).toMatchObject({
      product: {
        id: "A1",
        title: "Robe Rosa",
        brand: "Filo",
        piece: "dress",
        colours: ["red"],
        price: 39.9,
        variants: [
          { sku: "A1-S", size: "S", stock: 3 },
          { sku: "A1-M", size: "M", stock: 0 },
        ],
      },
    });
    expect(shirt).toMatchObject({
      product: { piece: "shirt", colours: ["navy"], price: 1299, variants: [{ size: "38" }, { size: "40" }] },
    });
  });

  it.each([
    [
      "English",
      ["Price EUR", "Brand", "Item", "Name", "Colour", "Size", "Stock"],
      ["12.50", "Filo", "x-1", "Blue skirt", "blue", "M", "2"],
      "skirt",
    ],
    [
      "Italian",
      ["Codice", "Descrizione", "Marca", "Colore", "Taglia", "Quantità", "Prezzo"],
      ["x-1", "Gonna blu", "Filo", "blu", "M", "2", "12,50"],
      "skirt",
    ],
  ])("is read in %s, whatever the order of its columns", (_, head, row, piece) => {
    expect(productsIn([{ page: 1, rows: [head, row] }]).parsed).toMatchObject([
      { product: { id: "x-1", piece, price: 12.5 } },
    ]);
  });

  it("goes on overleaf without its header, and passes over what stands around the table", () => {
    const { parsed: read } = productsIn([
      { page: 1, rows: [["Autumn 2026", "", "", "", "", "", "", ""], ...rows.slice(0, 2)] },
      { page: 2, rows: rows.slice(3) },
    ]);
    expect(read.map((each) => "product" in each && each.product.id)).toEqual(["A1", "B2"]);
  });

  it("answers what it did not understand, row by row", () => {
    const { parsed: read } = productsIn([
      {
        page: 1,
        rows: [
          header,
          ["", "Robe", "Filo", "robe", "rouge", "S", "1", "10"],
          ["C3", "Robe", "Filo", "robe", "rouge", "S", "1", "on request"],
          ["D4", "Vase", "Filo", "vase", "rouge", "", "1", "10"],
        ],
      },
    ]);
    expect(read).toMatchObject([
      { line: 1, reason: expect.stringContaining("no reference") as string },
      { line: 2, reason: expect.stringContaining("price") as string },
      { line: 3, reason: expect.stringContaining("piece") as string },
    ]);
  });

  it("is read from a PDF that has text, page by page", async () => {
    const tables = await pdfText.tables(sheetPdf([rows.slice(0, 3), rows.slice(3)], 90));
    expect(productsIn(tables ?? [])).toEqual(productsIn([{ page: 1, rows }]));
  });

  it("is none when it is no PDF", async () => {
    expect(await pdfText.tables(Buffer.from("<html>"))).toBeUndefined();
    expect(await pdfText.tables(sheetPdf([rows]).subarray(0, 60))).toBeUndefined();
  });
});
