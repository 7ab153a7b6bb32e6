import { z } from "zod";
import { plain } from "../../recommendation/words/tokens";
import { colours, occasions, patterns, pieces, seasons, styles } from "../vocabulary";
import { type Field, exampleOf, fieldOf as knownFieldOf, fields, isField } from "./headings";
import { nearestOf } from "./nearest";
import type { Assumed } from "./parsed";
import type { Described } from "./rows";

const name = z.string().trim().min(1);

/** Where one of our fields comes from in a shop's file, and what its words are in ours. */
const source = z.union(
  [
    z.strictObject({ column: name, values: z.record(name, z.coerce.string()).default({}) }),
    z.strictObject({ always: z.coerce.string() }),
    z.strictObject({ missing: z.literal(true) }),
  ],
  "write { column: HEADING }, { column: HEADING, values: { THEIRS: ours } }, { always: WORDS } or { missing: true }",
);

/** Fields of which every value is one of these. */
const words: Partial<Readonly<Record<Field, readonly string[]>>> = {
  piece: pieces,
  style: styles,
  pattern: patterns,
  occasions,
  colours,
  season: [...seasons, "all-year"],
};

const meant = (nearest: string | undefined, known: readonly string[]) =>
  `${nearest === undefined ? "" : `; is “${nearest}” meant?`} Known are ${known.join(", ")}`;

/** How a shop's file is read whose headings or words are not known: our fields by its headings. */
export const mapping = z.strictObject({
  columns: z.record(z.string(), source).superRefine((columns, context) => {
    const fault = (message: string) => {
      context.addIssue({ code: "custom", message });
    };
    const by = new Map<string, string>();
    for (const [field, from] of Object.entries(columns)) {
      if (!isField(field)) {
        fault(`“${field}” is no field${meant(knownFieldOf(field) ?? nearestOf(field, fields), fields)}`);
        continue;
      }
      if (!("column" in from)) continue;
      const other = by.get(plain(from.column));
      if (other !== undefined) fault(`“${from.column}” is named for ${other} and for ${field}; name it for one`);
      by.set(plain(from.column), field);
      const known = words[field];
      for (const [theirs, ours] of Object.entries(from.values))
        if (known && !known.includes(ours))
          fault(`${field}: “${theirs}” cannot be “${ours}”${meant(nearestOf(ours, known), known)}`);
    }
  }),
});
export type Mapping = Readonly<z.infer<typeof mapping>>;

/** A mapping at work on one file. */
export interface Renaming {
  /** A heading as one that is known; "" where the mapping says that its field stands elsewhere. */
  readonly rename: (heading: string) => string;
  /** A row with its words in ours. */
  readonly inOurs: (row: Described) => Described;
  /** The same under headings that are known. */
  readonly renamed: (row: Described) => Described;
  readonly always: Assumed;
  /** Headings that the mapping names and the file does not have, each with the nearest one that it has. */
  readonly unmet: () => readonly string[];
}

/** What is said of a file that lacks headings of its mapping. */
export const lacking = (unmet: readonly string[]): string =>
  `its header has no ${unmet.join(", ")}; name its headings in the mapping file as they are written there`;

/** How the headings of one file are read; `fieldOf` tells those that are known without a mapping. */
export function renamingBy(
  given: Mapping | undefined,
  fieldOf: (heading: string) => string | undefined = knownFieldOf,
): Renaming {
  const by = new Map<string, Field>();
  const told = new Map<Field, ReadonlyMap<string, string>>();
  const always: Partial<Record<Field, string>> = {};
  const settled = new Set<string>();
  const columns = Object.entries(given?.columns ?? {}) as [Field, z.infer<typeof source>][];
  for (const [field, from] of columns) {
    settled.add(field);
    if ("column" in from) by.set(plain(from.column), field);
    if ("column" in from)
      told.set(field, new Map(Object.entries(from.values).map(([key, ours]) => [plain(key), ours])));
    if ("always" in from) always[field] = from.always;
  }
  const seen = new Map<string, string>();
  const rename = (heading: string) => {
    if (columns.length === 0) return heading;
    const key = plain(heading.trim());
    if (key !== "" && seen.size < 10_000) seen.set(key, heading.trim());
    const field = by.get(key);
    if (field !== undefined) return exampleOf(field);
    return settled.has(fieldOf(heading) ?? "") ? "" : heading;
  };
  const wordOf = (heading: string, text: string) => {
    const values = told.get(knownFieldOf(heading) ?? ("" as Field));
    if (!values || values.size === 0) return text;
    const whole = values.get(plain(text.trim()));
    return (
      whole ??
      text
        .split(/([|,;/])/)
        .map((part) => values.get(plain(part.trim())) ?? part)
        .join("")
    );
  };
  const inOurs = ({ line, under }: Described): Described => ({
    line,
    under: told.size === 0 ? under : new Map([...under].map(([heading, text]) => [heading, wordOf(heading, text)])),
  });
  return {
    rename,
    inOurs,
    renamed: ({ line, under }) => {
      if (columns.length === 0) return { line, under };
      const named = [...under].flatMap(([heading, text]) => {
        const known = rename(heading);
        return known === "" ? [] : [[known, text] as const];
      });
      return inOurs({ line, under: new Map(named) });
    },
    always,
    unmet: () =>
      columns.flatMap(([, from]) => {
        if (!("column" in from) || seen.has(plain(from.column))) return [];
        const nearest = nearestOf(from.column, seen.values());
        return [`${from.column}${nearest === undefined ? "" : ` (is “${nearest}” meant?)`}`];
      }),
  };
}
