import fc from "fast-check";
import { decimal, decimalOfBytes, product } from "./decimals";

const ofBytes = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  return decimalOfBytes(bytes, 0, bytes.length);
};

describe("a decimal in ten-thousandths", () => {
  it.each([
    ["35.79", 357_900],
    ["0", 0],
    ["7.", 70_000],
    [".5", 5000],
    ["-2.5", -25_000],
    ["+1", 10_000],
    ["1.00005", 10_001],
    ["1.00004999", 10_000],
    ["-1.00005", -10_001],
    ["1e3", 10_000_000],
    ["25E-1", 25_000],
    ["1e-9", 0],
    ["0e99", 0],
    ["900000000000", 9e15],
    ["900719925474.0992", NaN],
    ["1e99", NaN],
    ["", NaN],
    [".", NaN],
    ["-", NaN],
    ["1,5", NaN],
    ["1 0", NaN],
    ["free", NaN],
    ["Infinity", NaN],
    ["0x10", NaN],
  ])("of %j is %d, from text and from bytes", (text, expected) => {
    expect(decimal(text)).toBe(expected);
    expect(ofBytes(text)).toBe(expected);
  });

  it("is exact for whatever is written", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 9n * 10n ** 16n), fc.boolean(), (hundredThousandths, negative) => {
        const digits = hundredThousandths.toString().padStart(6, "0");
        const text = `${negative ? "-" : ""}${digits.slice(0, -5)}.${digits.slice(-5)}`;
        const rounded = Number((hundredThousandths + 5n) / 10n);
        expect(decimal(text)).toBe(Number.isSafeInteger(rounded) ? (negative ? 0 - rounded : rounded) : NaN);
        expect(ofBytes(text)).toBe(decimal(text));
      }),
    );
  });

  it("is multiplied exactly, a half rounded away from zero", () => {
    expect(product(decimal("2.55"), decimal("6"))).toBe(153_000);
    expect(product(decimal("-0.0001"), decimal("0.5"))).toBe(-1);
    expect(product(decimal("0.0001"), decimal("0.4999"))).toBe(0);
    expect(product(decimal("800000000000"), decimal("2"))).toBeNaN();
    expect(product(NaN, 1)).toBeNaN();
  });
});
