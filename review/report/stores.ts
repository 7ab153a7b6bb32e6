import { html } from "hono/html";
import type { Lifetime } from "../lifetime";
import type { EnvironmentReview } from "../review";
import type { DeployedStore } from "../stores";
import { type Html, alike, heading, listed, numberHeading, table, whole } from "./parts";

/** Every store of personal data with its descriptor; environments that keep it alike share a line. */
export const storeTable = (environments: readonly EnvironmentReview[]): Html =>
  table(
    "Stores of personal data",
    [
      heading("Store"),
      heading("Purposes"),
      heading("Legal basis"),
      numberHeading("Kept, days"),
      numberHeading("Gone after"),
      numberHeading("Promised"),
      heading("Lies in"),
    ],
    (environments[0]?.stores ?? []).map((store) => storeRow(store, environments)),
  );

const longestOf = (store: string, environments: readonly EnvironmentReview[]): Lifetime | undefined =>
  environments
    .flatMap(({ lifetimes }) => lifetimes.filter((each) => each.store === store))
    .sort((a, b) => (b.gone ?? Infinity) - (a.gone ?? Infinity))[0];

/** The longest term of any environment. */
function terms({ store }: DeployedStore, environments: readonly EnvironmentReview[]): Html {
  const longest = longestOf(store, environments);
  if (!longest) return html`<td colspan="3"><b class="bad">nothing says when its entries end</b></td>`;
  const days = (value: number | null) => (value === null ? html`<b class="bad">never</b>` : whole(value));
  return html`<td class="number">${days(longest.kept)}</td>
    <td class="number ${longest.gone === null || longest.gone > longest.promised ? "bad" : ""}">
      ${days(longest.gone)}
    </td>
    <td class="number">${whole(longest.promised)}</td>`;
}

const addsUp = (lifetime: Lifetime | undefined) =>
  (lifetime?.parts ?? []).map(({ what, days }) => `${what} ${days ?? "without end"}`).join(" + ");

const storeRow = (store: DeployedStore, environments: readonly EnvironmentReview[]): Html =>
  html`<tr>
    <th scope="row">
      ${store.store}<br /><span class="small">${store.holds}; about ${store.subjects}, found by ${store.key}</span
      ><br /><span class="small">Days: ${addsUp(longestOf(store.store, environments))}</span>
    </th>
    <td>${store.purposes.join(", ")}</td>
    <td>${store.legalBasis.replace("-", " ")}</td>
    ${terms(store, environments)}
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
