import { type File, evidence } from "./evidence/evidence";
import type { Organisation } from "./evidence/organisation";
import { inventoryFile } from "./difference/baseline";
import { markdown } from "./difference/markdown";
import { inventory } from "./inventory";
import type { Plan } from "./plan";
import { page } from "./report/page";
import type { Review } from "./review";
import { sarif } from "./sarif";
import type { Line } from "./source";

/** What the files of a review are made from. */
export interface Filed {
  readonly review: Review;
  /** In the order of the review's environments. */
  readonly plans: readonly Plan[];
  readonly organisation: Organisation;
  /** The line of the program behind a place that a plan names. */
  readonly lineOf: (source: string) => Line | undefined;
}

/** Every file of a review, by its path in the folder. The same plans give the same files, to the byte. */
export async function filesOf({ review, plans, organisation, lineOf }: Filed): Promise<readonly File[]> {
  const sources = new Map(
    plans.flatMap(({ environment, resources }) =>
      resources.map(({ urn, source }) => [`${environment} ${urn}`, source] as const),
    ),
  );
  return [
    ["index.html", `${String(await page(review))}\n`],
    ["review.json", json(review)],
    ["review.sarif", json(sarif(review.environments, (name, urn) => lineOf(sources.get(`${name} ${urn}`) ?? "")))],
    ...plans.map((plan): File => [inventoryFile(plan.environment), json(inventory(plan))]),
    ...review.environments.flatMap((each) =>
      evidence({ review: each, organisation }).map(([name, content]): File => [
        `evidence/${each.environment}/${name}`,
        content,
      ]),
    ),
    ...(review.changes === undefined
      ? []
      : [
          [
            "difference.md",
            markdown(
              review.environments.map(({ environment }) => environment),
              review.changes,
            ),
          ] as const,
        ]),
  ];
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
