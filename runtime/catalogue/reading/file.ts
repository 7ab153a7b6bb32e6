import { type Reading, productsFrom } from "./assemble";
import type { Assumed } from "./parsed";
import { recordsIn } from "./json";
import { type Mapping, lacking, renamingBy } from "./mapping";
import { type ParseTable, tableIn } from "./table";
import { textOf } from "./text";
import { type ParseElement, elementsIn } from "./xml";

/** A catalogue that was read; or why the file is none. */
export type FileRead = Reading | { readonly unreadable: string };

/** How texts are taken apart. */
export interface Formats {
  readonly parseTable: ParseTable;
  readonly parseElement: ParseElement;
}

export interface ReadWith extends Formats {
  readonly assumed?: Assumed | undefined;
  readonly mapping?: Mapping | undefined;
}

/** Files that are often meant, by their first bytes, and what to do. */
const others = [
  [/^PK\x03\x04/, "is a spreadsheet or an archive; save the sheet as CSV"],
  [/^\xd0\xcf\x11\xe0/, "is an old spreadsheet; save the sheet as CSV"],
  [/^\x1f\x8b/, "is compressed; unpack it first"],
  [
    /^(\xef\xbb\xbf)?\s*<(!doctype )?html/i,
    "is a page of the web; export the products as CSV, as JSON or as an XML feed",
  ],
] as const;

/** Products of a text file: JSON lines, one JSON list, an XML feed, or a table with any of the usual delimiters. */
export function readCatalogue(name: string, bytes: Uint8Array, formats: ReadWith): FileRead {
  const { assumed, mapping } = formats;
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const other = others.find(([pattern]) => pattern.test(start));
  if (other) return { unreadable: other[1] };
  const { text: raw, encoding } = textOf(bytes);
  if (raw.includes("\0")) return { unreadable: "is no text; products are read from CSV, JSON, XML or PDF" };
  const marked = /^sep=.\r?\n/i.exec(raw)?.[0] ?? ""; // a spreadsheet's way to tell its delimiter
  const text = marked === "" ? raw : raw.replace(marked, "\n");
  if (text.trim() === "") return { unreadable: "is empty" };
  const notes = encoding === "windows-1252" ? ["read as Windows-1252, since it is not UTF-8"] : [];

  const renaming = renamingBy(mapping);
  const read = /^\s*</.test(text)
    ? elementsIn(text, formats.parseElement)
    : /^\s*[[{]/.test(text) || /\.(jsonl|ndjson)$/i.test(name)
      ? recordsIn(text)
      : tableIn(text, formats.parseTable, renaming.rename);
  if ("unreadable" in read) return read;
  const rows = read.rows.map(renaming.renamed);
  const unmet = rows.length > 0 ? renaming.unmet() : [];
  if (unmet.length > 0) return { unreadable: lacking(unmet) };
  const reading = productsFrom(rows, read.refused, { ...renaming.always, ...assumed });
  return { parsed: reading.parsed, notes: [...notes, ...reading.notes] };
}
