import { html } from "hono/html";
import type { EnvironmentReview } from "../review";

export type Html = ReturnType<typeof html>;
type Inner = Html | string | number | readonly Html[];

export const whole = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
export const eur = (value: number) => `€${whole(value)}`;
export const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
export const count = (number: number, one: string, many = `${one}s`) => `${whole(number)} ${number === 1 ? one : many}`;

/** "dev, staging and prod". */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;

export const section = (id: string, title: string, lead: Inner, ...content: readonly Inner[]): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="lead">${lead}</p>
    ${content}
  </section>`;

/** A table that scrolls by itself on narrow screens, also by keyboard. */
export const table = (caption: string, head: readonly Inner[], rows: readonly Html[]): Html =>
  html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

export const heading = (text: string): Html => html`<th scope="col">${text}</th>`;
export const numberHeading = (text: string): Html => html`<th scope="col" class="number">${text}</th>`;
export const environmentHeadings = (environments: readonly EnvironmentReview[]): readonly Html[] =>
  environments.map(({ environment }) => numberHeading(environment));

export const pill = (severity: string): Html => html`<span class="pill ${severity}">${severity}</span>`;

/** Things that are equal in several environments, with the environments that they are equal in. */
export function alike<T>(
  environments: readonly EnvironmentReview[],
  part: (review: EnvironmentReview) => T,
): readonly { readonly names: readonly string[]; readonly value: T }[] {
  const groups = new Map<string, { names: string[]; value: T }>();
  for (const review of environments) {
    const value = part(review);
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { names: [], value };
    group.names.push(review.environment);
    groups.set(key, group);
  }
  return [...groups.values()];
}
