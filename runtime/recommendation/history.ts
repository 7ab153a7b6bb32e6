import type { Taste } from "../taste/taste";
import type { Leader } from "./explanation";

/** An item that somebody dealt with, as what they dealt with it most closely. */
export interface Dealt {
  readonly itemId: string;
  readonly as: Leader["as"];
}

const closeness: Readonly<Record<Leader["as"], number>> = { liked: 0, bought: 1, carted: 2, viewed: 3 };

/** Each item that somebody dealt with, newest first, as what it was dealt with most closely. */
export function historyIn({ likes, deeds }: Taste): readonly Dealt[] {
  const all = [
    ...likes.map(({ itemId, likedAt }) => ({ itemId, as: "liked" as const, at: likedAt })),
    ...deeds.map(({ itemId, deed, at }) => ({ itemId, as: deed, at })),
  ].sort((a, b) => closeness[a.as] - closeness[b.as] || b.at.getTime() - a.at.getTime());
  const seen = new Set<string>();
  const once = all.filter(({ itemId }) => !seen.has(itemId) && seen.add(itemId));
  return once.sort((a, b) => b.at.getTime() - a.at.getTime());
}
