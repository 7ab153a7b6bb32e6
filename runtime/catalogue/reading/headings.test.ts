import { fieldOf } from "./headings";

describe("a heading", () => {
  it.each([
    ["Référence", "id"],
    ["item_group_id", "group"],
    ["Handle", "group"],
    ["Variant SKU", "sku"],
    ["Désignation", "title"],
    ["productName", "title"],
    ["Marca", "brand"],
    ["product_type", "piece"],
    ["Categories (x,y,z...)", "piece"],
    ["COULEUR", "colours"],
    ["Taille disponibles", "size"],
    ["Prix TTC", "price"],
    ["Prezzo IVA inclusa (€)", "price"],
    ["Price incl. VAT", "price"],
    ["Variant Inventory Qty", "stock"],
    ["In stock?", "availability"],
    ["image_link", "images"],
    ["Image 2", "images"],
    ["Stagione", "season"],
  ])("%s is of the field %s", (heading, field) => {
    expect(fieldOf(heading)).toBe(field);
  });

  it.each(["Price before discount", "Prix HT", "Price excl. VAT", "Price ($)", "Price USD", "Size chart"])(
    "%s is not guessed at",
    (heading) => {
      expect(fieldOf(heading)).toBeUndefined();
    },
  );
});
