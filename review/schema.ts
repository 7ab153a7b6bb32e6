import { serviceNames } from "./services";
import { z } from "zod";
import { topics } from "./difference/change";
import type { Review } from "./review";

const amount = z.number().describe("EUR a month, to the cent");
const amounts = z.record(z.string(), amount);
const texts = z.array(z.string());

const finding = z
  .object({
    id: z.string().describe("the same in every review that finds the same"),
    rule: z.string(),
    severity: z.string().describe("critical, high, medium or low"),
    mandatory: z.boolean().describe("whether it stands in the way of a deployment"),
    article: z.string().describe("of the GDPR; empty where no article is behind the rule"),
    urn: z.string().describe("of the resource; empty for the environment as a whole"),
    resource: z.string(),
    message: z.string().describe("what is wrong, and what to do"),
  })
  .meta({ id: "Finding" });

const descriptor = {
  store: z.enum(["photos", "vectors", "profiles", "events", "segments", "registers", "logs"]),
  holds: z.string(),
  subjects: z.enum(["shoppers", "customers", "staff"]),
  categories: texts,
  purposes: z.array(z.enum(["recommendation", "personalisation", "segmentation", "marketing", "security"])),
  legalBasis: z.enum(["consent", "contract", "legal-obligation", "legitimate-interests"]),
  retentionDays: z.number(),
  recoverableDays: z.number(),
  key: z.string(),
};

const service = z.enum(serviceNames);

const waiver = z.object({
  id: z.string(),
  policy: z.string(),
  environments: texts,
  selector: z.union([z.object({ type: z.string(), name: z.string() }), z.object({ environment: z.literal(true) })]),
  reason: z.string(),
  owner: z.string(),
  approver: z.string(),
  ticket: z.string(),
  expires: z.string(),
  runtimeExemption: z.boolean(),
  findings: z.array(finding).describe("what it lets pass"),
});

const load = z.object({
  photos: z.number(),
  conversations: z.number(),
  supplierPages: z.number(),
  requests: z.number(),
  storedGb: z.number(),
  logGb: z.number(),
  replicaHours: z.number(),
  jobHours: z.number(),
});

const cost = z.object({
  asOf: z.string(),
  source: z.string(),
  monthly: amount,
  fixed: amount,
  usage: amount,
  budget: amount,
  loadUntilBudget: z.number().optional(),
  expected: load,
  services: z.array(z.object({ service, fixed: amount, usage: amount })),
  scenarios: z.array(z.object({ name: z.string(), load: z.number(), monthly: amount, fits: z.boolean() })),
  tags: z.record(z.string(), amounts),
  charges: z.array(
    z.object({
      resource: z.string(),
      service,
      tags: z.record(z.string(), z.string()),
      kind: z.enum(["fixed", "usage"]),
      meter: z.string(),
      unit: z.string(),
      units: z.number(),
      eur: amount,
      assumed: z.string().optional(),
    }),
  ),
});

const access = z.object({
  doors: z.array(z.object({ door: z.string(), workloads: texts })),
  workloads: texts,
  grants: z.array(
    z.object({
      workload: z.string(),
      identity: z.string(),
      role: z.string(),
      may: z.enum(["read", "write", "use", "administer"]),
      target: z.string(),
      common: z.boolean(),
    }),
  ),
  targets: z.record(z.string(), z.object({ label: z.string(), kind: z.string(), stores: texts })),
});

const topology = z.object({
  network: z.string(),
  block: z.string(),
  subnets: z.array(
    z.object({ name: z.string(), block: z.string(), delegated: z.string(), holds: texts, doors: texts }),
  ),
  endpoints: z.array(z.object({ subnet: z.string(), target: z.string(), kind: z.string(), closed: z.boolean() })),
});

const environment = z
  .object({
    environment: z.string(),
    verdict: z.enum(["pass", "fail"]),
    plan: z.string().describe("SHA-256 of everything that the program asked for"),
    resources: z.number(),
    findings: z.array(finding),
    coverage: z.array(
      z.object({
        rule: z.string(),
        description: z.string(),
        severity: z.string(),
        article: z.string(),
        applied: z.number(),
      }),
    ),
    regions: z.record(z.string(), z.number()),
    residency: z.array(
      z.object({
        place: z.string(),
        country: z.string(),
        why: z.enum(["lies here", "copied here", "processed here"]),
        resources: texts,
      }),
    ),
    services: z.array(
      z.object({ service, resources: z.array(z.object({ name: z.string(), type: z.string(), digest: z.string() })) }),
    ),
    stores: z.array(z.object({ ...descriptor, resources: texts, regions: texts })),
    lifetimes: z.array(
      z.object({
        store: descriptor.store,
        holds: z.string(),
        legalBasis: z.string(),
        kept: z.number().nullable(),
        gone: z.number().nullable(),
        promised: z.number(),
        parts: z.array(z.object({ what: z.string(), days: z.number().nullable() })),
      }),
    ),
    waivers: z.array(waiver),
    assessment: z.string(),
    access,
    topology: topology.optional(),
    cost,
  })
  .meta({ id: "Environment" });

const benefit = z.object({ low: z.number(), expected: z.number(), high: z.number() });

/** What `review.json` is. */
export const reviewSchema = z.object({
  schema: z.literal("penderie-review/1"),
  of: z.enum(["program", "stack"]),
  environments: z.array(environment),
  differences: z.array(z.object({ service, type: z.string(), counts: z.array(z.number()) })),
  threeYears: z.object({
    assumed: z.object({
      currency: z.literal("EUR"),
      once: z.number(),
      revenue: z.number(),
      margin: z.number(),
      adoption: z.tuple([z.number(), z.number(), z.number()]),
      growth: z.number(),
      uplift: benefit,
    }),
    years: z.array(z.object({ year: z.number(), cost: z.number(), benefit })),
    cost: z.number(),
    benefit,
    breakEven: z.number(),
  }),
  changes: z
    .array(z.object({ environment: z.string(), topic: z.enum(topics), text: z.string(), widens: z.boolean() }))
    .optional()
    .describe("against a baseline, where one was given"),
}) satisfies z.ZodType<Review>;

/** The same as JSON Schema (draft 2020-12), for programs that read a review. */
export const reviewJsonSchema = (): object => ({
  $id: "penderie-review/1",
  title: "Penderie platform review",
  ...z.toJSONSchema(reviewSchema),
});
