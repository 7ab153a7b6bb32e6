import { z } from "zod";
import { type Interval, aroundMean, mean } from "./intervals";

/** How a panel is held: what a judge sees of one photograph. */
export const protocol = {
  /** The first answers, as a shopper would see them. */
  answers: 8,
  /** Items drawn by lot among them: how often those are called fitting says what a yes is worth. */
  foils: 2,
  /** Judges who are needed, at least, for a rate that is more than one person's taste. */
  judges: 3,
} as const;

/** One picture that a judge decides on; its name says nothing. */
export interface Card {
  readonly name: string;
  readonly itemId: string;
  /** From 1; 0 for a foil. */
  readonly rank: number;
}

/** One photograph and what was laid beside it, in the order in which judges see it. */
export interface Sheet {
  readonly name: string;
  readonly photo: string;
  readonly cards: readonly Card[];
}

/** What only those who evaluate may see. */
export const panelKey = z.object({
  panel: z.string(),
  model: z.string(),
  sheets: z.array(
    z.object({
      name: z.string(),
      photo: z.string(),
      cards: z.array(z.object({ name: z.string(), itemId: z.string(), rank: z.int().min(0) })),
    }),
  ),
});
export type PanelKey = Readonly<z.infer<typeof panelKey>>;

/** What one judge said: by name of a card, whether it fits. */
export const judgements = z.object({
  panel: z.string(),
  judge: z.string().min(1).max(80),
  fits: z.record(z.string(), z.boolean()),
});
export type Judgements = Readonly<z.infer<typeof judgements>>;

/** Answers and foils of one photograph in an order that does not tell one from the other. `chance` answers numbers in [0, 1). */
export function sheetOf(
  at: number,
  photo: string,
  answers: readonly string[],
  others: readonly string[],
  chance: () => number,
): Sheet {
  const apart = others.filter((id) => !answers.includes(id));
  const foils = Array.from({ length: Math.min(protocol.foils, apart.length) }, () => {
    const [drawn = ""] = apart.splice(Math.floor(chance() * apart.length), 1);
    return { itemId: drawn, rank: 0 };
  });
  const cards = [...answers.slice(0, protocol.answers).map((itemId, place) => ({ itemId, rank: place + 1 })), ...foils]
    .map((card) => ({ card, lot: chance() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ card }, place) => ({ name: `p${at + 1}-${place + 1}`, ...card }));
  return { name: `p${at + 1}`, photo, cards };
}

export interface Perceived {
  readonly judges: number;
  readonly photos: number;
  /** Judgements given, of those that were asked for. */
  readonly given: number;
  readonly asked: number;
  /** Share of answers that fit; the interval is over photographs, which are what was sampled. */
  readonly relevance: { readonly value: number; readonly interval: Interval };
  /** The same of the first answer alone. */
  readonly first: { readonly value: number; readonly interval: Interval };
  /** The same of foils: what would be called fitting by chance or out of kindness. */
  readonly foils: { readonly value: number; readonly interval: Interval };
  /** Each judge's own share, so that one who says yes to everything is seen. */
  readonly byJudge: Readonly<Record<string, number>>;
  /** Fleiss' kappa over the cards that all judged (Fleiss 1971, doi:10.1037/h0031619); undefined for one judge. */
  readonly agreement: number | undefined;
}

/** What a panel perceived. Throws `RangeError` for judgements of another panel, and for a judge who comes twice. */
export function perceived(key: PanelKey, given: readonly Judgements[]): Perceived {
  const stranger = given.find(({ panel }) => panel !== key.panel);
  if (stranger)
    throw new RangeError(`${stranger.judge} judged panel ${stranger.panel}, and the key is of ${key.panel}`);
  const names = given.map(({ judge }) => judge);
  const twice = names.find((judge, at) => names.indexOf(judge) !== at);
  if (twice !== undefined) throw new RangeError(`${twice} judged twice; leave one of the files out`);
  const rate = (counts: (card: Card) => boolean) => {
    const shares = key.sheets.flatMap(({ cards }) => {
      const votes = cards.filter(counts).flatMap(({ name }) => given.flatMap(({ fits }) => fits[name] ?? []));
      return votes.length === 0 ? [] : [votes.filter(Boolean).length / votes.length];
    });
    return { value: mean(shares), interval: aroundMean(shares) };
  };
  const cards = key.sheets.flatMap((sheet) => sheet.cards);
  const answers = new Set(cards.filter(({ rank }) => rank > 0).map(({ name }) => name));
  return {
    judges: given.length,
    photos: key.sheets.length,
    given: given.reduce((sum, { fits }) => sum + cards.filter(({ name }) => fits[name] !== undefined).length, 0),
    asked: cards.length * given.length,
    relevance: rate(({ rank }) => rank > 0),
    first: rate(({ rank }) => rank === 1),
    foils: rate(({ rank }) => rank === 0),
    byJudge: Object.fromEntries(
      given.map(({ judge, fits }) => {
        const votes = [...answers].flatMap((name) => fits[name] ?? []);
        return [judge, votes.filter(Boolean).length / Math.max(1, votes.length)];
      }),
    ),
    agreement: kappa(
      cards
        .map(({ name }) => given.flatMap(({ fits }) => fits[name] ?? []))
        .filter(({ length }) => length === given.length),
    ),
  };
}

/** Agreement beyond chance of as many votes on each card; 1 when all agree everywhere. */
function kappa(votes: readonly (readonly boolean[])[]): number | undefined {
  const [first] = votes;
  if (!first || first.length < 2) return undefined;
  const n = first.length;
  const yes = votes.map((each) => each.filter(Boolean).length);
  const agreeing = mean(yes.map((count) => (count * (count - 1) + (n - count) * (n - count - 1)) / (n * (n - 1))));
  const share = mean(yes) / n;
  const byChance = share ** 2 + (1 - share) ** 2;
  return byChance === 1 ? 1 : (agreeing - byChance) / (1 - byChance);
}
