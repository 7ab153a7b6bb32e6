import { z } from "zod";
import { dimensions } from "./factors";
import type { BehaviourModel } from "./model";

/** Port: where the newest model lies, one for all processes. */
export interface HabitStore {
  /** Replaces the one before, at once for every reader. */
  save(bytes: Uint8Array): Promise<void>;
  load(): Promise<Uint8Array | undefined>;
  /** Removing what is not there is no fault. */
  remove(): Promise<void>;
}

/** Settings as a file writes them. */
export const behaviourSettings = z.object({
  neighbours: z.number(),
  penalty: z.number(),
  dropout: z.number(),
  evenness: z.number(),
  decay: z.number(),
  transitions: z.number(),
  factors: z.number(),
  unseen: z.number(),
});

/** What a file says of itself. */
const header = z.object({
  format: z.literal(1),
  names: z.array(z.string()),
  links: z.int().min(0),
  settings: behaviourSettings,
  dimensions: z.union([z.literal(0), z.literal(dimensions)]),
  learntAt: z.string(),
});

/** A model as bytes: the length of a JSON header, the header, then starts, targets, strengths and vectors as they lie in memory. */
export function written({ names, links, vectors, settings }: BehaviourModel, learntAt: Date): Uint8Array {
  const described: z.infer<typeof header> = {
    format: 1,
    names: [...names],
    links: links.targets.length,
    settings,
    dimensions: vectors ? dimensions : 0,
    learntAt: learntAt.toISOString(),
  };
  const text = new TextEncoder().encode(JSON.stringify(described));
  const head = Math.ceil((4 + text.length) / 8) * 8;
  const parts = [links.starts, links.targets, links.strengths, vectors ?? new Float32Array()];
  const bytes = new Uint8Array(head + parts.reduce((sum, part) => sum + part.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = head;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** The model of a file; undefined when it is of another format, cut off, or links what is not there. */
export function read(bytes: Uint8Array): (BehaviourModel & { readonly learntAt: Date }) | undefined {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const described = header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
    const { names, links: count, settings, learntAt } = described;
    const width = names.length;
    const numbers = width * described.dimensions;
    const head = Math.ceil((4 + length) / 8) * 8;
    if (bytes.length !== head + 4 * (width + 1 + 2 * count + numbers)) return undefined;
    const body = bytes.slice(head).buffer;
    const starts = new Uint32Array(body, 0, width + 1);
    const targets = new Uint32Array(body, 4 * (width + 1), count);
    const strengths = new Float32Array(body, 4 * (width + 1 + count), count);
    const sound =
      starts[0] === 0 &&
      starts[width] === count &&
      starts.every((start, at) => at === 0 || start >= (starts[at - 1] ?? 0)) &&
      targets.every((target) => target < width);
    if (!sound) return undefined;
    const vectors = numbers === 0 ? undefined : new Float32Array(body, 4 * (width + 1 + 2 * count), numbers);
    return { names, links: { starts, targets, strengths }, vectors, settings, learntAt: new Date(learntAt) };
  } catch {
    return undefined;
  }
}
