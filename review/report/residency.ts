import { html } from "hono/html";
import { nowhere } from "../residency";
import type { EnvironmentReview } from "../review";
import { type Html, environmentHeadings, heading, table } from "./parts";

const countries = new Intl.DisplayNames(["en"], { type: "region" });

/** Every place that the plans name: where things lie, where copies go, where models are processed. */
export function residencyTable(environments: readonly EnvironmentReview[]): Html {
  const all = environments.flatMap(({ residency }) => residency);
  const places = [...new Map(all.map((each) => [`${each.why} ${each.place}`, each])).values()];
  return table(
    "Places, and the number of resources in each",
    [heading("Place"), heading("Country"), heading("What happens there"), ...environmentHeadings(environments)],
    places.map(
      ({ place, country, why }) =>
        html`<tr>
          <th scope="row">${place}</th>
          <td>
            ${country === "" ? (place === nowhere ? "none: names, rules and alerts" : "") : countries.of(country)}
          </td>
          <td>${meaning[why]}</td>
          ${environments.map(({ residency }) => {
            const here = residency.find((each) => each.why === why && each.place === place);
            return html`<td class="number" title="${here?.resources.join(", ") ?? ""}">
              ${here?.resources.length ?? 0}
            </td>`;
          })}
        </tr>`,
    ),
  );
}

const meaning = {
  "lies here": "resources lie here",
  "copied here": "copies are kept here",
  "processed here": "models answer here",
} as const;
