import { createHash } from "node:crypto";
import type { Chance } from "./clustering";

/** A stream of chance that follows from a text: SHA-256 of the text and a counter, 48 bits at a time. */
export function chanceFrom(seed: string): Chance {
  let counter = 0;
  let block = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at + 6 > block.length) {
      block = createHash("sha256").update(`${seed} ${counter++}`).digest();
      at = 0;
    }
    const value = block.readUIntBE(at, 6) / 2 ** 48;
    at += 6;
    return value;
  };
}
