import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { analyticsParts } from "./facts/analytics";
import { overlap, parseBlock } from "./cidr";
import { privateBlocks, reservedBlocks } from "./facts/address-blocks";
import { type ModelName, deploymentSkus, models } from "./facts/models";
import { complete } from "./facts/regions";
import { type DatabaseSize, type SearchSize, databaseSizes, searchSizes } from "./facts/service-sizes";

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];
const oneOf = <K extends string>(values: readonly [K, ...K[]], reason = "") =>
  z.enum(values, `one of ${values.join(", ")}${reason}`);
const whole = (least: number, most: number) => {
  const message = `a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
};
const text = (least: number, most: number) =>
  z.string("some text").min(least, `at least ${least} characters`).max(most, `at most ${most} characters`);
const uuid = z.uuid("a UUID such as 11111111-2222-4333-8444-555555555555");
const block = z.string("a block of addresses").refine((value) => parseBlock(value) !== undefined, {
  message: "a block of addresses such as 10.20.0.0/16, beginning where a block of its size may begin",
});
const email = z.email("an e-mail address; at least one is needed");

const deployment = z.strictObject({
  model: oneOf(keys(models), ": their versions are pinned in infra/facts/models.ts"),
  sku: oneOf(deploymentSkus, ": other types may process data outside the EU"),
  /** Thousand tokens a minute. */
  capacity: whole(1, 2000),
});

/** Each member is one section of an environment's file. A key that is not here is a mistake. */
const sections = {
  /** Whose bill it is; the same as `azure-native:subscriptionId`. */
  subscription: uuid,
  location: oneOf(complete as ["swedencentral"], ": the EU regions that have every service of the plan"),
  /** Makes globally unique names unique; change it and everything is replaced. */
  suffix: z.string().regex(/^[a-z0-9]{3,4}$/, "3 or 4 lower-case letters and digits"),
  owner: z.strictObject({
    controller: text(3, 120),
    dpia: z.string().regex(/^[A-Za-z0-9-]{3,40}$/, "the number of the impact assessment, such as DPIA-2026-01"),
    costCentre: text(2, 40),
    /** Who hears of alerts, budgets and anomalies. */
    alerts: z.tuple([email], email),
  }),
  network: z.strictObject({
    block,
    /** Blocks that this network must be able to reach, or be reached from: it may share no address with them. */
    taken: z.array(block),
  }),
  redundancy: oneOf(["local", "zone"]),
  image: z
    .string()
    .regex(/^[a-z0-9]+(?:[./_-][a-z0-9]+)*@sha256:[0-9a-f]{64}$/, "pin the image by digest: repository@sha256:…"),
  identity: z.strictObject({
    tenantId: uuid,
    issuer: z
      .url({ protocol: /^https$/, error: "the https address of an OpenID issuer" })
      .refine(
        (value) => !/[?#]/.test(value),
        "an issuer has neither a query nor a fragment (OpenID Connect Discovery)",
      ),
    audience: text(3, 200),
    /** The group that administers the database. */
    administrators: z.strictObject({ objectId: uuid, name: text(1, 63) }),
  }),
  /** Raised by one, everybody gets new pseudonyms: `docs/operations.md`. */
  pseudonymVersion: whole(1, 9999).default(1),
  /** Days for which deleted keys can be brought back; fixed once the vault exists. */
  vault: z.strictObject({ recoverableDays: whole(7, 90) }),
  service: z.strictObject({
    cpu: z.union([z.literal(0.5), z.literal(1), z.literal(2)], "0.5, 1 or 2 processors"),
    minReplicas: whole(0, 20),
    maxReplicas: whole(1, 100),
    /** Where vectors are searched: AI Search, or the database with a copy in every process, exact and for smaller shops. */
    vectors: oneOf(["search", "database"]).default("search"),
    /** What sees photographs: our own encoder alone, or AI Vision beside it, to which every photograph is then sent. */
    sight: oneOf(["own", "vision"]).default("own"),
    /** What finds products by words: our own vectors, Azure OpenAI's in AI Search, or these and its semantic ranker; words are sent there then. */
    meanings: oneOf(["own", "openai", "semantic"]).default("own"),
    /** Web pages that may ask the API from a browser. */
    origins: z.array(z.string().regex(/^https:\/\/[^\s,/]+$/, "an origin such as https://shop.example")).default([]),
  }),
  database: z.strictObject({
    size: oneOf(keys<DatabaseSize>(databaseSizes)),
    storageGb: z.union([z.literal(32), z.literal(64), z.literal(128), z.literal(256)], "32, 64, 128 or 256"),
  }),
  search: z.strictObject({
    size: oneOf(keys<SearchSize>(searchSizes)),
    replicas: whole(1, 12),
    partitions: z.union(
      [1, 2, 3, 4, 6, 12].map((count) => z.literal(count)),
      "1, 2, 3, 4, 6 or 12",
    ),
  }),
  gateway: oneOf(["developer", "standard"]),
  /** Whether the engine refuses to delete or replace stores, keys and the database. */
  data: oneOf(["disposable", "protected"]),
  /** Whether Azure Policy refuses what breaks a rule, or only reports it. */
  guardrails: oneOf(["enforce", "observe"]),
  /** Parts that most shops do without. */
  analytics: z.array(oneOf(analyticsParts)).refine((parts) => new Set(parts).size === parts.length, "each part once"),
  chat: deployment,
  embedding: deployment,
  logs: z.strictObject({ dailyQuotaGb: z.number().min(0.1).max(100) }),
  budget: z.strictObject({
    /** EUR a month. */
    monthly: z.number().positive("more than nothing").max(100_000),
    start: z.iso
      .date("a date such as 2026-12-01")
      .endsWith("-01", "the first day of a month; it cannot be changed later"),
    /** Anomaly alerts need an end; renew it before it comes. */
    anomaliesUntil: z.iso.date("a date such as 2027-11-30"),
  }),
  /** What one month is expected to bring: the estimate of cost multiplies prices by it. */
  expected: z.strictObject({
    photos: whole(0, 1e9),
    conversations: whole(0, 1e9),
    supplierPages: whole(0, 1e9),
    requests: whole(0, 1e11),
    storedGb: z.number().min(0),
    logGb: z.number().min(0),
    /** Hours in which replicas work, summed over replicas. */
    replicaHours: z.number().min(0),
    /** Hours in which jobs work, summed over processors. */
    jobHours: z.number().min(0),
  }),
};
const schema = z.strictObject(sections);

/** What may differ between environments. Anything else is the same everywhere. */
export type Settings = Readonly<z.infer<typeof schema>>;

/** One mistake: where it is, and what to write instead. */
type Mistake = readonly [place: string, remedy: string];

/** What no section shows alone. Each looks at the sections that are well formed, and at nothing when one is not. */
const between: readonly ((settings: Partial<Settings>) => readonly (Mistake | false)[])[] = [
  ({ service }) =>
    service
      ? [service.maxReplicas < service.minReplicas && ["service.maxReplicas", "at least service.minReplicas"]]
      : [],
  ({ search }) => {
    if (!search) return [];
    const most = searchSizes[search.size];
    return [
      search.replicas > most.replicas && ["search.replicas", `at most ${most.replicas} for ${search.size}`],
      search.partitions > most.partitions && ["search.partitions", `at most ${most.partitions} for ${search.size}`],
    ];
  },
  ({ redundancy, service, search, database }) =>
    redundancy === "zone"
      ? [
          service !== undefined &&
            service.minReplicas < 2 && ["service.minReplicas", "at least 2 with redundancy: zone"],
          search !== undefined && search.replicas < 2 && ["search.replicas", "at least 2 with redundancy: zone"],
          database !== undefined &&
            !databaseSizes[database.size].standby && [
              "database.size",
              "a general-purpose size with redundancy: zone: burstable ones take no standby",
            ],
        ]
      : [],
  ({ location, chat, embedding }) =>
    Object.entries({ chat, embedding }).map(([place, wanted]) => {
      if (!wanted || !location) return false;
      const offered: readonly string[] = models[wanted.model].regions[wanted.sku];
      return (
        !offered.includes(location) && [
          `${place}.sku`,
          `${wanted.model} as ${wanted.sku} is offered in ${offered.join(", ")}, not in ${location}`,
        ]
      );
    }),
  ({ chat, embedding }) => [
    chat !== undefined && usedFor(chat.model) !== "chat" && ["chat.model", "a model that answers, not one that embeds"],
    embedding !== undefined &&
      usedFor(embedding.model) !== "embedding" && ["embedding.model", "a model that embeds, not one that answers"],
  ],
  ({ network }) => {
    const own = network && parseBlock(network.block);
    if (!own) return [];
    const shares = (other: string) => {
      const parsed = parseBlock(other);
      return parsed !== undefined && overlap(own, parsed);
    };
    return [
      (own.bits > 22 || own.bits < 16) && [
        "network.block",
        "between /16 and /22: smaller ones do not hold the subnets",
      ],
      !privateBlocks.some(shares) && ["network.block", `inside ${privateBlocks.join(", ")}: others are not private`],
      ...[...reservedBlocks, ...network.taken].filter(shares).map((other) => {
        return ["network.block", `share no address with ${other}`] as const;
      }),
    ];
  },
  ({ network, analytics }) => {
    const own = network && parseBlock(network.block);
    return [
      own !== undefined &&
        analytics?.includes("databricks") === true &&
        own.bits > 21 && ["network.block", "at most /21 with analytics: databricks, which has two subnets of its own"],
    ];
  },
  ({ budget }) => {
    if (!budget) return [];
    const days = (Date.parse(budget.anomaliesUntil) - Date.parse(budget.start)) / 86_400_000;
    return [(days <= 0 || days > 366) && ["budget.anomaliesUntil", "after budget.start, and at most a year after it"]];
  },
];

const usedFor = (model: ModelName) => models[model].usedFor;

/** Throws one `Error` that lists every mistake, each with its place and its remedy. */
export function parseSettings(values: unknown): Settings {
  const parsed = schema.safeParse(values);
  const wellFormed = Object.fromEntries(
    Object.entries(typeof values === "object" && values !== null ? values : {}).flatMap(([name, value]) => {
      const section = (sections as Readonly<Record<string, z.ZodType>>)[name]?.safeParse(value);
      return section?.success === true ? [[name, section.data]] : [];
    }),
  ) as Partial<Settings>;
  const mistakes: readonly Mistake[] = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message] as const),
    ...between.flatMap((look) => look(wellFormed).filter((mistake) => mistake !== false)),
  ];
  if (parsed.success && mistakes.length === 0) return parsed.data;
  throw new Error(
    `invalid stack configuration, penderie:platform:\n${mistakes
      .map(([place, remedy]) => `- ${place === "" ? "the whole" : place}: ${remedy}`)
      .join("\n")}`,
  );
}

export const loadSettings = (): Settings => parseSettings(new pulumi.Config("penderie").requireObject("platform"));
