import type { ReviewFinding } from "../findings";
import type { Listed } from "../inventory";
import type { EnvironmentReview } from "../review";
import { type Change, type Told, type Topic, other, pairs, topics, wider } from "./change";
import { moneyChanges } from "./money";
import { permissionChanges } from "./permissions";
import { placeChanges } from "./places";
import { resourceChanges } from "./resources";
import { storeChanges } from "./stores";

/** An environment's review with the resources that it judged. */
export interface Reviewed {
  readonly review: EnvironmentReview;
  readonly inventory: readonly Listed[];
}

type Look = (before: Reviewed, after: Reviewed) => readonly Told[];

const looks: Readonly<Record<Topic, Look>> = {
  verdict: ({ review: was }, { review: is }) =>
    was.verdict === is.verdict
      ? []
      : [is.verdict === "fail" ? wider("no longer passes") : other("passes now, and did not before")],
  findings: ({ review: was }, { review: is }) => {
    const { gone, fresh } = pairs(was.findings, is.findings, ({ id }) => id);
    const said = ({ severity, rule, resource, message }: ReviewFinding) =>
      `${severity}, ${rule}${resource === "" ? "" : ` on ${resource}`}: ${message}`;
    return [
      ...fresh.map((finding) => wider(`a new finding, ${said(finding)}`)),
      ...gone.map((finding) => other(`a finding less, ${said(finding)}`)),
    ];
  },
  waivers: ({ review: was }, { review: is }) => {
    const { gone, fresh, both } = pairs(was.waivers, is.waivers, ({ id }) => id);
    return [
      ...fresh.map(({ id, policy, expires }) => wider(`${policy} is waived until ${expires} (${id})`)),
      ...gone.map(({ id, policy }) => other(`${policy} is no longer waived (${id})`)),
      ...both.flatMap((pair) =>
        pair.was.expires === pair.is.expires
          ? []
          : [wider(`the waiver ${pair.is.id} now ends on ${pair.is.expires}, ended on ${pair.was.expires}`)],
      ),
    ];
  },
  rules: ({ review: was }, { review: is }) => {
    const { gone, fresh, both } = pairs(was.coverage, is.coverage, ({ rule }) => rule);
    return [
      ...fresh.map(({ rule, description }) => other(`a new rule, ${rule}: ${description}`)),
      ...gone.map(({ rule }) => wider(`the rule ${rule} is not applied any more`)),
      ...both.flatMap((pair) =>
        pair.was.severity === pair.is.severity
          ? []
          : [wider(`${pair.is.rule} is now ${pair.is.severity}, was ${pair.was.severity}`)],
      ),
    ];
  },
  "data stores": ({ review: was }, { review: is }) => storeChanges(was.stores, is.stores),
  places: ({ review: was }, { review: is }) => placeChanges(was.residency, is.residency),
  permissions: ({ review: was }, { review: is }) => permissionChanges(was.access, is.access),
  cost: ({ review: was }, { review: is }) => moneyChanges(was.cost, is.cost),
  resources: (was, is) => resourceChanges(was.inventory, is.inventory),
};

/** What is different about one environment, by topic: meaning, and not text. */
export const compare = (before: Reviewed, after: Reviewed): readonly Change[] =>
  topics.flatMap((topic) =>
    looks[topic](before, after).map((told) => ({ environment: after.review.environment, topic, ...told })),
  );
