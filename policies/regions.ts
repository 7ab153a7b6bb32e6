/** Azure regions in EU member states. Norway, Switzerland and the United Kingdom are none. Source: Azure geographies, 2026-03. */
export const euRegions: readonly string[] = [
  "austriaeast",
  "belgiumcentral",
  "denmarkeast",
  "francecentral",
  "francesouth",
  "germanynorth",
  "germanywestcentral",
  "italynorth",
  "northeurope",
  "polandcentral",
  "spaincentral",
  "swedencentral",
  "swedensouth",
  "westeurope",
];

/** Azure takes a region as `swedencentral` and as `Sweden Central`. */
export const isInTheEu = (place: unknown): boolean =>
  typeof place === "string" && euRegions.includes(place.toLowerCase().replaceAll(" ", ""));
