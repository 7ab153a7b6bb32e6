import { readFileSync } from "node:fs";
import { join } from "node:path";
import wabt from "wabt";
import { assembled, floats, rowLength } from "./inner-products";

describe("inner products", () => {
  it("are those of the source beside them", async () => {
    const source = readFileSync(join(__dirname, "inner-products.wat"), "utf8");
    const module = (await wabt()).parseWat("inner-products.wat", source, { simd: true });
    expect(Buffer.from(module.toBinary({}).buffer).toString("base64")).toBe(assembled);
  });

  it.each([4, 8, 12, 256])("of rows of %i numbers are the sums of their products", (length) => {
    const room = floats(3 * length);
    for (const at of room.numbers.keys()) room.numbers[at] = Math.sin(at);
    let sum = 0;
    for (let at = 0; at < length; at++) sum += Math.sin(at) * Math.sin(2 * length + at);
    expect(room.product(0, 2 * length, length)).toBeCloseTo(sum, 4);
  });

  it("of one row with many are written where they are wanted, and nowhere else", () => {
    const room = floats(8 * rowLength);
    const { numbers } = room;
    for (let at = 0; at < 5 * rowLength; at++) numbers[at] = Math.cos(at);
    room.products(0, rowLength, 4, 6 * rowLength);
    const expected = [1, 2, 3, 4].map((row) => room.product(0, row * rowLength, rowLength));
    for (const [at, each] of expected.entries()) expect(numbers[6 * rowLength + at]).toBeCloseTo(each, 5);
    expect(numbers[6 * rowLength - 1]).toBe(0);
    expect(numbers[6 * rowLength + 4]).toBe(0);
  });
});
