import type { Rows } from "./block";

/** The places of rows in a block that say again, by their hash, what an earlier one of it says. */
export function repeats({ count, hash }: Rows): readonly number[] {
  const slots = new Int32Array(1 << Math.ceil(Math.log2(2 * count + 2)));
  const found: number[] = [];
  for (let row = 0; row < count; row++) {
    const [low, high] = [hash[2 * row], hash[2 * row + 1]];
    let slot = ((low ?? 0) ^ (high ?? 0)) & (slots.length - 1);
    let held = slots[slot] ?? 0;
    while (held !== 0 && !(hash[2 * held - 2] === low && hash[2 * held - 1] === high)) {
      slot = (slot + 1) & (slots.length - 1);
      held = slots[slot] ?? 0;
    }
    if (held === 0) slots[slot] = row + 1;
    else found.push(row);
  }
  return found;
}
