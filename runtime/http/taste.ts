import { createRoute, z } from "@hono/zod-openapi";
import type { Catalogue } from "../catalogue/catalogue";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import { type TasteBook, preferences } from "../taste/taste";
import { answers, api, atMost, found, refuses, security, takes } from "./api";
import { type Granted, consenting } from "./consent";
import { type Caller, type IdentityDeps, requires } from "./identity";

export interface TasteDeps extends IdentityDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
  readonly now: () => Date;
}

const tags = ["taste"];
const stated = preferences.meta({ id: "Preferences" });
const oneItem = z.object({ itemId: z.string().min(1).max(64) });
const oneProfile = z.object({ profileId: z.string().min(1).max(200) });
const done = { 204: { description: "done; doing it twice is doing it once" } } as const;

/** What a shopper says and does; each of it needs consent to personalisation. */
export const taste = (deps: TasteDeps) => {
  const middleware = [requires("shopper", deps), consenting("personalisation", deps), atMost(64 * 1024)];
  return api<Granted<"personalisation">>()
    .openapi(
      createRoute({
        method: "put",
        path: "/v1/me/preferences",
        tags,
        security,
        summary: "State preferences; replaces those stated before",
        middleware,
        request: { body: takes(stated) },
        responses: { 200: answers(stated, "as stated"), ...refuses(400, 401, 403, 413, 415) },
      }),
      async (c) => {
        const sent = c.req.valid("json");
        await deps.tastes.prefer(c.get("grant").subject, sent);
        return c.json(sent, 200);
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/v1/me/likes/{itemId}",
        tags,
        security,
        summary: "Like an item; the next answer counts it",
        middleware,
        request: { params: oneItem },
        responses: { ...done, ...refuses(400, 401, 403, 404) },
      }),
      async (c) => {
        const { id: itemId } = found(await deps.catalogue.get(c.req.valid("param").itemId), "item");
        await deps.tastes.like(c.get("grant").subject, { itemId, likedAt: deps.now() });
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "put",
        path: "/v1/me/follows/{profileId}",
        tags,
        security,
        summary: "Follow another profile, if its owner shares it",
        middleware,
        request: { params: oneProfile },
        responses: { ...done, ...refuses(400, 401, 403, 404) },
      }),
      async (c) => {
        const profile = await deps.subject(c.req.valid("param").profileId);
        const shared = found(await requestGrant(deps.consents, profile, "personalisation"), "profile");
        await deps.tastes.follow(c.get("grant").subject, shared.subject);
        return c.body(null, 204);
      },
    )
    .route("/", takenBack(deps));
};

/** Reading one's own and taking back need no consent. */
const takenBack = (deps: TasteDeps) => {
  const middleware = requires("shopper", deps);
  return api<Caller>()
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/me/preferences",
        tags,
        security,
        summary: "Own preferences",
        middleware,
        responses: { 200: answers(stated, "as stated"), ...refuses(401, 403) },
      }),
      async (c) => c.json((await deps.tastes.of(c.get("subject"))).preferences, 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/me/likes",
        tags,
        security,
        summary: "Own likes, newest first",
        middleware,
        responses: {
          200: answers(z.object({ itemIds: z.array(z.string()) }), "ids of liked items"),
          ...refuses(401, 403),
        },
      }),
      async (c) => c.json({ itemIds: (await deps.tastes.of(c.get("subject"))).likes.map(({ itemId }) => itemId) }, 200),
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/v1/me/likes/{itemId}",
        tags,
        security,
        summary: "Like an item no longer",
        middleware,
        request: { params: oneItem },
        responses: { ...done, ...refuses(400, 401, 403) },
      }),
      async (c) => {
        await deps.tastes.unlike(c.get("subject"), c.req.valid("param").itemId);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/v1/me/follows/{profileId}",
        tags,
        security,
        summary: "Whether one follows a profile",
        middleware,
        request: { params: oneProfile },
        responses: { 200: answers(z.object({ follows: z.boolean() }), "yes or no"), ...refuses(400, 401, 403) },
      }),
      async (c) => {
        const { follows: followed } = await deps.tastes.of(c.get("subject"));
        return c.json({ follows: followed.includes(await deps.subject(c.req.valid("param").profileId)) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: "delete",
        path: "/v1/me/follows/{profileId}",
        tags,
        security,
        summary: "Follow a profile no longer",
        middleware,
        request: { params: oneProfile },
        responses: { ...done, ...refuses(400, 401, 403) },
      }),
      async (c) => {
        await deps.tastes.unfollow(c.get("subject"), await deps.subject(c.req.valid("param").profileId));
        return c.body(null, 204);
      },
    );
};
