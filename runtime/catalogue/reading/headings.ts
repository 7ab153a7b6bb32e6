import { plain } from "../../recommendation/words/tokens";

/** How shops head what we know of a product, in English, French and Italian: without accents, in small letters. */
const headings = {
  group: "item group id|handle|parent|parent sku|parent id|group id|reference parent|codice padre",
  id: "id|ref fournisseur|reference fournisseur|code fournisseur|ref|reference|article|art|item|code|codice|product id|product code|item number|article number|style no|style number|style code|code article|code produit|numero article|reference produit|articolo|codice articolo|codice prodotto|riferimento|cod articolo|cod|cod prodotto|ref article|reference article|code reference|no article|numero d article|article no|article code|art no|item no|item ref|product ref|product no|style ref|style id|model no|model code|model number|code modele|ref modele|reference modele|codice modello|rif|rif articolo",
  sku: "sku|product sku|sku code|variant sku|skus|sku variante|reference declinaison|variant id|codice variante",
  barcode: "ean|ean13|gtin|upc|barcode|variant barcode|code barre|code barres|codice a barre",
  title:
    "title|nom produit|libelle produit|nome articolo|name|nom|nome|titre|titolo|product name|item name|designation|libelle|intitule|product|produit|prodotto|modele|modello|model|product title|nom du produit|nome prodotto|denominazione|style name|article name|model name|style description|product description|item description|nom modele|nom article|libelle article|designation article|description article|description produit|nome modello|descrizione articolo|descrizione prodotto|nome capo",
  description:
    "description|descrizione|summary|body html|short description|details|descriptif|long description|description longue",
  brand:
    "brand|brands|product brand|marque|marca|marchio|vendor|label|manufacturer|fabricant|brand name|fournisseur|fornitore|griffe",
  piece:
    "piece|type|sous categorie|sub category|subcategory|sottocategoria|categoria merceologica|tipo capo|category|categories|categorie|categoria|categorie produit|product type|product category|google product category|type de produit|tipo|tipologia|tipo prodotto|capo|garment|garment type|famille|famiglia|rayon|reparto|category path|categories path|category name|categories name|category names",
  style: "style|stile",
  pattern: "pattern|motif|fantasia|print|imprime",
  occasions: "occasion|occasions|occasione|occasioni",
  colours:
    "colour|colours|main color|main colour|primary color|product color|product colour|colore principale|color|colors|couleur|couleurs|colore|colori|coloris|tinta|color name|colour name|base colour|couleur principale|nom couleur|colorway|colourway|shade|variante colore|var colore|variante|nome colore|coloris disponibles|colori disponibili|available colors|available colours",
  price:
    "price|prix|prezzo|rrp|srp|msrp|retail|retail price|regular price|variant price|selling price|unit price|list price|public price|final price|current price|price amount|price value|price tax|prix public|prix vente|prix vente conseille|prix unitaire|tarif|prezzo al pubblico|prezzo pubblico|prezzo vendita|prezzo unitario|prezzo ivato|listino|prezzo listino|pv|pvp|pvc|eur",
  sale: "sale price|special price|discounted price|offer price|promo price|promotional price|prix promo|prix promotionnel|prix solde|prix remise|prezzo scontato|prezzo promo|prezzo promozionale|prezzo saldo|prezzo offerta",
  saleDates:
    "sale price effective date|date sale price starts|date sale price ends|special price from date|special price to date|special from date|special to date",
  currency: "currency|currency code|devise|valuta|moneta|monnaie|price currency|price currency code|price currencycode",
  size: "size|sizes|available sizes|taille|tailles|taille disponible|taille disponibles|tailles disponibles|taglia|taglie|taglia disponibile|taglie disponibili|pointure|pointures|misura|misure|size eu|eu size|taille eu|taglia it|taglia eu|size name|size range|size run|gamme de tailles|grille de tailles|scala taglie|range taglie",
  stock:
    "stock|qty|quantity|quantite|qte|quantita|qta|pcs|variant inventory qty|inventory|inventory quantity|stock quantity|stock qty|quantite en stock|stock disponible|pieces|pieces available|giacenza|giacenze|magazzino|disponibilita|disponibili|disponibilite|disponible|disponibile|quantity available|available quantity|on hand|qte dispo|qte disponible|quantite disponible|qte stock|stock dispo|qta disponibile|qta disp|quantita disponibile|stock level|qty available|units|units available|free stock",
  availability: "availability|in stock|available|en stock|stock status|dispo|etat du stock",
  status: "status|statut|stato|published|active|actif|active 0 1|active 0 or 1|attivo|publie|online|en ligne",
  markets: "market|markets|marche|marches|mercato|mercati|country|countries|pays|paese|paesi|sold in",
  season: "season|saison|stagione|collection season",
  images:
    "image|images|base image|media src|media url|photo|photos|picture|pictures|visuel|visuels|immagine|immagini|foto|image src|images src|image link|image url|image urls|images url|additional image link|additional image links|image file|image name|variant image|featured image|main image|photo url|url image|url photo|lien image|link immagine|url immagine|image src url|images url src",
  variants: "variants",
} as const;
export type Field = keyof typeof headings;

/** Fields that may stand in several columns, and are then read together. */
export const lists: ReadonlySet<Field> = new Set([
  "piece",
  "pattern",
  "occasions",
  "colours",
  "markets",
  "images",
  "status",
]);

/** Words that change nothing about what a heading means. Another currency does, and so does a price without tax. */
const idle =
  /\b(eur|euro|euros|ttc|tvac|incl|inc|including|included|inclusive|inclusa|comprise|vat|tva|iva|of|in|en|du|de|des|del|della|di|the)\b/g;

/** Small letters without accents, with "imageUrl" and "image_url" as the same two words. */
const wordsOf = (heading: string) =>
  plain(heading.replace(/([a-z])([A-Z])/g, "$1 $2"))
    .replace(/\((?!.*(\$|£|usd|gbp|chf|excl|hors|\bht))[^)]*\)/, " ")
    .replace(/([a-z])(\d+)$/, "$1 $2")
    .replace(/[^a-z0-9$£]+/g, " ")
    .trim();

const bare = (words: string) => words.replace(idle, " ").replace(/ +/g, " ").trim().replace(/ \d+$/, "");

const entries = (Object.entries(headings) as [Field, string][]).flatMap(([field, names]) =>
  names.split("|").map((name) => [name, field] as const),
);
const exact: ReadonlyMap<string, Field> = new Map(entries);
const inShort: ReadonlyMap<string, Field> = new Map(
  entries.map(([name, field]) => [bare(name), field] as const).reverse(),
);

const known = new Map<string, Field | undefined>();

/**
 * What stands under a heading, if it is known: exactly that heading, whatever its case, accents, underscores and number ("Image 2"). A
 * longer one may mean another thing ("price before discount"), so it is not guessed.
 */
export function fieldOf(heading: string): Field | undefined {
  if (!known.has(heading) && known.size < 10_000) known.set(heading, fieldNamed(heading));
  return known.has(heading) ? known.get(heading) : fieldNamed(heading);
}

function fieldNamed(heading: string): Field | undefined {
  const words = wordsOf(heading);
  return exact.get(words) ?? inShort.get(bare(words));
}

/** A heading that is understood as this field, for telling people what to write. */
export const exampleOf = (field: Field): string => headings[field].split("|")[0] ?? field;

export const fields = Object.keys(headings) as readonly Field[];

export const isField = (text: string): text is Field => Object.hasOwn(headings, text);
