import type { Colour, Occasion, Pattern, Piece, Season, Style } from "../../catalogue/vocabulary";

/** How English, French and Italian say the catalogue's words, without accents, as stems: see `meaningOf`. */
interface Spellings {
  readonly pieces: Readonly<Record<Piece, readonly string[]>>;
  readonly colours: Readonly<Record<Colour, readonly string[]>>;
  readonly patterns: Readonly<Record<Pattern, readonly string[]>>;
  readonly styles: Readonly<Record<Style, readonly string[]>>;
  readonly occasions: Readonly<Record<Occasion, readonly string[]>>;
  readonly seasons: Readonly<Record<Season, readonly string[]>>;
  readonly prices: Readonly<Record<"cheap", readonly string[]>>;
}

const stems = (text: string) => text.split(" ");

export const spellings: Spellings = {
  pieces: {
    dress: stems("dress gown robe vestit abit frock sundress"),
    hat: stems("hat cap beanie beret chapeau casquette bonnet cappell berrett cuffia fedora cuffie coppola"),
    longsleeve: stems(
      "longsleeve sweater jumper pullover sweatshirt hoodie cardigan knitwear pull chandail maglion felp maglia sweat gilet tricot turtleneck mariniere dolcevita lupetto maglioncin",
    ),
    outwear: stems(
      "outwear outerwear jacket coat raincoat blazer parka anorak trench puffer veste manteau blouson doudoune impermeable giacc cappott giubb piumin impermeabile overcoat bomber windbreaker veston caban pardessus imper giubbott giubbin soprabit",
    ),
    pants: stems("pants trouser jean chino legging pantalon slacks jogger sweatpants"),
    shirt: stems("shirt blouse chemis camici camicett blusa bluse"),
    shoes: stems(
      "shoe sneaker trainer boot sandal loafer heel chaussure basket botte bottine mocassin talon scarp stival tacc ballerin pump espadrille brogue slipper clog escarpin derby derbies stivalett ciabatt infradit decollete",
    ),
    shorts: stems("shorts bermuda pantaloncin"),
    skirt: stems("skirt miniskirt jupe minijupe gonn minigonn gonnellin"),
    "t-shirt": stems("t-shirt tshirt tee top debardeur magliett canott tank camisole canottier"),
  },
  colours: {
    black: stems("black noir nero nera neri nere"),
    white: stems("white blanc bianc"),
    grey: stems("grey gray gris grigi charcoal anthracite antracite silver argente argento"),
    navy: stems("navy marine"),
    blue: stems("blue bleu blu indigo cobalt"),
    "light blue": stems("lightblue azzurr celest turquoise turchese aqua"),
    green: stems("green vert verd mint menthe menta sage sauge salvia emerald emeraude smerald"),
    olive: stems("olive oliva kaki khaki"),
    yellow: stems("yellow jaune giall mustard moutarde senape ochre ocre ocra gold dore oro"),
    orange: stems("orange arancio rust rouille ruggine terracotta coral corail corall peach"),
    red: stems("red rouge ross"),
    burgundy: stems("burgundy bordeaux bordo maroon amaranto vinaccia"),
    pink: stems("pink rose rosa fuchsia fucsia salmon saumon magenta"),
    purple: stems(
      "purple violet viola lilac lilas lilla lavender lavande lavanda mauve plum prune prugna aubergine eggplant melanzan",
    ),
    brown: stems("brown marron brun camel chocolat cioccolat caramel cognac tan castan nocciola noisette cammell"),
    beige: stems("beige cream creme ivory ivoire avorio ecru panna taupe tortora sable sabbia nude crema"),
  },
  patterns: {
    plain: stems("plain uni unie tinta solid monochrom"),
    striped: stems("stripe striped stripy raye rayure rigat righe pinstripe gessat righin"),
    checked: stems("check checked plaid tartan gingham carreau quadr quadrett vichy ecossais scozzes"),
    dotted: stems("dot dotted polka pois"),
    floral: stems("floral flower fleur fleuri fiori fiorat floreal flowery fiorellin fiorit"),
    printed: stems(
      "print printed imprime stampa stampat pattern patterned motif motiv fantasi fantaisie animalier stampe",
    ),
  },
  styles: {
    casual: stems("casual decontracte informale informal relaxed comfy comfortabl confortabl comod rilassat"),
    classic: stems("classic classique elegant chic formal classy smart formel habille sophisti sofistica raffinat"),
    sport: stems("sport sporty athletic sportswear athleisure"),
    boho: stems("boho boheme bohemian"),
    street: stems("street streetwear urban urbain skater hip-hop"),
  },
  occasions: {
    everyday: stems("everyday quotidien quotidian daily"),
    work: stems(
      "work office travail bureau lavor uffici job boulot business professional professionn meeting reunion riunion interview entretien colloqui",
    ),
    evening: stems(
      "evening party soir soiree sera serata fest cocktail dinner diner cena aperitiv apero clubbing gala reveillon capodanno discotec",
    ),
    sport: stems(
      "correre courir jogging fitness yoga pilates tennis hiking randonnee trekking escursion allenament entrainement gym workout running palestra corsa",
    ),
    beach: stems("beach plage spiaggia seaside mare pool piscin"),
    ceremony: stems(
      "wedding ceremony mariage ceremonie matrimoni cerimoni noces nozze christening baptism bapteme battesim communion comunion graduation laurea bridesmaid invitat",
    ),
  },
  seasons: {
    "spring-summer": stems("spring-summer summer spring ete estat estiv printemps printan primaver"),
    "autumn-winter": stems("autumn-winter winter autumn fall hiver automn invern autunn"),
  },
  prices: {
    cheap: stems(
      "cheap cheaper cheapest affordable inexpensive budget-friendly low-cost bargain abordable economi conveniente",
    ),
  },
};

/** Words that begin like a spelling and mean something else. */
export const lookalikes = new Set(
  stems(
    "unique unit united rosy redo reduce dressed shirtless capsule cape teen brunch topic checkout sporadic rustic tant plume mental capo capi",
  ),
);

export const negations = new Set(
  stems(
    "no not without never except excluding avoid hate dislike don't dont doesn't didn't isn't aren't wasn't neither nothing none " +
      "sans pas rien aucun aucune jamais ni sauf evite eviter deteste excepte hormis hors " +
      "senza non niente nessun nessuno nessuna mai tranne eccetto salvo evita evitare odio detesto fuorche",
  ),
);
/** What ends a negation, or makes one after "everything". */
export const turns = new Set(
  stems("but rather instead only mais plutot seulement ma piuttosto invece solo bensi meglio"),
);
export const everything = new Set(stems("anything everything all any tout toute tutto tutti qualsiasi"));
export const joins = new Set(stems("and or nor et ou e ed o"));
/** What may stand between such a word and a further thing that is ruled out; "a" and "une" begin another thought. */
export const articles = new Set(stems("the le la les l' il i gli lo de du d' di"));
/** What ties a cloth to its piece: "chaussures en cuir", "scarpe di pelle". */
export const ties = new Set(stems("en de d' in di"));
/** What begins another thought once something was ruled out. */
export const begins = new Set(stems("for with under max budget size pour avec moins taille per con sotto taglia"));

export const sizeWords = new Set(stems("size sizes taille tailles taglia taglie misura pointure numero tg waist"));
export const sizeLetters = new Set(stems("xxs xs s m l xl xxl xxxl"));
/** Sizes in words, after a word for size. */
export const sizeNames: ReadonlyMap<string, string> = new Map(
  [
    ["S", "small petite piccola"],
    ["M", "medium moyenne media"],
    ["L", "large grande"],
  ].flatMap(([size = "", names = ""]) => stems(names).map((name) => [name, size] as const)),
);
export const currencies = new Set(stems("€ eur euro euros"));
export const priceWords = new Set(
  stems("under below less max maximum maximal massimo budget within moins jusqu' jusque meno sotto entro"),
);

/** Words that say nothing of clothes; whatever is neither these nor known is answered as not understood. */
export const fillers = new Set(
  stems(
    "a an the and or for with in of to on at by is are be am was do does i i'm i'd i've i'll im it its it's me my mine you your we he she they who want wants like would could can have has get love need needs looking look looks find show give search wear wearing buy something some one ones piece pieces pair outfit clothes garment guest please thanks hello hi so too very much really than up out least under below less max maximum budget within dark light pale bright from this that these those there new nice what which when if as any colour color colours colors coloured colored shade size brand style kind about around maybe also just make makes go goes see price euros matching possible can't couldn't won't wouldn't holiday holidays vacation trip " +
      "c' d' j' l' m' n' s' t' qu' jusqu' un une des de du la le les et ou pour avec en je nous on tu vous veux voudrais voudrait aimerais aimerait souhaite cherche recherche prefere porter porte mettre trouver aime aimes besoin faut ai est sont etre avoir quelque chose tenue vetement vetements marque couleur couleurs ton style moins jusque a au aux ne n qui que si ou mon ma mes son sa ses ce c cet cette ces il te plait merci bonjour plus tres trop assez surtout clair claire clairs claires fonce foncee fonces foncees pale pales vif vive tendre paire petit petite assorti assortie assortis assorties prix dans chez comme bien vacances voyage possible embauche aller jour journee " +
      "uno una il lo gli i le e o ed per con di da del della dello dei delle degli al alla allo ai alle in su sul sulla sui col coi vorrei vorremmo voglio cerco cercando mi ti ci piace piacciono piacerebbe serve servono preferisco indossare mettere trovare qualcosa capo capi abbigliamento marca colore colori color stile tipo un meno massimo fino sotto entro che chi se mio mia miei mie suo sua questo questa all' dell' nell' sull' dall' un' quell' bell' si sia sono ho hai c'e grazie ciao piu molto troppo tanto soprattutto chiaro chiara chiari chiare scuro scura scuri scure acceso accesa paio abbinata abbinato come anche prezzo possibile vacanza vacanze viaggio andare giorno giornata",
  ),
);
