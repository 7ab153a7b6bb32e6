/** A kind of customer that marketing knows, and how it stands out. */
interface Archetype {
  readonly id: string;
  readonly english: string;
  readonly french: string;
  /** By feature: where such a segment stands against the population, from −1 (far below) to 1 (far above). */
  readonly stands: Readonly<Record<string, number>>;
  /** Whether such customers order; a segment whose median customer never did is not named after buying. */
  readonly orders: boolean;
  readonly actions: readonly string[];
}

/** The fixed vocabulary: habits of buying and browsing, and no word about who somebody is. */
const archetypes: readonly Archetype[] = [
  {
    id: "loyal-big-spenders",
    orders: true,
    english: "Loyal big spenders",
    french: "Fidèles et dépensiers",
    stands: { recency_days: -0.8, orders: 1, amount: 1, sessions: 0.7, conversion: 0.5 },
    actions: ["thank them: early access and a personal service", "never discount what they buy anyway"],
  },
  {
    id: "steady-regulars",
    orders: true,
    english: "Steady regulars",
    french: "Habitués réguliers",
    stands: { recency_days: -0.5, orders: 0.4, amount: 0.35, sessions: 0.3, conversion: 0.3 },
    actions: ["suggest what completes their last order", "a loyalty programme by number of orders"],
  },
  {
    id: "fading-good-customers",
    orders: true,
    english: "Good customers drifting away",
    french: "Bons clients qui s'éloignent",
    stands: { recency_days: 0.4, orders: 0.35, amount: 0.4, sessions: 0.2 },
    actions: ["a reminder with what is new in their categories", "ask what was missing"],
  },
  {
    id: "recent-small-buyers",
    orders: true,
    english: "Recent small buyers",
    french: "Petits acheteurs récents",
    stands: { recency_days: -0.7, orders: -0.3, amount: -0.4, sessions: -0.3 },
    actions: ["a welcome series that leads to the second order", "show the bestsellers of their first category"],
  },
  {
    id: "sleeping-small-buyers",
    orders: true,
    english: "Sleeping small buyers",
    french: "Petits acheteurs endormis",
    stands: { recency_days: 0.9, orders: -0.7, amount: -0.8, sessions: -0.5 },
    actions: ["one last offer, then leave them in peace", "keep them out of frequent mailings"],
  },
  {
    id: "rare-large-orders",
    orders: true,
    english: "Rare but large orders",
    french: "Grosses commandes occasionnelles",
    stands: { orders: -0.5, amount: 0.8, recency_days: 0.1 },
    actions: ["advice before the purchase, a call after it", "tell them of occasions, not of promotions"],
  },
  {
    id: "frequent-small-baskets",
    orders: true,
    english: "Frequent small baskets",
    french: "Petits paniers fréquents",
    stands: { orders: 0.8, amount: -0.4, recency_days: -0.5, sessions: 0.6 },
    actions: ["free delivery from a slightly larger basket", "suggest an item that goes with the last one"],
  },
  {
    id: "window-shoppers",
    orders: false,
    english: "Window shoppers",
    french: "Lèche-vitrines",
    stands: { views_per_session: 0.7, conversion: -0.7, orders: -0.7, amount: -0.7, sessions: 0.4, cart_rate: -0.4 },
    actions: ["help them decide: comparison, sizes, reviews", "say when something they looked at gets cheaper"],
  },
  {
    id: "cart-hesitators",
    orders: false,
    english: "Hesitators with full carts",
    french: "Hésitants au panier plein",
    stands: { cart_rate: 1, conversion: -0.3, orders: -0.2, amount: -0.2 },
    actions: ["remind them of the cart within a day", "show delivery cost and returns early"],
  },
  {
    id: "decided-buyers",
    orders: true,
    english: "Decided buyers",
    french: "Acheteurs décidés",
    stands: { conversion: 0.9, views_per_session: -0.7, orders: 0.6, amount: 0.4, cart_rate: 0.4 },
    actions: ["the shortest way to buy again", "bundles with what they come for"],
  },
  {
    id: "premium-browsers",
    orders: false,
    english: "Browsers of the dear shelves",
    french: "Curieux du haut de gamme",
    stands: { viewed_price: 1, orders: -0.3, amount: -0.1, conversion: -0.3 },
    actions: ["advice and payment in parts", "show the best of each category first"],
  },
  {
    id: "bargain-hunters",
    orders: true,
    english: "Bargain hunters",
    french: "Chasseurs de bonnes affaires",
    stands: { viewed_price: -0.9, orders: 0.3, sessions: 0.3, amount: -0.2 },
    actions: ["tell them of promotions first", "end-of-season lists by size"],
  },
  {
    id: "passers-by",
    orders: false,
    english: "Passers-by",
    french: "Visiteurs de passage",
    stands: { sessions: -0.9, views_per_session: -0.7, orders: -0.5, amount: -0.5 },
    actions: ["a reason to come back: a saved selection", "spend no money on retargeting them"],
  },
  {
    id: "budget-browsers",
    orders: false,
    english: "Browsers of small prices",
    french: "Curieux des petits prix",
    stands: { viewed_price: -1, orders: -0.3, sessions: 0.1, amount: -0.1 },
    actions: ["lists below a price of their choice", "a first order without delivery cost"],
  },
  {
    id: "quiet-visitors",
    orders: false,
    english: "Visitors gone quiet",
    french: "Visiteurs silencieux",
    stands: { recency_days: 1, orders: -0.4, sessions: -0.3, amount: -0.3 },
    actions: ["one reminder of what they looked at", "then leave them in peace"],
  },
  {
    id: "keen-visitors",
    orders: false,
    english: "Keen visitors",
    french: "Visiteurs assidus",
    stands: { sessions: 0.9, recency_days: -0.7, orders: -0.1, views_per_session: 0.3 },
    actions: ["news of the day in their categories", "let them save and follow items"],
  },
];

export interface Name {
  readonly id: string;
  readonly english: string;
  readonly french: string;
  readonly actions: readonly string[];
}

/** By feature: how far a segment's median lies from the population's, in robust units. */
export type Effects = Readonly<Record<string, number>>;

/**
 * A name for each segment, unique and the same for the same effects: the closest pair of segment and archetype is named
 * first, then the next of what is left. Closeness is the cosine of the two; `orders` says of each
 * segment whether its median customer ever ordered, and archetypes that do not fit that come last, as do those that speak of time where no effect does.
 */
export function nameSegments(
  effects: readonly Effects[],
  orders: readonly boolean[],
  kept: readonly (Name | undefined)[] = [],
): readonly Name[] {
  const pairs = effects
    .flatMap((effect, segment) =>
      archetypes.map((archetype, at) => ({
        segment,
        at,
        fit:
          closeness(effect, archetype.stands) -
          (archetype.orders === orders[segment] ? 0 : 10) -
          (speaksOfTime(archetype) && effect["recency_days"] === undefined ? 5 : 0),
      })),
    )
    .sort((a, b) => b.fit - a.fit || a.segment - b.segment || a.at - b.at);
  const names: (Name | undefined)[] = effects.map((_, segment) => kept[segment]);
  const taken = new Set(names.map((name) => archetypes.findIndex(({ id }) => id === name?.id)));
  for (const { segment, at } of pairs) {
    const archetype = archetypes[at];
    if (!archetype || names[segment] || taken.has(at)) continue;
    taken.add(at);
    const { id, english, french, actions } = archetype;
    names[segment] = { id, english, french, actions };
  }
  return names.map(
    (name, segment) =>
      name ?? {
        id: `segment-${segment + 1}`,
        english: `Segment ${segment + 1}`,
        french: `Segment ${segment + 1}`,
        actions: [],
      },
  );
}

/** Loyalty and sleep take time to show; where the log has none to show, such names come last. */
const speaksOfTime = ({ stands }: Archetype) => Math.abs(stands["recency_days"] ?? 0) > 0.3;

function closeness(effects: Effects, stands: Readonly<Record<string, number>>): number {
  const squash = (value: number) => Math.tanh(value);
  let [dot, own, ideal] = [0, 0, 0];
  for (const [feature, effect] of Object.entries(effects)) {
    dot += squash(effect) * (stands[feature] ?? 0);
    own += squash(effect) ** 2;
  }
  // What an archetype says of features that this log cannot show counts against it.
  for (const wanted of Object.values(stands)) ideal += wanted ** 2;
  return own > 0 && ideal > 0 ? dot / Math.sqrt(own * ideal) : -1;
}
