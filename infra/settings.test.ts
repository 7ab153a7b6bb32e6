import { parseSettings } from "./settings";
import { settings } from "./testing/parts";

/** The valid settings with one value in another's place; `undefined` takes it away. */
function broken(path: string, value: unknown): unknown {
  const copy = structuredClone(settings) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
  return copy;
}

describe("parseSettings", () => {
  it("takes a valid environment as it is", () => {
    expect(parseSettings(settings)).toEqual(settings);
  });

  it.each([
    ["location", "northeurope", "every service of the plan"],
    ["location", "switzerlandnorth", "every service of the plan"],
    ["location", "eastus", "every service of the plan"],
    ["suffix", "Too-Long", "3 or 4 lower-case"],
    ["owner.alerts", [], "at least one"],
    ["owner.alerts", ["nobody"], "e-mail"],
    ["owner.dpia", "no 1", "impact assessment"],
    ["network.block", "10.9.1.0/16", "beginning where"],
    ["network.block", "10.9.0.0/24", "between /16 and /22"],
    ["network.block", "10.0.0.0/8", "between /16 and /22"],
    ["network.block", "52.0.0.0/16", "not private"],
    ["network.block", "172.31.0.0/16", "172.31.0.0/16"],
    ["network.taken", ["10.9.128.0/17"], "10.9.128.0/17"],
    ["image", "penderie:latest", "by digest"],
    ["image", `elsewhere.example/penderie@sha256:${"a".repeat(63)}`, "by digest"],
    ["identity.issuer", "http://login.example.com", "https"],
    ["identity.issuer", "https://login.example.com?a=b", "query"],
    ["identity.tenantId", "tenant", "UUID"],
    ["vault.recoverableDays", 6, "7"],
    ["service.maxReplicas", 0, "1"],
    ["service.cpu", 3, "0.5, 1 or 2"],
    ["database.size", "Standard_M64", "Standard_B1ms"],
    ["database.storageGb", 33, "32"],
    ["search.replicas", 4, "at most 3"],
    ["search.partitions", 5, "1, 2, 3"],
    ["gateway", "consumption", "developer"],
    ["chat.sku", "GlobalStandard", "outside the EU"],
    ["chat.model", "gpt-9", "pinned"],
    ["chat.model", "text-embedding-3-large", "answers"],
    ["embedding.model", "gpt-4.1-mini", "embeds"],
    ["budget.monthly", 0, "more than nothing"],
    ["budget.start", "2026-12-02", "first day of a month"],
    ["budget.start", "soon", "date"],
    ["budget.anomaliesUntil", "2028-01-01", "at most a year"],
    ["budget.anomaliesUntil", "2026-11-01", "after budget.start"],
    ["logs.dailyQuotaGb", 0, "0.1"],
    ["vault", undefined, "vault"],
    ["regoin", "swedencentral", "regoin"],
    ["service.burst", 3, "burst"],
  ])("refuses %s: %j", (path, value, remedy) => {
    expect(() => parseSettings(broken(path, value))).toThrow(remedy);
  });

  it("refuses a model where it is not offered, and says where it is", () => {
    const elsewhere = { ...settings, location: "westeurope" };
    expect(() => parseSettings(elsewhere)).toThrow(/embedding.sku: .*swedencentral.*, not in westeurope/);
  });

  it.each([
    ["service.minReplicas", { service: { ...settings.service, minReplicas: 1, maxReplicas: 4 } }],
    ["search.replicas", {}],
    ["database.size", {}],
  ])("asks for two of what zones need: %s", (place, change) => {
    expect(() => parseSettings({ ...settings, redundancy: "zone", ...change })).toThrow(place);
  });

  it("names every mistake at once, also between sections of which another is malformed", () => {
    const wrong = { ...settings, image: "latest", service: { cpu: 1, minReplicas: 3, maxReplicas: 2 }, extra: 1 };
    const said = () => parseSettings(wrong);
    expect(said).toThrow("image");
    expect(said).toThrow("service.maxReplicas");
    expect(said).toThrow("extra");
  });

  it.each([undefined, null, "text", []])("refuses %j, which is no environment at all", (value) => {
    expect(() => parseSettings(value)).toThrow("invalid stack configuration");
  });
});
