import { mixed } from "./hash";

/** Texts that are counted by number: each is kept once, in bytes, and compared byte by byte. */
export interface Dictionary {
  readonly size: () => number;
  /** The number of the bytes `start` to `end`, whose hash is `first` and `second`; a new one where they were not there. */
  readonly numberOf: (bytes: Uint8Array, start: number, end: number, first: number, second: number) => number;
  /** The same, undefined where they are not there. */
  readonly find: (bytes: Uint8Array, start: number, end: number, first: number, second: number) => number | undefined;
  readonly text: (number: number) => string;
  readonly hash: (number: number) => readonly [number, number];
  /** Begins anew, in the same memory. */
  readonly clear: () => void;
}

export function dictionary(): Dictionary {
  let size = 0;
  let slots = new Int32Array(1 << 12);
  /** Two halves of the hash, start and end in `texts` of each: side by side, since they are read together. */
  let entries = new Int32Array(4 << 11);
  let texts = new Uint8Array(1 << 15);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  const isText = (entry: number, bytes: Uint8Array, start: number, end: number) => {
    const from = entries[entry + 2] ?? 0;
    if ((entries[entry + 3] ?? 0) - from !== end - start) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== texts[from + at - start]) return false;
    return true;
  };
  const grow = () => {
    const more = new Int32Array(entries.length * 2);
    more.set(entries);
    entries = more;
    slots = new Int32Array(slots.length * 2);
    for (let number = 0; number < size; number++) {
      let slot = mixed((entries[4 * number] ?? 0) ^ (entries[4 * number + 1] ?? 0)) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number + 1;
    }
  };
  /** The slot of a text: one that holds its number, or the empty one where it would be. */
  const slotOf = (bytes: Uint8Array, start: number, end: number, first: number, second: number) => {
    let slot = mixed(first ^ second) & (slots.length - 1);
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      const entry = 4 * (held - 1);
      if (entries[entry] === first && entries[entry + 1] === second && isText(entry, bytes, start, end)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  };
  return {
    size: () => size,
    find(bytes, start, end, first, second) {
      const held = slots[slotOf(bytes, start, end, first, second)] ?? 0;
      return held === 0 ? undefined : held - 1;
    },
    numberOf(bytes, start, end, first, second) {
      if (4 * size === entries.length) grow();
      const slot = slotOf(bytes, start, end, first, second);
      const held = slots[slot] ?? 0;
      if (held !== 0) return held - 1;
      const from = size === 0 ? 0 : (entries[4 * size - 1] ?? 0);
      const to = from + end - start;
      while (to > texts.length) {
        const more = new Uint8Array(texts.length * 2);
        more.set(texts);
        texts = more;
      }
      texts.set(bytes.subarray(start, end), from);
      entries[4 * size] = first;
      entries[4 * size + 1] = second;
      entries[4 * size + 2] = from;
      entries[4 * size + 3] = to;
      slots[slot] = size + 1;
      return size++;
    },
    text: (number) => decoder.decode(texts.subarray(entries[4 * number + 2], entries[4 * number + 3])),
    clear() {
      size = 0;
      slots.fill(0);
    },
    hash: (number) => [entries[4 * number] ?? 0, entries[4 * number + 1] ?? 0],
  };
}
