import { html } from "hono/html";
import type { EnvironmentReview, Review } from "../review";
import { type Html, environmentHeadings, heading, listed, table } from "./parts";

/** Resources by service, counted for each environment, and listed on demand. */
export const inventory = ({ environments, differences }: Review): Html =>
  html`${table(
      "Resources by service",
      [heading("Service"), ...environmentHeadings(environments)],
      servicesOf(environments).map((service) => {
        const counts = environments.map((review) => resourcesOf(review, service).length);
        const differ = new Set(counts).size > 1;
        return html`<tr>
          <th scope="row">${service}${differ ? html` <span class="small">differs</span>` : ""}</th>
          ${counts.map((each) => html`<td class="number ${differ ? "differs" : ""}">${each}</td>`)}
        </tr>`;
      }),
    )}
    ${
      differences.length === 0
        ? ""
        : table(
            "Where the environments differ",
            [heading("Type"), heading("Service"), ...environmentHeadings(environments)],
            differences.map(
              ({ type, service, counts }) =>
                html`<tr>
                  <th scope="row">${type}</th>
                  <td>${service}</td>
                  ${counts.map((each) => html`<td class="number">${each}</td>`)}
                </tr>`,
            ),
          )
    }
    <h3>Every resource</h3>
    ${servicesOf(environments).map((service) => serviceList(service, environments))}`;

const servicesOf = (environments: readonly EnvironmentReview[]) =>
  [...new Set(environments.flatMap(({ services }) => services.map(({ service }) => service)))].sort();

const resourcesOf = ({ services }: EnvironmentReview, service: string) =>
  services.find((each) => each.service === service)?.resources ?? [];

function serviceList(service: string, environments: readonly EnvironmentReview[]): Html {
  const held = new Map<string, { name: string; type: string; environments: string[] }>();
  for (const review of environments)
    for (const { name, type } of resourcesOf(review, service)) {
      const known = held.get(`${type} ${name}`) ?? { name, type, environments: [] };
      known.environments.push(review.environment);
      held.set(`${type} ${name}`, known);
    }
  const all = [...held.values()].sort((a, b) => (a.type + a.name < b.type + b.name ? -1 : 1));
  return html`<details>
    <summary>${service} <span class="small">${all.length}</span></summary>
    <ul class="names">
      ${all.map(
        ({ name, type, environments: where }) =>
          html`<li>
            ${name}
            <span class="small">${type}${where.length < environments.length ? `, ${listed(where)} alone` : ""}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
