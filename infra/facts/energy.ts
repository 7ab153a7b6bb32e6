import { type RegionName, regions } from "./regions";

/**
 * Watts of one virtual processor at full load: the average of Azure's processors in Cloud Carbon Footprint's methodology (2024), from the
 * SPECpower database. An upper bound for a service whose processors are mostly half idle.
 */
export const wattsOfProcessor = 3.76;

/** What a data centre takes for each watt of its machines: Azure's average (Microsoft, "Datacenter efficiency", read 2025-10). */
export const powerUsage = 1.16;

/**
 * Grams of CO2 equivalents that a kilowatt hour of a country's electricity stands for, life cycle included, in 2023 (Ember, through
 * Our World in Data and Statista). A country that is not here has no figure that we could verify.
 */
const gramsPerKilowattHour: Readonly<Partial<Record<string, number>>> = { SE: 41, FR: 56, IE: 291, DE: 381, PL: 662 };

export const gramsIn = (region: string): number | undefined =>
  region in regions ? gramsPerKilowattHour[regions[region as RegionName].country] : undefined;

/** Watt hours for so many seconds of a processor. */
export const wattHours = (seconds: number): number => (seconds * wattsOfProcessor * powerUsage) / 3600;
