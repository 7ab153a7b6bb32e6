import { html } from "hono/html";
import { type Change, topics } from "../difference/change";
import type { Review } from "../review";
import { type Html, count, listed } from "./parts";

/** What is different from the approved review: what widens it in the open, the rest folded. */
export function changeList({ changes = [], environments }: Review): Html {
  const names = environments.map(({ environment }) => environment);
  const widening = changes.filter(({ widens }) => widens);
  const rest = changes.filter(({ widens }) => !widens);
  return html`${
    widening.length === 0
      ? html`<p class="calm">
          <span aria-hidden="true">✓</span> Nothing is kept longer, elsewhere, by more hands or at more cost.
        </p>`
      : byTopic(widening, names)
  }
  ${
    rest.length === 0
      ? ""
      : html`<details>
          <summary>${count(rest.length, "other change")}</summary>
          ${byTopic(rest, names)}
        </details>`
  }`;
}

const byTopic = (changes: readonly Change[], names: readonly string[]): Html =>
  html`${topics.flatMap((topic) => {
    const own = changes.filter((change) => change.topic === topic);
    return own.length === 0
      ? []
      : [
          html`<h3>${topic}</h3>
            <ul class="notes">
              ${[...new Set(own.map(({ text }) => text))].map((text) => {
                const where = own.filter((change) => change.text === text).map(({ environment }) => environment);
                return html`<li>
                  ${text} <span class="small">${where.length === names.length ? "everywhere" : listed(where)}</span>
                </li>`;
              })}
            </ul>`,
        ];
  })}`;
