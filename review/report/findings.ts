import { html } from "hono/html";
import type { ReviewFinding } from "../findings";
import type { EnvironmentReview } from "../review";
import { type Html, count, listed, pill } from "./parts";

interface Spread {
  readonly finding: ReviewFinding;
  readonly environments: string[];
}

/** Findings by rule, worst first; one that several environments share is told once. */
export function findingList(environments: readonly EnvironmentReview[]): Html {
  const spread = new Map<string, Spread>();
  for (const { environment, findings } of environments)
    for (const finding of findings) {
      const key = [finding.rule, finding.resource, finding.message].join("\n");
      const known = spread.get(key) ?? { finding, environments: [] };
      known.environments.push(environment);
      spread.set(key, known);
    }
  const rules = [...new Set([...spread.values()].map(({ finding }) => finding.rule))];
  if (rules.length === 0)
    return html`<p class="calm"><span aria-hidden="true">✓</span> Nothing: every rule looked, and none objected.</p>`;
  const described = new Map(
    environments.flatMap(({ coverage }) => coverage.map(({ rule, description }) => [rule, description])),
  );
  return html`${rules.map((rule) =>
    ruleFindings(
      rule,
      described.get(rule) ?? own[rule] ?? "",
      [...spread.values()].filter(({ finding }) => finding.rule === rule),
    ),
  )}`;
}

/** What the review asks for beside the rules of the pack. */
const own: Readonly<Record<string, string>> = {
  "resources-have-a-price": "Every resource has a price in the price book, or the month cannot be estimated.",
  "estimate-fits-the-budget": "The estimated month fits the budget.",
  "lifetimes-fit-the-notice":
    "Nothing is left for longer than the privacy notice promises, copies and backups included.",
  "waivers-are-in-order": "Waivers name a rule, few resources, a reason, two people, a ticket and a day that is near.",
  "stores-match-descriptors": "Every store of personal data has a descriptor, and every descriptor a store.",
};

function ruleFindings(rule: string, description: string, all: readonly Spread[]): Html {
  const [first] = all;
  if (!first) return html``;
  const { severity, article, mandatory } = first.finding;
  return html`<article class="finding ${mandatory ? "" : "advisory"}">
    <header>
      ${pill(severity)}
      <h3>${rule}</h3>
      <span class="small">${[article, mandatory ? "" : "advisory"].filter((word) => word !== "").join(" · ")}</span>
    </header>
    <p>${description}</p>
    <details ${all.length <= 12 ? "open" : ""}>
      <summary>${count(all.length, "place")}</summary>
      <ul>
        ${all.map(
          ({ finding, environments }) =>
            html`<li>
              <b>${finding.resource === "" ? "the whole environment" : finding.resource}</b>
              <span class="small">in ${listed(environments)}</span><br />${finding.message}
            </li>`,
        )}
      </ul>
    </details>
  </article>`;
}
