import { plain } from "../../recommendation/words/tokens";

/** The name that is written most like another one, whatever their case and accents; undefined where none is half alike. */
export function nearestOf(text: string, names: Iterable<string>): string | undefined {
  let best: { name: string; apart: number } | undefined;
  for (const name of names) {
    const apart = editsBetween(plain(text), plain(name));
    if (apart <= Math.max(text.length, name.length) / 2 && apart < (best?.apart ?? Infinity)) best = { name, apart };
  }
  return best?.name;
}

/** Letters to put in, leave out or change. Source: Wagner and Fischer (1974), doi:10.1145/321796.321811. */
function editsBetween(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of Array.from(one).entries()) {
    const now = [row + 1];
    for (let at = 0; at < other.length; at++)
      now.push(
        Math.min((now[at] ?? 0) + 1, (before[at + 1] ?? 0) + 1, (before[at] ?? 0) + (letter === other[at] ? 0 : 1)),
      );
    before = now;
  }
  return before.at(-1) ?? 0;
}
