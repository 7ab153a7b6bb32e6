import { createRoute, z } from "@hono/zod-openapi";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { SegmentCatalogue, SegmentModel, SegmentSummary } from "../segmentation/segment-catalogue";
import { answers, api, found, refuses, security } from "./api";
import { type AuditDeps, writeDown } from "./audit";
import { type Caller, type IdentityDeps, requires } from "./identity";
import { refusal } from "./problems";

export interface SegmentRouteDeps extends IdentityDeps, AuditDeps {
  readonly segments: SegmentCatalogue;
  readonly consents: ConsentLedger;
  /** The pseudonym of the profile domain for a customer: where consent is kept. */
  readonly subject: (user: string) => Promise<string>;
}

const segment = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    customers: z.int(),
    share: z.number().min(0).max(1).openapi({ description: "of all assigned customers" }),
    figures: z.array(
      z.object({
        name: z.string(),
        unit: z.enum(["EUR", "days", "share", "count"]),
        value: z.number(),
        overall: z.number().openapi({ description: "the same figure of everyone" }),
      }),
    ),
    actions: z.array(z.string()),
  })
  .openapi("Segment");

const model = z
  .object({ version: z.string(), fittedAt: z.iso.datetime(), customers: z.int(), segments: z.array(segment) })
  .openapi("Segmentation");

const view = ({ figures, actions, ...rest }: SegmentSummary): z.infer<typeof segment> => ({
  ...rest,
  figures: figures.map((figure) => ({ ...figure })),
  actions: [...actions],
});

/** For marketing: who the customers are, as groups, and which group one customer belongs to. */
export const segments = (deps: SegmentRouteDeps) => {
  const route = { tags: ["segments"], security, middleware: requires("marketing", deps) };
  const current = async (): Promise<SegmentModel> => {
    const inForce = await deps.segments.current();
    if (!inForce) throw refusal(404, "no segmentation has been fitted yet; `npm run segment -- fit` makes one");
    return inForce;
  };
  return api<Caller>()
    .openapi(
      createRoute({
        ...route,
        method: "get",
        path: "/v1/segments",
        summary: "Every segment of the version in force",
        responses: { 200: answers(model, "largest first"), ...refuses(401, 403, 404) },
      }),
      async (c) => {
        const { version, fittedAt, customers, segments: all } = await current();
        const largestFirst = all.map(view).sort((a, b) => b.share - a.share);
        return c.json({ version, fittedAt: fittedAt.toISOString(), customers, segments: largestFirst }, 200);
      },
    )
    .openapi(
      createRoute({
        ...route,
        method: "get",
        path: "/v1/segments/{id}",
        summary: "One segment",
        request: { params: z.object({ id: z.string().min(1).max(64) }) },
        responses: { 200: answers(segment, "the segment"), ...refuses(400, 401, 403, 404) },
      }),
      async (c) => {
        const { id } = c.req.valid("param");
        return c.json(
          view(
            found(
              (await current()).segments.find((each) => each.id === id),
              "segment",
            ),
          ),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        ...route,
        method: "get",
        path: "/v1/customers/{id}/segment",
        summary: "The segment of one customer who has agreed to marketing",
        description: "Of everybody else nothing is said, not even whether there is such a customer.",
        request: { params: z.object({ id: z.string().regex(/^\d{1,20}$/, "a customer id is up to 20 digits") }) },
        responses: {
          200: answers(
            z.object({ segmentId: z.string(), name: z.string(), model: z.string() }),
            "under the version in force",
          ),
          ...refuses(400, 401, 403, 404),
        },
      }),
      async (c) => {
        const { id: customerId } = c.req.valid("param");
        const subject = await deps.subject(customerId);
        await writeDown(c, "customer-looked-up", deps, subject);
        const grant = await requestGrant(deps.consents, subject, "marketing");
        const segmentId = grant && (await deps.segments.segmentOf(customerId, grant));
        if (segmentId === undefined) throw refusal(404, "no customer of this id has agreed to marketing");
        const { version, segments: all } = await current();
        const { name } = found(
          all.find(({ id }) => id === segmentId),
          "segment",
        );
        return c.json({ segmentId, name, model: version }, 200);
      },
    );
};
