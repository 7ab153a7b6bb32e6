import { html, raw } from "hono/html";
import type { Review } from "../review";
import { accessPanels } from "./access";
import { costPanels, threeYearTable } from "./cost";
import { changeList } from "./changes";
import { coverageTable } from "./coverage";
import { networkPanels } from "./network";
import { search, searchBox } from "./search";
import { waiverTable } from "./waivers";
import { findingList } from "./findings";
import { inventory } from "./inventory";
import { type Html, count, listed, section } from "./parts";
import { residencyTable } from "./residency";
import { storeTable } from "./stores";
import { style } from "./style";
import { verdict, verdictCards } from "./verdicts";
import { worthKnowing } from "./worth-knowing";

/** The review as one page that needs nothing but itself: the verdict, what needs a person, then everything behind it. */
export function page(review: Review): Html {
  const { environments } = review;
  const names = listed(environments.map(({ environment }) => environment));
  const [first] = environments;
  const judged = environments.reduce((sum, { resources }) => sum + resources, 0);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${verdict(environments)} · platform review</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#person">Skip to what needs a person</a>
        <header class="top">
          <p class="over">Platform review</p>
          <h1>${verdict(environments)}</h1>
          <p class="lead">
            ${count(first?.coverage.length ?? 0, "rule")} judged ${count(judged, "resource")} of ${names}.
            ${origin[review.of]}
          </p>
          ${verdictCards(environments)}
        </header>
        <div class="columns">
          <nav aria-label="Contents">
            <ol>
              ${chapters.filter(([id]) => id !== "changes" || review.changes !== undefined).map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ol>
            ${searchBox}
          </nav>
          <main>
            ${section(
              "person",
              titles.person,
              "What a rule objects to must be changed, or waived by somebody who may. The worst comes first.",
              findingList(environments),
              html`<h3>Waived</h3>`,
              waiverTable(environments),
              html`<h3>Worth knowing</h3>`,
              worthKnowing(environments),
            )}
            ${
              review.changes === undefined
                ? ""
                : section("changes", titles.changes, "Against the review that was approved last.", changeList(review))
            }
            ${section(
              "rules",
              titles.rules,
              "Every rule, with the number of resources that it judged. A rule that judged none would be a finding: it guards nothing.",
              coverageTable(environments),
            )}
            ${section("cost", titles.cost, `An estimate, in euro. ${first?.cost.source ?? ""}; as of ${first?.cost.asOf ?? ""}.`, costPanels(environments), html`<h3>Three years</h3>`, threeYearTable(review.threeYears))}
            ${section(
              "places",
              titles.places,
              "Every region that a plan names, wherever it names it, and every zone in which a model answers.",
              residencyTable(environments),
            )}
            ${section(
              "stores",
              titles.stores,
              "Resources say by a tag which store they are; what a store holds is described once, for deployment, deletion and evidence alike. What is deleted can be recovered for some days more, and is then gone.",
              storeTable(environments),
            )}
            ${section(
              "network",
              titles.network,
              "Drawn from the plan: subnets, what sits in them, and the addresses through which services are reached.",
              networkPanels(environments),
            )}
            ${section(
              "access",
              titles.access,
              "Drawn from the role assignments of the plan. Everything that runs has an identity of its own. Rights inside the database are granted by its migration and are not part of the plan; its administrators are.",
              accessPanels(environments),
            )}
            ${section("resources", titles.resources, `What ${names} would be made of.`, inventory(review))}
          </main>
        </div>
        <footer>
          <p>
            Only Azure can say whether a quota is free, a name is taken, or a region has room at the hour of deployment;
            none of that is shown here.
          </p>
          <p>
            Plans, SHA-256:
            ${environments.map(({ environment, plan }) => html`<br />${environment} <code>${plan}</code>`)}
          </p>
          <p>
            The same in numbers: <a href="review.json">review.json</a>; for code hosts:
            <a href="review.sarif">review.sarif</a>. Evidence:
            ${environments.map(({ environment }) => html`<a href="evidence/${environment}/README.md">${environment}</a> `)}
            Made by <code>npm run review</code>.
          </p>
        </footer>
        <script>
          ${raw(search)};
        </script>
      </body>
    </html> `;
}

const origin = {
  program: "The plans were recorded from the program that deploys; nothing was deployed to make them.",
  stack: "It was read from an export of the stack: what is deployed, whoever changed it.",
} as const;

const titles = {
  person: "What needs a person",
  changes: "What changed",
  rules: "What was looked at",
  cost: "What a month costs",
  places: "Where it runs",
  stores: "Where personal data lives",
  network: "How it hangs together",
  access: "Who may reach what",
  resources: "What would be made",
} as const;
const chapters = Object.entries(titles);
