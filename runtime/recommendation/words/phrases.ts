/** Words for a price that is neither low nor a number: "expensive", "cher", "caro". */
const dear =
  "(?:expensive|pric(?:e)?y|dear|costly|cher(?:e|s|es)?|onereu(?:x|se|ses)|car[aoi]|(?<!not |n't )care|costos[aoie])";
const little = "(?:small|tight|low|limited|petit|mini|faible|piccolo|basso|ridotto|limitato|serre|limite)";
const amount = "(€?\\s*\\d[\\d.,]*)(?=\\D|$)";

/** Amounts in words, as they are dictated; with a currency, so that "ten" of something else stays a word. */
const spelt: readonly (readonly [number, string])[] = [
  [10, "ten|dix|dieci"],
  [15, "fifteen|quinze|quindici"],
  [20, "twenty|vingt|venti"],
  [25, "twenty[ -]five|vingt[ -]cinq|venticinque"],
  [30, "thirty|trente|trenta"],
  [40, "forty|quarante|quaranta"],
  [50, "fifty|cinquante|cinquanta"],
  [60, "sixty|soixante|sessanta"],
  [70, "seventy|soixante[ -]dix|septante|settanta"],
  [80, "eighty|quatre[ -]vingts?|huitante|ottanta"],
  [90, "ninety|quatre[ -]vingt[ -]dix|nonante|novanta"],
  [100, "(?:a |one )?hundred|cent|cento"],
  [150, "(?:a |one )?hundred and fifty|cent cinquante|centocinquanta"],
  [200, "two hundred|deux cents?|duecento"],
];

/** What several words say together, and the word that says it here. Applied in this order, to text without accents. */
export const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(s'?il (te|vous) plait|per (favore|piacere)|svp|stp)\b/g, " "],
  ...spelt
    .toReversed()
    .map(([value, words]) => [new RegExp(`(?<![\\w-])(${words})(?= ?(€|eur))`, "g"), String(value)] as const),
  // What should cost little.
  [
    new RegExp(
      `\\b(not|isn't|aren't|nothing|non|pas|niente|rien|poco|peu)( (that is|that's|of|di|de|che sia|qui soit))?( (too|very|so|that|trop|tres|si|troppo|molto|tanto|cosi))? ${dear}\\b`,
      "g",
    ),
    " cheap ",
  ],
  [new RegExp(`\\b(less|moins|meno) ${dear}\\b`, "g"), " cheap "],
  [
    /\b(doesn't|don't|does not|do not|won't|not|ne|non)\s+(cost|coutent|coute|costino|costano|costi|costa|break)( pas)?( (too much|much|a lot|a fortune|the bank|trop( cher)?|cher|troppo|molto|tanto))?/g,
    " cheap ",
  ],
  [
    /\b(spendere|depenser|spend(ing)?) (poco|peu|pas trop|little|less)\b|\bsans se ruiner\b|\bwithout breaking the bank\b/g,
    " cheap ",
  ],
  [new RegExp(`\\b${little} budgets?\\b|\\bbudgets? (assez |tres |molto |piuttosto )?${little}\\b`, "g"), " cheap "],
  [
    /\b(low|good|small|reasonable|petits?|bas|bons?|buon|basso|piccolo) (price[sd]?|prix|prezz[oi])\b|\bprezz[oi] (bass[oi]|contenut[oi]|modic[oi]|accessibil[ei]|convenient[ei])\b|\bprix (bas|doux|raisonnables?|mini|accessibles?)\b/g,
    " cheap ",
  ],
  [/\bbon marche\b|\b(a )?buon mercato\b|\breasonably priced\b|\bgood value\b|\bbudget[ -]friendly\b/g, " cheap "],
  // How much may be paid.
  [/\b(no|not|pas|non)\s+(more|plus|piu|oltre|over|above|au[- ]dessus)\b(\s+(than|de|di))?/g, " max "],
  [
    /\b(between|entre|tra|fra|from|da|dai|de)\s+(?:i |les )?€?\s*(\d+[.,]?\d*)\s*(€|eur\w*)?\s+(and|et|e|to|up to|a|ai)\b/g,
    " least $2 max ",
  ],
  [/(\d+)\s*-\s*(?=\d+\s*(€|eur))/g, " least $1 max "],
  [
    /\b(at least|from|over|above|more than|au moins|plus de|a partir de|almeno|piu di|oltre|a partire da|da)\s+(?=€?\s*\d)/g,
    " least ",
  ],
  [/\b(at most|au plus|up to|fino a|au maximum|al massimo)\b/g, " max "],
  [
    /\b(around|about|roughly|approximately|circa|environ|vers|autour d[eu]|aux alentours d[eu]|dans les|sui|sulle?|(in|at)torno ai?)\s+(les |i )?(?=€?\s*\d)/g,
    " about ",
  ],
  [new RegExp(`${amount}(\\s*(?:€|eur|euros?))?\\s+(?:environ|circa|or so|more or less)\\b`, "g"), " about $1$2 "],
  // Sizes.
  [/\b(size|taille|taglia|pointure|numero|max|eur)(?=\d)/g, "$1 "],
  [
    /\b(je (fais|porte|mets|chausse)|i (wear|take)|porto|calzo|vesto)( (du|un|une|le|la|il|an?))*(?=\s+(\d{2}|xs|s|m|l|xl)\b)/g,
    " size ",
  ],
  [/\b(en|in|du)\s+(?=[3-5]\d\b(?!\s*(€|eur)))/g, " size "],
  [/\b(eu|uk|us|fr)\s?(?=\d{1,2}\b)/g, " size "],
  [/\b(small|medium|large) size\b/g, " size $1 "],
  [/\bw\s?(\d{2})\b/g, " waist $1 "],
  // What is ruled out, and what only sounds so.
  [/\bnon-(\w+)/g, " without $1 ; "],
  [/\b(nothing but|rien qu(?:e\b|')|nient'altro che|niente altro che)/g, " only "],
  [
    /\b(don't (mind|care)|doesn't matter|no (problem|matter)|why not|not necessarily|peu importe|pourquoi pas|pas (forcement|necessairement)|non importa|perche no|non (per forza|necessariamente))\b/g,
    " ",
  ],
  [
    /\b(instead of|other than|apart from|aside from|basta che non|rather than|can't (stand|bear)|cannot (stand|bear)|fed up with|tired of|plutot qu[e']|au lieu d[eu']s?|a part|a parte|horreur d[eu']s?|marre d[eu']s?|fuori che|invece (di|del|della|dei|delle|che)|piuttosto che|al posto (di|del|della|dei|delle)|non sopporto)(?=[ '])/g,
    " without ",
  ],
  [/\b(tutto|tutti) meno( che)?\b/g, " without "],
  [/\bne (\w+(?: \w+)?) ne\b/g, "ni $1 ni"],
  [/\b(c|d|j|l|m|n|s|t|qu|jusqu|un|all|dell|nell|sull|dall|quell|bell)'(?=[a-z])/g, "$1' "],
  // Pieces and what is said of them.
  [/\bt(ee)?[ -]shirt/g, "t-shirt"],
  [/\b((t-)?shirt|sweater|jumper) dress/g, "dress"],
  [/\b(un|mon|le|ce|des|les) hauts?\b/g, " top "],
  [/\b(en|in|(?<!pai[oa] )di) (jeans?|denim)\b|\bjeans? (?=jacket|shirt|skirt|dress|shorts)/g, " denim "],
  [/\bscarpe da ginnastica\b/g, " sneaker "],
  [/\b(too|very|trop|tres|quite) short\b/g, " "],
  [/\bdressy\b/g, " elegant "],
  [/\blong[ -]sleeves?\b|\b(a |en )?manches? longues?\b|\b(a )?manic(a|he) lung(a|he)\b/g, "longsleeve"],
  [/\bshort[ -]sleeved?s?\b|\b(a )?manches? courtes?\b|\b(a )?manic(a|he) cort(a|e)\b/g, " "],
  [/\btinta unita\b/g, " plain "],
  // Occasions.
  [/\bevery day\b|\btous les jours\b|\b(tutti i|(di )?ogni) giorn[oi]\b|\bday[ -]to[ -]day\b/g, " everyday "],
  [/\bnights? out\b|\buscire la sera\b/g, " evening "],
  [/\b(a la|bord de( la)?) mer\b/g, " beach "],
  [/\bsalle de (sport|gym|muscu\w*)\b|\bla salle\b|\bcourse a pied\b/g, " gym "],
  // Colours and their shades.
  [/\boff[- ]white\b|\bblanc casse\b|\bbianco sporco\b/g, " white "],
  [/\bsand( colou?red)?\b/g, " beige "],
  [
    /\bnavy blue\b|\bbleue? (marine|nuit|foncee?)\b|\bblu (navy|marino|notte|scuro)\b|\b(dark|midnight) blue\b/g,
    "navy",
  ],
  [/\b(light|pale|sky|baby) blue\b|\bbleue? (claire?|ciel|pale)\b|\bblu chiaro\b/g, "lightblue"],
  [/\b(olive|khaki|army) green\b|\bverte? (olive|kaki)\b|\bverde (oliva|militare)\b/g, "olive"],
  [/\b(dark|wine) red\b|\brouge foncee?\b|\brosso scuro\b|\blie de vin\b/g, "burgundy"],
];
