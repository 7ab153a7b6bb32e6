import { html } from "hono/html";
import type { Trial } from "../recommendation/behaviour/choose";
import { type Estimate, type ListFigures, few, itemGroups } from "../recommendation/behaviour/figures";
import type { BehaviourSettings } from "../recommendation/behaviour/model";
import { type Html, markup, page } from "./page";

/** What one evaluation found; the first of the methods is ours. */
export interface Evaluated {
  readonly users: number;
  readonly items: number;
  readonly interactions: number;
  readonly settings: BehaviourSettings;
  readonly trials: readonly Trial[];
  /** Users on whom the settings were chosen. */
  readonly judges: number;
  readonly figures: Readonly<Record<string, ListFigures>>;
  readonly seconds: Readonly<Record<"choosing" | "learning" | "answering", number>>;
}

/** How good lists of `k` proposals are, for whom, and who gains from them: a page that needs nothing but itself. */
export const evaluationPage = (evaluated: Evaluated, k: number, madeAt: Date): Html => {
  const { users, items, interactions, settings, trials, figures, seconds } = evaluated;
  const methods = Object.entries(figures);
  const [ours] = methods;
  return page(
    "Recommendations, evaluated",
    html`<header>
        <p class="soft">Penderie · ${madeAt.toISOString().slice(0, 10)}</p>
        <h1>${verdict(methods, k)}</h1>
        <p>
          ${whole(interactions)} interactions of ${whole(users)} users with ${whole(items)} items;
          ${whole(ours?.[1].users ?? 0)} users were tested on what they did later, which nothing had been learnt or
          chosen on. Lines show where the mean lies with 95 % certainty, over users.
        </p>
      </header>
      <main>
        <h2>Does it fit?</h2>
        ${accuracy.map(
          ({ name, meaning, of }) =>
            html`<figure>
              <figcaption><b>${name}@${k}</b>: ${meaning}</figcaption>
              ${markup(ranges(methods.map(([method, each]) => [method, of(each)])))}
            </figure>`,
        )}
        <h2>Who is new?</h2>
        <p>
          Of ${whole(ours?.[1].coldNdcg?.users ?? 0)} of them at most ${few} items are known. The same nDCG, for these
          alone:
        </p>
        <figure>${markup(ranges(methods.map(([method, { coldNdcg }]) => [method, coldNdcg])))}</figure>
        <h2>What gets shown?</h2>
        <p>
          Items by how often they were dealt with: the first fifth, the three that follow, the last. Beside each share
          of proposals, in grey, the share of dealings that fell to them before.
        </p>
        <figure>${markup(exposures(methods))}</figure>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th></th>
                ${methods.map(([method]) => html`<th class="number">${method}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${beyond.map(
                ({ name, of }) =>
                  html`<tr>
                    <td>${name}</td>
                    ${methods.map(([, each]) => html`<td class="number">${of(each)}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <h2>How it was chosen</h2>
        <p>
          ${trials.length} trials on a part that was put aside, ${seconds.choosing.toFixed(1)} s; learning took
          ${seconds.learning.toFixed(1)} s and answering ${seconds.answering.toFixed(1)} s. The chosen settings are
          printed bold.
        </p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                ${Object.keys(settings).map((name) => html`<th class="number">${name}</th>`)}
                <th class="number">nDCG on validation</th>
              </tr>
            </thead>
            <tbody>
              ${trials.map(
                (trial) =>
                  html`<tr class="${same(trial.settings, settings) ? "chosen" : ""}">
                    ${Object.values(trial.settings).map((value) => html`<td class="number">${value}</td>`)}
                    <td class="number">${trial.ndcg.toFixed(4)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </main>`,
  );
};

const accuracy: readonly {
  readonly name: string;
  readonly meaning: string;
  readonly of: (each: ListFigures) => Estimate;
}[] = [
  { name: "nDCG", meaning: "what was found, the more the higher it stands", of: ({ ndcg }) => ndcg },
  { name: "Hit rate", meaning: "users who find at least one", of: ({ hitRate }) => hitRate },
  { name: "Recall", meaning: "of what was wanted", of: ({ recall }) => recall },
  { name: "Precision", meaning: "of what was proposed", of: ({ precision }) => precision },
];

const beyond: readonly { readonly name: string; readonly of: (each: ListFigures) => string }[] = [
  { name: "items that anybody is shown", of: ({ coverage }) => percent(coverage) },
  { name: "surprise of a proposal, in bits", of: ({ novelty }) => novelty.toFixed(2) },
  { name: "unlikeness within a list", of: ({ diversity }) => diversity.toFixed(3) },
];

/** What the intervals of nDCG allow to be said. */
function verdict(methods: readonly (readonly [string, ListFigures])[], k: number): string {
  const [ours, ...peers] = methods;
  const best = [...peers].sort(([, a], [, b]) => b.ndcg.value - a.ndcg.value)[0];
  if (!ours || !best) return "Nothing to compare";
  const [own, other] = [ours[1].ndcg, best[1].ndcg];
  const against = `${best[0]}, ${own.value.toFixed(3)} against ${other.value.toFixed(3)} nDCG@${k}`;
  if (own.interval[0] > other.interval[1]) return `Better than ${against}`;
  return own.interval[1] < other.interval[0] ? `Worse than ${against}` : `No better and no worse than ${against}`;
}

/** One line for each method, from the low to the high end of its interval, with a dot at the mean. */
function ranges(rows: readonly (readonly [string, Estimate | undefined])[]): string {
  const most = Math.max(0.0001, ...rows.map(([, each]) => each?.interval[1] ?? 0));
  const x = (value: number) => (150 + (value / most) * 440).toFixed(1);
  const lines = rows.map(([method, each], at) => {
    const y = 18 + at * 26;
    const name = `<text x="0" y="${y + 4}"${at === 0 ? ' font-weight="600"' : ""}>${escaped(method)}</text>`;
    if (!each) return `${name}<text class="soft" x="150" y="${y + 4}">nobody</text>`;
    const colour = at === 0 ? "var(--accent)" : "var(--soft)";
    const [low, high] = each.interval;
    return `${name}<path d="M150 ${y}H590" stroke="var(--line)"/><path d="M${x(low)} ${y}H${x(high)}" stroke="${colour}" stroke-width="5" stroke-linecap="round"/><circle cx="${x(each.value)}" cy="${y}" r="5.5" fill="${colour}"/><text x="604" y="${y + 4}">${each.value.toFixed(4)}</text><text class="soft" x="656" y="${y + 4}">${low.toFixed(4)} to ${high.toFixed(4)}</text>`;
  });
  return `<svg viewBox="0 0 780 ${10 + rows.length * 26}" role="img" aria-label="Mean and 95 % interval by method">${lines.join("")}</svg>`;
}

/** Shares of proposals by group of items, each over the share of dealings. */
function exposures(methods: readonly (readonly [string, ListFigures])[]): string {
  const bars = methods.flatMap(([method, { exposure, demand }], row) =>
    itemGroups.map((group, at) => {
      const [x, y] = [150 + at * 210, 40 + row * 44];
      const { value, interval } = exposure[group];
      const wide = (share: number) => (share * 130).toFixed(1);
      const colour = row === 0 ? "var(--accent)" : "var(--soft)";
      const name =
        at === 0 ? `<text x="0" y="${y + 12}"${row === 0 ? ' font-weight="600"' : ""}>${escaped(method)}</text>` : "";
      const ends = `<path d="M${x + Number(wide(interval[0]))} ${y + 7}H${x + Number(wide(interval[1]))}" stroke="var(--ink)"/>`;
      return `${name}<rect x="${x}" y="${y}" width="${wide(value)}" height="14" rx="3" fill="${colour}"/>${ends}<rect x="${x}" y="${y + 16}" width="${wide(demand[group])}" height="5" rx="2" fill="var(--line)"/><text x="${x + 8 + Number(wide(Math.max(value, interval[1])))}" y="${y + 12}">${percent(value)}</text>`;
    }),
  );
  const heads = itemGroups.map((group, at) => `<text x="${150 + at * 210}" y="20" font-weight="600">${group}</text>`);
  return `<svg viewBox="0 0 780 ${50 + methods.length * 44}" role="img" aria-label="Share of proposals by group of items">${heads.join("")}${bars.join("")}</svg>`;
}

const same = (a: BehaviourSettings, b: BehaviourSettings) => JSON.stringify(a) === JSON.stringify(b);
const whole = (value: number) => value.toLocaleString("en-GB");
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
