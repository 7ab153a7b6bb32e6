import fc from "fast-check";
import { colours, occasions, patterns, pieces, styles } from "../catalogue/vocabulary";
import { readWishes } from "../recommendation/words/words";
import { type Turn, languageOf } from "./assistant";
import { rules, wishesOf, wordsOf } from "./rules";

const said = (...texts: readonly string[]): readonly Turn[] => texts.map((text) => ({ from: "shopper", text }));

describe("a talk", () => {
  it("adds up: what was said last about a thing counts, the rest stays", () => {
    expect(
      wishesOf(said("a red dress under 100", "rather blue", "for a wedding, size M", "up to 60 euro")),
    ).toMatchObject({
      pieces: ["dress"],
      colours: ["blue"],
      sizes: ["M"],
      budget: 60,
    });
  });

  it("keeps out what was ruled out, until it is asked for", () => {
    expect(wishesOf(said("a dress, no red", "for work")).without.colours).toEqual(["red"]);
    expect(wishesOf(said("a red dress", "no red")).colours).toEqual([]);
    const back = wishesOf(said("a dress, no red", "well, a red one"));
    expect([back.colours, back.without.colours]).toEqual([["red"], []]);
  });

  it("remembers seasons, low prices and styles that were ruled out", () => {
    expect(wordsOf(wishesOf(said("a cheap dress for summer", "nothing too formal, in red")))).toBe(
      "red, dress, spring-summer, cheap, no classic",
    );
  });

  it("leaves behind words that no vocabulary knows, which may be a name", () => {
    expect(wordsOf(wishesOf(said("not for Anna, please, a dress")))).toBe("dress");
  });

  it("is read back from its own words, whatever was wished", () => {
    const some = <T extends string>(list: readonly T[]) => fc.uniqueArray(fc.constantFrom(...list), { maxLength: 2 });
    fc.assert(
      fc.property(
        some(pieces),
        some(colours),
        some(patterns),
        some(styles),
        fc.option(fc.integer({ min: 10, max: 900 })),
        (...parts) => {
          const [what, tones, cloth, style, budget] = parts;
          const ruledOut = colours.filter((each) => !tones.includes(each)).slice(0, 1);
          const wishes = {
            pieces: what,
            colours: tones,
            patterns: cloth,
            styles: style,
            occasions: occasions.slice(0, 1),
            sizes: ["M"],
            ...(budget !== null && { budget }),
            without: { colours: ruledOut, pieces: [], patterns: [] },
            unknown: [],
          };
          const read = readWishes(wordsOf(wishes));
          expect(new Set(read.pieces)).toEqual(new Set(what));
          expect(new Set(read.colours)).toEqual(new Set(tones));
          expect(read.budget).toBe(budget ?? undefined);
          expect(read.without.colours).toEqual(ruledOut);
          expect(read.unknown).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ["I want a red dress without dots", "en"],
    ["je cherche une robe rouge pour le travail", "fr"],
    ["cerco un vestito rosso per la sera", "it"],
    ["xyz", "en"],
  ])("in %s is answered in its language", (text, language) => {
    expect(languageOf(text)).toBe(language);
  });

  it("asks for what is missing, one thing at a time", async () => {
    const asked = async (...texts: readonly string[]) => {
      const answer = await rules.understand(said(...texts));
      return answer.kind === "understood" ? answer.reply : "";
    };
    expect(await asked("hello")).toContain("Which piece");
    expect(await asked("a dress")).toContain("colour");
    expect(await asked("a red dress")).toContain("What is it for");
    expect(await asked("a red dress for work")).toContain("price");
    expect(await asked("a red dress for work under 80")).toMatch(/up to 80 EUR\. Tell me what to change/);
    expect(await asked("une robe rouge pour le travail")).toContain("Jusqu'à quel prix");
  });
});
