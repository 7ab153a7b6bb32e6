import { createRoute, z } from "@hono/zod-openapi";
import { type AnswerDeps, type Answered, answer, answersOf, asked, notice } from "../privacy/answers";
import { type AuditDeps, writeDown } from "./audit";
import { answers, api, atMost, refuses, security, takes } from "./api";
import { type Caller, type IdentityDeps, requires } from "./identity";

export const consented = z.array(
  z.object({
    purpose: z.enum(asked),
    question: z.string(),
    granted: z.boolean(),
    answeredAt: z.iso.datetime().optional().openapi({ description: "absent while unanswered, which counts as no" }),
  }),
);
const consents = z
  .object({
    notice: z.string().openapi({ description: "names the words of the questions; recorded with every answer" }),
    consents: consented,
  })
  .openapi("Consents");

const said = z
  .strictObject({
    recommendation: z.boolean().optional(),
    personalisation: z.boolean().optional(),
    marketing: z.boolean().optional(),
  })
  .refine((sent) => Object.keys(sent).length > 0, `answer at least one of: ${asked.join(", ")}`)
  .openapi("Said", { minProperties: 1 });

export const answeredView = (answered: readonly Answered[]): z.infer<typeof consented> =>
  answered.map(({ answeredAt, ...rest }) => ({ ...rest, ...(answeredAt && { answeredAt: answeredAt.toISOString() }) }));

const view = (answered: readonly Answered[]): z.infer<typeof consents> => ({
  notice,
  consents: answeredView(answered),
});

/** Consent, given and withdrawn by the same call (Art. 7(3) GDPR). */
export const consentRoutes = (deps: AnswerDeps & IdentityDeps & AuditDeps) => {
  const route = { path: "/v1/me/consents" as const, tags: ["consent"], security };
  const own = requires("shopper", deps);
  return api<Caller>()
    .openapi(
      createRoute({
        ...route,
        method: "get",
        summary: "What may be done with one's data, and what one has said to it",
        middleware: own,
        responses: { 200: answers(consents, "every question and its answer"), ...refuses(401, 403) },
      }),
      async (c) => c.json(view(await answersOf(c.get("subject"), deps)), 200),
    )
    .openapi(
      createRoute({
        ...route,
        method: "put",
        summary: "Give or withdraw consent, purpose by purpose; what is left out stays as it is",
        description: "A withdrawn consent to `recommendation` deletes all photographs before this answers.",
        middleware: [own, atMost(64 * 1024)],
        request: { body: takes(said) },
        responses: { 200: answers(consents, "every question and its answer"), ...refuses(400, 401, 403, 413, 415) },
      }),
      async (c) => {
        await writeDown(c, "consent-answered", deps);
        return c.json(view(await answer(c.get("subject"), c.req.valid("json"), deps)), 200);
      },
    );
};
