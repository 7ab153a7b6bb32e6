import fc from "fast-check";
import { perceived, protocol, sheetOf } from "./panel";

const answers = Array.from({ length: 12 }, (_, at) => `item-${at}`);
const others = Array.from({ length: 30 }, (_, at) => `item-${at}`);
const key = (sheets: number) => ({
  panel: "one",
  model: "m",
  sheets: Array.from({ length: sheets }, (_, at) => {
    const sheet = sheetOf(at, `photo-${at}.jpg`, answers, others, () => (at * 7 + 3) / 997);
    return { ...sheet, cards: [...sheet.cards] };
  }),
});
const judge = (name: string, of: ReturnType<typeof key>, fits: (rank: number) => boolean) => ({
  panel: "one",
  judge: name,
  fits: Object.fromEntries(of.sheets.flatMap(({ cards }) => cards.map((card) => [card.name, fits(card.rank)]))),
});

describe("a sheet", () => {
  it("holds the first answers and foils that are none, in an order drawn by lot", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (lots) => {
        const { cards } = sheetOf(0, "p.jpg", answers, others, () => lots.next().value as number);
        expect(
          cards
            .filter(({ rank }) => rank > 0)
            .map(({ itemId }) => itemId)
            .sort(),
        ).toEqual(answers.slice(0, protocol.answers).sort());
        const foils = cards.filter(({ rank }) => rank === 0);
        expect(foils).toHaveLength(protocol.foils);
        expect(foils.filter(({ itemId }) => answers.includes(itemId))).toEqual([]);
        expect(new Set(cards.map(({ itemId }) => itemId)).size).toBe(cards.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("what a panel perceived", () => {
  it("is the share of answers that fit, apart from foils, with each judge's own", () => {
    const of = key(20);
    const figures = perceived(of, [
      judge("a", of, (rank) => rank > 0 && rank <= 4),
      judge("b", of, (rank) => rank > 0),
    ]);
    expect([figures.relevance.value, figures.first.value, figures.foils.value]).toEqual([0.75, 1, 0]);
    expect(figures.byJudge).toEqual({ a: 0.5, b: 1 });
    expect([figures.given, figures.asked]).toEqual([400, 400]);
  });

  it("finds full agreement where judges agree, and none where they decide by lot", () => {
    const of = key(40);
    const same = (name: string) => judge(name, of, (rank) => rank % 2 === 1);
    expect(perceived(of, [same("a"), same("b"), same("c")]).agreement).toBe(1);
    let lot = 7;
    const byLot = (name: string) => judge(name, of, () => (lot = (lot * 1103515245 + 12345) % 2147483648) % 1000 < 500);
    expect(Math.abs(perceived(of, [byLot("a"), byLot("b")]).agreement ?? 1)).toBeLessThan(0.15);
    expect(perceived(of, [same("a")]).agreement).toBeUndefined();
  });

  it("refuses another panel's judgements and a judge who comes twice", () => {
    const of = key(2);
    const once = judge("a", of, () => true);
    expect(() => perceived(of, [{ ...once, panel: "two" }])).toThrow("a judged panel two, and the key is of one");
    expect(() => perceived(of, [once, once])).toThrow("a judged twice");
  });
});
