import { plain } from "../../recommendation/words/tokens";

const letters = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z".split(" ");
/** Regions with a code that are no country. */
const wider = new Set(["EU", "EZ", "UN", "ZZ"]);

/** Countries by their codes and their names in English, French and Italian, without accents; the first of two codes is the one in use. */
const codes: ReadonlyMap<string, string> = new Map(
  ["en", "fr", "it"]
    .flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
      return letters.flatMap((first) =>
        letters.flatMap((second): readonly (readonly [string, string])[] => {
          const code = first + second;
          const name = wider.has(code) ? undefined : names.of(code);
          return name === undefined
            ? []
            : [
                [plain(name), code],
                [code.toLowerCase(), code],
              ];
        }),
      );
    })
    .reverse(),
);

/** The ISO 3166-1 codes that a cell names by code or by country; those it could not read are answered. */
export function marketsIn(text: string): { readonly markets: readonly string[]; readonly unknown: readonly string[] } {
  const parts = text.split(/[|,;/]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
  const known = (part: string) => codes.get(plain(part));
  return {
    markets: [...new Set(parts.flatMap((part) => known(part) ?? []))],
    unknown: parts.filter((part) => known(part) === undefined),
  };
}
