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

/**
 * Azure regions in Europe outside the Union, by what the Regulation says of their country: `eea` applies it itself (EEA Joint
 * Committee Decision 154/2018); `adequate` has a decision of the Commission (Switzerland 2000/518/EC, confirmed in 2024; United
 * Kingdom (EU) 2021/1772, extended in 2025). Both would be lawful with less paper than others; neither is the EU that the
 * notice promises. asOf 2026-11.
 */
const near: Readonly<Record<string, readonly [country: string, standing: "eea" | "adequate"]>> = {
  norwayeast: ["Norway", "eea"],
  norwaywest: ["Norway", "eea"],
  switzerlandnorth: ["Switzerland", "adequate"],
  switzerlandwest: ["Switzerland", "adequate"],
  uksouth: ["the United Kingdom", "adequate"],
  ukwest: ["the United Kingdom", "adequate"],
};

/** Why a place is not good enough, for a message. */
export function notInTheUnion(place: unknown): string {
  const [country, standing] = (typeof place === "string" && near[place.toLowerCase().replaceAll(" ", "")]) || [];
  if (country === undefined) return "is not a region of the European Union";
  return standing === "eea"
    ? `is in ${country}, which applies the Regulation and is not in the European Union, where the notice says data stays`
    : `is in ${country}, which is a third country with an adequacy decision (Art. 45) and not in the European Union`;
}
