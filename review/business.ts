import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Estimate } from "./cost";

const share = z.number("a share from 0 to 1").min(0).max(1);
const business = z.strictObject({
  currency: z.literal("EUR"),
  once: z.number().min(0),
  revenue: z.number().positive(),
  margin: share.positive(),
  adoption: z.tuple([share, share, share], "one share for each of three years"),
  growth: z.number().min(-1).max(10),
  uplift: z.strictObject({ low: share, expected: share, high: share }),
});

/** What the business expects of the platform; amounts in EUR, of a year where they are not once. */
export type Business = Readonly<z.infer<typeof business>>;

export interface Year {
  readonly year: number;
  readonly cost: number;
  /** Gross margin of the sales that would not have been. */
  readonly benefit: Readonly<Record<keyof Business["uplift"], number>>;
}

/** Three years of every environment together, in whole EUR. */
export interface ThreeYears {
  readonly assumed: Business;
  readonly years: readonly Year[];
  readonly cost: number;
  readonly benefit: Year["benefit"];
  /** The share by which revenue must rise for the platform to have paid for itself after three years. */
  readonly breakEven: number;
}

/** Reads the assumptions. Throws one `Error` that names the file and every mistake. */
export function businessIn(file: string): Business {
  const parsed = business.safeParse(parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) => `- ${path.join(".")}: ${message}`);
  throw new Error(`${file}:\n${mistakes.join("\n")}`);
}

/** Cost and benefit of three years: what use costs grows with the load, what is fixed does not. */
export function threeYears(assumed: Business, estimates: readonly Estimate[]): ThreeYears {
  const { once, revenue, margin, adoption, growth, uplift } = assumed;
  const sum = (kind: "fixed" | "usage") => estimates.reduce((total, estimate) => total + estimate[kind], 0);
  const years = adoption.map((effect, at): Year => {
    const earned = (rise: number) => Math.round(revenue * margin * rise * effect);
    return {
      year: at + 1,
      cost: Math.round((at === 0 ? once : 0) + 12 * (sum("fixed") + sum("usage") * (1 + growth) ** at)),
      benefit: { low: earned(uplift.low), expected: earned(uplift.expected), high: earned(uplift.high) },
    };
  });
  const total = (of: (year: Year) => number) => years.reduce((all, year) => all + of(year), 0);
  const cost = total((year) => year.cost);
  const effect = adoption.reduce((all, each) => all + each, 0);
  return {
    assumed,
    years,
    cost,
    benefit: {
      low: total(({ benefit }) => benefit.low),
      expected: total(({ benefit }) => benefit.expected),
      high: total(({ benefit }) => benefit.high),
    },
    breakEven: effect > 0 ? Number((cost / (revenue * margin * effect)).toFixed(5)) : 1,
  };
}
