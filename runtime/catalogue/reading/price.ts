import { plain } from "../../recommendation/words/tokens";

/** A price in EUR, or why a text is none. */
export type PriceRead = { readonly euros: number } | { readonly fault: string };

const taxWords = /\b(ttc|tvac|incl\w*|iva|vat|tax|tva|comprise?|inclusa)\b/g;
/** With what its sign becomes where a file or a PDF tells its letters wrongly. */
const euro = /euros?|eur|€|[¤¬\u0080\ufffd]|a‚¬/;
const foreign = /[$£¥]|\b(usd|gbp|chf|sek|dkk|nok|pln|czk|huf|ron|bgn|jpy|cny|fr|kr|zl)\b/;

/**
 * "39,90 €", "1 299,00", "€ 1.299,90", "45.00 EUR": EUR, rounded to cents. One separator before exactly three digits parts thousands, as
 * suppliers write them. Another currency, two numbers and a price below zero are refused, not guessed at. `currency` is what another cell says of it.
 */
export function priceIn(text: string, currency = ""): PriceRead {
  if (currency !== "" && !/^(eur|euros?|€)$/i.test(currency.trim()))
    return { fault: `its currency “${currency.slice(0, 60)}” is not EUR; prices are read in EUR only` };
  const said = plain(text.replace(/[\u00a0\u202f]/g, " ")).trim();
  if (said === "") return { fault: "is missing" };
  if (foreign.test(said)) return { fault: `“${text}” is not in EUR; prices are read in EUR only` };
  const none = { fault: `“${text}” is no price; write one such as 39.90` };
  const [number, ...more] = said.match(/\d[\d.,'’ ]*/g) ?? [];
  if (number === undefined || more.length > 0) return none;
  const before = said.slice(0, said.indexOf(number));
  if (/[-−]/.test(before)) return { fault: `“${text}” is below zero` };
  const around = said.replace(number, " ").replace(taxWords, " ").replace(euro, " ");
  if (!/^[\s()\-–—.,]*$/.test(around)) return none;
  const euros = amount(number.replace(/[.,' ’]+$/, ""));
  return euros === undefined ? none : { euros: Math.round(euros * 100) / 100 };
}

/** Thousands alone, "1.299"; else a whole number, with thousands or without, and its decimals. */
function amount(number: string): number | undefined {
  const thousands = /^[1-9]\d{0,2}([.,'’ ])\d{3}(\1\d{3})*$/.test(number);
  const [, whole, , decimals = "0"] = thousands
    ? ["", number]
    : (/^(\d+|\d{1,3}([.,'’ ])\d{3}(?:\2\d{3})*)(?:[.,](\d+))?$/.exec(number) ?? []);
  return whole === undefined ? undefined : Number(`${whole.replace(/\D/g, "")}.${decimals}`);
}
