/** A price is counted in ten-thousandths: a whole number up to this one, so that sums are exact. */
export const ofOne = 10_000;

const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** A decimal number in ten-thousandths, a half rounded away from zero; NaN where it is none, or beyond 900 billion. */
export function decimal(text: string): number {
  const [, sign, whole = "", fraction = "", exponent = "0"] = number.exec(text) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) return NaN;
  const digits = whole + fraction;
  const places = whole.length + Number(exponent) + 4; // of the digits before what is rounded away
  if (places > digits.length + 40) return /^0*$/.test(digits) ? 0 : NaN;
  const padded = digits.padEnd(places, "0");
  const kept = Number(padded.slice(0, Math.max(0, places)) || 0);
  const up = places >= 0 && (padded.charCodeAt(places) || 48) >= 53 ? 1 : 0;
  return signed(kept + up, sign === "-");
}

/** The product of two decimals in ten-thousandths, a half rounded away from zero. */
export function product(one: number, other: number): number {
  if (Number.isNaN(one + other)) return NaN;
  const exact = BigInt(one) * BigInt(other);
  const size = (exact < 0n ? -exact : exact) + BigInt(ofOne / 2);
  return signed(Number(size / BigInt(ofOne)), exact < 0n);
}

const signed = (size: number, negative: boolean): number =>
  !Number.isSafeInteger(size) ? NaN : negative ? 0 - size : size;

/** The bytes `start` to `end` in ten-thousandths, as `decimal` reads them. */
export function decimalOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let behind = -1; // digits behind the point
  let isPlain = end > start && end - start <= 14;
  for (let at = start; at < end && isPlain; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      value = value * 10 + (byte - 48);
      if (behind >= 0) behind++;
    } else {
      isPlain = byte === 46 && behind < 0 && end - start > 1;
      behind = 0;
    }
  }
  return isPlain && behind <= 4
    ? value * (powers[behind < 0 ? 4 : 4 - behind] ?? 0)
    : decimal(new TextDecoder().decode(bytes.subarray(start, end)));
}
const powers = [1, 10, 100, 1000, 10_000];
