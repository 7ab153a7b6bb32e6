import { html } from "hono/html";
import { inside } from "../difference/places";
import type { EnvironmentReview } from "../review";
import { type Html, alike, count, eur, listed, percent } from "./parts";

const nearlySpent = 0.8;

/** What no rule forbids and a person should know all the same. */
export const worthKnowing = (environments: readonly EnvironmentReview[]): Html => {
  const notes = [...openDoors(environments), ...processing(environments), ...budgets(environments)];
  return html`<ul class="notes">
    ${notes.map((note) => html`<li>${note}</li>`)}
  </ul>`;
};

const openDoors = (environments: readonly EnvironmentReview[]): readonly string[] =>
  alike(environments, ({ access }) => access.doors).map(({ names, value }) =>
    value.length === 0
      ? `No gateway takes requests from the internet in ${listed(names)}.`
      : `${count(value.length, "door takes", "doors take")} requests from the internet in ${listed(names)}: ${listed(
          value.map(({ door, workloads }) => `${door}, which hands them to ${listed(workloads) || "nobody"}`),
        )}.`,
  );

const processing = (environments: readonly EnvironmentReview[]): readonly string[] =>
  alike(environments, ({ residency }) =>
    residency
      .filter(({ why }) => why !== "lies here")
      .map(
        ({ place, why, resources }) =>
          `${listed(resources)} ${why === "copied here" ? "copied to a place" : "processed"} ${inside(place)}`,
      ),
  ).flatMap(({ names, value }) => (value.length === 0 ? [] : [`In ${listed(names)}: ${value.join("; ")}.`]));

const budgets = (environments: readonly EnvironmentReview[]): readonly string[] =>
  environments
    .filter(({ cost: { monthly, budget } }) => monthly / budget >= nearlySpent && monthly <= budget)
    .map(({ environment, cost: { monthly, budget, loadUntilBudget } }) => {
      const growth =
        loadUntilBudget === undefined
          ? ""
          : `; the load could grow to ${loadUntilBudget.toFixed(1)} times what is expected before it is spent`;
      return `${environment} is planned to spend ${percent(monthly / budget)} of its budget of ${eur(budget)}${growth}.`;
    });
