import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { deploymentSkus, models, type ModelName } from "./facts/models";
import { complete, regions } from "./facts/regions";

const whole = (least: number, most: number) => z.int().min(least).max(most);
const block = z.string().regex(/^10\.\d{1,3}\.0\.0\/16$/, "give a private /16 such as 10.20.0.0/16");
const email = z.email("an e-mail address");

const deployment = z.strictObject({
  model: z.enum(Object.keys(models) as [ModelName, ...ModelName[]]),
  sku: z.enum(deploymentSkus, `one of ${deploymentSkus.join(", ")}: other types may process data outside the EU`),
  /** Thousand tokens a minute. */
  capacity: whole(1, 2000),
});

const schema = z
  .strictObject({
    location: z.enum(complete, `one of ${complete.join(", ")}: the EU regions with every service of the plan`),
    /** Makes globally unique names unique; change it and everything is replaced. */
    suffix: z.string().regex(/^[a-z0-9]{3,6}$/, "3 to 6 lower-case letters and digits"),
    owner: z.strictObject({
      controller: z.string().min(3).max(120),
      dpia: z.string().regex(/^[A-Za-z0-9-]{3,40}$/, "the number of the impact assessment, such as DPIA-2026-01"),
      costCentre: z.string().min(2).max(40),
      alerts: z.array(email).min(1, "name at least one recipient of alerts"),
    }),
    network: block,
    redundancy: z.enum(["local", "zone"]),
    image: z.string().regex(/^[a-z0-9./-]+@sha256:[0-9a-f]{64}$/, "pin the image by digest: repository@sha256:…"),
    identity: z.strictObject({
      issuer: z.url({ protocol: /^https$/, error: "the https address of the OpenID issuer" }),
      audience: z.string().min(3),
      /** The group that administers the database. */
      administrators: z.strictObject({ objectId: z.uuid(), name: z.string().min(1) }),
      tenantId: z.uuid(),
    }),
    service: z.strictObject({
      cpu: z.union([z.literal(0.5), z.literal(1), z.literal(2)]),
      minReplicas: whole(0, 20),
      maxReplicas: whole(1, 100),
    }),
    database: z.strictObject({
      sku: z.enum(["Standard_B1ms", "Standard_B2s", "Standard_D2ds_v5", "Standard_D4ds_v5"]),
      storageGb: z.union([z.literal(32), z.literal(64), z.literal(128)]),
    }),
    search: z.strictObject({ sku: z.enum(["basic", "standard"]), replicas: whole(1, 12), partitions: whole(1, 12) }),
    registry: z.enum(["Premium"], "Premium: the only tier with a private endpoint"),
    gateway: z.enum(["developer", "standard"]),
    chat: deployment,
    embedding: deployment,
    logs: z.strictObject({ dailyQuotaGb: z.number().min(0.1).max(100) }),
    budget: z.strictObject({
      /** EUR a month. */
      monthly: z.number().positive().max(100_000),
      start: z.string().regex(/^\d{4}-\d{2}-01$/, "the first day of a month; it cannot be changed later"),
      /** Cost alerts by e-mail need an end, at most a year away. */
      anomaliesUntil: z.iso.date(),
    }),
  })
  .check(({ value, issues }) => {
    const refuse = (path: readonly string[], message: string, input: unknown) =>
      issues.push({ code: "custom", path: [...path], message, input });
    if (value.service.maxReplicas < value.service.minReplicas)
      refuse(
        ["service", "maxReplicas"],
        `at least minReplicas, ${value.service.minReplicas}`,
        value.service.maxReplicas,
      );
    if (value.redundancy === "zone") {
      if (value.search.replicas < 2)
        refuse(["search", "replicas"], "at least 2 with redundancy: zone", value.search.replicas);
      if (value.service.minReplicas < 2)
        refuse(["service", "minReplicas"], "at least 2 with redundancy: zone", value.service.minReplicas);
      if (value.database.sku.startsWith("Standard_B"))
        refuse(["database", "sku"], "a general-purpose size: burstable ones have no standby", value.database.sku);
    }
    for (const name of ["chat", "embedding"] as const) {
      const { model, sku } = value[name];
      const offered: readonly string[] = models[model].regions[sku];
      if (!offered.includes(value.location))
        refuse([name], `${model} as ${sku} is offered in ${offered.join(", ")}, not in ${value.location}`, sku);
    }
    if (value.gateway === "standard" && !regions[value.location].gatewayV2)
      refuse(["gateway"], `Standard v2 is not offered in ${value.location}`, value.gateway);
  });

/** What may differ between environments. Anything else is the same everywhere. */
export type Settings = Readonly<z.infer<typeof schema>>;

/** Throws one `Error` that lists every mistake, each with its place and its remedy. */
export function parseSettings(values: unknown): Settings {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Error(`invalid stack configuration:\n${z.prettifyError(parsed.error)}`);
}

export const loadSettings = (): Settings => parseSettings(new pulumi.Config().requireObject("platform"));
