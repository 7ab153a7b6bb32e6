import { z } from "zod";
import { parseElement, parseTable } from "../../adapters/text-formats";
import { readCatalogue } from "./file";
import { mapping } from "./mapping";

const swedish = "Artikelnr;Benämning;Märke;Kategori;Färg;Storlek;Pris\nS1;Nora;Fjäll;Klänningar;Röd;S;59,90\n";
const columns = {
  id: { column: "Artikelnr" },
  title: { column: "benämning" },
  brand: { always: "Fjäll" },
  piece: { column: "Kategori", values: { Klänningar: "dress" } },
  colours: { column: "Färg", values: { Röd: "red", Svart: "black" } },
  size: { column: "Storlek" },
  price: { column: "Pris" },
};

const read = (text: string, given: object) =>
  readCatalogue("a.csv", Buffer.from(text), { parseTable, parseElement, mapping: mapping.parse({ columns: given }) });

const faults = (given: object) => {
  const { error } = mapping.safeParse({ columns: given });
  return error ? z.prettifyError(error) : "";
};

describe("a mapping of another shop's file", () => {
  it("says which heading is which field, and which word is which, whatever its case", () => {
    expect(read(swedish, columns)).toMatchObject({
      parsed: [
        {
          product: { id: "S1", title: "Nora", brand: "Fjäll", piece: "dress", colours: ["red"], price: 59.9 },
        },
      ],
    });
  });

  it("puts each word of a cell into ours", () => {
    expect(read(swedish.replace("Röd", "Svart / Röd"), columns)).toMatchObject({
      parsed: [{ product: { colours: ["black", "red"] } }],
    });
  });

  it("goes before the headings that are known without it, and may say that one means nothing", () => {
    const text = "sku,name,brand,colour,price,prijs,country\n1,Dress,B,red,20,50,Atlantis\n";
    const given = { price: { column: "prijs" }, markets: { missing: true } };
    expect(read(text, given)).toMatchObject({ parsed: [{ product: { price: 50 }, notes: [] }] });
  });

  it("reads JSON too", () => {
    const text = JSON.stringify([{ nr: "1", naam: "Dress", brand: "B", kleur: "red", price: 9 }]);
    const given = { id: { column: "nr" }, title: { column: "naam" }, colours: { column: "kleur" } };
    expect(read(text, given)).toMatchObject({ parsed: [{ product: { id: "1", title: "Dress", colours: ["red"] } }] });
  });

  it("is refused with every heading that the file does not have, and the nearest that it has", () => {
    const given = { ...columns, id: { column: "Artikelnummer" }, season: { column: "Säsong" } };
    expect(read(swedish, given)).toEqual({
      unreadable: expect.stringMatching(/has no Artikelnummer \(is “Artikelnr” meant\?\), Säsong/) as string,
    });
  });

  it("is refused with everything that is wrong in it at once, and what is likely meant", () => {
    const said = faults({
      colour: { column: "Färg" },
      prize: { column: "Pris" },
      piece: { column: "Kategori", values: { Klänningar: "dres" } },
      size: { column: "Storlek" },
      stock: { column: "storlek" },
    });
    for (const each of [
      "“colour” is no field; is “colours” meant? Known are group, id",
      "“prize” is no field; is “price” meant?",
      "piece: “Klänningar” cannot be “dres”; is “dress” meant? Known are dress, hat",
      "“storlek” is named for size and for stock",
    ])
      expect(said).toContain(each);
  });

  it("is asked for where no heading is known, with the line to begin it", () => {
    expect(readCatalogue("a.csv", Buffer.from("Artnr;Namn\n1;2\n"), { parseTable, parseElement })).toEqual({
      unreadable: expect.stringContaining(
        "--mapping FILE, in which stands “columns: { id: { column: Artnr } }”",
      ) as string,
    });
  });
});
