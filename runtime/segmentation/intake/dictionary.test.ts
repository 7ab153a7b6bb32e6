import fc from "fast-check";
import { dictionary } from "./dictionary";
import { hashInto } from "./hash";

const numberOf = (known: ReturnType<typeof dictionary>, text: string, hash?: number) => {
  const bytes = new TextEncoder().encode(`<${text}>`);
  const lanes = [new Int32Array(1), new Int32Array(1)] as const;
  hashInto(lanes, 0, bytes, 1, bytes.length - 1);
  return known.numberOf(bytes, 1, bytes.length - 1, hash ?? lanes[0][0] ?? 0, hash ?? lanes[1][0] ?? 0);
};

describe("a dictionary", () => {
  it("gives each text one number, and the text back", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 9 }), { maxLength: 60 }), (texts) => {
        const known = dictionary();
        const numbers = texts.map((text) => numberOf(known, text));
        const first = new Map<string, number>();
        texts.forEach((text) => first.set(text, first.get(text) ?? first.size));
        expect(numbers).toEqual(texts.map((text) => first.get(text)));
        expect(numbers.map(known.text)).toEqual(texts);
        expect(known.size()).toBe(first.size);
      }),
    );
  });

  it("tells texts apart that have one hash, however many there are", () => {
    const known = dictionary();
    const texts = Array.from({ length: 5000 }, (_, at) => String(at));
    expect(texts.slice(0, 300).map((text) => numberOf(known, text, 7))).toEqual([...Array(300).keys()]);
    texts.forEach((text) => numberOf(known, text));
    expect(known.text(numberOf(known, "4999"))).toBe("4999");
    expect(numberOf(known, "17", 7)).toBe(17);
  });

  it("begins anew", () => {
    const known = dictionary();
    numberOf(known, "a");
    known.clear();
    expect([numberOf(known, "b"), numberOf(known, "a"), known.size()]).toEqual([0, 1, 2]);
  });
});
