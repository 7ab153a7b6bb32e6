import type { Colour, Occasion, Pattern, Piece, Style } from "../catalogue/vocabulary";

/** How English, French and Italian say the catalogue's words, without accents, as stems: see `meaning` in words.ts. */
interface Spellings {
  readonly pieces: Readonly<Record<Piece, readonly string[]>>;
  readonly colours: Readonly<Record<Colour, readonly string[]>>;
  readonly patterns: Readonly<Record<Pattern, readonly string[]>>;
  readonly styles: Readonly<Record<Style, readonly string[]>>;
  readonly occasions: Readonly<Record<Occasion, readonly string[]>>;
}

const stems = (text: string) => text.split(" ");

export const spellings: Spellings = {
  pieces: {
    dress: stems("dress gown robe vestit abit"),
    hat: stems("hat cap beanie beret chapeau casquette bonnet cappell berrett cuffia"),
    longsleeve: stems(
      "longsleeve sweater jumper pullover sweatshirt hoodie cardigan knitwear pull chandail maglion felp maglia",
    ),
    outwear: stems(
      "outwear outerwear jacket coat raincoat blazer parka anorak trench puffer veste manteau blouson doudoune impermeable giacc cappott giubb piumin impermeabile",
    ),
    pants: stems("pants trouser jean chino legging pantalon"),
    shirt: stems("shirt blouse chemis camici"),
    shoes: stems(
      "shoe sneaker trainer boot sandal loafer heel chaussure basket botte bottine mocassin talon scarp stival tacc ballerin",
    ),
    shorts: stems("shorts bermuda pantaloncin"),
    skirt: stems("skirt miniskirt jupe minijupe gonn minigonn"),
    "t-shirt": stems("t-shirt tshirt tee top debardeur magliett canott"),
  },
  colours: {
    black: stems("black noir nero nera neri nere"),
    white: stems("white blanc bianc"),
    grey: stems("grey gray gris grigi charcoal anthracite antracite"),
    navy: stems("navy marine"),
    blue: stems("blue bleu blu"),
    "light blue": stems("lightblue azzurr celest"),
    green: stems("green vert verd"),
    olive: stems("olive oliva kaki khaki"),
    yellow: stems("yellow jaune giall mustard moutarde senape"),
    orange: stems("orange arancio"),
    red: stems("red rouge ross"),
    burgundy: stems("burgundy bordeaux bordo"),
    pink: stems("pink rose rosa fuchsia fucsia"),
    purple: stems("purple violet viola lilac lilas lilla lavender lavande lavanda mauve"),
    brown: stems("brown marron brun camel"),
    beige: stems("beige cream creme ivory ivoire avorio ecru panna"),
  },
  patterns: {
    plain: stems("plain uni unie tinta"),
    striped: stems("stripe striped stripy raye rayure rigat righe"),
    checked: stems("check checked plaid tartan gingham carreau quadr"),
    dotted: stems("dot dotted polka pois"),
    floral: stems("floral floreal flower fleur fleuri fiori fiorat"),
    printed: stems("print printed imprime stampa stampat"),
  },
  styles: {
    casual: stems("casual decontracte informale"),
    classic: stems("classic classique elegant chic formal"),
    sport: stems("sport sporty athletic"),
    boho: stems("boho boheme bohemian"),
    street: stems("street streetwear urban urbain"),
  },
  occasions: {
    everyday: stems("everyday quotidien quotidian"),
    work: stems("work office travail bureau lavor uffici"),
    evening: stems("evening party soir soiree sera serata fest"),
    sport: stems("gym workout running palestra corsa"),
    beach: stems("beach plage spiaggia"),
    ceremony: stems("wedding ceremony mariage ceremonie matrimoni cerimoni"),
  },
};

/** Words that begin like a spelling and mean something else. */
export const lookalikes = new Set(
  stems("unique unit united rosy redo reduce dressed shirtless capsule cape teen brunch topic checkout sporadic"),
);

/** What several words say together, and the word that says it here. Applied in this order, to text without accents. */
export const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(no|not|pas|non)\s+(more|plus|piu|oltre|over|above)\b(\s+(than|de|di))?/g, " max "],
  [/\b(between|entre|tra|fra|from|da|de)\s+€?\s*(\d+[.,]?\d*)\s*(€|eur\w*)?\s+(and|et|e|to|a)\b/g, " least $2 max "],
  [/(\d+)\s*-\s*(?=\d+\s*(€|eur))/g, " least $1 max "],
  [
    /\b(at least|from|over|above|more than|au moins|plus de|a partir de|almeno|piu di|oltre|a partire da|da)\s+(?=€?\s*\d)/g,
    " least ",
  ],
  [/\b(at most|au plus|up to|fino a)\b/g, " max "],
  [/\b(c|d|j|l|m|n|s|t|qu|jusqu|un|all|dell|nell|sull|dall|quell|bell)['’](?=[a-z])/g, "$1 "],
  [/\bt(ee)?[ -]shirt/g, "t-shirt"],
  [/\blong[ -]sleeves?\b|\b(a |en )?manches? longues?\b|\b(a )?manic(a|he) lung(a|he)\b/g, "longsleeve"],
  [/\bshort[ -]sleeved?s?\b|\b(a )?manches? courtes?\b|\b(a )?manic(a|he) cort(a|e)\b/g, " "],
  [/\bnavy blue\b|\bbleu (marine|nuit|fonce)\b|\bblu (navy|marino|notte|scuro)\b|\b(dark|midnight) blue\b/g, "navy"],
  [/\b(light|pale|sky|baby) blue\b|\bbleu (clair|ciel|pale)\b|\bblu chiaro\b/g, "lightblue"],
  [/\b(olive|khaki|army) green\b|\bvert (olive|kaki)\b|\bverde (oliva|militare)\b/g, "olive"],
  [/\b(dark|wine) red\b|\brouge fonce\b|\brosso scuro\b/g, "burgundy"],
];

export const negations = new Set(
  stems(
    "no not without never except excluding avoid hate dislike don't dont doesn't sans pas rien aucun aucune jamais ni sauf evite eviter deteste senza non niente nessun nessuno nessuna mai tranne eccetto salvo evita evitare odio",
  ),
);
/** What ends a negation, or makes one after "everything". */
export const turns = new Set(stems("but rather instead only mais plutot seulement ma piuttosto invece solo bensi"));
export const everything = new Set(stems("anything everything all any tout toute tutto tutti qualsiasi"));
export const joins = new Set(stems("and or nor et ou e ed o"));
/** What begins another thought once something was ruled out. */
export const begins = new Set(stems("for with under max budget size pour avec moins taille per con sotto taglia"));

export const sizeWords = new Set(stems("size sizes taille tailles taglia taglie misura pointure numero"));
export const sizeLetters = new Set(stems("xxs xs s m l xl xxl xxxl"));
export const currencies = new Set(stems("€ eur euro euros"));
export const priceWords = new Set(
  stems("under below less max maximum maximal massimo budget within moins jusqu jusque meno sotto entro"),
);

export const fillers = new Set(
  stems(
    "a an the and or for with in of to on at is are be am i i'm im it my me mine you your want wants like love need needs looking look find show give something some one ones piece please than up least under below less max maximum budget within dark light pale from this that these new nice " +
      "un une des de du d l la le les et ou pour avec en je j veux voudrais cherche aime besoin quelque chose moins jusqu jusque a au aux ne n qui que mon ma mes ce cet cette s il te plait plus " +
      "uno una il lo gli i le e o ed per con di da del della dei delle al alla in su vorrei voglio cerco mi piace serve qualcosa un meno massimo fino sotto entro che mio mia non all dell nell si",
  ),
);
