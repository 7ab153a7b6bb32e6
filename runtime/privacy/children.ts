/**
 * Age in years from which a child consents alone to a service of the information society (Art. 8(1) GDPR): 16 unless a country
 * has lowered it, to 13 at least. Source: national laws as listed by the EU Agency for Fundamental Rights, "Consent to use
 * data on children"; asOf 2025-01. A country that is not listed keeps the 16 of the regulation.
 */
const agesOfConsent: Readonly<Record<string, number>> = {
  AT: 14,
  BE: 13,
  BG: 14,
  CY: 14,
  CZ: 15,
  DK: 15,
  EE: 13,
  ES: 14,
  FI: 13,
  FR: 15,
  GR: 15,
  IT: 14,
  LT: 14,
  LV: 13,
  MT: 13,
  PT: 13,
  SE: 13,
  SI: 15,
};

/** The age from which somebody in this country (ISO 3166-1, two letters) consents alone. */
export const ageOfConsent = (country: string): number => agesOfConsent[country.toUpperCase()] ?? 16;
