/** Text as it stands on a page that is held upright: points from the left and from the top; `y` is where its letters stand. */
export interface Placed {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Height of the letters. */
  readonly size: number;
}

/** Text of one height, from left to right: each part is one cell's or one sentence's. */
export interface Line {
  readonly y: number;
  readonly size: number;
  readonly parts: readonly Placed[];
}

/** Parts of a letter's height: within which text is on one line, and between letters of one word. */
const [sameLine, sameWord] = [0.3, 0.12];
/** Between words of one cell: some programs place each word by itself; where spaces are written, a gap is sooner the one between cells. */
const sameCell = { placed: 0.4, written: 0.3 };
/** The share of texts with a space in them from which on spaces are written. */
const spaced = 0.1;

/** Lines from the top. Text that was written in several strokes is one part again, a word that was set w i d e has its letters together. */
export function linesOf(texts: readonly Placed[]): readonly Line[] {
  const within = texts.filter(({ text }) => text.trim().includes(" ")).length;
  const cell = within > spaced * texts.length ? sameCell.written : sameCell.placed;
  const lines: Placed[][] = [];
  for (const each of [...texts].sort((a, b) => a.y - b.y || a.left - b.left)) {
    const line = lines.at(-1);
    if (line?.[0] && each.y - line[0].y <= sameLine * Math.max(line[0].size, each.size)) line.push(each);
    else lines.push([each]);
  }
  return lines.map((line) => ({
    y: Math.min(...line.map(({ y }) => y)),
    size: Math.max(...line.map(({ size }) => size)),
    parts: joined(
      line.sort((a, b) => a.left - b.left),
      cell,
    ),
  }));
}

function joined(line: readonly Placed[], cell: number): readonly Placed[] {
  const parts: Placed[] = [];
  for (const each of line) {
    const before = parts.at(-1);
    const gap = before ? (each.left - before.right) / each.size : Infinity;
    if (before && gap < cell)
      parts[parts.length - 1] = {
        ...before,
        text: `${before.text}${gap < sameWord ? "" : " "}${each.text}`,
        right: Math.max(before.right, each.right),
      };
    else parts.push(each);
  }
  return parts.map((part) => ({ ...part, text: part.text.replace(/\s+/g, " ").trim() }));
}

/** How far two texts stand above one another, in points; below 0 they do not. */
export const overlap = (
  one: { readonly left: number; readonly right: number },
  other: { readonly left: number; readonly right: number },
): number => Math.min(one.right, other.right) - Math.max(one.left, other.left);
