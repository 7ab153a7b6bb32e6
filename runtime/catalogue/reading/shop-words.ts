/** Words of shops' files for the catalogue's own ones, besides those that shoppers use (`recommendation/spellings.ts`): whole words. */
const table = (pairs: readonly (readonly [name: string, words: string])[]): ReadonlyMap<string, string> =>
  new Map(pairs.flatMap(([name, words]) => words.split(" ").map((word) => [word, name] as const)));

export const colourWords = table([
  ["black", "ebony ebene onyx"],
  ["white", "offwhite optical snow neige"],
  ["grey", "silver argent argente argento slate ardoise ardesia graphite grafite stone pietra anthra fume"],
  ["blue", "denim indigo cobalt cobalto royal petrol petrole petrolio teal"],
  ["lightblue", "aqua turquoise turchese cyan"],
  ["green", "mint menthe menta sage sauge salvia emerald emeraude smeraldo sapin"],
  ["yellow", "gold dore doree oro ochre ocre ocra lemon citron limone"],
  ["orange", "rust rouille ruggine coral corail corallo terracotta peach peche pesca apricot abricot albicocca"],
  ["red", "scarlet ecarlate cherry cerise ciliegia tomato rubino rubis"],
  ["burgundy", "wine vin vino maroon aubergine prune"],
  ["pink", "salmon saumon salmone blush cipria framboise"],
  ["purple", "plum"],
  ["brown", "tan cognac chocolate chocolat cioccolato coffee cafe caffe tabac tabacco caramel caramello cuoio bronze"],
  ["beige", "taupe sand sable sabbia nude natural naturel naturale oatmeal avoine avena champagne lin tortora greige"],
]);

export const pieceWords = table([
  [
    "outwear",
    "gilet poncho cape capes kimono giubbotto giubbotti giubbino giubbini bomber outerwears manteaux impermeabili capispalla",
  ],
  ["longsleeve", "maille tricot maglieria knit knits maglioncino sweat sweats polaire twinset"],
  ["t-shirt", "polo polos body bodies maglietta magliette canotta canotte"],
  ["pants", "jogger joggers jogging cargo cargos jeggings sweatpants trackpants survetement palazzo"],
  ["shirt", "overshirt overshirts surchemise surchemises sovracamicia tunic tunique tunica camicetta camicette"],
  [
    "shoes",
    "espadrille espadrilles tong tongs mule mules derby richelieu ciabatte zoccoli decollete footwear calzature",
  ],
  ["hat", "bob bonnets cappellino headwear"],
]);

/** What shops sell that is no piece here: a category of these is refused, whatever the name says ("Socks": "Dress socks"). */
export const otherGoods =
  /\b(jumpsuit|playsuit|romper|dungaree|overall|suits?\b|combinaison|salopette|tut[ae]\b|complet[oi]\b|sock|tight|stocking|bag|handbag|backpack|wallet|belt|scarf|scarves|glove|tie|jewel|necklace|earring|ring|bracelet|watch|sunglass|glasses|underwear|lingerie|bras?\b|brief|boxer|swim|bikini|pyjama|pajama|perfume|fragrance|cosmetic|umbrella|gift|candle|home|toy|book|chaussette|collant|sac|sacoche|portefeuille|ceinture|echarpe|foulard|gant|cravate|bijou|collier|bague|montre|lunette|sous-vetement|culotte|soutien|maillot de bain|parfum|bougie|parapluie|calze|calzin|collant|borsa|borse|zain|portafogli|cintur|sciarp|guant|cravatt|gioiell|collan|orecchin|anell|bracciale|orologi|occhial|intimo|mutand|reggisen|costum[ei] da bagno|profum|candel|ombrell)/;

/** Words of seasons, in the order in which they are looked for. */
export const seasonWords = [
  ["spring-summer", /\b(ss|pe|spring|summer|printemps|ete|primavera|estate|estiv[aeio])(?=\b|\d)/],
  ["autumn-winter", /\b(fw|aw|ah|ai|autumn|fall|winter|automne|hiver|autunno|inverno|invernal[ei])(?=\b|\d)/],
  ["all-year", /\b(all.?year|all.?season|permanent|continuativ[oa]|continu|basic|basique|carry.?over|toute)/],
] as const;
