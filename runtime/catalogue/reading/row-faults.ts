import type { Field } from "./headings";
import { priceIn } from "./price";
import { longestSize } from "../product";
import type { Row } from "./rows";
import { sizesIn, stockIn } from "./sizes";

const short = (text: string) => text.slice(0, 60);

/** What is wrong with what one row says of its own: its price, its sizes and their stock. */
const checks: Partial<Readonly<Record<Field, (text: string, row: Row) => string | undefined>>> = {
  price: (text, { fields }) => {
    const price = priceIn(text, fields.get("currency"));
    return "fault" in price ? price.fault : undefined;
  },
  sale: (text, { fields }) => {
    const price = priceIn(text, fields.get("currency"));
    return "fault" in price ? price.fault : undefined;
  },
  size: (text) => {
    const uncounted = sizesIn(text).find(({ size }) => size.includes(":"));
    if (uncounted) return `“${short(uncounted.size)}” tells no number of pieces`;
    const long = sizesIn(text).find(({ size }) => size.length > longestSize);
    return long && `“${short(long.size)}” is longer than ${longestSize} characters`;
  },
  stock: (text) => (stockIn(text) === undefined ? `“${short(text)}” is no number of pieces` : undefined),
  availability: (text) =>
    stockIn(text) === undefined ? `“${short(text)}” is not known; write in stock or out of stock` : undefined,
  variants: (text) =>
    text.split("|").every((part) => ownVariant.test(part))
      ? undefined
      : `“${short(text)}” is not written sku:size:stock|…`,
};

/** One variant in the catalogue's own notation. */
export const ownVariant = /^\s*([^:]+):([^:]+):(\d+)\s*$/;

/** The faults of a row, each with the column in which it stands; empty where there is none. */
export const faultsOf = (row: Row, label: (field: Field) => string): readonly string[] =>
  (Object.keys(checks) as Field[]).flatMap((field) => {
    const text = row.fields.get(field);
    const fault = text === undefined ? undefined : checks[field]?.(text, row);
    return fault === undefined ? [] : [`${label(field)}: ${fault}`];
  });
