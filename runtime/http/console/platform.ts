import { fill, h, s, whole } from "./dom";
import { open } from "./service";

/** What the console reads of `review.json`. */
interface Reviewed {
  readonly environment: string;
  readonly verdict: "pass" | "fail";
  readonly resources: number;
  readonly findings: readonly { readonly severity: string; readonly message: string; readonly resource: string }[];
  readonly regions: Readonly<Record<string, number>>;
  readonly cost: { readonly monthly: number; readonly budget: number };
}

/** What the last review of the platform said, environment by environment, and the way to its page. */
export async function platform(place: HTMLElement): Promise<void> {
  const review = await open<{ environments: readonly Reviewed[] }>("/review/review.json").catch(() => undefined);
  fill(
    place,
    h(
      "div",
      { class: "lead" },
      h("h1", {}, "The platform, before it is deployed"),
      h(
        "p",
        {},
        "Every resource of every environment is recorded without a cloud and judged by the same rules that the preview enforces.",
      ),
      review
        ? h(
            "p",
            {},
            h("a", { href: "/review/", target: "_blank", rel: "noopener" }, "Findings, cost, data stores: the review"),
          )
        : h("p", { class: "notice" }, "There is no review here yet: ", h("code", {}, "npm run review"), " makes one."),
    ),
    review && h("div", { class: "cards" }, review.environments.map(environmentCard)),
  );
}

function environmentCard({ environment, verdict, resources, findings, regions, cost }: Reviewed): HTMLElement {
  return h(
    "article",
    { class: "panel" },
    h(
      "h2",
      { class: "spread" },
      environment,
      h("span", { class: `verdict ${verdict}` }, verdict === "pass" ? "✓ passes" : "✕ fails"),
    ),
    h(
      "div",
      { class: "figures" },
      figure(whole.format(resources), "resources"),
      figure(whole.format(findings.length), findings.length === 1 ? "finding" : "findings"),
      figure(`€${whole.format(cost.monthly)}`, "a month"),
    ),
    budget(cost),
    h("p", { class: "small" }, `In ${Object.keys(regions).join(", ")}`),
    findings.length > 0 &&
      h(
        "ul",
        { class: "why" },
        findings
          .slice(0, 4)
          .map(({ severity, resource, message }) => h("li", {}, `${severity}: ${resource}, ${message}`)),
      ),
  );
}

const figure = (value: string, of: string) => h("div", {}, h("b", {}, value), h("span", { class: "small" }, of));

function budget({ monthly, budget: most }: Reviewed["cost"]): HTMLElement {
  const share = Math.min(100, (monthly / Math.max(most, 1)) * 100);
  return h(
    "div",
    {},
    s(
      "svg",
      { class: "meter", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      s("rect", { x: 0, y: 0, width: 100, height: 6, class: "rail" }),
      s("rect", { x: 0, y: 0, width: share, height: 6, class: monthly > most ? "filled" : "kept" }),
    ),
    h("span", { class: "small" }, `of a budget of €${whole.format(most)}`),
  );
}
