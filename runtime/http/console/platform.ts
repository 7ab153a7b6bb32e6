import { fill, h } from "./dom";
import { open } from "./service";

/** What the console reads of `review.json`. */
interface Review {
  readonly environments: readonly {
    readonly environment: string;
    readonly verdict: string;
    readonly findings: readonly unknown[];
    readonly resources: number;
  }[];
}

/** What the last review of the platform said, environment by environment, and the way to its page. */
export async function platform(place: HTMLElement): Promise<void> {
  const review = await open<Review>("/review/review.json").catch(() => undefined);
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
    review &&
      h(
        "div",
        { class: "cards" },
        review.environments.map(({ environment, verdict, findings, resources }) =>
          h(
            "article",
            { class: "panel" },
            h("h2", {}, environment),
            h("p", { class: `verdict ${verdict === "pass" ? "pass" : "fail"}` }, verdict),
            h(
              "div",
              { class: "figures" },
              h("div", {}, h("b", {}, String(resources)), h("span", { class: "small" }, "resources")),
              h("div", {}, h("b", {}, String(findings.length)), h("span", { class: "small" }, "findings")),
            ),
          ),
        ),
      ),
  );
}
