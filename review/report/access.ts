import { html } from "hono/html";
import type { Access, Grant } from "../access";
import type { EnvironmentReview } from "../review";
import { accessDiagram } from "./access-diagram";
import { type Html, alike, heading, listed, table } from "./parts";

/** Who may reach what, as a picture and as a table; environments with the same rights share both. */
export const accessPanels = (environments: readonly EnvironmentReview[]): Html =>
  html`${alike(environments, ({ access }) => access).map(
    ({ names, value }) =>
      html`<h3>${listed(names)}</h3>
        ${accessDiagram(value, listed(names))} ${commonRights(value)} ${matrix(value, names)}`,
  )}`;

function commonRights({ grants, targets }: Access): Html {
  const common = [
    ...new Map(grants.filter((each) => each.common).map((each) => [`${each.role} ${each.target}`, each])).values(),
  ];
  return common.length === 0
    ? html``
    : html`<p class="small">
        Every workload also has
        ${listed(common.map(({ role, target }) => `${role} on ${targets[target]?.label ?? target}`))}; these are left
        out above and below.
      </p>`;
}

function matrix({ grants, workloads, targets }: Access, names: readonly string[]): Html {
  const particular = grants.filter(({ common }) => !common);
  const reached = Object.entries(targets).filter(([name]) => particular.some(({ target }) => target === name));
  return html`<details>
    <summary>The same as a table</summary>
    ${table(
      `Rights in ${listed(names)}`,
      [heading("Resource"), heading("Personal data"), ...workloads.map(heading)],
      reached.map(
        ([name, { label, kind, stores }]) =>
          html`<tr>
            <th scope="row">${label}<br /><span class="small">${kind}</span></th>
            <td>${stores.join(", ")}</td>
            ${workloads.map((workload) => cell(particular.filter((each) => each.workload === workload && each.target === name)))}
          </tr>`,
      ),
    )}
  </details>`;
}

const cell = (grants: readonly Grant[]): Html =>
  html`<td>${[...new Set(grants.map(({ role }) => role))].join(", ")}</td>`;
