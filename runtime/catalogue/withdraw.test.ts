import type { Parsed } from "./reading/parsed";
import type { Product } from "./product";
import { withdrawMissing } from "./withdraw";

const product = (id: string) => ({ id }) as Product;
const named = (id: string): Parsed => ({ line: 1, product: product(id), notes: [] });

async function after(parsed: readonly Parsed[]) {
  const kept = new Set(["A", "B", "C"]);
  const withdrawal = await withdrawMissing(parsed, {
    list: async () => [...kept].map(product),
    withdraw: async (id) => void kept.delete(id),
  });
  return { withdrawal, kept: [...kept] };
}

describe("withdrawing what is missing", () => {
  it("withdraws what no file names", async () => {
    expect(await after([named("A"), named("D")])).toEqual({ withdrawal: { withdrawn: ["B", "C"] }, kept: ["A"] });
  });

  it("keeps a product whose row was refused", async () => {
    const { kept } = await after([named("A"), { line: 2, id: "B", reason: "price" }]);
    expect(kept).toEqual(["A", "B"]);
  });

  it.each([
    ["a row does not tell its product", [named("A"), { line: 2, reason: "no JSON" }], 1],
    ["nothing was read", [], 0],
  ])("withdraws nothing where %s", async (_, parsed, untold) => {
    expect(await after(parsed)).toEqual({ withdrawal: { untold }, kept: ["A", "B", "C"] });
  });
});
