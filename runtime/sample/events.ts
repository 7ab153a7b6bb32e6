import type { Product } from "../catalogue/product";
import { pieces } from "../catalogue/vocabulary";
import { type Random, randomFrom } from "./random";

/** How one kind of customer behaves; what the segmentation should find again. */
interface Habit {
  /** Relative number of such customers. */
  readonly weight: number;
  /** Sessions in three months, from to. */
  readonly sessions: readonly [number, number];
  readonly views: readonly [number, number];
  /** Chance that a view leads to the cart, that a cart is emptied again, and that it is bought. */
  readonly cart: number;
  readonly remove: number;
  readonly buy: number;
  /** Where on the price list they look: 0 the cheapest, 1 the dearest. */
  readonly price: number;
  /** Part of the three months in which they come, from to. */
  readonly active: readonly [number, number];
}
const habits: Readonly<Record<string, Habit>> = {
  loyal: {
    weight: 9,
    sessions: [14, 30],
    views: [2, 7],
    cart: 0.34,
    remove: 0.05,
    buy: 0.85,
    price: 0.7,
    active: [0, 1],
  },
  bargains: {
    weight: 14,
    sessions: [6, 14],
    views: [4, 12],
    cart: 0.2,
    remove: 0.15,
    buy: 0.7,
    price: 0.12,
    active: [0, 1],
  },
  windows: {
    weight: 26,
    sessions: [5, 14],
    views: [6, 16],
    cart: 0.02,
    remove: 0.3,
    buy: 0.05,
    price: 0.75,
    active: [0, 1],
  },
  hesitant: {
    weight: 12,
    sessions: [4, 10],
    views: [3, 8],
    cart: 0.4,
    remove: 0.35,
    buy: 0.08,
    price: 0.5,
    active: [0.1, 1],
  },
  once: {
    weight: 20,
    sessions: [1, 3],
    views: [1, 5],
    cart: 0.3,
    remove: 0.05,
    buy: 0.8,
    price: 0.4,
    active: [0.3, 1],
  },
  lapsed: {
    weight: 12,
    sessions: [4, 10],
    views: [2, 6],
    cart: 0.25,
    remove: 0.1,
    buy: 0.75,
    price: 0.55,
    active: [0, 0.3],
  },
  passing: {
    weight: 30,
    sessions: [1, 2],
    views: [1, 3],
    cart: 0.01,
    remove: 0.5,
    buy: 0.1,
    price: 0.5,
    active: [0, 1],
  },
};

export const eventHeader =
  "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
const begin = Date.UTC(2026, 7, 1); // three months, August to October, with one week of promotion in the last
const days = 92;
const promotion = [80, 87] as const;
const day = 24 * 60 * 60 * 1000;

/** The id of the log's customers, in the order in which they were invented. */
export const customerId = (user: number): string => String(500_000_000 + user * 37);

/**
 * A log in the columns of the REES46 stores, about `rows` rows, by time, with the header first: three months of customers of
 * seven habits, more of them in the evening and at weekends, a week of promotion, and a few rows that are no events. Prices and
 * products are the shop's. The same seed gives the same log.
 */
export function* sampleEvents(seed: string, shop: readonly Product[], rows: number): Generator<string> {
  const random = randomFrom(`${seed} events`);
  const byPrice = [...shop].sort((a, b) => a.price - b.price || (a.id < b.id ? -1 : 1));
  const weights = Object.fromEntries(Object.entries(habits).map(([name, { weight }]) => [name, weight]));
  const written: [at: number, line: string][] = [];
  for (let user = 0; written.length < rows; user++) {
    const habit = habits[random.weighted(weights)];
    if (!habit) continue;
    const id = customerId(user);
    const favourite = random.pick(shop).brand;
    const count = random.whole(...habit.sessions);
    for (let visit = 0; visit < count; visit++) {
      const at = begin + timeOf(habit, random);
      session(written, { at, id, habit, favourite }, byPrice, random);
    }
  }
  written.sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
  yield eventHeader;
  for (const [at, [, line]] of written.entries()) {
    yield line;
    if (at % 9973 === 5000) yield line; // sent twice
    if (at % 19991 === 7000) yield line.slice(0, line.length / 2); // cut short
    if (at % 29989 === 9000) yield line.replace(/,(view|cart|purchase|remove_from_cart),/, ",click,");
  }
}

function timeOf({ active: [from, to] }: Habit, random: Random): number {
  for (;;) {
    const when = random.between(from, to) * days;
    const inPromotion = when >= promotion[0] && when < promotion[1];
    const weekend = new Date(begin + when * day).getUTCDay() % 6 === 0;
    if (!random.chance((inPromotion ? 1 : 0.55) * (weekend ? 1 : 0.7))) continue;
    const hour = random.weighted({ "8": 2, "10": 3, "12": 5, "14": 4, "16": 4, "18": 7, "20": 10, "22": 6 });
    return Math.floor(when) * day + Number(hour) * 3_600_000 + random.whole(0, 7199) * 1000;
  }
}

function session(
  written: [number, string][],
  visitor: { at: number; id: string; habit: Habit; favourite: string },
  byPrice: readonly Product[],
  random: Random,
): void {
  const { id, habit, favourite } = visitor;
  const name = uuid(random);
  let at = visitor.at;
  const put = (type: string, item: Product) => {
    written.push([at, row(new Date(at), type, item, id, name)]);
    at += random.whole(5, 150) * 1000;
  };
  for (let view = random.whole(...habit.views); view > 0; view--) {
    const place = Math.min(0.999, Math.max(0, habit.price + random.normal() * 0.16));
    const liked = byPrice.filter(({ brand }) => brand === favourite);
    const list = random.chance(0.3) && liked.length > 0 ? liked : byPrice;
    const item = list[Math.floor(place * list.length)] ?? random.pick(byPrice);
    put("view", item);
    if (!random.chance(habit.cart)) continue;
    put("cart", item);
    if (random.chance(habit.remove)) put("remove_from_cart", item);
    else if (random.chance(habit.buy)) put("purchase", item);
  }
}

/** Nineteen digits, beyond what a double can hold. */
const categoryId = (item: Product): string =>
  String(2_053_013_552_326_770_905n + BigInt(pieces.indexOf(item.piece)) * 1_000_003n);

function row(time: Date, type: string, item: Product, user: string, visit: string): string {
  const number = Number(item.id.slice(1));
  const code = number % 7 === 0 ? "" : `apparel.${item.piece}`;
  const brand = number % 11 === 0 ? "" : item.brand.toLowerCase();
  const at = `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return [at, type, String(1_000_000 + number), categoryId(item), code, brand, item.price.toFixed(2), user, visit].join(
    ",",
  );
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.whole(0, 15).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
