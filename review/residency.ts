import { type Region, regions } from "../infra/facts/regions";
import type { Recorded } from "../infra/testing/record";

/** One place that a plan names, and why. */
export interface Place {
  /** A region as Azure writes it, `global`, or a zone in which models are processed. */
  readonly place: string;
  readonly country: string;
  readonly why: "lies here" | "copied here" | "processed here";
  readonly resources: readonly string[];
}

/** Azure's own name for what it keeps nowhere in particular: names, rules, alerts. */
export const nowhere = "global";

const known: Readonly<Record<string, Region>> = regions;
const region = (place: string) => place.toLowerCase().replaceAll(" ", "");

/** Every place that a plan names: where resources lie, where copies go, and where models are processed. */
export function residency(resources: readonly Recorded[]): readonly Place[] {
  const found = new Map<string, { place: string; why: Place["why"]; names: Set<string> }>();
  const add = (place: string, why: Place["why"], name: string) => {
    const key = `${why} ${place}`;
    const entry = found.get(key) ?? { place, why, names: new Set() };
    entry.names.add(name);
    found.set(key, entry);
  };
  for (const { type, name, inputs } of resources) {
    for (const [path, place] of placesIn(inputs))
      add(region(place), path === "location" ? "lies here" : "copied here", name);
    for (const copy of copiesOf(inputs)) add(copy, "copied here", name);
    if (type === "azure-native:cognitiveservices:Deployment") add(processing(inputs), "processed here", name);
  }
  return [...found.values()]
    .map(({ place, why, names }) => ({
      place,
      why,
      country: known[place]?.country ?? "",
      resources: [...names].sort(),
    }))
    .sort((a, b) => reasons.indexOf(a.why) - reasons.indexOf(b.why) || (a.place < b.place ? -1 : 1));
}

const reasons: readonly Place["why"][] = ["lies here", "copied here", "processed here"];

/** Texts under a key that names a place, however deep: `location`, `secondaryLocation`, `additionalLocations`, `region`. */
function placesIn(value: unknown, path = ""): readonly (readonly [path: string, place: string])[] {
  if (typeof value === "string") return /(^|\.|[a-z])(location|region)(s?)(\.\d+)*$/i.test(path) ? [[path, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key !== "tags")
    .flatMap(([key, inner]) => placesIn(inner, path === "" ? key : `${path}.${key}`));
}

/** Copies that Azure makes in a region of its own choice. */
function copiesOf(inputs: Recorded["inputs"]): readonly string[] {
  const sku = (inputs["sku"] as { readonly name?: unknown } | undefined)?.name;
  const backup = (inputs["backup"] as { readonly geoRedundantBackup?: unknown } | undefined)?.geoRedundantBackup;
  return (typeof sku === "string" && /_(RA)?GZ?RS$/.test(sku)) || backup === "Enabled" ? ["the paired region"] : [];
}

/** Where a model deployment of this kind is processed. Source: Microsoft Learn, "Deployment types" (2026-08-06). */
function processing(inputs: Recorded["inputs"]): string {
  const sku = String((inputs["sku"] as { readonly name?: unknown } | undefined)?.name);
  if (["Standard", "ProvisionedManaged"].includes(sku)) return "the account's region";
  return sku.startsWith("DataZone") ? "the EU data zone, possibly EFTA" : "anywhere in the world";
}
