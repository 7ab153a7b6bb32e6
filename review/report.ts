import { html, raw } from "hono/html";
import type { EnvironmentReview, Review } from "./review";

type Html = ReturnType<typeof html>;

const eur = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 0 });

/** The review as one page that needs nothing but itself: verdicts, what needs a person, then everything else. */
export const report = ({ environments }: Review): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Platform review</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <p class="soft">Penderie · review of the recorded plan; nothing was deployed to make it</p>
          <h1>${environments.every(({ verdict }) => verdict === "pass") ? "Nothing stands in the way" : "Not yet"}</h1>
          <div class="verdicts">${environments.map(verdictCard)}</div>
        </header>
        <main>
          ${
            environments.some(({ findings }) => findings.length > 0)
              ? html`<section>
                  <h2>What needs a person</h2>
                  ${environments.map(findingsOf)}
                </section>`
              : html`<section>
                  <h2>What needs a person</h2>
                  <p>Nothing: every rule looked, and none objected.</p>
                </section>`
          }
          <section>
            <h2>What was looked at</h2>
            <p>
              Every rule, with the number of resources that it judged in each environment. A rule that judged none would
              be a finding.
            </p>
            ${coverage(environments)}
          </section>
          <section>
            <h2>What a month costs</h2>
            ${environments.map(cost)}
            <p class="soft">
              ${environments[0] ? `${environments[0].cost.source}; as of ${environments[0].cost.asOf}.` : ""}
            </p>
          </section>
          <section>
            <h2>Where personal data lives</h2>
            ${environments.at(-1) ? dataStores(environments) : ""}
          </section>
          <section>
            <h2>Where it runs</h2>
            ${regions(environments)}
          </section>
          <section>
            <h2>What would be made</h2>
            ${environments.map(resources)}
          </section>
        </main>
        <footer class="soft">
          <p>
            Not shown here, because only Azure can answer it: quota, names already taken, regional capacity at the hour
            of deployment.
          </p>
        </footer>
      </body>
    </html> `;

const verdictCard = ({
  environment,
  verdict,
  findings,
  resources: count,
  cost: { monthly, budget },
  plan,
}: EnvironmentReview): Html =>
  html`<article class="card ${verdict}">
    <h2>${environment}</h2>
    <p class="verdict">${verdict === "pass" ? "passes" : "does not pass"}</p>
    <ul class="figures">
      <li><b>${findings.length}</b><small>findings</small></li>
      <li><b>${count}</b><small>resources</small></li>
      <li><b>${eur(monthly)}</b><small>of ${eur(budget)} EUR a month</small></li>
    </ul>
    <small>plan ${plan.slice(0, 12)}</small>
  </article>`;

const findingsOf = ({ environment, findings }: EnvironmentReview): Html =>
  findings.length === 0
    ? html``
    : html`<h3>${environment}</h3>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>severity</th>
                <th>rule</th>
                <th>resource</th>
                <th>what to do</th>
              </tr>
            </thead>
            <tbody>
              ${findings.map(
                ({ severity, rule, resource, message, article }) =>
                  html`<tr>
                    <td><span class="pill ${severity}">${severity}</span></td>
                    <td>${rule}<br /><small>${article}</small></td>
                    <td>${resource}</td>
                    <td>${message}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`;

function coverage(environments: readonly EnvironmentReview[]): Html {
  const [first] = environments;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>rule</th>
          <th>severity</th>
          <th>ground</th>
          ${environments.map(({ environment }) => html`<th class="number">${environment}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${(first?.coverage ?? []).map(
          ({ rule, description, severity, article }) =>
            html`<tr>
              <td>${description}<br /><small>${rule}</small></td>
              <td><span class="pill ${severity}">${severity}</span></td>
              <td>${article}</td>
              ${environments.map(({ coverage: all }) => html`<td class="number">${all.find((each) => each.rule === rule)?.applied ?? 0}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cost({ environment, cost: { monthly, budget, services, charges } }: EnvironmentReview): Html {
  const most = Math.max(budget, monthly, 1);
  const width = (value: number) => ((value / most) * 640).toFixed(1);
  let left = 0;
  const parts = services.map(({ service, fixed, usage }, at) => {
    const x = left;
    left += ((fixed + usage) / most) * 640;
    return `<rect x="${x.toFixed(1)}" y="6" width="${Math.max(0, left - x - 1).toFixed(1)}" height="26" fill="${hues[at % hues.length] ?? ""}"><title>${service}: ${eur(fixed + usage)} EUR</title></rect>`;
  });
  const chart = `<svg viewBox="0 0 700 48" role="img" aria-label="${eur(monthly)} of ${eur(budget)} EUR">${parts.join("")}<path d="M${width(budget)} 0V40" stroke="currentColor" stroke-width="2"/><text x="${Math.min(600, Number(width(budget)) - 4).toFixed(0)}" y="47" text-anchor="end">budget</text></svg>`;
  return html`<h3>${environment}: ${eur(monthly)} of ${eur(budget)} EUR</h3>
    <figure>${raw(chart)}</figure>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>service</th>
            <th class="number">fixed</th>
            <th class="number">with use</th>
          </tr>
        </thead>
        <tbody>
          ${services.map(
            ({ service, fixed, usage }, at) =>
              html`<tr>
                <td><span class="dot" style="background:${hues[at % hues.length] ?? ""}"></span>${service}</td>
                <td class="number">${eur(fixed)}</td>
                <td class="number">${eur(usage)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <details>
      <summary>Every meter and its assumption</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>resource</th>
              <th>meter</th>
              <th class="number">units</th>
              <th class="number">EUR</th>
              <th>assumed</th>
            </tr>
          </thead>
          <tbody>
            ${charges
              .filter(({ eur: amount }) => amount > 0)
              .map(
                ({ resource, meter, unit, units, eur: amount, assumed }) =>
                  html`<tr>
                    <td>${resource}</td>
                    <td>${meter}</td>
                    <td class="number">${units.toLocaleString("en-GB", { maximumFractionDigits: 2 })} ${unit}</td>
                    <td class="number">${amount.toFixed(2)}</td>
                    <td>${assumed ?? ""}</td>
                  </tr>`,
              )}
          </tbody>
        </table>
      </div>
    </details>`;
}

function dataStores(environments: readonly EnvironmentReview[]): Html {
  const [first] = environments;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>store</th>
          <th>holds</th>
          <th>about</th>
          <th>purposes</th>
          <th>basis</th>
          <th class="number">kept, days</th>
          <th class="number">recoverable, days</th>
          <th>resources</th>
        </tr>
      </thead>
      <tbody>
        ${(first?.stores ?? []).map(
          ({ store, holds, subjects, purposes, legalBasis, retentionDays, recoverableDays }) =>
            html`<tr>
              <td>${store}</td>
              <td>${holds}</td>
              <td>${subjects}</td>
              <td>${purposes.join(", ")}</td>
              <td>${legalBasis}</td>
              <td class="number">${retentionDays}</td>
              <td class="number">${recoverableDays}</td>
              <td>
                ${environments.map(({ stores, environment }) => {
                  const here = stores.find((each) => each.store === store);
                  return html`<small
                      >${environment}: ${here?.resources.join(", ") ?? ""} (${here?.regions.join(", ") ?? ""})</small
                    ><br />`;
                })}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const regions = (environments: readonly EnvironmentReview[]): Html =>
  html`<ul>
      ${environments.map(
        ({ environment, regions: places }) =>
          html`<li>
            <b>${environment}</b>:
            ${Object.entries(places)
              .map(([place, count]) => `${place} (${count})`)
              .join(", ")}
          </li>`,
      )}
    </ul>
    <p class="soft">
      "global" are names, rules and alerts that Azure keeps nowhere in particular and that hold no personal data; a rule
      lists them.
    </p>`;

const resources = ({ environment, services, resources: count }: EnvironmentReview): Html =>
  html`<h3>${environment}: ${count} resources</h3>
    ${services.map(
      ({ service, resources: all }) =>
        html`<details>
          <summary>${service} <span class="soft">${all.length}</span></summary>
          <ul class="plain">
            ${all.map(({ name, type }) => html`<li>${name} <small>${type}</small></li>`)}
          </ul>
        </details>`,
    )}`;

const hues = [
  "#5b3b8c",
  "#c2622d",
  "#2a7c82",
  "#a8346a",
  "#4f6cc2",
  "#7d832a",
  "#8f5a3c",
  "#4f8a3c",
  "#8a4fa8",
  "#3c6e8f",
  "#b08a2e",
  "#6a6a72",
];

const style = `
:root { --ink: #1c1a21; --soft: #5a5662; --line: #dcd8e2; --ground: #f8f7fa; --card: #fff; --good: #1c6b45; --bad: #a3262a; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeebf3; --soft: #b2adbb; --line: #3a3741; --ground: #16141a; --card: #201d25; --good: #6fd09c; --bad: #ff8d8a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1.25rem; }
header { padding-top: 3rem; }
h1 { font: 600 2.4rem/1.1 Georgia, serif; margin: 0 0 1.25rem; }
h2 { font: 600 1.45rem/1.2 Georgia, serif; margin: 2.5rem 0 .5rem; }
h3 { margin: 1.5rem 0 .5rem; }
.soft, small, summary .soft { color: var(--soft); }
.verdicts { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--good); border-radius: .6rem; padding: 1rem 1.25rem; }
.card.fail { border-top-color: var(--bad); }
.card h2 { margin: 0; font-size: 1.2rem; }
.verdict { margin: .1rem 0 .6rem; font-weight: 600; color: var(--good); }
.fail .verdict { color: var(--bad); }
.figures { display: flex; gap: 1.5rem; list-style: none; margin: 0 0 .5rem; padding: 0; }
.figures b { display: block; font: 600 1.5rem/1.1 Georgia, serif; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem; }
th, td { text-align: left; padding: .45rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.pill { font-size: .8rem; padding: .05rem .5rem; border-radius: 1rem; border: 1px solid currentColor; white-space: nowrap; }
.pill.critical, .pill.high { color: var(--bad); }
.dot { display: inline-block; width: .7rem; height: .7rem; border-radius: 50%; margin-right: .5rem; }
figure { margin: .5rem 0 1rem; }
svg { width: 100%; height: auto; display: block; font: 11px system-ui, sans-serif; }
svg text { fill: var(--soft); }
details { border-bottom: 1px solid var(--line); padding: .4rem 0; }
summary { cursor: pointer; }
ul.plain { columns: 22rem; padding-left: 1.1rem; }
@media print { body { background: #fff; } details { break-inside: avoid; } }
`;
