import { type Load, type Meter, prices } from "./facts/prices";

/** What one resource costs in a month, by one of its meters. */
export interface CostLine {
  readonly meter: string;
  readonly unit: string;
  readonly units: number;
  readonly eur: number;
  readonly assumed?: string | undefined;
}

export interface Asked {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * The month's cost of one resource in EUR, line by line; none when it is free. A string instead says why its price is not
 * known: the type or its tier is not in the price book, or an input that the price depends on is missing.
 */
export function monthlyCost(
  { type, inputs }: Asked,
  expected: Readonly<Record<Load, number>>,
): readonly CostLine[] | string {
  const price = prices[type];
  if (!price) return `${type} is not in the price book`;
  if ("free" in price) return [];
  const tier = "tier" in price ? String(at(inputs, price.tier)) : "";
  const meters = "tier" in price ? price.meters[tier] : price.meters;
  if (!meters) return `${type} with ${tier} is not in the price book`;
  const lines = meters.map((meter) => lineOf(meter, inputs, expected));
  return lines.find((line) => typeof line === "string") ?? lines.filter((line) => typeof line !== "string");
}

function lineOf(
  { meter, unit, eur, units = 1, assumed, inputs: paths = [], words, load }: Meter,
  inputs: Asked["inputs"],
  expected: Readonly<Record<Load, number>>,
): CostLine | string {
  const factors = [
    units,
    ...paths.map((path) => at(inputs, path)),
    words ? words.factors[String(at(inputs, words.path))] : 1,
    load ? expected[load] : 1,
  ];
  if (!factors.every((factor) => typeof factor === "number"))
    return `the price of ${meter} depends on ${[...paths, words?.path ?? ""].join(" ").trim()}, which is not a known number`;
  const total = factors.reduce((product, factor) => product * factor, 1);
  return { meter, unit, units: total, eur: total * eur, assumed };
}

/** What a path such as `sku.name` or `containers.0.cpu` leads to. */
function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (found, key) =>
        typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined,
      value,
    );
}
