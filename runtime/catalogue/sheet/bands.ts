import type { Line } from "./placed";

/**
 * Which lines of a table are one row. `anchors` are the heights of what each row has once, such as its reference; the lines of its
 * longer cells stand under it, or on both sides of it where cells are centred. Answers the lines of each anchor, by their place in
 * `lines`; a line that is too far from all belongs to none.
 */
export function bandsOf(lines: readonly Line[], anchors: readonly number[]): readonly (readonly number[])[] {
  const on = (y: number, size: number) => anchors.findIndex((anchor) => Math.abs(anchor - y) < 0.3 * size);
  const centred =
    (lines[0] !== undefined && lines[0].y < (anchors[0] ?? 0) - 0.3 * lines[0].size) ||
    lines.some(({ y, size }) => on(y, size) < 0 && anchors.some((anchor) => Math.abs(anchor - y) < 0.9 * size));
  const pitch = Math.min(...anchors.slice(1).map((anchor, at) => anchor - (anchors[at] ?? 0)));
  const bands: number[][] = [];
  let top = lines[0]?.y ?? 0;
  for (const [at, anchor] of anchors.entries()) {
    const next = anchors[at + 1];
    const end =
      next === undefined ? endOf(anchor, top, lines, pitch, centred) : borderOf(anchor, top, next, lines, centred);
    bands.push(lines.flatMap(({ y }, line) => (y >= top && y < end ? [line] : [])));
    top = end;
  }
  return bands;
}

/** The border of a row and the next: the widest gap between lines; of several alike, the one that the cells' alignment tells. */
function borderOf(anchor: number, top: number, next: number, lines: readonly Line[], centred: boolean): number {
  const between = lines.map(({ y }) => y).filter((y) => y >= anchor && y <= next);
  const gaps = between.slice(1).map((y, at) => ({ from: between[at] ?? y, to: y, gap: y - (between[at] ?? y) }));
  const widest = Math.max(...gaps.map(({ gap }) => gap));
  const alike = gaps.filter(({ gap }) => gap > 0.9 * widest);
  const below = anchor + (centred ? anchor - top : Infinity); // as much as above
  const reach = alike.findLast(({ from }) => from <= below + 1) ?? alike[0];
  return reach ? (reach.from + reach.to) / 2 : next;
}

/** Where the last row ends, so that no footer is taken into it. */
function endOf(anchor: number, top: number, lines: readonly Line[], pitch: number, centred: boolean): number {
  let end = anchor;
  for (const { y, size } of lines)
    if (
      y > end &&
      (centred ? y <= 2 * anchor - Math.min(top, anchor) + 0.3 * size : y - end < Math.min(0.8 * pitch, 1.5 * size))
    )
      end = y;
  return end + 0.1;
}

/**
 * Which rows a merged cell is of, where one stands for several: rows one after another, the cell at their middle or at the first of
 * them. `rows` and `cells` are heights from the top. Undefined where neither holds throughout.
 */
export function spansOf(
  rows: readonly number[],
  cells: readonly number[],
  tolerance: number,
): readonly number[] | undefined {
  const near = (one: number | undefined, other: number) => one !== undefined && Math.abs(one - other) <= tolerance;
  const middle: number[] = [];
  for (const [cell, y] of cells.entries()) {
    const start = middle.length;
    const end = rows.findIndex((_, at) => at >= start && near(((rows[start] ?? 0) + (rows[at] ?? 0)) / 2, y));
    if (end < 0) break;
    for (let row = start; row <= end; row++) middle.push(cell);
  }
  if (middle.length === rows.length && middle.at(-1) === cells.length - 1) return middle;
  if (!cells.every((y) => rows.some((row) => near(row, y))) || !near(rows[0], cells[0] ?? NaN)) return undefined;
  return rows.map((row) => cells.findLastIndex((y) => y <= row + tolerance));
}
