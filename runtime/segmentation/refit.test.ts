import { sampleEvents } from "../sample/events";
import { sampleShop } from "../sample/shop";
import { withEvents } from "../testing/event-files";
import { fitSegments } from "./fit";
import { ownColumns } from "./mapping";
import { continuing, flowsBetween } from "./refit";

const lines = [...sampleEvents("refit", sampleShop("refit", 60), 6000)];
const [header = "", ...rows] = lines;
const of = (events: readonly string[]) => `${[header, ...events].join("\n")}\n`;

const fitted = (events: readonly string[], previous?: Awaited<ReturnType<typeof model>>) =>
  withEvents(async (store, file) => {
    await store.add(file("a.csv", of(events)), ownColumns);
    return model(store, previous);
  });
async function model(
  store: Parameters<typeof fitSegments>[0],
  previous?: Parameters<typeof fitSegments>[1]["previous"],
) {
  const found = await fitSegments(store, { seed: "1", minimum: 3, ...(previous && { previous }) });
  if (found.kind !== "fitted") throw new Error(found.reason);
  return found.model;
}

describe("a refit", () => {
  it("of the same events is the same version, whatever was in force before", async () => {
    const first = await fitted(rows);
    const second = await fitted(rows, first);
    expect(second.version).toBe(first.version);
    expect(second.before).toBe(first.version);
    expect(second.flows.every(({ from, to }) => from === to)).toBe(true);
  });

  it("keeps a segment's name while it is the same people, though another name would fit better now", async () => {
    const first = await fitted(rows);
    const renamed = {
      ...first,
      segments: first.segments.map((segment, at) => ({ ...segment, id: `own-${at}`, english: `Our own ${at}` })),
    };
    const second = await fitted(rows.slice(0, Math.floor(rows.length * 0.97)), renamed);
    const kept = second.segments.filter(({ id }) => id.startsWith("own-"));
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(2, second.segments.length));
    expect(new Set(second.segments.map(({ id }) => id)).size).toBe(second.segments.length);
    const stayed = second.flows.filter(({ from, to }) => from === to).reduce((sum, { share }) => sum + share, 0);
    expect(stayed).toBeGreaterThan(0.4);
    expect(second.flows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it("gives a new name where the people are others", async () => {
    const first = await fitted(rows);
    const before = { model: first, labels: Int32Array.from({ length: 90 }, (_, at) => at % 3) };
    const scattered = Int32Array.from({ length: 90 }, (_, at) => Math.floor(at / 30));
    expect(continuing(before, scattered, 3)).toEqual([undefined, undefined, undefined]);
    const names = [0, 1, 2].map((at) => ({ id: `n${at}`, english: "", french: "", actions: [] }));
    expect(flowsBetween(before, scattered, names)).toHaveLength(9);
  });
});
