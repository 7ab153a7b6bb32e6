import { createRoute, z } from "@hono/zod-openapi";
import { type AuditPlaces, verifyAudit } from "../privacy/audit";
import { eraseSubject, erasuresDone } from "../privacy/erasure";
import {
  type Impossible,
  type SubjectRequest,
  requestRegister,
  requestSteps,
  requestedRights,
} from "../privacy/requests";
import { type ExportDeps, exportOf } from "../privacy/rights";
import { answers, api, atMost, found, refuses, security, takes } from "./api";
import { type AuditDeps, writeDown } from "./audit";
import { type Caller, type IdentityDeps, requires } from "./identity";
import { refusal } from "./problems";
import { exportView, exported, receipt, receiptView } from "./rights";

export interface PrivacyDeps extends ExportDeps, IdentityDeps, AuditDeps, AuditPlaces {
  /** Every pseudonym of the profiles' domain that a user ever had, newest first. */
  readonly everSubject: (user: string) => Promise<readonly string[]>;
}

const userName = z.string().min(1).max(200).openapi({ description: "the issuer's name of the user; it is not kept" });
const request = z
  .object({
    id: z.string(),
    right: z.enum(requestedRights),
    receivedAt: z.iso.datetime(),
    state: z.string(),
    due: z.iso.datetime(),
    overdue: z.boolean(),
    steps: z.array(z.object({ step: z.enum(requestSteps), at: z.iso.datetime(), reason: z.string().optional() })),
  })
  .openapi("SubjectRequest");
const requestView = ({ id, right, at, state, due, overdue, steps }: SubjectRequest): z.infer<typeof request> => ({
  id,
  right,
  receivedAt: at.toISOString(),
  state,
  due: due.toISOString(),
  overdue,
  steps: steps.map((each) => ({
    step: each.step,
    at: each.at.toISOString(),
    ...(each.reason !== undefined && { reason: each.reason }),
  })),
});

const opening = z
  .strictObject({ right: z.enum(requestedRights), user: userName, receivedAt: z.iso.datetime().optional() })
  .openapi("SubjectRequestOpening");
const step = z
  .strictObject({
    step: z.enum(requestSteps),
    reason: z.string().min(1).max(2000).optional().openapi({ description: "needed to extend and to refuse" }),
    user: userName.optional().openapi({ description: "needed to fulfil: the request itself keeps a pseudonym" }),
  })
  .openapi("SubjectRequestStep");
const moved = request
  .extend({
    receipt: receipt.optional().openapi({ description: "of an erasure" }),
    copy: exported.optional().openapi({ description: "of access and portability" }),
  })
  .openapi("SubjectRequestMoved");

const audited = z
  .object({
    months: z.array(
      z.object({
        month: z.string(),
        entries: z.union([z.int(), z.literal("dropped")]),
        signed: z.int(),
        lastSignedAt: z.iso.datetime().optional(),
        unsignedSince: z.iso.datetime().optional(),
        findings: z.array(z.string()),
      }),
    ),
  })
  .openapi("AuditWalk", { description: "every month of the trail, walked from its first entry to its last" });

const byId = z.object({ id: z.string().regex(/^[\w-]{1,64}$/, "an id has letters, digits, - and _ only") });
const body = atMost(64 * 1024);

/** For the data protection officer: requests and their clocks, erasures, the audit trail. Every look is written down. */
export const privacy = (deps: PrivacyDeps) => {
  const requests = requestRegister(deps.registers, deps.now);
  const dpo = requires("dpo", deps);
  const read = { tags: ["privacy"], security, middleware: dpo };
  const write = { tags: ["privacy"], security, middleware: [dpo, body] };
  /** The subject of a request, if this user is it. */
  const subjectOf = async (id: string, user: string | undefined) => {
    const { reference } = found(await requests.read(id), "request");
    if (user === undefined) throw refusal(422, "name the user once more: the request keeps a pseudonym alone");
    const names = await deps.everSubject(user); // the request may be older than the newest name
    if (!names.some((each) => deps.reference(each) === reference)) throw refusal(422, "the request is not this user's");
    return deps.subject(user);
  };

  return api<Caller>()
    .openapi(
      createRoute({
        ...read,
        method: "get",
        path: "/v1/privacy/requests",
        summary: "What data subjects have asked for, with the day until which each must be answered",
        responses: { 200: answers(z.object({ requests: z.array(request) }), "oldest first"), ...refuses(401, 403) },
      }),
      async (c) => {
        await writeDown(c, "request-read", deps);
        const all = [...(await requests.all())].sort((a, b) => a.at.getTime() - b.at.getTime());
        return c.json({ requests: all.map(requestView) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...write,
        method: "post",
        path: "/v1/privacy/requests",
        summary: "Enter a request that came by letter or by mail",
        request: { body: takes(opening) },
        responses: { 201: answers(request, "the request"), ...refuses(400, 401, 403, 413, 415) },
      }),
      async (c) => {
        const { right, user, receivedAt } = c.req.valid("json");
        const subject = await deps.subject(user);
        await writeDown(c, "request-opened", deps, subject);
        const at = receivedAt === undefined ? deps.now() : new Date(receivedAt);
        const entered = await requests.open(deps.randomId(), { right, reference: deps.reference(subject), at });
        return c.json(requestView(entered), 201);
      },
    )
    .openapi(
      createRoute({
        ...write,
        method: "post",
        path: "/v1/privacy/requests/{id}/steps",
        summary: "Take the next step; fulfilling an access or an erasure carries it out",
        request: { params: byId, body: takes(step) },
        responses: {
          200: answers(moved, "the request, with the copy or the receipt"),
          ...refuses(400, 401, 403, 404, 409, 413, 415, 422),
        },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        const { step: name, reason, user } = c.req.valid("json");
        if (name !== "fulfilled") {
          await writeDown(c, "request-moved", deps);
          return c.json(requestView(possible(found(await requests.move(id, name, reason), "request"))), 200);
        }
        const { right } = found(await requests.read(id), "request");
        const impediment = await requests.impediment(id, name, reason);
        if (impediment) throw refusal(409, impediment.why);
        const subject = await subjectOf(id, user);
        await writeDown(c, "request-moved", deps, subject);
        const copies = right === "access" || right === "portability";
        const outcome = {
          ...(right === "erasure" && { receipt: receiptView(await eraseSubject(subject, deps, user)) }),
          ...(copies && { copy: exportView(await exportOf(subject, user ?? "", deps)) }),
        };
        const done = possible(found(await requests.move(id, name, reason), "request")); // not before it is
        return c.json({ ...requestView(done), ...outcome }, 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: "get",
        path: "/v1/privacy/erasures",
        summary: "The receipts of everything that was erased, under pseudonyms that nothing else uses",
        responses: {
          200: answers(z.object({ erasures: z.array(receipt) }), "oldest first"),
          ...refuses(401, 403),
        },
      }),
      async (c) => {
        await writeDown(c, "request-read", deps);
        const done = [...(await erasuresDone(deps.registers)).values()];
        done.sort((a, b) => a.completedAt.getTime() - b.completedAt.getTime());
        return c.json({ erasures: done.map(receiptView) }, 200);
      },
    )
    .openapi(
      createRoute({
        ...read,
        method: "get",
        path: "/v1/privacy/audit",
        summary: "Walk the audit trail: is every entry what was written, and every signed head where it was",
        responses: { 200: answers(audited, "month by month"), ...refuses(401, 403) },
      }),
      async (c) => {
        await writeDown(c, "audit-read", deps);
        const months = (await verifyAudit(deps)).map(({ lastSignedAt, unsignedSince, findings, ...rest }) => ({
          ...rest,
          ...(lastSignedAt !== undefined && { lastSignedAt }),
          ...(unsignedSince !== undefined && { unsignedSince }),
          findings: [...findings],
        }));
        return c.json({ months }, 200);
      },
    );
};

function possible(result: SubjectRequest | Impossible): SubjectRequest {
  if ("kind" in result) throw refusal(409, result.why);
  return result;
}
