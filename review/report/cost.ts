import { html } from "hono/html";
import type { ThreeYears, Year } from "../business";
import type { Charge } from "../cost";
import type { EnvironmentReview } from "../review";
import { budgetBar, costBar } from "./bars";
import { type Html, environmentHeadings, eur, heading, numberHeading, percent, table, whole } from "./parts";

/** The month against the budget, by service, with every assumption behind it. */
export const costPanels = (environments: readonly EnvironmentReview[]): Html =>
  html`<p class="legend small">
      <span class="swatch fixed"></span> there without any load <span class="swatch usage"></span> grows with the load
      <span class="swatch mark"></span> budget
    </p>
    <div class="panels">${environments.map(panel)}</div>
    ${scenarios(environments)} ${expectations(environments)} ${environments.map(byTag)} ${environments.map(meters)}`;

/** The month at other loads. */
const scenarios = (environments: readonly EnvironmentReview[]): Html =>
  table(
    "The month at other loads, with the sizes that are asked for",
    [heading("Load"), ...environmentHeadings(environments)],
    (environments[0]?.cost.scenarios ?? []).map(
      ({ name, load }, at) =>
        html`<tr>
          <th scope="row">${name} <span class="small">× ${load}</span></th>
          ${environments.map(({ cost }) => {
            const { monthly = 0, fits = true } = cost.scenarios[at] ?? {};
            return html`<td class="number">
              ${eur(monthly)}${fits ? "" : html` <span class="bad">over the budget</span>`}
            </td>`;
          })}
        </tr>`,
    ),
  );

const byTag = ({ environment, cost: { tags } }: EnvironmentReview): Html =>
  html`<details>
    <summary>${environment} by tag</summary>
    ${table(
      `Month of ${environment} by tag`,
      [heading("Tag"), heading("Value"), numberHeading("EUR")],
      Object.entries(tags).flatMap(([tag, values]) =>
        Object.entries(values).map(
          ([value, amount]) =>
            html`<tr>
              <th scope="row">${tag}</th>
              <td>${value === "" ? html`<span class="small">not tagged</span>` : value}</td>
              <td class="number">${amount.toFixed(2)}</td>
            </tr>`,
        ),
      ),
    )}
  </details>`;

/** Three years of every environment together. */
export function threeYearTable({ years, cost, benefit, breakEven, assumed }: ThreeYears): Html {
  const cells = (amount: number, earned: Year["benefit"]) =>
    html`<td class="number">${eur(amount)}</td>
      <td class="number">${eur(earned.low)}</td>
      <td class="number">${eur(earned.expected)}</td>
      <td class="number">${eur(earned.high)}</td>`;
  return html`${table(
      "Cost and benefit of three years, EUR",
      [
        heading("Year"),
        numberHeading("Cost"),
        numberHeading("Benefit, low"),
        numberHeading("expected"),
        numberHeading("high"),
      ],
      [
        ...years.map(
          ({ year, cost: amount, benefit: earned }) =>
            html`<tr>
              <th scope="row">${year}</th>
              ${cells(amount, earned)}
            </tr>`,
        ),
        html`<tr>
          <th scope="row">together</th>
          ${cells(cost, benefit)}
        </tr>`,
      ],
    )}
    <p class="small">
      It pays for itself when revenue rises by ${(breakEven * 100).toFixed(2)} %. Assumed: ${eur(assumed.once)} once,
      revenue of ${eur(assumed.revenue)} a year at a gross margin of ${percent(assumed.margin)}, a rise of
      ${(assumed.uplift.low * 100).toFixed(1)}, ${(assumed.uplift.expected * 100).toFixed(1)} or
      ${(assumed.uplift.high * 100).toFixed(1)} %, of which the years bring ${assumed.adoption.map(percent).join(", ")},
      and a load that grows by ${percent(assumed.growth)} a year. Change <code>environments/business.yaml</code>.
    </p>`;
}

function panel({ environment, cost }: EnvironmentReview): Html {
  const { services, monthly, budget, fixed, usage, loadUntilBudget } = cost;
  const most = Math.max(...services.map((each) => each.fixed + each.usage), 1);
  return html`<article class="panel">
    <h3>${environment}</h3>
    <p><b class="big">${eur(monthly)}</b> of ${eur(budget)}, ${percent(monthly / budget)}</p>
    ${budgetBar(cost)}
    <p class="small">
      ${eur(fixed)} fixed, ${eur(usage)} with
      use${loadUntilBudget === undefined ? "" : `; the budget lasts for ${loadUntilBudget.toFixed(1)} times the expected load`}
    </p>
    <table class="services">
      <caption class="hidden">
        Cost of ${environment} by service, EUR a month
      </caption>
      <thead class="hidden">
        <tr>
          ${heading("Service")} ${heading("Share")} ${numberHeading("EUR")}
        </tr>
      </thead>
      <tbody>
        ${services.map(
          (each) =>
            html`<tr>
              <th scope="row">${each.service}</th>
              <td>${costBar(each.fixed, each.usage, most)}</td>
              <td class="number">${whole(each.fixed + each.usage)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </article>`;
}

const loads = {
  photos: "photographs",
  conversations: "conversations",
  supplierPages: "pages of supplier sheets",
  requests: "requests",
  storedGb: "GB stored",
  logGb: "GB of logs",
  replicaHours: "hours in which replicas work",
  jobHours: "processor hours of jobs",
} as const;

const expectations = (environments: readonly EnvironmentReview[]): Html =>
  html`<details>
    <summary>What a month is expected to bring</summary>
    ${table(
      "Expected load of a month",
      [heading("Load"), ...environmentHeadings(environments)],
      (Object.keys(loads) as (keyof typeof loads)[]).map(
        (load) =>
          html`<tr>
            <th scope="row">${loads[load]}</th>
            ${environments.map(({ cost: { expected } }) => html`<td class="number">${whole(expected[load])}</td>`)}
          </tr>`,
      ),
    )}
  </details>`;

const meters = ({ environment, cost: { charges } }: EnvironmentReview): Html =>
  html`<details>
    <summary>Every meter of ${environment} and its assumption</summary>
    ${table(
      `Meters of ${environment}`,
      [heading("Resource"), heading("Meter"), numberHeading("Units"), numberHeading("EUR"), heading("Assumed")],
      charges.filter((charge) => charge.eur > 0).map(meterRow),
    )}
  </details>`;

const meterRow = ({ resource, meter, unit, units, eur: amount, assumed, kind }: Charge): Html =>
  html`<tr>
    <th scope="row">${resource}</th>
    <td>${meter}</td>
    <td class="number">${units.toLocaleString("en-GB", { maximumFractionDigits: 2 })} × ${unit}</td>
    <td class="number">${amount.toFixed(2)}</td>
    <td>${assumed ?? (kind === "usage" ? "the load that is expected" : "")}</td>
  </tr>`;
