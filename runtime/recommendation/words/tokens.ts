import { phrases } from "./phrases";
import { currencies, priceWords } from "./spellings";

/** Lower case, without accents, with one kind of apostrophe. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’ʼ`´]/g, "'") // telephones write the first
    .replace(/(^|\s)né(?=\s)/g, "$1ni") // Italian "nor": without its accent it means "of it"
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");

/** Words, numbers, € and the marks that end a thought; what several words say together is one word. */
export const tokensOf = (text: string): readonly string[] =>
  phrases
    .reduce((said, [pattern, word]) => said.replace(pattern, word), plain(text))
    .replace(/(\d)[ .,](?=\d{3}(?!\d))/g, "$1")
    .match(/[a-z][a-z'-]*\d*|\d+(?:[.,]\d{1,2})?(?!\d)|€|[,.;!?:]/g) ?? [];

/** A number is a price beside a currency, or within three words of one that says how much. */
export const isPrice = (tokens: readonly string[], at: number): boolean =>
  currencies.has(tokens[at + 1] ?? "") ||
  currencies.has(tokens[at - 1] ?? "") ||
  tokens.slice(Math.max(0, at - 3), at).some((token) => priceWords.has(token));
