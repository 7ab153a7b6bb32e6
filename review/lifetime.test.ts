import { lifetimes } from "./lifetime";
import type { Plan } from "./plan";
import { deployedStores } from "./stores";
import { changed, recorded } from "./testing/plans";

let plan: Plan;
beforeAll(async () => {
  plan = await recorded("prod");
});
const solve = (asked: Plan) => lifetimes(asked, deployedStores(asked).stores);

describe("the lifetime of what a store holds", () => {
  it("is within the notice's promise for every store, and each store has one", () => {
    const { lifetimes: found, findings } = solve(plan);
    expect(findings).toEqual([]);
    expect(found.map(({ store }) => store)).toEqual(deployedStores(plan).stores.map(({ store }) => store));
    expect(found.every(({ gone, promised }) => gone !== null && gone <= promised)).toBe(true);
  });

  it("adds up retention, the rule's delay and soft delete", () => {
    expect(solve(plan).lifetimes.find(({ store }) => store === "photos")).toMatchObject({
      kept: 180,
      gone: 189,
      parts: [
        { what: "kept", days: 180 },
        { what: "until the rule runs", days: 2 },
        { what: "soft delete", days: 7 },
      ],
    });
  });

  it.each<[string, string, string, readonly string[], unknown]>([
    ["a longer soft delete", "photos-blobs", "storage:BlobServiceProperties", ["deleteRetentionPolicy", "days"], 90],
    ["longer backups", "database", "dbforpostgresql:Server", ["backup", "backupRetentionDays"], 35],
    ["logs kept for longer", "logs", "operationalinsights:Workspace", ["retentionInDays"], 730],
    [
      "a later rule",
      "events-lifecycle",
      "storage:ManagementPolicy",
      ["policy", "rules", "0", "definition", "actions", "baseBlob", "delete", "daysAfterModificationGreaterThan"],
      900,
    ],
  ])("with %s is more than the notice promises", (_, name, type, path, value) => {
    const { findings } = solve(changed(plan, name, `azure-native:${type}`, path, value));
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^lifetimes-fit-the-notice .*the notice promises/)]),
    );
  });

  it("has no end without a lifecycle rule that is switched on", () => {
    const off = changed(
      plan,
      "photos-lifecycle",
      "azure-native:storage:ManagementPolicy",
      ["policy", "rules", "0", "enabled"],
      false,
    );
    const { lifetimes: found, findings } = solve(off);
    expect(found.find(({ store }) => store === "photos")?.gone).toBeNull();
    expect(findings).toContainEqual(expect.objectContaining({ message: "photos: kept has no end; give it one" }));
  });

  it("has no end in a database that nobody sweeps", () => {
    const unswept = { ...plan, resources: plan.resources.filter(({ name }) => name !== "jobs-sweep") };
    const { findings } = solve(unswept);
    expect(findings).toContainEqual(
      expect.objectContaining({ message: "profiles: until the sweep has no end; give it one" }),
    );
  });

  it("is longer where the sweep runs once a week", () => {
    const weekly = changed(
      plan,
      "jobs-sweep",
      "azure-native:app:Job",
      ["configuration", "scheduleTriggerConfig", "cronExpression"],
      "0 3 * * 0",
    );
    expect(solve(weekly).lifetimes.find(({ store }) => store === "vectors")?.gone).toBe(188);
  });
});
