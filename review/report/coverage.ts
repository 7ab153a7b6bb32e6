import { html } from "hono/html";
import type { EnvironmentReview } from "../review";
import { type Html, environmentHeadings, heading, pill, table } from "./parts";

/** Every rule, with the number of resources that it judged in each environment, and where it objected. */
export function coverageTable(environments: readonly EnvironmentReview[]): Html {
  const rules = [
    ...new Map(environments.flatMap(({ coverage }) => coverage.map((each) => [each.rule, each]))).values(),
  ];
  return table(
    "Rules, and the number of resources that each judged",
    [heading("Requirement"), heading("Severity"), heading("Ground"), ...environmentHeadings(environments)],
    rules.map(
      ({ rule, description, severity, article }) =>
        html`<tr>
          <th scope="row">${description}<br /><code class="small">${rule}</code></th>
          <td>${pill(severity)}</td>
          <td>${article}</td>
          ${environments.map((review) => judged(review, rule))}
        </tr>`,
    ),
  );
}

function judged({ coverage, findings }: EnvironmentReview, rule: string): Html {
  const applied = coverage.find((each) => each.rule === rule)?.applied ?? 0;
  const objections = findings.filter((each) => each.rule === rule).length;
  return objections === 0
    ? html`<td class="number"><span class="good" aria-hidden="true">✓</span> ${applied}</td>`
    : html`<td class="number bad"><span aria-hidden="true">✕</span> ${objections} of ${applied}</td>`;
}
