/** One thing said, oldest first. */
export interface Turn {
  readonly from: "shopper" | "assistant";
  readonly text: string;
}

/** What was understood of a talk. `text` says all wishes so far in words that the ranking reads; nothing in it is about a person. */
export type Understanding =
  | { readonly kind: "understood"; readonly text: string; readonly reply: string }
  /** The service will not speak about this. */
  | { readonly kind: "declined" };

/** Port: understands a talk about clothes. */
export interface Assistant {
  readonly by: "rules" | "model";
  understand(turns: readonly Turn[]): Promise<Understanding>;
}

/** The launch markets' languages. */
export type Language = "en" | "fr" | "it";

const marks: Readonly<Record<Language, RegExp>> = {
  fr: /\b(je|une?|des?|du|pour|avec|sans|pas|moins|robe|jupe|chemise|rouge|noire?|bleue?|bonjour|cherche|voudrais)\b/gi,
  it: /\b(il|lo|gli|una?|uno|per|con|senza|non|meno|vestito|gonna|camicia|ross[oa]|ner[oa]|ciao|cerco|vorrei)\b/gi,
  en: /\b(i|an?|the|for|with|without|not|no|under|dress|skirt|shirt|red|black|blue|hello|want|need|looking)\b/gi,
};

/** The language of a text, by its small words; English where nothing decides. */
export function languageOf(text: string): Language {
  const count = (language: Language) => text.match(marks[language])?.length ?? 0;
  return (["fr", "it"] as const).find((each) => count(each) > count("en") && count(each) >= count("it")) ?? "en";
}
