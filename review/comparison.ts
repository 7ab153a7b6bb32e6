import type { Service } from "./services";

/** Resources of one type that the sides of a comparison do not have in equal number. */
export interface Difference {
  readonly service: Service;
  readonly type: string;
  /** By side, in their order; a side is an environment, or a review before another. */
  readonly counts: readonly number[];
}

interface Counted {
  readonly services: readonly { readonly service: Service; readonly resources: readonly { readonly type: string }[] }[];
}

/** The types of which the sides have different numbers. */
export function differences(sides: readonly Counted[]): readonly Difference[] {
  const counted = sides.map(({ services }) =>
    services.flatMap(({ service, resources }) => resources.map(({ type }) => ({ service, type }))),
  );
  const kinds = new Map(counted.flat().map((each) => [`${each.service} ${each.type}`, each]));
  return [...kinds.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { service, type }]) => ({
      service,
      type,
      counts: counted.map((side) => side.filter((each) => each.service === service && each.type === type).length),
    }))
    .filter(({ counts }) => new Set(counts).size > 1);
}
