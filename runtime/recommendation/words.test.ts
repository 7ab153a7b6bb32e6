import { readWishes } from "./words";

describe("readWishes", () => {
  it.each([
    ["a blue dress", { pieces: ["dress"], colours: ["blue"] }],
    ["une robe bleue à fleurs", { pieces: ["dress"], colours: ["blue"], patterns: ["floral"] }],
    ["vorrei una camicia bianca a righe", { pieces: ["shirt"], colours: ["white"], patterns: ["striped"] }],
    ["light blue T-shirt", { pieces: ["t-shirt"], colours: ["light blue"] }],
    ["black jeans for the office under 80", { pieces: ["pants"], colours: ["black"], occasions: ["work"], budget: 80 }],
    ["pantaloni neri, massimo 59,90 €", { pieces: ["pants"], colours: ["black"], budget: 59.9 }],
    ["chaussures de sport rouges", { pieces: ["shoes"], colours: ["red"] }],
  ])("understands %p", (text, wishes) => {
    expect(readWishes(text)).toMatchObject(wishes);
  });

  it.each([
    ["a jacket, no red or pink", { pieces: ["outwear"], colours: [], without: { colours: ["red", "pink"] } }],
    ["sans rayures", { patterns: [], without: { patterns: ["striped"] } }],
    ["non voglio gonne", { pieces: [], without: { pieces: ["skirt"] } }],
    ["no dress. A blue shirt", { pieces: ["shirt"], colours: ["blue"], without: { pieces: ["dress"] } }],
  ])("rules out what %p rules out", (text, wishes) => {
    expect(readWishes(text)).toMatchObject(wishes);
  });

  it("says which words it does not know, and guesses none", () => {
    expect(readWishes("a unique gizmo")).toMatchObject({ pieces: [], patterns: [], unknown: ["unique", "gizmo"] });
  });

  it("wants nothing from nothing", () => {
    expect(readWishes("")).toMatchObject({ pieces: [], colours: [], unknown: [] });
  });
});
