import { createHash } from "node:crypto";
import { plain } from "../../recommendation/words/tokens";
import type { Refusal, Row } from "./rows";

/** The rows of one product: one reference in one colour. */
export interface Group {
  readonly id: string;
  readonly rows: readonly Row[];
  /** The rows of the reference in every colour: what one of them leaves out, another may say. */
  readonly reference: readonly Row[];
  /** Those that describe the reference as a whole, where its variants have rows of their own that name it. */
  readonly parents: readonly Row[];
}

const longest = 64;

/** A text as an id: letters, digits, - and _, shortened by a hash where it is too long. */
export function idOf(text: string): string {
  const id = plain(text) === text.toLowerCase() ? text : text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const clean = id.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "");
  if (clean.length <= longest) return clean;
  return `${clean.slice(0, longest - 9)}-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;
}

/**
 * Rows by product. A reference in several colours is a product for each, since each is seen, and sold, by itself: the first colour keeps
 * the reference as its id, the others add their own name to it. A row without a colour belongs to the first.
 */
export function grouped(rows: readonly Row[]): {
  readonly groups: readonly Group[];
  readonly refused: readonly Refusal[];
} {
  const references = new Map<string, Row[]>();
  const refused: Refusal[] = [];
  const parents = new Set(rows.flatMap(({ fields }) => groupOf(fields) ?? []));
  for (const row of rows) {
    const key = keyOf(row, parents);
    if (key !== undefined) add(references, key, row);
    else
      refused.push({
        line: row.line,
        reason: `id: the row “${[...row.fields.values()].join(" | ").slice(0, 60)}” has no reference; give it an id, a reference or an SKU`,
      });
  }
  return { groups: [...references].flatMap(([key, of]) => byColour(key, of)), refused };
}

/** A variant names its parent by the parent's id or SKU; some write "id:12". */
const groupOf = (fields: Row["fields"]) => fields.get("group")?.replace(/^id:\s*/i, "");

function keyOf({ fields }: Row, parents: ReadonlySet<string>): string | undefined {
  const [sku, id] = [fields.get("sku"), fields.get("id")];
  const named = sku !== undefined && !parents.has(sku) ? withoutSize(sku, fields.get("size")) : sku;
  const own = sku !== undefined && parents.has(sku) ? [sku, id] : [id, named];
  return [groupOf(fields), ...own, fields.get("barcode")].find((text) => text !== undefined && idOf(text) !== "");
}

/** An SKU that ends with its size ("OX-01-M") is one of several of a product, "OX-01". */
function withoutSize(sku: string, size = ""): string {
  const ending = sku.slice(-size.length - 1);
  return size !== "" && /^[-_/. ]/.test(ending) && ending.slice(1).toLowerCase() === size.toLowerCase()
    ? sku.slice(0, -ending.length)
    : sku;
}

function byColour(key: string, reference: readonly Row[]): readonly Group[] {
  const colourOf = ({ fields }: Row) => plain(fields.get("colours") ?? "").trim();
  const children = reference.filter(({ fields }) => fields.has("group"));
  const parents = children.length > 0 ? reference.filter(({ fields }) => !fields.has("group")) : [];
  const variants = children.length > 0 ? children : reference;
  const first = variants.map(colourOf).find((colour) => colour !== "") ?? "";
  const shades = new Map<string, Row[]>();
  for (const row of variants) add(shades, colourOf(row) || first, row);
  return [...shades].map(([colour, rows]) => ({
    id: idOf(colour === first ? key : `${key}-${colour}`),
    rows,
    reference,
    parents,
  }));
}

function add(lists: Map<string, Row[]>, key: string, row: Row): void {
  const list = lists.get(key);
  if (list) list.push(row);
  else lists.set(key, [row]);
}
