/**
 * Hashes of 64 bits in two lanes of 32, since JavaScript multiplies no more at once: MurmurHash3 for 32 bits (Appleby, public domain),
 * and the same with other numbers. The same on every machine and in every release, so that a row is known again.
 */
export type Lanes = readonly [first: Int32Array, second: Int32Array];

/** Takes the hash of the bytes `start` to `end`, into place `at` of both lanes. */
export function hashInto([firsts, seconds]: Lanes, at: number, bytes: Uint8Array, start: number, end: number): void {
  let first = 0x2f7b1a35;
  let second = 0x5c1e90d3;
  let place = start;
  for (; place + 4 <= end; place += 4) {
    const word =
      (bytes[place] ?? 0) |
      ((bytes[place + 1] ?? 0) << 8) |
      ((bytes[place + 2] ?? 0) << 16) |
      ((bytes[place + 3] ?? 0) << 24);
    let one = Math.imul(word, 0xcc9e2d51);
    one = Math.imul((one << 15) | (one >>> 17), 0x1b873593);
    first ^= one;
    first = (Math.imul((first << 13) | (first >>> 19), 5) + 0xe6546b64) | 0;
    let other = Math.imul(word, 0x239b961b);
    other = Math.imul((other << 16) | (other >>> 16), 0xab0e9789);
    second ^= other;
    second = (Math.imul((second << 19) | (second >>> 13), 5) + 0x561ccd1b) | 0;
  }
  let word = 0;
  for (let byte = end - 1; byte >= place; byte--) word = (word << 8) | (bytes[byte] ?? 0);
  let one = Math.imul(word, 0xcc9e2d51);
  one = Math.imul((one << 15) | (one >>> 17), 0x1b873593);
  let other = Math.imul(word, 0x239b961b);
  other = Math.imul((other << 16) | (other >>> 16), 0xab0e9789);
  firsts[at] = mixed(first ^ one ^ (end - start));
  seconds[at] = mixed(second ^ other ^ (end - start));
}

/** MurmurHash3's finalizer of 32 bits. */
export function mixed(lane: number): number {
  let value = lane ^ (lane >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** What tells fields of one row apart by their column: the same value in another column is another row. */
export const columnKey = (rank: number): number => Math.imul(rank + 1, 0x9e3779b1);
