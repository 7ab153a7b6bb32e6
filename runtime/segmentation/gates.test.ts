import type { SegmentationModel } from "./fit";
import { obstacles } from "./gates";

const model = (change: { stability?: number; smallest?: number; segments?: number; accuracy?: number } = {}) => {
  const { stability = 0.85, smallest = 0.1, segments = 4, accuracy = 0.9 } = change;
  const fitted: unknown = {
    chosen: { k: segments },
    candidates: [
      { k: segments, stability },
      { k: 9, stability: 1 },
    ],
    segments: Array.from({ length: segments }, (_, at) => ({ share: at === 0 ? smallest : 0.3 })),
    explanation: { fidelity: [{ accuracy: 0.5 }, { accuracy }] },
  };
  return fitted as SegmentationModel;
};

describe("the gates of a version", () => {
  it("let a good one through, and one that just passes", () => {
    expect(obstacles(model())).toEqual([]);
    expect(obstacles(model({ stability: 0.8, smallest: 0.02, segments: 3, accuracy: 0.8 }))).toEqual([]);
  });

  it.each([
    [{ stability: 0.799 }, "two halves"],
    [{ smallest: 0.0199 }, "below 2 %"],
    [{ segments: 2 }, "three segments"],
    [{ accuracy: 0.79 }, "simple model"],
  ])("stop one with %j and say why", (change, words) => {
    const stopped = obstacles(model(change));
    expect(stopped).toHaveLength(1);
    expect(stopped[0]).toContain(words);
  });
});
