import { html } from "hono/html";
import type { Estimate } from "../cost";
import { type Html, eur } from "./parts";

const long = 400;

/** Fixed cost, then usage, on a rail as long as the budget, or as the month where that is longer. */
export function budgetBar({ fixed, usage, monthly, budget }: Estimate): Html {
  const scale = long / Math.max(budget, monthly, 1);
  const mark = Math.min(long - 2, budget * scale);
  return html`<svg
    class="bar budget"
    viewBox="0 0 ${long} 14"
    preserveAspectRatio="none"
    role="img"
    aria-label="${eur(monthly)} of a budget of ${eur(budget)}; ${eur(fixed)} fixed, ${eur(usage)} with use"
  >
    <rect class="rail" x="0" y="2" width="${long}" height="10" />
    <rect class="fixed" x="0" y="2" width="${at(fixed * scale)}" height="10" />
    <rect class="usage" x="${at(fixed * scale)}" y="2" width="${at(usage * scale)}" height="10" />
    <rect class="mark" x="${at(mark)}" y="0" width="2" height="14" />
  </svg>`;
}

/** Fixed cost, then usage, as long as their share of `most`. */
export const costBar = (fixed: number, usage: number, most: number): Html => {
  const scale = long / Math.max(most, 1);
  return html`<svg class="bar" viewBox="0 0 ${long} 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="fixed" x="0" y="1" width="${at(fixed * scale)}" height="8" />
    <rect class="usage" x="${at(fixed * scale)}" y="1" width="${at(usage * scale)}" height="8" />
  </svg>`;
};

const at = (value: number) => value.toFixed(1);
