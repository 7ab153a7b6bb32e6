import { businessIn, threeYears } from "./business";
import { type Estimate, estimate } from "./cost";
import type { Plan } from "./plan";
import { business, folder, recorded } from "./testing/plans";

let plan: Plan;
let cost: Estimate;
beforeAll(async () => {
  plan = await recorded("prod");
  cost = estimate(plan).estimate;
});

const cents = (value: number) => Math.round(value * 100);

describe("the month's estimate", () => {
  it("adds up by meter, by service and by kind", () => {
    const sum = (amounts: readonly number[]) => cents(amounts.reduce((all, each) => all + each, 0));
    expect(sum(cost.charges.map(({ eur }) => eur))).toBe(cents(cost.monthly));
    expect(sum(cost.services.flatMap(({ fixed, usage }) => [fixed, usage]))).toBe(cents(cost.monthly));
    expect(cents(cost.fixed) + cents(cost.usage)).toBe(cents(cost.monthly));
  });

  it("adds up by every tag, what carries none included", () => {
    for (const amounts of Object.values(cost.tags))
      expect(Object.values(amounts).reduce((all, each) => all + cents(each), 0)).toBe(cents(cost.monthly));
    expect(Object.keys(cost.tags["gdpr:store"] ?? {})).toContain("photos");
  });

  it("multiplies with the load what grows with it, and nothing else", () => {
    const [quiet, expected, tenfold] = cost.scenarios;
    expect(expected?.monthly).toBe(cost.monthly);
    expect(cents(quiet?.monthly ?? 0)).toBe(cents(cost.fixed + cost.usage * 0.1));
    expect(cents(tenfold?.monthly ?? 0)).toBe(cents(cost.fixed + cost.usage * 10));
  });

  it("agrees with a recording at ten times the load", () => {
    const { settings } = plan;
    const expected = Object.fromEntries(
      Object.entries(settings.expected).map(([load, units]) => [load, units * 10]),
    ) as typeof settings.expected;
    const { estimate: loaded } = estimate({ ...plan, settings: { ...settings, expected } });
    expect(Math.abs(loaded.monthly - (cost.scenarios[2]?.monthly ?? 0))).toBeLessThan(1);
  });
});

describe("three years", () => {
  it("cost what is paid once, what is fixed, and usage that grows", () => {
    const { years } = threeYears({ ...business, once: 1000, growth: 1 }, [{ ...cost, fixed: 100, usage: 10 }]);
    expect(years.map((year) => year.cost)).toEqual([1000 + 1320, 1440, 1680]);
  });

  it("bring the margin of what is sold more, as far as each year brings it", () => {
    const { years } = threeYears({ ...business, revenue: 1e6, margin: 0.5, adoption: [0.5, 1, 1] }, [cost]);
    expect(years.map(({ benefit }) => benefit.expected)).toEqual([2500, 5000, 5000]);
  });

  it("break even at the rise in revenue that pays for them", () => {
    const view = threeYears(business, [cost]);
    const { years } = threeYears({ ...business, uplift: { low: 0, expected: view.breakEven, high: 1 } }, [cost]);
    const benefit = years.reduce((sum, year) => sum + year.benefit.expected, 0);
    expect(Math.abs(benefit / view.cost - 1)).toBeLessThan(0.01);
  });

  it("name the file in which an assumption is wrong", () => {
    expect(() => businessIn(`${folder}/organisation.yaml`)).toThrow(/organisation\.yaml:[^]*- once/);
  });
});
