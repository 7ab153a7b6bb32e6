import { fieldOf } from "../reading/headings";
import { type SheetField, fieldIn, fieldsIn, isReference } from "./headings";
import { type Line, type Placed, overlap } from "./placed";

/** One product of a page on which each has its own block: what stands behind each label, and its height on the page. */
export interface Card {
  readonly said: ReadonlyMap<string, string>;
  readonly y: number;
}

interface Pair extends Placed {
  readonly label: string;
  readonly field: SheetField | undefined;
  readonly value: string;
  /** Where what is said begins, where it stands apart from its label. */
  readonly from?: number;
}

type Said = Pair | (Placed & { readonly label?: undefined });

/** Blocks of lines such as "Colour: red", beside and under one another, each with the reference of one product. */
export function cardsIn(lines: readonly Line[], rename: (label: string) => string): readonly Card[] {
  const said = resolved(lines.flatMap(({ parts }) => pairsOf(parts, rename)));
  const labelled = said.filter((each) => each.label !== undefined);
  const references = labelled.filter(({ field }) => isReference(field));
  const borders = bordersOf(references, labelled);
  return [-Infinity, ...borders].flatMap((left, at) => {
    const right = borders[at] ?? Infinity;
    const column = said.filter((each) => each.left >= left && each.left < right);
    return blocksOf(column).flatMap(cardOf);
  });
}

/** Labels by what all of them say together, as a header is: "Style" is a reference where nothing else is. */
function resolved(said: readonly Said[]): readonly Said[] {
  const labels = [...new Set(said.flatMap(({ label }) => label ?? []))];
  const fields = fieldsIn(labels);
  return said.map((each) => (each.label === undefined ? each : { ...each, field: fields[labels.indexOf(each.label)] }));
}

/** What stands in one line: labels with what they say, and other text. */
function pairsOf(parts: readonly Placed[], rename: (label: string) => string): readonly Said[] {
  const said: Said[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (!part) continue;
    const inside = withinOf(part, rename);
    const next = parts[at + 1];
    const [only] = inside;
    const alone = inside.length === 1 ? (only ?? labelAlone(part, rename)) : undefined;
    if (
      alone?.value === "" &&
      next &&
      withinOf(next, rename).length === 1 &&
      withinOf(next, rename)[0] === undefined &&
      !labelAlone(next, rename)
    ) {
      said.push({ ...alone, value: next.text, right: next.right, from: next.left });
      at++;
    } else if (inside.some((each) => each !== undefined)) said.push(...inside.flatMap((each) => each ?? []));
    else said.push(part);
  }
  return said;
}

/** The pairs of one text, as "WSP €28 / RRP €69"; [undefined] where it has no label. */
function withinOf(part: Placed, rename: (label: string) => string): readonly (Pair | undefined)[] {
  const pieces = part.text.split(/\s+[/|·•]\s+/);
  const pairs = pieces.map((text) => pairIn(part, text, rename));
  return pieces.length > 1 && pairs.every((each) => each !== undefined) ? pairs : [pairIn(part, part.text, rename)];
}

function pairIn(part: Placed, text: string, rename: (label: string) => string): Pair | undefined {
  const [, label, value] = /^(.{1,40}?)\s*:\s*(.*)$/.exec(text) ?? [];
  if (label !== undefined && value !== undefined)
    return { ...part, label: rename(label), value, field: fieldIn(rename(label)) };
  const words = text.split(" ");
  for (let most = Math.min(4, words.length - 1); most > 0; most--) {
    const [before, after] = [words.slice(0, most).join(" "), words.slice(most).join(" ")];
    const field = fieldIn(before);
    if (/^(eur|euros?|€)$/i.test(before)) continue; // a price, and no label
    const fits = isReference(field)
      ? fieldOf(before) === field && /^\S*\d\S*$/.test(after)
      : /^(price|cost)$/.test(field ?? "") && /^\D{0,4}\d/.test(after);
    if (fits) return { ...part, label: before, value: after, field };
  }
  return undefined;
}

/** A label whose value stands apart, to the right. */
function labelAlone(part: Placed, rename: (label: string) => string): Pair | undefined {
  const label = rename(part.text);
  const field = fieldIn(label);
  const short = part.text.split(" ").length <= 5 && !/\d/.test(part.text);
  return field !== undefined && short ? { ...part, label, value: "", field } : undefined;
}

/** Between blocks that stand side by side: in the widest gap that no label or value reaches into. */
function bordersOf(references: readonly Pair[], labelled: readonly Pair[]): readonly number[] {
  const beside: Pair[] = [];
  for (const each of [...references].sort((a, b) => a.left - b.left))
    if (beside.every((other) => overlap(other, each) <= 0)) beside.push(each);
  return beside.slice(1).flatMap((each, at) => {
    const from = beside[at]?.left ?? 0;
    const edges = labelled.filter(({ left }) => left >= from && left <= each.left).sort((a, b) => a.left - b.left);
    let [reach, best] = [-Infinity, { gap: 0, at: each.left }];
    for (const { left, right } of edges) {
      if (left - reach > best.gap && Number.isFinite(reach))
        best = { gap: left - reach, at: left - (left - reach) / 2 };
      reach = Math.max(reach, right);
    }
    return [best.at];
  });
}

/** Blocks under one another: they are further apart than their lines. */
function blocksOf(column: readonly Said[]): readonly (readonly Said[])[] {
  const gaps = column.slice(1).map((each, at) => each.y - (column[at]?.y ?? 0));
  const usual = [...gaps].filter((gap) => gap > 1).sort((a, b) => a - b);
  const widest = 1.35 * (usual[Math.floor(usual.length / 2)] ?? 0);
  const blocks: Said[][] = [];
  for (const [at, each] of column.entries()) {
    const block = blocks.at(-1);
    if (block && (gaps[at - 1] ?? 0) <= widest) block.push(each);
    else blocks.push([each]);
  }
  return blocks.flatMap(byReference);
}

/** Blocks without a gap between them: each begins with the label that begins the first. */
function byReference(block: readonly Said[]): readonly (readonly Said[])[] {
  if (block.filter((each) => each.label !== undefined && isReference(each.field)).length < 2) return [block];
  const first = block.find((each) => each.label !== undefined)?.label;
  const blocks: Said[][] = [[]];
  for (const each of block)
    if (each.label !== undefined && each.label === first && blocks.at(-1)?.some(({ label }) => label === first))
      blocks.push([each]);
    else blocks.at(-1)?.push(each);
  return blocks;
}

/** What stands above the first label is the name, where no label says one; a value may go on under itself. */
function cardOf(block: readonly Said[]): readonly Card[] {
  const said = new Map<string, string>();
  const fields = new Set<SheetField>();
  const above: string[] = [];
  let last: Pair | undefined;
  for (const each of block)
    if (each.label === undefined) {
      const beside = block.some(
        (other) => other !== each && other.label === undefined && Math.abs(other.y - each.y) < 1,
      );
      if (fields.size === 0) above.push(each.text);
      else if (
        !beside &&
        last &&
        (last.from !== undefined ? Math.abs(last.from - each.left) < 2 : /[,/–-]$/.test(last.value))
      )
        said.set(last.label, `${said.get(last.label) ?? ""} ${each.text}`);
    } else {
      last = each;
      said.set(each.label, said.has(each.label) ? `${said.get(each.label) ?? ""} | ${each.value}` : each.value);
      if (each.field !== undefined) fields.add(each.field);
    }
  if (fields.size < 2 || !(fields.has("price") || [...fields].some(isReference))) return [];
  if (!fields.has("title") && above.length > 0) said.set("title", above.slice(-3).join(" "));
  return [{ said, y: block[0]?.y ?? 0 }];
}
