import type { SegmentationModel } from "./fit";
import type { ModelRegistry } from "./model-registry";

/** One threshold that a version must pass to be put in force over another one. */
interface Gate {
  readonly name: string;
  readonly passes: (model: SegmentationModel) => boolean;
  readonly found: (model: SegmentationModel) => string;
}

const chosen = (model: SegmentationModel) => model.candidates.find(({ k }) => k === model.chosen.k);
const two = (value: number | undefined) => (value ?? 0).toFixed(2);

/** Fixed before any fit, in code: a threshold that moves with the result is none. Source of the values: the rule for k. */
export const gates: readonly Gate[] = [
  {
    name: "fits on two halves agree by at least .80",
    passes: (model) => (chosen(model)?.stability ?? 0) >= 0.8,
    found: (model) => two(chosen(model)?.stability),
  },
  {
    name: "no segment is below 2 % of customers",
    passes: (model) => model.segments.every(({ share }) => share >= 0.02),
    found: (model) => `${two(100 * Math.min(...model.segments.map(({ share }) => share)))} %`,
  },
  {
    name: "there are three segments or more",
    passes: (model) => model.segments.length >= 3,
    found: (model) => String(model.segments.length),
  },
  {
    name: "a simple model tells four customers in five as the segmentation does",
    passes: (model) => Math.max(...model.explanation.fidelity.map(({ accuracy }) => accuracy)) >= 0.8,
    found: (model) => two(Math.max(...model.explanation.fidelity.map(({ accuracy }) => accuracy))),
  },
];

/** What keeps a version from being put in force over another one, in words; empty when nothing does. */
export const obstacles = (model: SegmentationModel): readonly string[] =>
  gates.filter(({ passes }) => !passes(model)).map(({ name, found }) => `${name}: found ${found(model)}`);

/**
 * Registers a fitted version and puts it in force where it passes the gates or nothing is; answers why it was left waiting, if so.
 */
export async function enter(registry: ModelRegistry, model: SegmentationModel, now: Date): Promise<readonly string[]> {
  await registry.register(model, now);
  const standing = await registry.current();
  const reasons = standing && standing.model.version !== model.version ? obstacles(model) : [];
  if (reasons.length === 0)
    await registry.promote(model.version, now, standing ? "passed the gates" : "the first version");
  return reasons;
}
