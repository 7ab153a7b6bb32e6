import { html } from "hono/html";
import type { EnvironmentReview } from "../review";
import type { DeployedStore } from "../stores";
import { type Html, alike, heading, listed, numberHeading, table, whole } from "./parts";

/** Every store of personal data with its descriptor; environments that keep it alike share a line. */
export const storeTable = (environments: readonly EnvironmentReview[]): Html =>
  table(
    "Stores of personal data",
    [
      heading("Store"),
      heading("About"),
      heading("Purposes"),
      heading("Legal basis"),
      numberHeading("Kept, days"),
      numberHeading("Recoverable, days"),
      numberHeading("Gone after"),
      heading("Lies in"),
    ],
    (environments[0]?.stores ?? []).map((store) => storeRow(store, environments)),
  );

const storeRow = (store: DeployedStore, environments: readonly EnvironmentReview[]): Html =>
  html`<tr>
    <th scope="row">${store.store}<br /><span class="small">${store.holds}; found by ${store.key}</span></th>
    <td>${store.subjects}</td>
    <td>${store.purposes.join(", ")}</td>
    <td>${store.legalBasis.replace("-", " ")}</td>
    <td class="number">${whole(store.retentionDays)}</td>
    <td class="number">${whole(store.recoverableDays)}</td>
    <td class="number">${whole(store.retentionDays + store.recoverableDays)}</td>
    <td>
      ${alike(environments, ({ stores }) => {
        const { resources = [], regions = [] } = stores.find((each) => each.store === store.store) ?? {};
        return { resources, regions };
      }).map(
        ({ names, value: { resources, regions } }) =>
          html`<div>
            ${resources.length === 0 ? html`<b class="bad">nowhere</b>` : `${listed(resources)}, ${listed(regions)}`}
            <span class="small">${listed(names)}</span>
          </div>`,
      )}
    </td>
  </tr>`;
