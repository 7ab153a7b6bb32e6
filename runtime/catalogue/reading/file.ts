import { type Reading, productsFrom } from "./assemble";
import type { Assumed } from "./parsed";
import { recordsIn } from "./json";
import { type Mapping, lacking, renamingBy } from "./mapping";
import { type ParseTable, tableIn } from "./table";
import { textOf } from "./text";

/** A catalogue that was read; or why the file is none. */
export type FileRead = Reading | { readonly unreadable: string };

export interface ReadWith {
  readonly parseTable: ParseTable;
  readonly assumed?: Assumed | undefined;
  readonly mapping?: Mapping | undefined;
}

/** Files that are often meant, by their first bytes, and what to do. */
const others = [
  [/^PK\x03\x04/, "is a spreadsheet or an archive; save the sheet as CSV"],
  [/^\xd0\xcf\x11\xe0/, "is an old spreadsheet; save the sheet as CSV"],
  [/^\x1f\x8b/, "is compressed; unpack it first"],
  [/^(\xef\xbb\xbf)?\s*</, "is XML or HTML; export it as CSV, as tab-separated text or as JSON"],
] as const;

/** Products of a text file: JSON lines, one JSON list, or a table with any of the usual delimiters. */
export function readCatalogue(name: string, bytes: Uint8Array, { parseTable, assumed, mapping }: ReadWith): FileRead {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const other = others.find(([pattern]) => pattern.test(start));
  if (other) return { unreadable: other[1] };
  const { text: raw, encoding } = textOf(bytes);
  if (raw.includes("\0")) return { unreadable: "is no text; products are read from CSV, JSON or PDF" };
  const marked = /^sep=.\r?\n/i.exec(raw)?.[0] ?? ""; // a spreadsheet's way to tell its delimiter
  const text = marked === "" ? raw : raw.replace(marked, "\n");
  if (text.trim() === "") return { unreadable: "is empty" };
  const notes = encoding === "windows-1252" ? ["read as Windows-1252, since it is not UTF-8"] : [];

  const renaming = renamingBy(mapping);
  const json = /^\s*[[{]/.test(text) || /\.(jsonl|ndjson)$/i.test(name);
  const read = json ? recordsIn(text) : tableIn(text, parseTable, renaming.rename);
  if ("unreadable" in read) return read;
  const rows = read.rows.map(renaming.renamed);
  const unmet = rows.length > 0 ? renaming.unmet() : [];
  if (unmet.length > 0) return { unreadable: lacking(unmet) };
  const reading = productsFrom(rows, read.refused, { ...renaming.always, ...assumed });
  return { parsed: reading.parsed, notes: [...notes, ...reading.notes] };
}
