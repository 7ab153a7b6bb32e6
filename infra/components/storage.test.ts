import { containers, stores } from "../../runtime/contract";
import { all, once, one, surroundings, waitsFor } from "../testing/parts";
import { record } from "../testing/record";
import { Storage } from "./storage";

const build = once((account: "photos" | "events" | "operations", redundancy: "local" | "zone" = "local") =>
  record(() => new Storage(account, { ...surroundings(), redundancy, account })),
);

describe("Storage", () => {
  it("admits no keys, no strangers, no public traffic and no local users", async () => {
    expect(one(await build("photos"), "storage:StorageAccount").inputs).toMatchObject({
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      allowedCopyScope: "PrivateLink",
      defaultToOAuthAuthentication: true,
      isLocalUserEnabled: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
      publicNetworkAccess: "Disabled",
      networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
    });
  });

  it("encrypts with a key of the vault that its identity may use before the account exists", async () => {
    const made = await build("photos");
    const account = one(made, "storage:StorageAccount");
    expect(account.inputs["encryption"]).toMatchObject({
      keySource: "Microsoft.Keyvault",
      requireInfrastructureEncryption: true,
      keyVaultProperties: { keyName: "photos" },
    });
    expect(waitsFor(made, account, one(made, "authorization:RoleAssignment"))).toBe(true);
  });

  it.each([
    ["local", "Standard_LRS"],
    ["zone", "Standard_ZRS"],
  ] as const)("keeps %s copies in the region alone", async (redundancy, name) => {
    expect(one(await build("photos", redundancy), "storage:StorageAccount").inputs["sku"]).toEqual({ name });
  });

  it.each(["photos", "events", "operations"] as const)(
    "has the containers of %s that the service reads",
    async (account) => {
      const made = all(await build(account), "storage:BlobContainer").map(({ inputs }) => inputs["containerName"]);
      expect(made.sort()).toEqual([...containers[account]].sort());
    },
  );

  it.each([
    ["photos", "photos", ["photos/"]],
    ["events", "events", ["landing/", "features/"]],
    ["operations", "registers", ["registers/"]],
  ] as const)(
    "deletes what %s holds about people in the descriptor's time, and nothing else",
    async (account, store, prefixes) => {
      const made = await build(account);
      expect(one(made, "storage:ManagementPolicy").inputs).toMatchObject({
        policy: {
          rules: [
            {
              enabled: true,
              definition: {
                filters: { prefixMatch: prefixes },
                actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: stores[store].retentionDays } } },
              },
            },
          ],
        },
      });
      expect(one(made, "storage:BlobServiceProperties").inputs).toMatchObject({
        deleteRetentionPolicy: { enabled: true, days: stores[store].recoverableDays },
        containerDeleteRetentionPolicy: { enabled: true, days: stores[store].recoverableDays },
        isVersioningEnabled: false,
        restorePolicy: { enabled: false },
      });
    },
  );

  it("says of every container which store it holds, or that it holds none", async () => {
    const made = all(await build("events"), "storage:BlobContainer");
    const said = Object.fromEntries(made.map(({ inputs }) => [String(inputs["containerName"]), inputs["metadata"]]));
    expect(said).toEqual({ landing: { store: "events" }, features: { store: "events" }, models: { store: "none" } });
  });

  it("asks for logs where storage writes them, and for metrics alone of the account", async () => {
    const made = all(await build("photos"), "monitor:DiagnosticSetting").filter(({ name }) =>
      name.startsWith("photos"),
    );
    const logged = made.map(({ inputs }) => [String(inputs["resourceUri"]).split("/").at(-1), "logs" in inputs]);
    expect(logged).toEqual(expect.arrayContaining([["default", true]]));
    expect(logged.filter(([, logs]) => logs)).toHaveLength(1);
  });
});
