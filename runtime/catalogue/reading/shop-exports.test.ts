import { products, reasons } from "../../testing/catalogue-file";

describe("the export of a shop's software", () => {
  it("is Shopify's export", () => {
    const text = `Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Inventory Qty,Image Src,Status
linen,Linen Dress,"<p>Soft,
for <b>summer</b> &amp; sun</p>",Nora,Dress,Size,S,Color,Red,L1,79.90,3,https://cdn.example/files/linen%20red.JPG?v=1,active
linen,,,,,,M,,Red,L2,79.90,-1,https://cdn.example/files/linen-2.jpg,
linen,,,,,,S,,Sand,L3,79.90,2,,
knit,Knit,,Nora,Sweater,Title,Default Title,,,K1,25.00,4,,draft`;
    expect(products(text)).toMatchObject([
      {
        id: "linen",
        description: "Soft, for summer & sun",
        colours: ["red"],
        variants: [
          { sku: "L1", size: "S", stock: 3 },
          { sku: "L2", size: "M", stock: 0 },
        ],
        images: ["linen-red.jpg", "linen-2.jpg"],
      },
      { id: "linen-sand", title: "Linen Dress", colours: ["beige"], variants: [{ sku: "L3", size: "S", stock: 2 }] },
    ]);
    expect(reasons(text)).toEqual([expect.stringMatching(/^6: colours: no column says it/)]);
  });

  it("is Magento's export, with attributes that share a cell and a parent that lists its variants", () => {
    const text = `sku,product_type,categories,name,price,qty,additional_attributes,configurable_variations
N-RS,simple,Women/Dresses,Nora-S-Red,69.0000,3,"color=Red,manufacturer=Norden,size=S",
N-RM,simple,Women/Dresses,Nora-M-Red,69.0000,0,"color=Red,manufacturer=Norden,size=M",
N-BS,simple,Women/Dresses,Nora-S-Black,69.0000,5,"color=Black,manufacturer=Norden,size=S",
N,configurable,Women/Dresses,Nora,69.0000,0,manufacturer=Norden,"sku=N-RS,size=S|sku=N-RM,size=M|sku=N-BS,size=S"`;
    expect(products(text)).toMatchObject([
      {
        id: "N",
        title: "Nora",
        brand: "Norden",
        piece: "dress",
        variants: [
          { sku: "N-RS", size: "S", stock: 3 },
          { sku: "N-RM", size: "M", stock: 0 },
        ],
      },
      { id: "N-black", title: "Nora", colours: ["black"], variants: [{ sku: "N-BS" }] },
    ]);
  });

  it("has the price that shoppers pay while there is a sale, and not the one of some days", () => {
    const text = `sku,name,brand,colour,regular price,sale price,sale price effective date
1,Dress,B,red,49.90,39.90,
2,Dress,B,red,49.90,39.90,2026-12-01/2026-12-24
3,Dress,B,red,49.90,59.90,
4,Dress,B,red,49.90,soon,`;
    expect(products(text).map(({ price }) => price)).toEqual([39.9, 49.9, 49.9]);
    expect(reasons(text)).toEqual([expect.stringContaining("sale (“sale price”): “soon” is no price")]);
  });

  it("is a list within an answer that has more than the list", () => {
    const text = JSON.stringify(
      { meta: { page: 1 }, products: [{ id: "1", name: { en: "Dress" }, brand: "B", color: "red", price: 9 }] },
      null,
      1,
    );
    expect(products(text, "a.json")).toMatchObject([{ id: "1", title: "Dress" }]);
  });

  it("is a merchant feed, whose ids are those of its sizes", () => {
    const text = `id\ttitle\timage_link\tavailability\tprice\tbrand\tcolor\tsize\titem_group_id\tproduct_type
1\tRobe Rosa - S\thttps://x.example/r.jpg\tin_stock\t39.90 EUR\tFilo\tRouge\tS\tROSA\tFemme > Robes
2\tRobe Rosa - M\thttps://x.example/r.jpg\tout of stock\t39.90 EUR\tFilo\tRouge\tM\tROSA\tFemme > Robes`;
    expect(products(text, "feed.txt")).toMatchObject([
      {
        id: "ROSA",
        title: "Robe Rosa",
        variants: [
          { sku: "1", stock: 1 },
          { sku: "2", size: "M", stock: 0 },
        ],
      },
    ]);
  });

  it("is a merchant feed in XML, with prefixes, comments, entities and one element that is broken", () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Filo</title>
<!-- <item> of last year -->
<item><g:id>007</g:id><title>Robe d&#233;t&eacute; &amp; ceinture - S</title><description><![CDATA[<p>En lin l&eacute;ger</p>]]></description>
<g:image_link>https://x.example/r.jpg</g:image_link><g:availability>in stock</g:availability>
<g:price>39.90 EUR</g:price><g:brand>Filo</g:brand><g:color>Rouge</g:color><g:size>S</g:size>
<g:item_group_id>ROSA</g:item_group_id><g:product_type>Femme &gt; Robes</g:product_type>
<g:shipping><g:country>FR</g:country><g:price>4.90 EUR</g:price></g:shipping></item>
<item><g:id>8</g:id><title>Jupe</itle></item>
<item><g:id>9</g:id><title>Jupe`;
    expect(products(text, "feed.xml")).toMatchObject([
      {
        id: "ROSA",
        title: "Robe dété & ceinture",
        description: "En lin léger",
        piece: "dress",
        price: 39.9,
        colours: ["red"],
        variants: [{ sku: "007", size: "S", stock: 1 }],
        images: ["r.jpg"],
      },
    ]);
    expect(reasons(text, "feed.xml")).toEqual([
      expect.stringMatching(/^9: this is no XML: /),
      expect.stringMatching(/^10: <item> is not closed/),
    ]);
  });

  it("is a list of products in XML, with variants, pictures and parts that say what they are", () => {
    const text = `<catalogue><products><product sku="A1"><name>Dress</name><brand>Filo</brand><category>Dresses</category>
<price currency="EUR">49.90</price><param name="Colour">Red</param><images><image>a.jpg</image><image>b.jpg</image></images>
<variants><variant><sku>A1-S</sku><size>S</size><stock>2</stock></variant><variant><sku>A1-M</sku><size>M</size><stock>0</stock></variant></variants>
</product><product sku="A2"><name>Skirt</name><brand>Filo</brand><category>Skirts</category><price currency="USD">20</price><colour>red</colour>
<variants><variant><sku>A2-S</sku><size>S</size></variant></variants></product></products></catalogue>`;
    expect(products(text, "shop.xml")).toMatchObject([
      {
        id: "A1",
        price: 49.9,
        colours: ["red"],
        images: ["a.jpg", "b.jpg"],
        variants: [
          { sku: "A1-S", size: "S", stock: 2 },
          { sku: "A1-M", size: "M", stock: 0 },
        ],
      },
    ]);
    expect(reasons(text, "shop.xml")).toEqual([expect.stringMatching(/^4: .*USD/)]);
  });

  it("is WooCommerce's export, whose parent has no size of its own", () => {
    const text = `ID,Type,SKU,Name,Published,"In stock?",Stock,"Regular price",Categories,Images,Parent,"Attribute 1 name","Attribute 1 value(s)","Attribute 2 name","Attribute 2 value(s)",Brands
10,variable,tee,Tee,1,1,,,"Men > T-shirts",tee.jpg,,Size,"S, M",Color,"Red, Blue",Woo
11,variation,tee-s,Tee - S,1,1,4,20,,,tee,Size,S,Color,Red,
12,variation,tee-m,Tee - M,1,0,,20,,,id:10,Size,M,Color,Red,
13,variation,tee-b,Tee - S,1,1,3,20,,,tee,Size,S,Color,Blue,`;
    expect(products(text)).toMatchObject([
      {
        id: "tee",
        piece: "t-shirt",
        brand: "Woo",
        colours: ["red"],
        variants: [{ sku: "tee-s" }],
        images: ["tee.jpg"],
      },
      { id: "tee-blue", colours: ["blue"], variants: [{ sku: "tee-b", stock: 3 }] },
    ]);
  });
});
