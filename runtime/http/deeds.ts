import { createRoute, z } from "@hono/zod-openapi";
import { type Deed, type DeedKind, deeds } from "../taste/taste";
import { answers, api, found, refuses, security } from "./api";
import { type Granted, consenting } from "./consent";
import { type Caller, requires } from "./identity";
import type { TasteDeps } from "./taste";

export const done = z
  .object({ itemId: z.string(), deed: z.enum(deeds), at: z.iso.datetime() })
  .openapi("Deed", { description: "what was done with an item, kept for a year at most" });

export const doneView = ({ itemId, deed, at }: Deed): z.infer<typeof done> => ({ itemId, deed, at: at.toISOString() });

/** Where an app tells what its shopper did; one address for each. */
const told: Readonly<Record<DeedKind, { readonly path: `/v1/me/${string}/{itemId}`; readonly summary: string }>> = {
  viewed: { path: "/v1/me/views/{itemId}", summary: "An item was looked at" },
  carted: { path: "/v1/me/carts/{itemId}", summary: "An item was put into the cart" },
  bought: { path: "/v1/me/purchases/{itemId}", summary: "An item was bought; it is not recommended again" },
};

const tags = ["taste"];
const oneItem = z.object({ itemId: z.string().min(1).max(64) });

/** What a shopper did: told by the app with consent to personalisation, read and taken back without. */
export const deedRoutes = (deps: TasteDeps) => {
  const routes = api<Granted<"personalisation">>();
  const middleware = [requires("shopper", deps), consenting("personalisation", deps)];
  for (const deed of deeds)
    routes.openapi(
      createRoute({
        method: "put",
        ...told[deed],
        tags,
        security,
        middleware,
        request: { params: oneItem },
        responses: {
          204: { description: "noted; twice is once, at the newer time" },
          ...refuses(400, 401, 403, 404),
        },
      }),
      async (c) => {
        const { id: itemId } = found(await deps.catalogue.get(c.req.valid("param").itemId), "item");
        await deps.tastes.did(c.get("grant").subject, { itemId, deed, at: deps.now() });
        return c.body(null, 204);
      },
    );
  return routes.route("/", ownDeeds(deps));
};

const ownDeeds = (deps: TasteDeps) => {
  const middleware = requires("shopper", deps);
  return api<Caller>()
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/me/deeds",
        tags,
        security,
        middleware,
        summary: "What one viewed, put into the cart and bought, newest first",
        responses: { 200: answers(z.object({ deeds: z.array(done) }), "of the last year"), ...refuses(401, 403) },
      }),
      async (c) => c.json({ deeds: (await deps.tastes.of(c.get("subject"))).deeds.map(doneView) }, 200),
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/v1/me/deeds",
        tags,
        security,
        middleware,
        summary: "Forget all of that",
        responses: { 204: { description: "forgotten; the next answer knows nothing of it" }, ...refuses(401, 403) },
      }),
      async (c) => {
        await deps.tastes.undo(c.get("subject"));
        return c.body(null, 204);
      },
    );
};
