import { rowsOf } from "./records";
import type { Described, Refusal } from "./rows";

/**
 * Port: one element of XML as an object: its parts by their names without prefixes, its attributes beside them, text beside attributes
 * as `#text`. Throws an `Error` that says what is wrong; nothing is fetched, and no entity is taken from the text itself.
 */
export type ParseElement = (text: string) => unknown;

/** The names under which feeds and shops' exports hold one product. */
const holders = /<((?:[\w-]+:)?(?:item|entry|product|offer|shopitem|produit|prodotto|articolo))(?=[\s>])/i;
/** Parts that say by an attribute what they are: `<param name="Colour">Red</param>`. */
const said = /^(param|attribute|property|option|spec|caracteristique|attributo)$/i;

/** Rows of an XML feed: RSS and Atom as merchants' centres take them, and lists of products. What is broken is refused with its line. */
export function elementsIn(
  text: string,
  parse: ParseElement,
): { readonly rows: readonly Described[]; readonly refused: readonly Refusal[] } | { readonly unreadable: string } {
  const bare = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, " "));
  const holder = holders.exec(bare)?.[1];
  if (holder === undefined)
    return {
      unreadable: "has no element that is a product, such as <item>, <entry> or <product>; export it as CSV or as JSON",
    };
  const rows: Described[] = [];
  const refused: Refusal[] = [];
  const [opens, end] = [new RegExp(`<${holder}(?=[\\s>])`, "gi"), new RegExp(`</${holder}\\s*>`, "gi")];
  let [line, counted] = [1, 0];
  for (let open = opens.exec(bare); open; open = opens.exec(bare)) {
    line += bare.slice(counted, open.index).split("\n").length - 1;
    counted = open.index;
    end.lastIndex = opens.lastIndex;
    const close = end.exec(bare);
    const read = close
      ? rowsFrom(bare.slice(open.index, end.lastIndex), line, parse)
      : { line, reason: `<${holder}> is not closed` };
    if ("reason" in read) refused.push(read);
    else rows.push(...read);
    if (!close) break;
    opens.lastIndex = end.lastIndex;
  }
  return { rows, refused };
}

function rowsFrom(element: string, line: number, parse: ParseElement): readonly Described[] | Refusal {
  try {
    const [product] = Object.values(parse(element) as Parts);
    return rowsOf(typeof product === "object" ? Object.fromEntries(partsOf(product as Parts)) : product, line);
  } catch (error) {
    return { line, reason: `this is no XML: ${error instanceof Error ? error.message : String(error)}` };
  }
}

type Parts = Readonly<Record<string, unknown>>;
type Named = readonly (readonly [name: string, value: unknown])[];

/** The parts of an element; several of one name are a list. */
function partsOf(parts: Parts): Named {
  const lists = new Map<string, unknown[]>();
  for (const [name, value] of Object.entries(parts))
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      for (const [key, content] of partOf(name, each)) {
        const list = lists.get(key);
        if (list) list.push(content);
        else lists.set(key, [content]);
      }
  return [...lists].map(([name, list]) => [name, list.length === 1 && !isList(list[0]) ? list[0] : list.flat()]);
}

const isList = (value: unknown) => Array.isArray(value);

/** One part; an attribute beside text is another: `<price currency="EUR">` has a `price currency`. */
function partOf(name: string, value: unknown): Named {
  if (typeof value !== "object" || value === null) return [[name, value]];
  const { "#text": text, name: called, ...others } = value as Parts;
  if (text !== undefined && typeof called === "string" && said.test(name)) return [[called, text]];
  if (text !== undefined)
    return [[name, text], ...Object.entries(others).map(([key, each]) => [`${name} ${key}`, each] as const)];
  const parts = partsOf(value as Parts);
  const [only] = parts;
  const isWrapper = only && parts.length === 1 && (name === `${only[0]}s` || isList(only[1])); // <images><image>
  return [[name, isWrapper ? [only[1]].flat() : Object.fromEntries(parts)]];
}
