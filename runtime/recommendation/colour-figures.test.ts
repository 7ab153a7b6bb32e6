import { type Named, colourFigures } from "./colour-figures";

const one = (colour: Named["colour"], named: Named["named"], contributor = "a", second?: Named["second"]): Named => ({
  ...{ colour, named, contributor, second },
});

describe("colourFigures", () => {
  const judged = [
    one("navy", ["navy"]),
    one("navy", ["grey", "navy"]),
    one("white", ["white", "red"], "b", "red"),
    one("white", ["white"], "b", "black"),
  ];

  it("counts first names, names at all, seconds and confusions", () => {
    expect(colourFigures(judged)).toMatchObject({
      ...{ photographs: 4, contributors: 2, names: 1.5, two: 2, secondFound: 1 },
      main: { value: 0.75 },
      among: { value: 1 },
      confusion: { navy: { navy: 1, grey: 1 }, white: { white: 2 } },
    });
  });

  it("is less sure where the mistakes are all of one contributor", () => {
    const width = ([low, high]: readonly [number, number]) => high - low;
    const spread = (groups: readonly string[]) =>
      width(
        colourFigures(
          Array.from({ length: 40 }, (_, at) => one("red", at < 20 ? ["red"] : ["pink"], groups[at % groups.length])),
        ).main.interval,
      );
    const byOne = colourFigures(
      Array.from({ length: 40 }, (_, at) => one("red", at < 20 ? ["red"] : ["pink"], String(Math.floor(at / 10)))),
    ).main.interval;
    expect(width(byOne)).toBeGreaterThan(2 * spread(["a", "b", "c", "d"]));
  });

  it("says nothing of chance from one contributor alone", () => {
    expect(colourFigures([one("red", ["red"])]).main.interval).toEqual([0, 1]);
  });

  it("refuses to judge nothing", () => {
    expect(() => colourFigures([])).toThrow(RangeError);
  });
});
