import { parse as parseRecords } from "csv-parse/sync";
import { parse } from "yaml";
import { z } from "zod";

const rows = z.array(z.record(z.string(), z.string()));

/** Rows of a CSV file (RFC 4180) by the names in its first line. Throws an `Error` that names the line of a mistake. */
export const parseCsv = (text: string): readonly Readonly<Record<string, string>>[] =>
  rows.parse(parseRecords(text, { columns: true, skip_empty_lines: true, bom: true, trim: true }));

/** What a YAML or JSON text says. Throws an `Error` that names the line of a mistake. */
export const parseYaml = (text: string): unknown => parse(text) as unknown;
