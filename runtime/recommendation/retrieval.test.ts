import { wilson } from "./intervals";
import { type Judged, visionFigures } from "./retrieval";

const at = (label: Judged["label"], guessed: Judged["guessed"], ...embedding: readonly number[]): Judged => ({
  label,
  guessed,
  embedding: Float32Array.from(embedding),
});
const four = [
  at("dress", "dress", 1, 0),
  at("dress", "skirt", 0.9, 0.1),
  at("hat", "hat", 0, 1),
  at("hat", undefined, 0.8, 0.2),
];

describe("visionFigures", () => {
  it("counts what was recognised, for all and for each piece; no guess is no hit", () => {
    expect(visionFigures(four)).toMatchObject({
      pictures: 4,
      accuracy: 0.5,
      recall: { dress: 0.5, hat: 0.5 },
      counts: { dress: 2, hat: 2 },
    });
  });

  it("leaves a picture out of its own answers", () => {
    const { p1, p10 } = visionFigures(four);
    expect(p1).toBe(0.75); // each dress finds the other, the upright hat its kind, the leaning hat a dress
    expect(p10).toBeCloseTo(1 / 3, 10); // all three others are answered, one of them of its kind
  });

  it("asks the index when there is one", () => {
    const index = [at("hat", undefined, 1, 0), at("dress", undefined, 0, 1)];
    expect(visionFigures([at("hat", "hat", 1, 0)], index)).toMatchObject({ p1: 1, p10: 0.5 });
  });

  it("takes the ten nearest of more", () => {
    const index = Array.from({ length: 40 }, (_, turn) =>
      at(turn < 10 ? "hat" : "dress", undefined, Math.cos(turn / 30), Math.sin(turn / 30)),
    );
    expect(visionFigures([at("hat", "hat", 1, 0)], [...index].reverse())).toMatchObject({ p1: 1, p10: 1 });
  });

  it("refuses to judge nothing", () => {
    expect(() => visionFigures([])).toThrow(RangeError);
  });
});

describe("wilson", () => {
  it("is the published interval, and stays within a share's bounds", () => {
    const [low, high] = wilson(81, 263); // Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E
    expect([low, high].map((each) => each.toFixed(4))).toEqual(["0.2553", "0.3662"]);
    expect(wilson(0, 20)[0]).toBeCloseTo(0, 10);
    expect(wilson(20, 20)[1]).toBeCloseTo(1, 10);
  });
});
