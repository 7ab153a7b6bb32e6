import type { Criteria } from "../criteria";
import type { Column, Columns } from "./columns";

/** Whether the product at a place may be shown at all. */
export type Admit = (place: number) => boolean;

/** Products by how many of the wishes they fulfil. */
export interface Matching {
  /** The first that are let through, at most `count`, each with its rank; equals by place. */
  first(admit: Admit, count: number): readonly Ranked[];
  /** From 1, the same for all that fulfil as much; undefined when a product fulfils none. */
  rankOf(place: number): number | undefined;
}

export interface Ranked {
  readonly place: number;
  readonly rank: number;
}

/** Words of the shopper that some product is described by, with the places of the products. */
export type Mentions = ReadonlyMap<string, ReadonlySet<number>>;

/** Hard filters: what breaks one of these is never shown, however well it fits otherwise; what was not asked for is not looked at. */
export function admitting(
  { budget = Infinity, least = 0, sizes, market, pieces, without }: Criteria,
  { stocked, price, ...columns }: Columns,
): Admit {
  const never: readonly string[] = without.colours;
  const refused = [
    ...(market === undefined ? [] : [refusing(columns.markets, (markets) => !markets.includes(market))]),
    ...(sizes.length === 0 ? [] : [refusing(columns.sizes, (own) => !own.some((size) => sizes.includes(size)))]),
    ...(pieces.length === 0 ? [] : [refusing(columns.piece, (piece) => !pieces.includes(piece))]),
    ...ruledOut(columns.piece, without.pieces),
    ...ruledOut(columns.pattern, without.patterns),
    ...ruledOut(columns.style, without.styles ?? []),
    ...(never.length === 0
      ? []
      : [refusing(columns.colours, (colours) => colours.some((each) => never.includes(each)))]),
  ];
  return (place) => {
    const cost = price[place] ?? Infinity;
    return (
      stocked[place] === 1 &&
      cost <= budget &&
      cost >= least &&
      refused.every(({ codes, table }) => table[codes[place] ?? 0] === 0)
    );
  };
}

const ruledOut = (column: Column<string>, values: readonly string[]) =>
  values.length === 0 ? [] : [refusing(column, (value) => values.includes(value))];

const refusing = <T>({ codes, values }: Column<T>, refuses: (value: T) => boolean) => ({
  codes,
  table: Uint8Array.from(values, (value) => (refuses(value) ? 1 : 0)),
});

/** How much of the wishes the product at a place fulfils, 0 for none; undefined when nothing is wished. */
export function fulfilling(
  wishes: Criteria,
  mentions: Mentions,
  columns: Columns,
  isCheap: Admit,
): ((place: number) => number) | undefined {
  const weights = [
    weighing(columns.piece, wishes.pieces, 2),
    weighing(columns.pattern, wishes.patterns, 1.5),
    weighing(columns.style, wishes.styles, 1),
    weighing(columns.brand, wishes.brands, 1),
    weighing(columns.season, wishes.seasons, 1),
    ...(wishes.colours.length === 0 ? [] : [weighed(columns.colours, (own) => visible(own, wishes.colours))]),
    ...(wishes.occasions.length === 0
      ? []
      : [weighed(columns.occasions, (own) => (own.some((each) => wishes.occasions.includes(each)) ? 1 : 0))]),
  ].filter((each) => each !== undefined);
  const said = [...mentions.values()];
  if (weights.length === 0 && said.length === 0 && !wishes.cheap) return undefined;
  return (place) => {
    let sum = wishes.cheap && isCheap(place) ? 1 : 0;
    for (const { codes, table } of weights) sum += table[codes[place] ?? 0] ?? 0;
    for (const places of said) if (places.has(place)) sum += 0.5;
    return sum;
  };
}

const weighing = (column: Column<string>, wanted: readonly string[], weight: number) =>
  wanted.length === 0 ? undefined : weighed(column, (value) => (wanted.includes(value) ? weight : 0));

const weighed = <T>({ codes, values }: Column<T>, weigh: (value: T) => number) => ({
  codes,
  table: Float64Array.from(values, weigh),
});

/** The most visible colour counts most. */
const visible = (own: readonly string[], wanted: readonly string[]) =>
  own.reduce((sum, colour, at) => sum + (wanted.includes(colour) ? 2 / (at + 1) : 0), 0);

/** The products in stock that fulfil a wish, by how much they fulfil, those that fulfil most first. */
export function matchingBy(fulfils: ((place: number) => number) | undefined, { stocked }: Columns): Matching {
  if (!fulfils) return { first: () => [], rankOf: () => undefined };
  const equals = new Map<number, number[]>();
  for (let place = 0; place < stocked.length; place++) {
    const score = stocked[place] === 1 ? fulfils(place) : 0;
    if (score === 0) continue;
    const alike = equals.get(score);
    if (alike) alike.push(place);
    else equals.set(score, [place]);
  }
  const ranks = new Map<number, number>();
  let next = 1;
  const degrees = [...equals]
    .sort(([a], [b]) => b - a)
    .map(([score, places]) => {
      const rank = next;
      ranks.set(score, rank);
      next += places.length;
      return { rank, places: Uint32Array.from(places) };
    });
  return {
    first(admit, count) {
      const first: Ranked[] = [];
      for (const { rank, places } of degrees)
        for (const place of firstOf(places, admit, count - first.length)) first.push({ place, rank });
      return first;
    },
    rankOf: (place) => ranks.get(fulfils(place)),
  };
}

/** The first that are let through, without looking at the others. */
export function firstOf<T>(all: Iterable<T>, admit: (each: T) => boolean, count: number): readonly T[] {
  const first: T[] = [];
  for (const each of all) {
    if (first.length >= count) break;
    if (admit(each)) first.push(each);
  }
  return first;
}
