import { html } from "hono/html";
import type { EnvironmentReview } from "../review";
import { type Html, count, heading, listed, table } from "./parts";

/** Every exception in force and what it lets pass: who asked, who allowed it, why, and until when. */
export function waiverTable(environments: readonly EnvironmentReview[]): Html {
  const all = environments.flatMap(({ environment, waivers }) => waivers.map((waiver) => ({ environment, waiver })));
  if (all.length === 0) return html`<p class="small">No waiver is in force.</p>`;
  const ids = [...new Set(all.map(({ waiver }) => waiver.id))];
  return table(
    "Waivers in force",
    [heading("Waiver"), heading("Lets pass"), heading("Why"), heading("Asked and allowed by"), heading("Until")],
    ids.map((id) => {
      const own = all.filter(({ waiver }) => waiver.id === id);
      const [first] = own;
      if (!first) return html``;
      const { policy, reason, owner, approver, ticket, expires } = first.waiver;
      const passed = own.flatMap(({ waiver }) => waiver.findings);
      return html`<tr>
        <th scope="row">
          ${id}<br /><span class="small">${policy} in ${listed(own.map(({ environment }) => environment))}</span>
        </th>
        <td>
          ${count(passed.length, "finding")}
          <ul>
            ${passed.map(({ resource, message }) => html`<li>${resource}: ${message}</li>`)}
          </ul>
        </td>
        <td>${reason}</td>
        <td>${owner}<br />${approver}<br /><span class="small">${ticket}</span></td>
        <td>${expires}</td>
      </tr>`;
    }),
  );
}
