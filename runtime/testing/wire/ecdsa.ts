import { type KeyObject, randomBytes } from "node:crypto";

// P-256: FIPS 186-5 and SP 800-186, 3.2.1.3.
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const g: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];
type Point = readonly [bigint, bigint];

const mod = (a: bigint, m: bigint) => ((a % m) + m) % m;
function inverse(a: bigint, m: bigint): bigint {
  let [low, high, x, y] = [mod(a, m), m, 1n, 0n];
  while (low > 1n) {
    const q = high / low;
    [low, high, x, y] = [high % low, low, y - q * x, x];
  }
  return mod(x, m);
}
function add(a: Point | undefined, b: Point): Point {
  if (!a) return b;
  const slope =
    a[0] === b[0]
      ? mod((3n * a[0] * a[0] - 3n) * inverse(2n * a[1], p), p)
      : mod((b[1] - a[1]) * inverse(b[0] - a[0], p), p);
  const x = mod(slope * slope - a[0] - b[0], p);
  return [x, mod(slope * (a[0] - x) - a[1], p)];
}
function times(k: bigint): Point {
  let sum: Point | undefined;
  for (let [left, power]: [bigint, Point] = [k, g]; left > 0n; [left, power] = [left >> 1n, add(power, power)])
    if (left & 1n) sum = add(sum, power);
  return sum ?? g;
}
const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
const bytes = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");

/** Signs a digest as a vault does, which is given no text: Node's own functions digest what they sign. For tests alone. */
export function signedDigest(digest: Uint8Array, key: KeyObject): string {
  const d = number(Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url"));
  const k = mod(number(randomBytes(40)), n - 1n) + 1n;
  const r = mod(times(k)[0], n);
  const s = mod(inverse(k, n) * (number(digest) + r * d), n);
  return Buffer.concat([bytes(r), bytes(s)]).toString("base64url");
}
