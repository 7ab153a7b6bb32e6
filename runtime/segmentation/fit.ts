import { createHash } from "node:crypto";
import { z } from "zod";
import { type Assignment, assign, assignmentSql, foldAssignment } from "./assignment";
import { type Campaign, type CampaignResponse, responsesTo } from "./calendar";
import { type Chance, type Points, kMeans } from "./clustering";
import { type Explanation, explain } from "./explain";
import type { EventStore, Intake } from "./event-store";
import { type Priors, features, featuresOf, priorsQuery, suspectsQuery } from "./features";
import { type MethodQuality, compareMethods } from "./methods";
import { type MinimumChoice, chooseMinimum } from "./minimum";
import { type Name, nameSegments } from "./names";
import { type Candidate, chooseK, judge } from "./number-of-segments";
import { type Columns, prepare, project } from "./preparation";
import { profileOf } from "./profile";
import { type Flow, continuing, flowsBetween } from "./refit";
import { chanceFrom } from "./chance";
import { type Dealing, dealingsOf } from "./merchandise";
import { type Month, seasonOf } from "./season";
import type { SqlEngine } from "./sql-engine";

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
export const modelFormat = 5;

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
  /** The chosen number by other methods, on the same customers. */
  readonly methods: readonly MethodQuality[];
  readonly explanation: Explanation;
  /** Where customers went from the version that was in force before; none without one. */
  readonly flows: readonly Flow[];
  readonly before: string | undefined;
  /** What marketing did, and how each segment bought meanwhile; none without a calendar. */
  readonly responses: readonly CampaignResponse[];
  /** Orders month by month; one month has no season. */
  readonly season: readonly Month[];
  /** How each segment deals with prices and stock; none where no catalogue was joined. */
  readonly dealings: readonly Dealing[];
  /** Who looks like a program and is in no segment. */
  readonly suspects: { readonly customers: number; readonly events: number };
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
  /** The version in force: a segment that is still the same people keeps its name. */
  readonly previous?: SegmentationModel;
  /** What marketing did and when. @default nothing */
  readonly calendar?: readonly Campaign[];
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
/** Ward's hierarchy takes memory by the square of it. */
const comparedSample = 1_500;
const mostSegments = 9;
const fewestCustomers = 30;

/**
 * Fits the segmentation of everything the store has taken in. The number of segments is that of `chooseK`; the minimum of
 * events is the smallest for which odd and even events tell the same segment. The same events, seed and options give the
 * same model, to the last digit.
 */
export async function fitSegments(
  store: EventStore,
  { seed, minimum: wanted, asOf: given, previous, calendar = [], progress = () => undefined }: FitOptions,
): Promise<{ readonly kind: "fitted"; readonly model: SegmentationModel } | NotFitted> {
  const asOf = given ?? (await newestEvent(store));
  if (asOf === undefined) return notFitted("no events have been taken in");
  const chance = (of: string) => chanceFrom(`${seed} ${of}`);
  const priors = await priorsOf(store);

  progress("choosing the minimum of events");
  const minimum = await chooseMinimum(store, { asOf, priors, wanted, fit: (columns) => fitOnce(columns, 4, chance) });

  progress("computing features");
  const featured = featuresOf({ minimum: minimum.events, priors, dialect: store.dialect });
  await store.keep("customers", { text: featured, parameters: { as_of: asOf } });
  const sample = await columnsOf(
    store,
    `select * from customers order by md5(user_id), user_id limit ${largestSample}`,
    asOf,
  );
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
  await store.keep("assigned", { text: assignmentSql(assignment, "select * from customers") });
  const profile = await profileOf(store, chosen.k);
  const named = new Set(preparation.coordinates.map(({ feature }) => feature));
  // Nobody drifts away within a few hours.
  if ((profile.spreads["recency_days"] ?? 0) < fewestNamedDays) named.delete("recency_days");
  const labels = assign(assignment, sample);
  progress("comparing methods and explaining");
  const earlier = previous && { model: previous, labels: assign(previous.assignment, sample) };
  const names = nameSegments(
    profile.segments.map(({ effects }) =>
      Object.fromEntries(Object.entries(effects).filter(([name]) => named.has(name))),
    ),
    profile.segments.map(({ medians }) => (medians["orders"] ?? 0) > 0),
    earlier ? continuing(earlier, labels, chosen.k) : [],
  );
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
    methods: compareMethods(
      { values: part.values.subarray(0, comparedSample * dimensions), dimensions },
      chosen.k,
      chance("methods"),
    ),
    explanation: explain(assignment, sample, chosen.k, chance("explain")),
    flows: earlier ? flowsBetween(earlier, labels, names) : [],
    before: previous?.version,
    responses: await responsesTo(store, calendar, "select * from assigned", asOf, chosen.k),
    season: await seasonOf(store, "select * from assigned", asOf, chosen.k),
    dealings: await dealingsOf(store, "select * from assigned", asOf, chosen.k),
    suspects: await suspectsOf(store),
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
  // What was in force before is no part of what a version is: fitting the same files again is the same version.
  const own = { ...body, flows: undefined, before: undefined };
  const version = createHash("sha256").update(JSON.stringify(own)).digest("hex").slice(0, 12);
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

/** How many look like programs, and how many events are theirs. */
async function suspectsOf(store: SqlEngine) {
  const found = z.object({ customers: z.coerce.number(), events: z.coerce.number() });
  const [row] = await store.run({
    text: `select count(*) as customers, coalesce(sum(events), 0) as events from (${suspectsQuery(store.dialect)}) suspects`,
    parse: (value) => found.parse(value),
  });
  return row ?? { customers: 0, events: 0 };
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
  return foldAssignment(preparation, kMeans(places, k, chance("minimum"), 5));
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
