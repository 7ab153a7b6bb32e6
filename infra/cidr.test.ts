import fc from "fast-check";
import { cut, overlap, parseBlock } from "./cidr";

const parsed = (text: string) => parseBlock(text) ?? { first: NaN, bits: NaN };

describe("parseBlock", () => {
  it("reads a block", () => {
    expect(parseBlock("10.20.0.0/16")).toEqual({ first: 10 * 2 ** 24 + 20 * 2 ** 16, bits: 16 });
  });

  it.each(["10.20.0.0", "10.20.0.0/33", "256.0.0.0/8", "10.20.1.0/16", "10.20/16", "", "ten"])("refuses %s", (text) => {
    expect(parseBlock(text)).toBeUndefined();
  });
});

describe("overlap", () => {
  it.each([
    ["10.0.0.0/8", "10.20.0.0/16", true],
    ["10.20.0.0/16", "10.0.0.0/8", true],
    ["10.20.0.0/16", "10.21.0.0/16", false],
    ["10.20.0.0/16", "10.20.255.0/24", true],
    ["0.0.0.0/0", "192.168.0.0/16", true],
  ])("of %s and %s is %s", (one, other, expected) => {
    expect(overlap(parsed(one), parsed(other))).toBe(expected);
  });
});

describe("cut", () => {
  it("stays inside the block, or throws", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 28 }), fc.integer({ min: 8, max: 30 }), fc.nat(4096), (own, bits, step) => {
        const block = { first: 10 * 2 ** 24, bits: own };
        const offset = step * 2 ** (32 - bits);
        if (offset + 2 ** (32 - bits) > 2 ** (32 - own)) expect(() => cut(block, offset, bits)).toThrow("no /");
        else expect(overlap(parsed(cut(block, offset, bits)), block)).toBe(true);
      }),
    );
  });

  it("counts in addresses", () => {
    expect(cut(parsed("10.9.0.0/16"), 768, 24)).toBe("10.9.3.0/24");
  });
});
