import { createRoute, z } from "@hono/zod-openapi";
import { etag } from "hono/etag";
import { createMiddleware } from "hono/factory";
import { type Product, product } from "../catalogue/product";
import { colours, pieces, styles } from "../catalogue/vocabulary";
import { type RecommendDeps, similar } from "../recommendation/recommend";
import { type Files, answers, api, found, refuses } from "./api";

export interface ItemDeps extends Pick<RecommendDeps, "catalogue" | "items"> {
  /** Pictures of products, by the file names in `Product.images`. */
  readonly images: Files;
}

export const item = product
  .omit({ images: true })
  .extend({ imageUrl: z.string().optional() })
  .openapi("Item", { description: "one product; prices in EUR, tax included" });

/** What is answered of a product: its pictures by address. */
export const itemView = ({ images, ...rest }: Product): z.infer<typeof item> => ({
  ...rest,
  ...(images.length > 0 && { imageUrl: `/v1/items/${rest.id}/image` }),
});

const texts = new WeakMap<Product, string>();

/** The same as JSON, written once for each product: an answer of many products is mostly their texts. */
export function itemText(product: Product): string {
  const text = texts.get(product) ?? JSON.stringify(itemView(product));
  texts.set(product, text);
  return text;
}

const id = z.object({ id: z.string().min(1).max(64) });
const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);
const page = z.strictObject({
  piece: z.enum(pieces).optional(),
  style: z.enum(styles).optional(),
  colour: z.enum(colours).optional(),
  maximumPrice: z.coerce.number().positive().optional(),
  after: z.string().max(64).optional().openapi({ description: "`next` of the page before" }),
  limit: limit(200, 50),
});
type Page = z.infer<typeof page>;

const publicFor = (seconds: number) =>
  createMiddleware(async (c, next) => {
    await next();
    if (c.res.ok) c.header("cache-control", `public, max-age=${seconds}`);
  });

/** The catalogue, open to everyone and cacheable. */
export const items = (deps: ItemDeps) => {
  const tags = ["catalogue"];
  const middleware = [etag(), publicFor(60)];
  return api()
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/items",
        tags,
        summary: "Products, by id, a page at a time",
        middleware,
        request: { query: page },
        responses: {
          200: answers(z.object({ items: z.array(item), next: z.string().optional() }), "one page"),
          ...refuses(400),
        },
      }),
      async (c) => c.json(pageOf(await deps.catalogue.list(), c.req.valid("query")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/items/{id}",
        tags,
        summary: "One product",
        middleware,
        request: { params: id },
        responses: { 200: answers(item, "the product"), ...refuses(400, 404) },
      }),
      async (c) => c.json(itemView(found(await deps.catalogue.get(c.req.valid("param").id), "item")), 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/items/{id}/similar",
        tags,
        summary: "Products that look like one product, nearest first",
        middleware,
        request: { params: id, query: z.strictObject({ limit: limit(50, 8) }) },
        responses: {
          200: answers(
            z.object({ items: z.array(z.object({ item, similarity: z.number().min(-1).max(1) })) }),
            "cosine similarity of their pictures",
          ),
          ...refuses(400, 404),
        },
      }),
      async (c) => {
        const near = found(await similar(c.req.valid("param").id, c.req.valid("query").limit, deps), "item");
        return c.json({ items: near.map((each) => ({ ...each, item: itemView(each.item) })) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/items/{id}/image",
        tags,
        summary: "The picture of a product",
        middleware: [etag(), publicFor(3600)],
        request: { params: id },
        responses: {
          200: {
            description: "the picture",
            content: { "image/*": { schema: z.string().openapi({ format: "binary" }) } },
          },
          ...refuses(400, 404),
        },
      }),
      async (c) => {
        const { images } = found(await deps.catalogue.get(c.req.valid("param").id), "item");
        const name = found(images[0], "picture");
        return c.body(found(await deps.images.read(name), "picture"), 200, { "content-type": pictureType(name) });
      },
    );
};

const pictureTypes: Readonly<Record<string, string>> = { png: "image/png", webp: "image/webp" };
const pictureType = (name: string) => pictureTypes[name.split(".").at(-1) ?? ""] ?? "image/jpeg";

function pageOf(products: readonly Product[], { piece, style, colour, maximumPrice, after, limit }: Page) {
  const left = products.filter(
    (each) =>
      (after === undefined || each.id > after) &&
      (piece === undefined || each.piece === piece) &&
      (style === undefined || each.style === style) &&
      (colour === undefined || each.colours.includes(colour)) &&
      (maximumPrice === undefined || each.price <= maximumPrice),
  );
  const shown = left.slice(0, limit);
  const next = left.length > limit ? shown.at(-1)?.id : undefined;
  return { items: shown.map(itemView), ...(next !== undefined && { next }) };
}
