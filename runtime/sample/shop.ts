import type { Product } from "../catalogue/product";
import { type Colour, type Occasion, type Piece, type Style, pieces, styles } from "../catalogue/vocabulary";
import { anyGarment } from "./drawings";
import { type Random, randomFrom } from "./random";

/** What the shop sells of each piece: how it is called, what it costs (EUR, from to), and when it is worn. */
interface Range {
  readonly names: readonly string[];
  readonly price: readonly [number, number];
  readonly sizes: readonly string[];
  readonly occasions: readonly Occasion[];
  readonly season: Product["season"];
}
const letters = ["XS", "S", "M", "L", "XL"];
const waists = ["36", "38", "40", "42", "44", "46"];
const ranges: Readonly<Record<Piece, Range>> = {
  dress: {
    names: ["Dress", "Midi dress", "Swing dress", "Day dress"],
    price: [39, 129],
    sizes: letters,
    occasions: ["evening", "ceremony", "everyday"],
    season: "spring-summer",
  },
  hat: {
    names: ["Cap", "Brimmed hat", "Beanie"],
    price: [14, 49],
    sizes: ["one size"],
    occasions: ["everyday", "beach"],
    season: "all-year",
  },
  longsleeve: {
    names: ["Longsleeve", "Jumper", "Fine knit", "Sweatshirt"],
    price: [25, 89],
    sizes: letters,
    occasions: ["everyday", "work"],
    season: "autumn-winter",
  },
  outwear: {
    names: ["Jacket", "Coat", "Parka", "Blazer"],
    price: [69, 249],
    sizes: letters,
    occasions: ["everyday", "work"],
    season: "autumn-winter",
  },
  pants: {
    names: ["Trousers", "Chinos", "Straight jeans", "Slim trousers"],
    price: [35, 109],
    sizes: waists,
    occasions: ["work", "everyday"],
    season: "all-year",
  },
  shirt: {
    names: ["Shirt", "Blouse", "Poplin shirt", "Oxford shirt"],
    price: [29, 89],
    sizes: letters,
    occasions: ["work", "everyday", "ceremony"],
    season: "all-year",
  },
  shoes: {
    names: ["Sneakers", "Low shoes", "Canvas shoes", "Runners"],
    price: [45, 139],
    sizes: ["37", "38", "39", "40", "41", "42", "43", "44"],
    occasions: ["everyday", "sport"],
    season: "all-year",
  },
  shorts: {
    names: ["Shorts", "Bermudas", "Running shorts"],
    price: [19, 59],
    sizes: waists,
    occasions: ["beach", "sport", "everyday"],
    season: "spring-summer",
  },
  skirt: {
    names: ["Skirt", "Pleated skirt", "A-line skirt", "Long skirt"],
    price: [29, 89],
    sizes: letters,
    occasions: ["work", "evening", "everyday"],
    season: "spring-summer",
  },
  "t-shirt": {
    names: ["T-shirt", "Boxy T-shirt", "Jersey T-shirt"],
    price: [12, 39],
    sizes: letters,
    occasions: ["everyday", "sport", "beach"],
    season: "all-year",
  },
};

/** Invented makers, each at home in one style and at one price level. */
const brands: readonly { readonly name: string; readonly style: Style; readonly level: number }[] = [
  { name: "Lumenza", style: "classic", level: 1.35 },
  { name: "Corte & Filo", style: "classic", level: 1.1 },
  { name: "Verdaria", style: "boho", level: 1.05 },
  { name: "Nomadella", style: "boho", level: 0.85 },
  { name: "Passogiro", style: "sport", level: 1.15 },
  { name: "Altoritmo", style: "sport", level: 0.9 },
  { name: "Via Dodici", style: "street", level: 1 },
  { name: "Blocco9", style: "street", level: 0.8 },
  { name: "Quotidia", style: "casual", level: 0.8 },
  { name: "Semprebel", style: "casual", level: 1 },
];

const fabrics = ["cotton", "linen blend", "organic cotton", "viscose", "wool blend", "recycled fibre"];
const weights: Readonly<Record<Piece, number>> = {
  dress: 12,
  hat: 5,
  longsleeve: 11,
  outwear: 10,
  pants: 12,
  shirt: 11,
  shoes: 12,
  shorts: 7,
  skirt: 8,
  "t-shirt": 12,
};

/**
 * A shop of `count` products that agree with their drawings: id, words, colours and pattern of one garment. The same seed
 * gives the same shop.
 */
export function sampleShop(seed: string, count: number): readonly Product[] {
  const random = randomFrom(`${seed} shop`);
  return Array.from({ length: count }, (_, at) => {
    const piece = at < pieces.length * 3 ? (pieces[at % pieces.length] ?? "dress") : random.weighted(weights);
    return productOf(piece, at, random);
  });
}

function productOf(piece: Piece, at: number, random: Random): Product {
  const garment = anyGarment(piece, random);
  const brand = random.pick(brands);
  const range = ranges[piece];
  const style = random.chance(0.8) ? brand.style : random.pick(styles);
  const [least, most] = range.price;
  const price = Math.max(least * 0.8, random.between(least, most) * brand.level);
  const id = `P${String(at + 1).padStart(4, "0")}`;
  const colours = garment.colours as readonly [Colour, ...Colour[]];
  const pattern = garment.pattern === "plain" ? "" : `${garment.pattern} `;
  const name = random.pick(range.names);
  const fabric = random.pick(fabrics);
  const occasions = range.occasions.filter(() => random.chance(0.7));
  return {
    id,
    title: `${capital(`${pattern}${name}`.toLowerCase())} in ${colours.join(" and ")}`,
    description: `${capital(`${pattern}${name}`.toLowerCase())} by ${brand.name}, in ${fabric}. ${capital(style)} cut; ${colours[0]} ${colours[1] === undefined ? "all over" : `with ${colours[1]}`}.`,
    brand: brand.name,
    piece,
    style,
    pattern: garment.pattern,
    occasions: occasions.length > 0 ? occasions : [random.pick(range.occasions)],
    colours: [...colours],
    price: Math.max(5, Math.floor(price)) + random.pick([0, 0.5, 0.9]),
    markets: random.chance(0.85) ? ["IT", "FR"] : ["IT"],
    season: range.season,
    variants: range.sizes.map((size, index) => ({
      sku: `${id}-${index + 1}`,
      size,
      stock: random.chance(0.12) ? 0 : random.whole(1, 30),
    })),
    images: [`${id}.jpg`],
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
