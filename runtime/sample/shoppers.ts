import type { Product } from "../catalogue/product";
import { colours, styles } from "../catalogue/vocabulary";
import type { Preferences } from "../taste/taste";
import { randomFrom } from "./random";

/** Somebody invented, for trying the shop: what they say and what they like. */
export interface SampleShopper {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly preferences: Preferences;
  /** Product ids. */
  readonly likes: readonly string[];
  /** Ids of other shoppers. */
  readonly follows: readonly string[];
}

const names = [
  "Ada",
  "Bruno",
  "Chiara",
  "Dario",
  "Elena",
  "Fabio",
  "Giulia",
  "Hugo",
  "Irene",
  "Jules",
  "Katia",
  "Luca",
];

/** Nobody in particular, who likes things: what goes with what is learnt from many. */
export interface Passer {
  readonly id: string;
  /** Product ids, oldest first. */
  readonly likes: readonly string[];
}

/** Further people, each with a style and a colour, who like one thing after another that fits them. The same seed gives the same people. */
export function samplePassers(seed: string, shop: readonly Product[], count = 400): readonly Passer[] {
  const random = randomFrom(`${seed} passers`);
  return Array.from({ length: count }, (_, at) => {
    const [style, colour] = [random.pick(styles), random.pick(colours)];
    const fitting = shop.filter((item) => item.style === style && (item.colours[0] === colour || random.chance(0.3)));
    const liked = fitting.length > 0 ? Array.from({ length: random.whole(4, 12) }, () => random.pick(fitting).id) : [];
    return { id: `passer-${at}`, likes: [...new Set(liked)] };
  });
}

/** Twelve shoppers with a style and two colours each, who like what fits them. The same seed gives the same people. */
export function sampleShoppers(seed: string, shop: readonly Product[]): readonly SampleShopper[] {
  const random = randomFrom(`${seed} shoppers`);
  return names.map((name, at) => {
    const style = styles[at % styles.length] ?? "casual";
    const [first, second] = [random.pick(colours), random.pick(colours)];
    const budget = random.pick([40, 60, 80, 120, 200]);
    const fitting = shop.filter(
      (item) => item.style === style || item.colours.some((colour) => colour === first || colour === second),
    );
    const likes = [...new Set(Array.from({ length: random.whole(4, 9) }, () => random.pick(fitting).id))].sort();
    const follows = names.filter((other) => other !== name && random.chance(0.18)).map((other) => other.toLowerCase());
    return {
      id: name.toLowerCase(),
      name,
      about: `${style}, ${first === second ? first : `${first} and ${second}`}, up to ${budget} EUR`,
      preferences: { styles: [style], colours: first === second ? [first] : [first, second], budget },
      likes,
      follows,
    };
  });
}
