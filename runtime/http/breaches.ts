import { createRoute, z } from "@hono/zod-openapi";
import { type Breach, breachFacts, breachRegister, breachSteps, notices, severities } from "../privacy/breaches";
import type { ErasureDeps } from "../privacy/erasure";
import { answers, api, atMost, found, refuses, security, takes } from "./api";
import { type AuditDeps, writeDown } from "./audit";
import { type Caller, type IdentityDeps, requires } from "./identity";

export interface BreachDeps extends IdentityDeps, AuditDeps, Pick<ErasureDeps, "registers" | "randomId"> {
  /** Who answers for the processing, as notices name them. */
  readonly controller: string;
}

const breach = z
  .object({
    id: z.string(),
    awareAt: z.iso.datetime(),
    severity: z.enum(severities),
    notifyAuthority: z.boolean(),
    notifySubjects: z.boolean(),
    due: z.iso.datetime(),
    alarms: z.array(z.string()),
    closed: z.boolean(),
    facts: breachFacts,
    steps: z.array(z.object({ step: z.string(), at: z.iso.datetime() })),
    drafts: z.object({ authority: z.string(), subjects: z.string().optional() }),
  })
  .openapi("Breach");
const breachOpening = z
  .strictObject({ awareAt: z.iso.datetime(), facts: breachFacts })
  .openapi("BreachOpening", { description: "severity by ENISA's method of 2013" });
const breachStep = z
  .strictObject({
    step: z.enum(breachSteps),
    facts: breachFacts.optional().openapi({ description: "what is known now; the older facts stay on record" }),
    reason: z.string().min(1).max(2000).optional(),
  })
  .openapi("BreachStep");

const byId = z.object({ id: z.string().regex(/^[\w-]{1,64}$/, "an id has letters, digits, - and _ only") });

/** For the data protection officer: the register of breaches, its clocks and the drafts of both notices (Art. 33, 34 GDPR). */
export const breachRoutes = (deps: BreachDeps) => {
  const breaches = breachRegister(deps.registers, deps.now);
  const dpo = requires("dpo", deps);
  const read = { tags: ["privacy"], security, middleware: dpo };
  const write = { tags: ["privacy"], security, middleware: [dpo, atMost(64 * 1024)] };
  const breachView = (each: Breach): z.infer<typeof breach> => {
    const { authority, subjects } = notices(each, deps.controller);
    return {
      id: each.id,
      awareAt: each.awareAt.toISOString(),
      severity: each.severity,
      notifyAuthority: each.notifyAuthority,
      notifySubjects: each.notifySubjects,
      due: each.due.toISOString(),
      alarms: [...each.alarms],
      closed: each.closed,
      facts: each.facts,
      steps: each.steps.map(({ step: name, at }) => ({ step: name, at: at.toISOString() })),
      drafts: { authority, ...(subjects !== undefined && { subjects }) },
    };
  };

  return api<Caller>()
    .openapi(
      createRoute({
        ...read,
        method: "get",
        path: "/v1/privacy/breaches",
        summary: "The register of breaches, with severity, clock and drafts of the notices",
        responses: { 200: answers(z.object({ breaches: z.array(breach) }), "every one"), ...refuses(401, 403) },
      }),
      async (c) => {
        await writeDown(c, "breach-read", deps);
        return c.json({ breaches: (await breaches.all()).map(breachView) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...write,
        method: "post",
        path: "/v1/privacy/breaches",
        summary: "Enter a breach; the clock runs from the moment at which one became aware",
        request: { body: takes(breachOpening) },
        responses: { 201: answers(breach, "with drafts of the notices"), ...refuses(400, 401, 403, 413, 415) },
      }),
      async (c) => {
        const { awareAt, facts } = c.req.valid("json");
        await writeDown(c, "breach-opened", deps);
        const entered = await breaches.open(deps.randomId(), new Date(awareAt), facts);
        return c.json(breachView(found(entered, "breach")), 201);
      },
    )
    .openapi(
      createRoute({
        ...write,
        method: "post",
        path: "/v1/privacy/breaches/{id}/steps",
        summary: "Add what is known or was done since",
        request: { params: byId, body: takes(breachStep) },
        responses: { 200: answers(breach, "the breach"), ...refuses(400, 401, 403, 404, 413, 415) },
      }),
      async (c) => {
        const { step: name, facts, reason } = c.req.valid("json");
        await writeDown(c, "breach-moved", deps);
        const now = await breaches.move(c.req.valid("param").id, name, facts, reason);
        return c.json(breachView(found(now, "breach")), 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: "get",
        path: "/v1/privacy/breaches/{id}/subjects",
        summary: "Whom a breach of the profiles concerns, by pseudonym",
        request: { params: byId },
        responses: {
          200: answers(z.object({ subjects: z.array(z.string()) }), "as the profile stores name them"),
          ...refuses(400, 401, 403, 404),
        },
      }),
      async (c) => {
        found(await breaches.read(c.req.valid("param").id), "breach");
        await writeDown(c, "breach-read", deps);
        const subjects: string[] = [];
        for await (const { subject } of deps.subjects.everyone()) subjects.push(subject);
        return c.json({ subjects }, 200);
      },
    );
};
