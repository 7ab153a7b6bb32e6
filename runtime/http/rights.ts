import { createRoute, z } from "@hono/zod-openapi";
import { type Store, purposes, stores } from "../contract";
import { type Receipt, eraseSubject, storeOutcomes } from "../privacy/erasure";
import { type Carried, type ImportDeps, carried, importCopy, manifestOf } from "../privacy/portability";
import { type ExportDeps, exportOf } from "../privacy/rights";
import { preferences } from "../taste/taste";
import { answers, api, atMost, refuses, security, takes } from "./api";
import { inTurn } from "./pace";
import { refusal } from "./problems";
import { type AuditDeps, writeDown } from "./audit";
import { answeredView, consented } from "./consents";
import { type Caller, type IdentityDeps, freshly, requires } from "./identity";
import { limits, limitsView } from "./limits";
import { done, doneView } from "./deeds";
import { kept, keptView } from "./photos";

const storeNames = Object.keys(stores) as [Store, ...Store[]];

export const receipt = z
  .object({
    requestedAt: z.iso.datetime(),
    completedAt: z.iso.datetime(),
    stores: z.array(
      z.object({
        store: z.enum(storeNames),
        outcome: z.enum(storeOutcomes).openapi({
          description:
            "`verified-absent`: read again and not found; `queued`: the next nightly run deletes it; `not-linked`: nothing is kept there under this person; `kept-as-proof`: that this was erased, under a pseudonym that nothing else uses",
        }),
        entries: z.int(),
        recoverableUntil: z.iso.datetime().openapi({ description: "until when a backup may still hold a copy" }),
      }),
    ),
  })
  .openapi("Receipt");

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const exported = z
  .object({
    schema: z.literal("penderie/export/1"),
    subject: z.string().openapi({ description: "the pseudonym under which all of this is kept" }),
    madeAt: z.iso.datetime(),
    consents: consented,
    limits,
    preferences,
    likes: z.array(z.object({ itemId: z.string(), likedAt: z.iso.datetime() })),
    deeds: z.array(done),
    follows: z.array(z.string()),
    photos: z.array(kept.extend({ jpeg: z.base64().optional() })),
    segment: z
      .object({ id: z.string(), name: z.string(), description: z.string(), model: z.string() })
      .optional()
      .openapi({ description: "inferred from purchases and visits; not for carrying elsewhere (Art. 20(1) GDPR)" }),
    manifest: z
      .object(Object.fromEntries(carried.map((part) => [part, digest])) as Record<Carried, typeof digest>)
      .openapi({ description: "SHA-256 of each part that may be carried elsewhere, as JSON with sorted keys" }),
    stores: z.array(
      z.object({
        store: z.enum(storeNames),
        holds: z.string(),
        purposes: z.array(z.enum(purposes)),
        legalBasis: z.string(),
        retentionDays: z.int(),
      }),
    ),
  })
  .openapi("Export", { description: "what one gave and did, and what every store is for" });

export const receiptView = ({ requestedAt, completedAt, stores: each }: Receipt): z.infer<typeof receipt> => ({
  requestedAt: requestedAt.toISOString(),
  completedAt: completedAt.toISOString(),
  stores: each.map(({ recoverableUntil, ...rest }) => ({ ...rest, recoverableUntil: recoverableUntil.toISOString() })),
});

const taken = z
  .object({
    taken: z.object({
      preferences: z.int(),
      likes: z.int(),
      deeds: z.int(),
      follows: z.int(),
      photos: z.int(),
    }),
    left: z.record(z.string(), z.int()).openapi({ description: "what was left out, counted by its reason" }),
  })
  .openapi("Imported");

export const exportView = (copy: Awaited<ReturnType<typeof exportOf>>): z.infer<typeof exported> => {
  const parts = partsOf(copy);
  return { ...parts, manifest: manifestOf(parts) };
};

const partsOf = (copy: Awaited<ReturnType<typeof exportOf>>): Omit<z.infer<typeof exported>, "manifest"> => ({
  schema: "penderie/export/1",
  subject: copy.subject,
  madeAt: copy.madeAt.toISOString(),
  consents: answeredView(copy.consents),
  limits: limitsView(copy.limits),
  preferences: copy.preferences,
  likes: copy.likes.map(({ itemId, likedAt }) => ({ itemId, likedAt: likedAt.toISOString() })),
  deeds: copy.deeds.map(doneView),
  follows: [...copy.follows],
  photos: copy.photos.map(({ jpeg, ...photo }) => ({
    ...keptView(photo),
    ...(jpeg && { jpeg: Buffer.from(jpeg).toString("base64") }),
  })),
  ...(copy.segment && { segment: copy.segment }),
  stores: copy.stores.map((each) => ({ ...each, purposes: [...each.purposes] })),
});

/** The most that a copy may weigh when it comes back: some fifty photographs. */
const heaviest = 16 * 1024 * 1024;
/** Copies that are taken in at the same time; each is held in memory whole. */
const together = 2;

export type RightsDeps = ExportDeps & ImportDeps & IdentityDeps & AuditDeps;

/** Access, portability and erasure (Art. 15, 17 and 20 GDPR). */
export const rights = (deps: RightsDeps) => {
  const route = { tags: ["rights"], security, middleware: [requires("shopper", deps), freshly(deps)] };
  return api<Caller>()
    .openapi(
      createRoute({
        ...route,
        method: "get",
        path: "/v1/me/export",
        summary: "A copy of one's own data, to read or to carry elsewhere",
        responses: { 200: answers(exported, "the copy"), ...refuses(401, 403) },
      }),
      async (c) => {
        await writeDown(c, "data-exported", deps);
        const copy = exportView(await exportOf(c.get("subject"), c.get("user"), deps));
        return c.json(copy, 200, { "content-disposition": 'attachment; filename="my-data.json"' });
      },
    )
    .openapi(
      createRoute({
        ...route,
        middleware: [requires("shopper", deps), inTurn(together), atMost(heaviest)],
        method: "post",
        path: "/v1/me/import",
        summary: "Take a copy in that was exported here or by another service of this kind",
        description:
          "Each part under the consent that it needs today; consents themselves are not taken in. Twice is once, but for photographs of another service, which have new names here.",
        request: { body: takes(exported) },
        responses: {
          200: answers(taken, "what was taken, and what was not"),
          ...refuses(400, 401, 403, 413, 415, 422),
        },
      }),
      async (c) => {
        const copy = c.req.valid("json");
        const whole = manifestOf(copy);
        const spoilt = carried.filter((part) => copy.manifest[part] !== whole[part]);
        if (spoilt.length > 0)
          throw refusal(422, `not as its manifest says: ${spoilt.join(", ")}; export it once more`);
        await writeDown(c, "data-imported", deps);
        const { taken: counts, left } = await importCopy(c.get("subject"), copy, deps);
        return c.json({ taken: counts, left: { ...left } }, 200);
      },
    )
    .openapi(
      createRoute({
        ...route,
        method: "delete",
        path: "/v1/me",
        summary: "Delete everything about oneself; answers a receipt, store by store",
        responses: { 200: answers(receipt, "what became of each store"), ...refuses(401, 403) },
      }),
      async (c) => {
        await writeDown(c, "data-erased", deps);
        return c.json(receiptView(await eraseSubject(c.get("subject"), deps, c.get("user"))), 200);
      },
    );
};
