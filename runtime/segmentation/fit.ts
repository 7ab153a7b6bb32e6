import { createHash } from "node:crypto";
import { z } from "zod";
import { type Assignment, assign, assignmentSql, foldAssignment } from "./assignment";
import {
  type Chance,
  type Points,
  adjustedRand,
  calinskiHarabasz,
  daviesBouldin,
  kMeans,
  nearestCentres,
  silhouette,
} from "./clustering";
import type { EventStore, Intake } from "./event-store";
import { type Priors, features, featuresOf, priorsQuery } from "./features";
import { type MinimumChoice, chooseMinimum } from "./minimum";
import { type Name, nameSegments } from "./names";
import { type Columns, prepare, project } from "./preparation";
import { chanceFrom } from "./chance";
import type { SqlEngine } from "./sql-engine";

/** How good a number of segments is on this log. */
export interface Candidate {
  readonly k: number;
  readonly silhouette: number;
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
  /** Mean adjusted Rand index of fits on disjoint halves, both labelling everybody, and the mean's standard error. */
  readonly stability: number;
  readonly stabilityError: number;
  readonly smallestShare: number;
}

export interface FittedSegment extends Name {
  readonly customers: number;
  readonly share: number;
  readonly revenueShare: number;
  /** By feature. */
  readonly medians: Readonly<Record<string, number>>;
  /** By feature: (median − the population's) in robust units. */
  readonly effects: Readonly<Record<string, number>>;
}

/** Raised with the shape of `SegmentationModel`, so that a version of an older shape is not misread. */
export const modelFormat = 2;

/** Everything that a version of the segmentation is; written as one JSON file. */
export interface SegmentationModel {
  readonly format: typeof modelFormat;
  readonly version: string;
  readonly seed: string;
  /** Time up to which days were counted: that of the newest event unless another was asked for. */
  readonly asOf: string;
  /** What a reader should know before acting on these segments. */
  readonly cautions: readonly string[];
  readonly priors: Priors;
  readonly minimum: MinimumChoice;
  /** Customers with at least the minimum of events. */
  readonly customers: number;
  /** Customers of the bounded sample on which it was fitted. */
  readonly fittedOn: number;
  readonly candidates: readonly Candidate[];
  readonly chosen: { readonly k: number; readonly reason: string; readonly isSketch: boolean };
  readonly assignment: Assignment;
  readonly segments: readonly FittedSegment[];
  readonly population: Readonly<Record<string, number>>;
  /** A few hundred customers in the first two components, without their ids, for a map. */
  readonly map: readonly (readonly [x: number, y: number, segment: number])[];
  readonly sql: string;
  readonly features: Readonly<Record<string, number>>;
  readonly lineage: readonly Omit<Intake, "kind" | "known">[];
}

export interface FitOptions {
  readonly seed: string;
  /** Least number of events of a customer. @default chosen by the method */
  readonly minimum?: number;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. @default the time of the newest event */
  readonly asOf?: string;
  /** Hears what is being done. */
  readonly progress?: (step: string) => void;
}

/** Why no segments could be made, and what to do. */
export interface NotFitted {
  readonly kind: "not fitted";
  readonly reason: string;
}

const largestSample = 20_000;
const choosingSample = 5_000;
const mostSegments = 9;
const fewestCustomers = 30;

/**
 * Fits the segmentation of everything the store has taken in. The number of segments is that of `chooseK`; the minimum of
 * events is the smallest for which odd and even events tell the same segment. The same events, seed and options give the
 * same model, to the last digit.
 */
export async function fitSegments(
  store: EventStore,
  { seed, minimum: wanted, asOf: given, progress = () => undefined }: FitOptions,
): Promise<{ readonly kind: "fitted"; readonly model: SegmentationModel } | NotFitted> {
  const asOf = given ?? (await newestEvent(store));
  if (asOf === undefined) return notFitted("no events have been taken in");
  const chance = (of: string) => chanceFrom(`${seed} ${of}`);
  const priors = await priorsOf(store);

  progress("choosing the minimum of events");
  const minimum = await chooseMinimum(store, { asOf, priors, wanted, fit: (columns) => fitOnce(columns, 4, chance) });

  progress("computing features");
  const featured = featuresOf({ minimum: minimum.events, priors, dialect: store.dialect });
  const sample = await columnsOf(store, `${featured} order by md5(v.user_id), v.user_id limit ${largestSample}`, asOf);
  const count = sample["events"]?.length ?? 0;
  if (count < fewestCustomers)
    return notFitted(
      `only ${count} customers have ${minimum.events} or more events; at least ${fewestCustomers} are needed. Add event files, or lower --minimum`,
    );
  const preparation = prepare(sample);
  if (preparation.coordinates.length === 0)
    return notFitted("all customers of this log behave alike; there is nothing to tell them apart by");
  const dimensions = preparation.components.length;
  const places: Points = { values: project(preparation, sample), dimensions };

  const part: Points = { values: places.values.subarray(0, choosingSample * dimensions), dimensions };
  const candidates: Candidate[] = [];
  const most = Math.min(mostSegments, Math.floor(count / 10));
  for (let k = 2; k <= most; k++) {
    progress(`comparing numbers of segments: ${k} of ${most}`);
    candidates.push(judge(part, k, chance(`k ${k}`)));
  }
  const chosen = chooseK(candidates);
  if (!chosen) return notFitted("no number of segments could be tried on so few customers");

  progress("assigning every customer");
  const centres = ordered(kMeans(places, chosen.k, chance("fit")), places);
  const assignment = foldAssignment(preparation, centres);
  const sql = assignmentSql(assignment, featured);
  const profile = await profileOf(store, featured, sql, asOf, chosen.k);
  const named = new Set(preparation.coordinates.map(({ feature }) => feature));
  // Nobody drifts away within a few hours.
  if ((profile.spreads["recency_days"] ?? 0) < fewestNamedDays) named.delete("recency_days");
  const names = nameSegments(
    profile.segments.map(({ effects }) =>
      Object.fromEntries(Object.entries(effects).filter(([name]) => named.has(name))),
    ),
    profile.segments.map(({ medians }) => (medians["orders"] ?? 0) > 0),
  );
  const labels = assign(assignment, sample);
  const step = Math.ceil(count / 600);
  const lineage = (await store.files()).map(({ name, sha256, read, kept, quarantined, profile: of }) => ({
    name,
    sha256,
    read,
    kept,
    quarantined,
    profile: of,
  }));
  const body = {
    format: modelFormat,
    seed,
    asOf,
    cautions: cautionsOf(lineage, minimum, chosen),
    priors,
    minimum,
    customers: profile.customers,
    fittedOn: count,
    candidates,
    chosen,
    assignment,
    segments: profile.segments.map((segment, at) => ({
      ...segment,
      ...(names[at] ?? { id: "", english: "", french: "", actions: [] }),
    })),
    population: profile.population,
    map: Array.from({ length: Math.floor(count / step) }, (_, at): [number, number, number] => {
      const row = at * step;
      const place = (axis: number) => Math.round((places.values[row * dimensions + axis] ?? 0) * 100) / 100;
      return [place(0), dimensions > 1 ? place(1) : 0, labels[row] ?? 0];
    }),
    sql,
    features: Object.fromEntries(features.map(({ name, version }) => [name, version])),
    lineage,
  } satisfies Omit<SegmentationModel, "version">;
  const version = createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 12);
  return { kind: "fitted", model: { version, ...body } };
}

/** Least interquartile range of recency at which a name may speak of coming and going. */
const fewestNamedDays = 3;
/** A log of fewer days says little of habits. */
const fewestDays = 28;

function cautionsOf(
  lineage: SegmentationModel["lineage"],
  minimum: MinimumChoice,
  chosen: { readonly isSketch: boolean },
): readonly string[] {
  const first = lineage.map(({ profile }) => profile.firstAt).sort()[0] ?? "";
  const last =
    lineage
      .map(({ profile }) => profile.lastAt)
      .sort()
      .at(-1) ?? "";
  const hours = (Date.parse(`${last.replace(" ", "T")}Z`) - Date.parse(`${first.replace(" ", "T")}Z`)) / 3_600_000;
  const span = hours < 48 ? `${hours.toFixed(1)} hours` : `${Math.floor(hours / 24)} days`;
  return [
    ...(hours < fewestDays * 24
      ? [`The log covers ${span}; habits show over ${fewestDays} days or more. Read these segments as a sketch.`]
      : []),
    ...(minimum.reason.startsWith("this log is too") ? ["No minimum of events could be justified on this log."] : []),
    ...(chosen.isSketch ? ["No number of segments passes the tests of stability and size."] : []),
  ];
}

const notFitted = (reason: string): NotFitted => ({ kind: "not fitted", reason });

/** The time of the newest event; undefined in an empty store. */
export async function newestEvent(store: SqlEngine): Promise<string | undefined> {
  const row = z.object({ as_of: z.string().nullable() });
  const [newest] = await store.run({
    text: "select cast(max(last_at) as varchar(26)) as as_of from visits",
    parse: (value) => row.parse(value),
  });
  return newest?.as_of ?? undefined;
}

async function priorsOf(store: SqlEngine): Promise<Priors> {
  const rates = z.object({ cart_rate: z.coerce.number(), conversion: z.coerce.number() });
  const [found] = await store.run({ text: priorsQuery(store.dialect), parse: (value) => rates.parse(value) });
  return { cartRate: found?.cart_rate ?? 0, conversion: found?.conversion ?? 0 };
}

const numbers = z.object(
  Object.fromEntries(["events", ...features.map(({ name }) => name)].map((name) => [name, z.coerce.number()])),
);

/** The rows of a features query as columns. */
export async function columnsOf(store: SqlEngine, text: string, asOf: string): Promise<Columns> {
  const rows = await store.run({ text, parameters: { as_of: asOf }, parse: (row) => numbers.parse(row) });
  return Object.fromEntries(
    Object.keys(numbers.shape).map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? 0)]),
  );
}

/** Undefined where the features of a log tell nobody from anybody. */
function fitOnce(columns: Columns, k: number, chance: (of: string) => Chance): Assignment | undefined {
  const preparation = prepare(columns);
  if (preparation.coordinates.length === 0) return undefined;
  const places = { values: project(preparation, columns), dimensions: preparation.components.length };
  return foldAssignment(preparation, kMeans(places, k, chance("minimum"), starts));
}

const repeats = 16;
const starts = 5;

function judge(points: Points, k: number, chance: Chance): Candidate {
  const centres = kMeans(points, k, chance);
  const labels = nearestCentres(points, centres);
  const counts = Array.from({ length: k }, (_, segment) => labels.filter((label) => label === segment).length);
  const agreements: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const [one, other] = halves(points, chance);
    agreements.push(
      adjustedRand(
        nearestCentres(points, kMeans(one, k, chance, starts)),
        nearestCentres(points, kMeans(other, k, chance, starts)),
      ),
    );
  }
  const stability = agreements.reduce((sum, value) => sum + value, 0) / repeats;
  const variance = agreements.reduce((sum, value) => sum + (value - stability) ** 2, 0) / (repeats - 1);
  return {
    k,
    silhouette: silhouette(points, labels, k),
    daviesBouldin: daviesBouldin(points, labels, centres),
    calinskiHarabasz: calinskiHarabasz(points, labels, centres),
    stability,
    stabilityError: Math.sqrt(variance / repeats),
    smallestShare: Math.min(...counts) / labels.length,
  };
}

function halves({ values, dimensions: d }: Points, chance: Chance): readonly [Points, Points] {
  const rows = Array.from({ length: values.length / d }, (_, row) => row);
  for (let at = rows.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [rows[at], rows[other]] = [rows[other] ?? 0, rows[at] ?? 0];
  }
  const middle = Math.floor(rows.length / 2);
  const take = (chosen: readonly number[]): Points => {
    const taken = new Float64Array(chosen.length * d);
    for (const [at, row] of chosen.entries()) taken.set(values.subarray(row * d, row * d + d), at * d);
    return { values: taken, dimensions: d };
  };
  return [take(rows.slice(0, middle)), take(rows.slice(middle))];
}

/** Least split-half agreement, and least share of the smallest segment, of a number of segments that may be chosen. */
const steady = 0.8;
const smallest = 0.02;
/** Silhouettes closer than this are as good as equal. */
const near = 0.02;

/**
 * The rule for k. Of the numbers from 3 that are stable and leave no sliver: the smallest within .02 of the best silhouette,
 * and then more, as long as each further number passes too and stays within .02. The run is not continued behind a number
 * that fails: where five segments fall differently every time, seven that agree cut the same cloud into even tiles. Undefined
 * without candidates.
 */
export function chooseK(
  candidates: readonly Candidate[],
): { readonly k: number; readonly reason: string; readonly isSketch: boolean } | undefined {
  const fit = candidates.filter(
    ({ k, stability, smallestShare }) => k >= 3 && stability >= steady && smallestShare >= smallest,
  );
  const best = Math.max(...fit.map((each) => each.silhouette));
  const good = fit.filter((each) => each.silhouette >= best - near).map((each) => each.k);
  const [first] = good;
  if (first !== undefined) {
    let k = first;
    while (good.includes(k + 1)) k++;
    const passed = fit.map((each) => each.k).join(", ");
    return {
      k,
      isSketch: false,
      reason: `among the numbers that pass (${passed}: fits on two halves agree by at least .80, no segment below 2 %) it is within .02 of the best silhouette, ${best.toFixed(3)}; ${k + 1} ${fit.some((each) => each.k === k + 1) ? "is less well separated" : "does not pass"}`,
    };
  }
  const large = candidates.filter(({ smallestShare }) => smallestShare >= smallest);
  const [steadiest] = [...(large.length > 0 ? large : candidates)].sort(
    (a, b) => b.stability - a.stability || a.k - b.k,
  );
  return (
    steadiest && {
      k: steadiest.k,
      isSketch: true,
      reason: `no number of three or more passes: each falls differently from half to half (agreement below .80) or leaves a segment below 2 %. ${steadiest.k} is the steadiest (${steadiest.stability.toFixed(2)})`,
    }
  );
}

/** Centres by their first coordinate and then the next, so that a segment's number does not depend on chance. */
function ordered(centres: Float64Array, { dimensions: d }: Points): Float64Array {
  const rows = Array.from({ length: centres.length / d }, (_, at) => Array.from(centres.subarray(at * d, at * d + d)));
  rows.sort((a, b) => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
  });
  return Float64Array.from(rows.flat());
}

const quantileOf = (name: string, share: number) => `percentile_cont(${share}) within group (order by f.${name})`;

const counted = z.object({
  segment: z.coerce.number().nullable(),
  customers: z.coerce.number(),
  revenue: z.coerce.number(),
});

/** Sizes, revenue and medians of every segment and of everyone, over all customers, in one query. */
async function profileOf(store: SqlEngine, featured: string, sql: string, asOf: string, k: number) {
  const names = features.map(({ name }) => name);
  const medians = names.map(
    (name) =>
      `${quantileOf(name, 0.5)} as ${name}, ${quantileOf(name, 0.75)} - ${quantileOf(name, 0.25)} as ${name}_spread`,
  );
  const schema = counted.extend(
    Object.fromEntries(
      names.flatMap((name) => [
        [name, z.coerce.number()],
        [`${name}_spread`, z.coerce.number()],
      ]),
    ),
  );
  const rows = await store.run({
    text: `select a.segment, count(*) as customers, cast(sum(cast(f.amount as decimal(38, 4))) as ${store.dialect.double}) as revenue, ${medians.join(", ")}
      from (${sql}) a join (${featured}) f on f.user_id = a.user_id
      group by grouping sets ((a.segment), ())`,
    parameters: { as_of: asOf },
    parse: (row) => schema.parse(row) as z.infer<typeof counted> & Readonly<Record<string, number>>,
  });
  const whole = rows.find(({ segment }) => segment === null);
  const [customers, revenue] = [whole?.customers ?? 0, whole?.revenue ?? 0];
  const segments = Array.from({ length: k }, (_, segment) => {
    const row = rows.find((each) => each.segment === segment);
    return {
      customers: row?.customers ?? 0,
      share: (row?.customers ?? 0) / Math.max(1, customers),
      revenueShare: revenue > 0 ? (row?.revenue ?? 0) / revenue : 0,
      medians: Object.fromEntries(names.map((name) => [name, row?.[name] ?? 0])),
      effects: Object.fromEntries(
        names.map((name) => {
          const spread = whole?.[`${name}_spread`] ?? 0;
          const gap = (row?.[name] ?? 0) - (whole?.[name] ?? 0);
          return [name, spread > 0 ? gap / spread : Math.sign(gap)];
        }),
      ),
    };
  });
  const everyone = (suffix = "") => Object.fromEntries(names.map((name) => [name, whole?.[`${name}${suffix}`] ?? 0]));
  return { customers, segments, population: everyone(), spreads: everyone("_spread") };
}
