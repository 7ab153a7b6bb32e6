import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type LimitBook, type Limits, objectionable } from "../privacy/limits";
import type { AuditedAction } from "../privacy/audit";
import { ageOfConsent } from "../privacy/children";
import { removeEveryPhoto } from "../privacy/answers";
import type { PhotoDeps } from "../recommendation/photos";
import { answers, api, atMost, refuses, security, takes } from "./api";
import { type AuditDeps, writeDown } from "./audit";
import { type Caller, type IdentityDeps, requires } from "./identity";

export interface LimitDeps extends IdentityDeps, AuditDeps, PhotoDeps {
  readonly limits: LimitBook;
}

const age = z
  .strictObject({
    country: z.string().regex(/^[A-Za-z]{2}$/, "two letters, as in ISO 3166-1"),
    ofAge: z.boolean().openapi({ description: "whether one has reached the age at which one consents alone there" }),
  })
  .openapi("Age");

export const limits = z
  .object({
    restrictedSince: z.iso.datetime().optional().openapi({ description: "absent when nothing is restricted" }),
    objections: z.array(z.enum(objectionable)),
    minor: z.boolean().openapi({ description: "too young to consent alone: nothing that needs consent is done" }),
  })
  .openapi("Limits");

export const limitsView = ({ restrictedSince, objections, minor }: Limits): z.infer<typeof limits> => ({
  ...(restrictedSince && { restrictedSince: restrictedSince.toISOString() }),
  objections: [...objections],
  minor,
});

/** Restriction and objection (Art. 18 and 21 GDPR): each holds from the next request on, and is taken back as easily. */
export const limitRoutes = (deps: LimitDeps) => {
  const route = { tags: ["rights"], security, middleware: requires("shopper", deps) };
  const answer = { 200: answers(limits, "what may now not be done"), ...refuses(400, 401, 403) };
  const restriction = { ...route, path: "/v1/me/restriction" as const, responses: answer };
  const objection = {
    ...route,
    path: "/v1/me/objections/{purpose}" as const,
    request: { params: z.object({ purpose: z.enum(objectionable) }) },
    responses: answer,
  };
  const did = async (c: Context<Caller>, action: AuditedAction, change: () => Promise<void>) => {
    await writeDown(c, action, deps);
    await change();
    return limitsView(await deps.limits.of(c.get("subject")));
  };
  return api<Caller>()
    .openapi(
      createRoute({ ...restriction, method: "put", summary: "Keep what there is of me and do not use it" }),
      async (c) =>
        c.json(await did(c, "restriction-set", () => deps.limits.restrict(c.get("subject"), deps.now())), 200),
    )
    .openapi(
      createRoute({ ...restriction, method: "delete", summary: "Use it again, as far as I consent" }),
      async (c) =>
        c.json(await did(c, "restriction-lifted", () => deps.limits.restrict(c.get("subject"), undefined)), 200),
    )
    .openapi(
      createRoute({ ...objection, method: "put", summary: "Object to a purpose; no reason is asked for" }),
      async (c) =>
        c.json(
          await did(c, "objection-set", () => deps.limits.object(c.get("subject"), c.req.valid("param").purpose, true)),
          200,
        ),
    )
    .openapi(createRoute({ ...objection, method: "delete", summary: "Take an objection back" }), async (c) =>
      c.json(
        await did(c, "objection-lifted", () =>
          deps.limits.object(c.get("subject"), c.req.valid("param").purpose, false),
        ),
        200,
      ),
    )
    .openapi(
      createRoute({
        ...route,
        method: "put",
        path: "/v1/me/age",
        middleware: [requires("shopper", deps), atMost(1024)],
        summary: "Say whether one is old enough to consent alone; no birthday is asked for",
        description:
          "13 to 16, by country (Art. 8 GDPR). Who is too young gets recommendations without a profile, and photographs are deleted before this answers.",
        request: { body: takes(age) },
        responses: {
          200: answers(
            limits.extend({ ageOfConsent: z.int().openapi({ description: "years, in that country" }) }),
            "what may now not be done",
          ),
          ...refuses(400, 401, 403, 413, 415),
        },
      }),
      async (c) => {
        const { country, ofAge } = c.req.valid("json");
        const now = await did(c, "age-stated", async () => {
          await deps.limits.stateAge(c.get("subject"), !ofAge);
          if (!ofAge) await removeEveryPhoto(c.get("subject"), deps);
        });
        return c.json({ ...now, ageOfConsent: ageOfConsent(country) }, 200);
      },
    );
};
