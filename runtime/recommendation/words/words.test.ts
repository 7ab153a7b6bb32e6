import { readWishes } from "./words";

describe("readWishes", () => {
  it.each([
    ["a blue dress", { pieces: ["dress"], colours: ["blue"] }],
    ["une robe bleue à fleurs", { pieces: ["dress"], colours: ["blue"], patterns: ["floral"] }],
    ["vorrei una camicia bianca a righe", { pieces: ["shirt"], colours: ["white"], patterns: ["striped"] }],
    ["light blue T-shirt", { pieces: ["t-shirt"], colours: ["light blue"] }],
    ["black jeans for the office under 80", { pieces: ["pants"], colours: ["black"], occasions: ["work"], budget: 80 }],
    ["pantaloni neri, massimo 59,90 €", { pieces: ["pants"], colours: ["black"], budget: 59.9 }],
    ["chaussures de sport rouges", { pieces: ["shoes"], colours: ["red"], styles: ["sport"] }],
    ["black sandals", { pieces: ["shoes"], colours: ["black"] }],
    ["un jean bleu clair", { pieces: ["pants"], colours: ["light blue"] }],
    ["une veste bleu marine", { pieces: ["outwear"], colours: ["navy"] }],
    ["gonna verde oliva", { pieces: ["skirt"], colours: ["olive"] }],
    ["un vestito per l'ufficio", { pieces: ["dress"], occasions: ["work"] }],
    ["un short en jean", { pieces: ["shorts"], unknown: ["denim"] }],
    ["a short dress", { pieces: ["dress"], unknown: ["short"] }],
    ["tee shirt à manches longues", { pieces: ["t-shirt", "longsleeve"] }],
  ])("understands %p", (text, wishes) => {
    expect(readWishes(text)).toMatchObject(wishes);
  });

  it.each([
    ["a jacket, no red or pink", { pieces: ["outwear"], colours: [], without: { colours: ["red", "pink"] } }],
    ["sans rayures", { patterns: [], without: { patterns: ["striped"] } }],
    ["non voglio gonne", { pieces: [], without: { pieces: ["skirt"] } }],
    ["né rosso né nero", { colours: [], without: { colours: ["red", "black"] } }],
    ["je ne veux pas de robe", { pieces: [], without: { pieces: ["dress"] } }],
    ["a blue shirt but no stripes", { colours: ["blue"], without: { patterns: ["striped"] } }],
    ["not red but blue", { colours: ["blue"], without: { colours: ["red"] } }],
    ["anything but red", { colours: [], without: { colours: ["red"] } }],
    ["tout sauf le rouge", { colours: [], without: { colours: ["red"] } }],
    ["no stripes for the office", { occasions: ["work"], without: { patterns: ["striped"] } }],
    ["not with stripes", { patterns: [], without: { patterns: ["striped"] } }],
    ["no red dress", { pieces: [], colours: [], without: { colours: ["red"], pieces: [] } }],
    ["no red, a blue dress", { pieces: ["dress"], colours: ["blue"], without: { colours: ["red"] } }],
    ["brown but not camel", { colours: ["brown"], without: { colours: [] } }],
    ["I don’t like pink", { colours: [], without: { colours: ["pink"] } }],
    ["pas de rouge, pas cher", { cheap: true, without: { colours: ["red"] } }],
    ["no red, striped", { patterns: ["striped"], without: { colours: ["red"] } }],
    ["no leather shoes", { pieces: [], without: { pieces: [], terms: ["leather"] } }],
    ["pas de chaussures en cuir", { pieces: [], without: { pieces: [], terms: ["cuir"] } }],
    ["no dress. A blue shirt", { pieces: ["shirt"], colours: ["blue"], without: { pieces: ["dress"] } }],
  ])("rules out what %p rules out", (text, wishes) => {
    expect(readWishes(text)).toMatchObject(wishes);
  });

  it.each([
    ["80€ max", 80],
    ["not more than 80", 80],
    ["pas plus de 80 euros, une robe", 80],
    ["non più di 59,90", 59.9],
    ["jusqu'à 80", 80],
    ["between 40 and 80", 80],
    ["entre 40 € et 80 €", 80],
    ["40-80 €", 80],
    ["a coat, €1,200", 1200],
    ["jeans, budget of 45", 45],
  ])("reads a budget from %p", (text, budget) => {
    expect(readWishes(text)).toMatchObject({ budget, unknown: [], without: { pieces: [] } });
  });

  it.each([
    ["between 40 and 80", 40, 80],
    ["entre 40 € et 80 €", 40, 80],
    ["tra 30 e 60 euro", 30, 60],
    ["from 30 to 60 euros", 30, 60],
    ["40-80 €", 40, 80],
    ["at least 30 euros", 30, undefined],
    ["une robe à partir de 30 euros", 30, undefined],
    ["au moins 30 €", 30, undefined],
    ["almeno 30 euro", 30, undefined],
    ["over €30", 30, undefined],
    ["no more than 40 eur", undefined, 40],
    ["pas plus de 70 euros", undefined, 70],
    ["non più di 80", undefined, 80],
  ])("reads from %p the least and the most that may be paid", (text, least, budget) => {
    const wishes = readWishes(text);
    expect([wishes.least, wishes.budget, wishes.unknown]).toEqual([least, budget, []]);
  });

  it.each([
    ["a dress in size M or L", ["M", "L"]],
    ["jean taille 38, 40", ["38", "40"]],
    ["una gonna XL", ["XL"]],
    ["une robe, taille 38 s'il vous plaît", ["38"]],
    ["jeans W32", ["W32", "32"]],
    ["une taille moyenne", ["M"]],
  ])("reads sizes from %p, and no budget", (text, sizes) => {
    const wishes = readWishes(text);
    expect(wishes.sizes).toEqual(sizes);
    expect(wishes.budget).toBeUndefined();
  });

  it("takes no price for a size", () => {
    expect(readWishes("taille 38, 50 euros")).toMatchObject({ sizes: ["38"], budget: 50 });
  });

  it("takes a number that nothing explains for neither price nor size", () => {
    const wishes = readWishes("2 dresses");
    expect([wishes.budget, wishes.sizes, wishes.unknown]).toEqual([undefined, [], ["2"]]);
  });

  it("says which words it does not know, and guesses none", () => {
    expect(readWishes("a unique gizmo")).toMatchObject({ pieces: [], patterns: [], unknown: ["unique", "gizmo"] });
  });

  it("wants nothing from nothing", () => {
    expect(readWishes("")).toMatchObject({ pieces: [], colours: [], unknown: [] });
  });
});
