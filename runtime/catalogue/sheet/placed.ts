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

/** Parts of a letter's height: within which text is on one line, between letters of one word, and between words of one cell. */
const [sameLine, sameWord, sameCell] = [0.3, 0.12, 0.4];

/** Lines from the top. Text that was written in several strokes is one part again, a word that was set w i d e has its letters together. */
export function linesOf(texts: readonly Placed[]): readonly Line[] {
  const lines: Placed[][] = [];
  for (const each of [...texts].sort((a, b) => a.y - b.y || a.left - b.left)) {
    const line = lines.at(-1);
    if (line?.[0] && each.y - line[0].y <= sameLine * Math.max(line[0].size, each.size)) line.push(each);
    else lines.push([each]);
  }
  return lines.map((line) => ({
    y: Math.min(...line.map(({ y }) => y)),
    size: Math.max(...line.map(({ size }) => size)),
    parts: joined(line.sort((a, b) => a.left - b.left)),
  }));
}

function joined(line: readonly Placed[]): readonly Placed[] {
  const parts: Placed[] = [];
  for (const each of line) {
    const before = parts.at(-1);
    const gap = before ? (each.left - before.right) / each.size : Infinity;
    if (before && gap < sameCell)
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
