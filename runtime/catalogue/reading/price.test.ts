import { priceIn } from "./price";

describe("a price", () => {
  it.each([
    ["39,90 €", 39.9],
    ["€ 45.00", 45],
    ["45.00 EUR", 45],
    ["1 299,00", 1299],
    ["1\u202f299,00\u00a0€", 1299],
    ["€ 1.299,90", 1299.9],
    ["1,299.90 EUR", 1299.9],
    ["1'299.00", 1299],
    ["1.299", 1299],
    ["39", 39],
    ["39,9", 39.9],
    ["39.9000", 39.9],
    ["39.899999618530273", 39.9],
    ["0.500", 0.5],
    ["29,-", 29],
    ["49,90 € TTC", 49.9],
    ["49,90 €, IVA inclusa", 49.9],
    ["0", 0],
  ])("is read from %s as %d", (text, euros) => {
    expect(priceIn(text)).toEqual({ euros });
  });

  it.each([
    ["$45.00", "not in EUR"],
    ["GBP 45.00", "not in EUR"],
    ["45 CHF", "not in EUR"],
    ["-5,00", "below zero"],
    ["€ -5", "below zero"],
    ["12.50 - 15.00", "no price"],
    ["12 50", "no price"],
    ["1.29,00,00", "no price"],
    ["on request", "no price"],
    ["45 points", "no price"],
    ["", "missing"],
  ])("is refused from “%s”, not guessed at", (text, reason) => {
    expect(priceIn(text)).toEqual({ fault: expect.stringContaining(reason) as string });
  });
});
