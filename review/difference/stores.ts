import type { DeployedStore } from "../stores";
import { type Told, other, pairs, wider } from "./change";

type Lists = "purposes" | "categories" | "regions";
const lists: Readonly<Record<Lists, { readonly more: string; readonly less: string }>> = {
  purposes: { more: "are now also used for", less: "are no longer used for" },
  categories: { more: "now also hold", less: "no longer hold" },
  regions: { more: "now also lie in", less: "no longer lie in" },
};

/** What changed about the data that is kept, for how long, where and why. */
export function storeChanges(before: readonly DeployedStore[], after: readonly DeployedStore[]): readonly Told[] {
  const { gone, fresh, both } = pairs(before, after, ({ store }) => store);
  return [
    ...fresh.map(({ store, holds }) => wider(`a new store of personal data: ${store}, which holds ${holds}`)),
    ...gone.map(({ store }) => other(`there is no store ${store} any more`)),
    ...both.flatMap(({ was, is }) => [
      ...days(was, is, "retentionDays", "are now kept"),
      ...days(was, is, "recoverableDays", "can now be brought back for"),
      ...Object.entries(lists).flatMap(([field, words]) => listed(was, is, field as Lists, words)),
      ...(was.legalBasis === is.legalBasis
        ? []
        : [wider(`${is.store} now rest on ${spoken(is.legalBasis)}, rested on ${spoken(was.legalBasis)}`)]),
      ...(was.holds === is.holds ? [] : [wider(`${is.store} now hold ${is.holds}; was: ${was.holds}`)]),
    ]),
  ];
}

function days(
  was: DeployedStore,
  is: DeployedStore,
  field: "retentionDays" | "recoverableDays",
  words: string,
): readonly Told[] {
  if (was[field] === is[field]) return [];
  return [(is[field] > was[field] ? wider : other)(`${is.store} ${words} ${is[field]} days, were ${was[field]}`)];
}

function listed(
  was: DeployedStore,
  is: DeployedStore,
  field: Lists,
  { more, less }: (typeof lists)[Lists],
): readonly Told[] {
  const [old, now]: readonly (readonly string[])[] = [was[field], is[field]];
  const added = (now ?? []).filter((each) => !(old ?? []).includes(each));
  const dropped = (old ?? []).filter((each) => !(now ?? []).includes(each));
  return [
    ...(added.length > 0 ? [wider(`${is.store} ${more} ${added.join(", ")}`)] : []),
    ...(dropped.length > 0 ? [other(`${is.store} ${less} ${dropped.join(", ")}`)] : []),
  ];
}

const spoken = (basis: string) => basis.replace("-", " ");
