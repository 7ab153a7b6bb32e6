import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { parse } from "yaml";
import { auditKey, roles as imageRoles, stores } from "../runtime/contract";
import { access } from "./access";
import { monthlyCost } from "./cost";
import { regions } from "./facts/regions";
import { roles } from "./facts/roles";
import { platform } from "./platform";
import { parseSettings } from "./settings";
import { all, once, settings } from "./testing/parts";
import { record, recordPreview } from "./testing/record";

const folder = join(__dirname, "../environments");
const environments = readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
const settingsOf = (environment: string) => {
  const text = readFileSync(join(folder, `Pulumi.${environment}.yaml`), "utf8");
  return parseSettings((parse(text) as { config: Record<string, unknown> }).config["penderie:platform"]);
};
const plan = once((environment: string) => record(() => platform(environment, settingsOf(environment)), environment));
const azure = async (environment: string) =>
  (await plan(environment)).filter(({ type }) => type.startsWith("azure-native:"));

/** Every text inside a value. */
const texts = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

describe.each(environments)("the platform of %s", (environment) => {
  it("puts everything in its region; what has no region is a record and holds nothing", async () => {
    const { location } = settingsOf(environment);
    const elsewhere = (await azure(environment)).filter(
      ({ inputs }) => "location" in inputs && inputs["location"] !== location,
    );
    for (const { type, inputs } of elsewhere) {
      expect(["global", "swedencentral", "westeurope"]).toContain(inputs["location"]);
      expect(type).toMatch(
        /:(PrivateZone|VirtualNetworkLink|PrivateLinkScope|MetricAlert|ActionGroup|ActivityLogAlert)$/,
      );
    }
    expect(Object.keys(regions)).toContain(location);
  });

  it("keeps every store of the contract in exactly one resource, and no other", async () => {
    const held = (await azure(environment)).flatMap(({ type, inputs }) => {
      const tag = (inputs["tags"] as Record<string, string> | undefined)?.["gdpr:store"];
      return tag === undefined || type.includes("applicationinsights") ? [] : tag.split(",");
    });
    expect(held.sort()).toEqual(Object.keys(stores).sort());
  });

  it("writes no key, password or connection string anywhere", async () => {
    const said = (await azure(environment)).flatMap(({ inputs }) => texts(inputs)).join("\n");
    expect(said).not.toMatch(/AccountKey=|SharedAccess|InstrumentationKey=|password=|sig=/i);
    const names = JSON.stringify((await azure(environment)).map(({ inputs }) => inputs));
    expect(names).not.toMatch(/"(sharedKey|administratorLoginPassword|authOptions|secrets)":/);
  });

  it("closes every door to the public that can be closed", async () => {
    const doors = (await azure(environment)).flatMap(({ name, inputs }) => {
      const properties = inputs["properties"] as Record<string, unknown> | undefined;
      const network = inputs["network"] as Record<string, unknown> | undefined;
      const access =
        inputs["publicNetworkAccess"] ?? properties?.["publicNetworkAccess"] ?? network?.["publicNetworkAccess"];
      return access === undefined ? [] : [[name, texts(access).join().toLowerCase()]];
    });
    expect(doors.length).toBeGreaterThanOrEqual(9);
    expect(doors.filter(([, access]) => access !== "disabled")).toEqual([]);
  });

  it("gives everything that is closed an address inside the network", async () => {
    const resources = await azure(environment);
    const reached = all(resources, "network:PrivateEndpoint").flatMap(
      ({ propertyDependencies }) => propertyDependencies["privateLinkServiceConnections"] ?? [],
    );
    const closed = resources.filter(({ type }) =>
      /:(StorageAccount|Vault|Account|Registry|PrivateLinkScope)$|search:Service$|dbforpostgresql:Server$/.test(type),
    );
    expect([...reached].sort()).toEqual(closed.map(({ urn }) => urn).sort());
  });

  it("hears of everything that has something to say", async () => {
    const resources = await azure(environment);
    const heard = all(resources, "monitor:DiagnosticSetting").flatMap(
      ({ propertyDependencies }) => propertyDependencies["resourceUri"] ?? [],
    );
    const talkative = resources.filter(({ type }) =>
      /:(StorageAccount|Vault|Account|Registry|ManagedEnvironment|ContainerApp|ApiManagementService|NetworkSecurityGroup|PublicIPAddress|Workspace)$|search:Service$|dbforpostgresql:Server$/.test(
        type,
      ),
    );
    for (const { urn } of talkative) expect(heard).toContain(urn);
  });

  it("asks each diagnostic setting for a group of categories or for metrics, never for what was retired", async () => {
    for (const { inputs } of all(await azure(environment), "monitor:DiagnosticSetting")) {
      const logs = (inputs["logs"] ?? []) as readonly Record<string, unknown>[];
      expect(logs.every((each) => each["categoryGroup"] === "allLogs" && !("category" in each))).toBe(true);
      expect(JSON.stringify(inputs)).not.toContain("retentionPolicy");
    }
  });

  it("assigns narrow roles on single resources, to what the access matrix names", async () => {
    const resources = await azure(environment);
    const assigned = all(resources, "authorization:RoleAssignment");
    const known: readonly string[] = Object.values(roles);
    for (const { inputs } of assigned) {
      expect(known).toContain(String(inputs["roleDefinitionId"]).split("/").at(-1));
      expect(inputs["scope"]).toMatch(/\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+/);
    }
    const granted = imageRoles.flatMap((role) => access[role]).length;
    const encrypting = all(resources, "keyvault:Key").filter(({ inputs }) => inputs["keyName"] !== auditKey).length;
    expect(assigned).toHaveLength(granted + encrypting);
    expect(new Set(assigned.map(({ inputs }) => inputs["roleAssignmentName"])).size).toBe(assigned.length);
  });

  it("tags everything that takes tags with whose it is", async () => {
    for (const { inputs } of await azure(environment))
      if ("tags" in inputs) expect(inputs["tags"]).toMatchObject({ application: "penderie", environment });
  });

  it("has a price, or a reason to be free, for every resource; and a month within its budget", async () => {
    const { expected, budget } = settingsOf(environment);
    const costs = (await azure(environment)).map((resource) => monthlyCost(resource, expected));
    expect(costs.filter((cost) => typeof cost === "string")).toEqual([]);
    const total = costs
      .flatMap((cost) => (typeof cost === "string" ? [] : cost))
      .reduce((sum, { eur }) => sum + eur, 0);
    expect(total).toBeLessThanOrEqual(budget.monthly);
  });
});

it("says the same when it is asked again", async () => {
  const again = await record(() => platform("dev", settingsOf("dev")), "dev");
  expect(again).toEqual(await plan("dev"));
});

it("environments differ in data: the same resources, but for the tier of the gateway and who is missed", async () => {
  const names = async (environment: string) => (await azure(environment)).map(({ type, name }) => `${type} ${name}`);
  const [staging, production] = [await names("staging"), await names("prod")];
  expect(await names("dev")).toEqual(staging);
  expect(production.filter((each) => !staging.includes(each))).toEqual([
    "azure-native:monitor:MetricAlert alerts-replicas", // nobody is missed where none must run
  ]);
  expect(staging.filter((each) => !production.includes(each))).toEqual([
    "azure-native:monitor:DiagnosticSetting gateway-address-diagnostics",
    "azure-native:network:PublicIPAddress gateway-address",
  ]);
});

it("can be made for a stack of any name that Pulumi takes", async () => {
  const stack = "Feature_42.with-a-very-long-name-that-nobody-should-give-to-a-stack";
  const resources = await record(() => platform(stack, settings), stack);
  expect(all(resources, "storage:StorageAccount")).toHaveLength(3);
});

describe("at preview, before anything exists", () => {
  /** What only Azure can say, and no policy reads: who an identity is, and what an id is made of. */
  const unknowable =
    /^(environmentId|linkedResourceId|loggerId|managedEnvironmentId|objectId|principalId|privateZoneName|resourceUri|serviceUrl|sourceId|workspaceId|workspaceResourceId)$/;

  it("shows policies everything but what only Azure can say", async () => {
    const resources = await recordPreview(() => platform("prod", settingsOf("prod")), "prod");
    const hidden = resources.flatMap(({ name, inputs }) =>
      Object.entries(inputs).flatMap(([property, value]) =>
        value === runtime.unknownValue && !unknowable.test(property) ? [`${name}: ${property}`] : [],
      ),
    );
    expect(resources.length).toBeGreaterThan(200);
    expect(hidden).toEqual([]);
  });
});
