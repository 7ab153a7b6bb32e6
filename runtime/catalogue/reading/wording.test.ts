import { products, table } from "../../testing/catalogue-file";

describe("words of shops", () => {
  it.each([
    ["pantalon", "noir", "pants", ["black"]],
    ["jupe", "écru", "skirt", ["beige"]],
    ["chemise", "bordeaux", "shirt", ["burgundy"]],
    ["maglia", "blu notte", "longsleeve", ["navy"]],
    ["gonna", "verde salvia", "skirt", ["green"]],
    ["camicia", "bianco/nero", "shirt", ["white", "black"]],
    ["Women > Tops & T-shirts > Polo", "Off-White", "t-shirt", ["white"]],
    ["Giubbotti", "navy-white", "outwear", ["navy", "white"]],
    ["Maglieria", "rouille", "longsleeve", ["orange"]],
  ])("%s in %s", (category, colour, piece, colours) => {
    expect(products(table(`R1;x;L;${category};${colour};S;9;1`))).toMatchObject([{ piece, colours }]);
  });

  it.each([
    ["SS26", "spring-summer"],
    ["AH 2026", "autumn-winter"],
    ["P/E 2026", "spring-summer"],
    ["Printemps/Été", "spring-summer"],
    ["autunno-inverno", "autumn-winter"],
    ["permanent", "all-year"],
  ])("the season %s", (text, season) => {
    expect(products(`${table()};Saison\nR1;Robe;Lune;robe;noir;S;9;1;${text}`)).toMatchObject([{ season }]);
  });
});
