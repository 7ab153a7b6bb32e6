import { html } from "hono/html";
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
    ${expectations(environments)} ${environments.map(meters)}`;

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
