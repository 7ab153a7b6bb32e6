/** The words that products, photographs, preferences and explanations share. */

/** Pieces that the visual encoder tells apart, in the order of its outputs. */
export const pieces = [
  "dress",
  "hat",
  "longsleeve",
  "outwear",
  "pants",
  "shirt",
  "shoes",
  "shorts",
  "skirt",
  "t-shirt",
] as const;
export type Piece = (typeof pieces)[number];

/** The five main styles of the shop. */
export const styles = ["casual", "classic", "sport", "boho", "street"] as const;
export type Style = (typeof styles)[number];

export const patterns = ["plain", "striped", "checked", "dotted", "floral", "printed"] as const;
export type Pattern = (typeof patterns)[number];

export const occasions = ["everyday", "work", "evening", "sport", "beach", "ceremony"] as const;
export type Occasion = (typeof occasions)[number];

/** When a piece is worn; many are all year round. */
export const seasons = ["spring-summer", "autumn-winter"] as const;
export type Season = (typeof seasons)[number];

export const colours = [
  "black",
  "white",
  "grey",
  "navy",
  "blue",
  "light blue",
  "green",
  "olive",
  "yellow",
  "orange",
  "red",
  "burgundy",
  "pink",
  "purple",
  "brown",
  "beige",
] as const;
export type Colour = (typeof colours)[number];
