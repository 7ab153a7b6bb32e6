import { html } from "hono/html";
import type { EnvironmentReview } from "../review";
import { budgetBar } from "./bars";
import { type Html, count, eur, listed, whole } from "./parts";

const mandatory = ({ findings }: EnvironmentReview) => findings.filter((finding) => finding.mandatory).length;

/** The whole in one sentence. */
export function verdict(environments: readonly EnvironmentReview[]): string {
  const failing = environments.filter((review) => review.verdict === "fail");
  if (failing.length === 0)
    return `Nothing stands in the way of ${listed(environments.map(({ environment }) => environment))}`;
  const findings = failing.reduce((sum, review) => sum + mandatory(review), 0);
  return `${count(findings, "finding stands", "findings stand")} in the way of ${listed(failing.map(({ environment }) => environment))}`;
}

/** One card for each environment: its verdict, and the three figures that people ask for. */
export const verdictCards = (environments: readonly EnvironmentReview[]): Html =>
  html`<div class="verdicts">${environments.map(verdictCard)}</div>`;

const verdictCard = (review: EnvironmentReview): Html =>
  html`<article class="card ${review.verdict}" aria-labelledby="verdict-${review.environment}">
    <h2 id="verdict-${review.environment}">${review.environment}</h2>
    <p class="verdict">
      <span aria-hidden="true">${review.verdict === "pass" ? "✓" : "✕"}</span>
      ${review.verdict === "pass" ? "passes" : "does not pass"}
    </p>
    <dl class="figures">
      <div>
        <dd>${whole(review.findings.length)}</dd>
        <dt>${review.findings.length === 1 ? "finding" : "findings"}</dt>
      </div>
      <div>
        <dd>${whole(review.resources)}</dd>
        <dt>resources</dt>
      </div>
      <div>
        <dd>${eur(review.cost.monthly)}</dd>
        <dt>a month</dt>
      </div>
    </dl>
    ${budgetBar(review.cost)}
    <p class="small">of a budget of ${eur(review.cost.budget)}</p>
    <p class="small">plan <code>${review.plan.slice(0, 12)}</code></p>
  </article>`;
