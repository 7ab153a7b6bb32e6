import { parse as parseRecords } from "csv-parse/sync";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { decode } from "html-entities";
import { parse } from "yaml";
import { z } from "zod";
import type { Cells } from "../catalogue/reading/table";
import type { ParseElement } from "../catalogue/reading/xml";

const rows = z.array(z.record(z.string(), z.string()));

/** Rows of a CSV file (RFC 4180) by the names in its first line. Throws an `Error` that names the line of a mistake. */
export const parseCsv = (text: string): readonly Readonly<Record<string, string>>[] =>
  rows.parse(parseRecords(text, { columns: true, skip_empty_lines: true, bom: true, trim: true }));

const records = z.array(
  z.object({ raw: z.string(), record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
);

/**
 * Records of a CSV text with any delimiter, of whatever lengths, each with the line on which it begins; a quote within an unquoted cell
 * is a letter. Throws an `Error` that names the line of a mistake.
 */
export const parseTable = (text: string, delimiter: string): readonly Cells[] =>
  records
    .parse(
      parseRecords(text, {
        delimiter,
        bom: true,
        trim: true,
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        raw: true,
        info: true,
      }),
    )
    .filter(({ record }) => record.some((cell) => cell !== ""))
    .map(({ record, raw, info }) => ({ line: info.lines - raw.trim().split("\n").length + 1, cells: record }));

/** What a YAML or JSON text says. Throws an `Error` that names the line of a mistake. */
export const parseYaml = (text: string): unknown => parse(text) as unknown;

const elements = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  removeNSPrefix: true,
  parseTagValue: false, // "007" is a reference
  ignoreDeclaration: true,
  processEntities: false, // a text's own are how XML is made to swell; HTML's, which shops write all the same, it does not know
  tagValueProcessor: (_, text) => decode(text),
  attributeValueProcessor: (_, text) => decode(text),
});

/** One element of XML. */
export const parseElement: ParseElement = (text) => {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(valid.err.msg);
  return elements.parse(text) as unknown;
};
