import type { Profiles } from "../taste/profiles";
import type { Taste } from "../taste/taste";
import { agreeing } from "./agreeing";
import type { Sql } from "./sql";
import { tasteIn, tastesOf } from "./sql-tastes";
import { together } from "./together";

/** Consent, limits and taste in one question: recommendations ask it of every shopper, every time. */
export const sqlProfiles = (sql: Sql): Profiles => ({
  agreed: together<Taste | undefined>(async (subjects) => {
    const rows = await sql.query(tastesOf(agreeing("unnest($1::varchar[]) asked (subject)")), [subjects]);
    return new Map(rows.map(tasteIn));
  }, undefined),
});
