import { createRoute, z } from "@hono/zod-openapi";
import { type LimitBook, type Limits, objectionable } from "../privacy/limits";
import { answers, api, refuses, security } from "./api";
import { type Caller, type IdentityDeps, requires } from "./identity";

export interface LimitDeps extends IdentityDeps {
  readonly limits: LimitBook;
  readonly now: () => Date;
}

export const limits = z
  .object({
    restrictedSince: z.iso.datetime().optional().openapi({ description: "absent when nothing is restricted" }),
    objections: z.array(z.enum(objectionable)),
  })
  .openapi("Limits");

export const limitsView = ({ restrictedSince, objections }: Limits): z.infer<typeof limits> => ({
  ...(restrictedSince && { restrictedSince: restrictedSince.toISOString() }),
  objections: [...objections],
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
  const ofCaller = async (subject: string) => limitsView(await deps.limits.of(subject));
  return api<Caller>()
    .openapi(
      createRoute({ ...restriction, method: "put", summary: "Keep what there is of me and do not use it" }),
      async (c) => {
        await deps.limits.restrict(c.get("subject"), deps.now());
        return c.json(await ofCaller(c.get("subject")), 200);
      },
    )
    .openapi(
      createRoute({ ...restriction, method: "delete", summary: "Use it again, as far as I consent" }),
      async (c) => {
        await deps.limits.restrict(c.get("subject"), undefined);
        return c.json(await ofCaller(c.get("subject")), 200);
      },
    )
    .openapi(
      createRoute({ ...objection, method: "put", summary: "Object to a purpose; no reason is asked for" }),
      async (c) => {
        await deps.limits.object(c.get("subject"), c.req.valid("param").purpose, true);
        return c.json(await ofCaller(c.get("subject")), 200);
      },
    )
    .openapi(createRoute({ ...objection, method: "delete", summary: "Take an objection back" }), async (c) => {
      await deps.limits.object(c.get("subject"), c.req.valid("param").purpose, false);
      return c.json(await ofCaller(c.get("subject")), 200);
    });
};
