import { stores } from "../../runtime/contract";
import { all, once, one, oneAtATime, settings, someone, surroundings } from "../testing/parts";
import { record } from "../testing/record";
import { Database } from "./database";

const { administrators, tenantId } = settings.identity;
const build = once((redundancy: "local" | "zone" = "local") =>
  record(() => {
    const size = redundancy === "zone" ? "Standard_D2ds_v5" : "Standard_B1ms";
    const args = { ...surroundings(), redundancy, size, storageGb: 32, tenantId, administrators } as const;
    return new Database("database", { ...args, migrator: someone("migrate") });
  }),
);

describe("Database", () => {
  it("knows no password and nobody who could have one", async () => {
    const { inputs } = one(await build(), "dbforpostgresql:Server");
    expect(inputs["authConfig"]).toMatchObject({ activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId });
    expect(inputs).not.toHaveProperty("administratorLogin");
    expect(inputs).not.toHaveProperty("administratorLoginPassword");
  });

  it("is reached from inside the network alone, and copies nothing to another region", async () => {
    const { inputs } = one(await build(), "dbforpostgresql:Server");
    expect(inputs["network"]).toEqual({ publicNetworkAccess: "Disabled" });
    expect(inputs["backup"]).toEqual({
      backupRetentionDays: stores.profiles.recoverableDays,
      geoRedundantBackup: "Disabled",
    });
  });

  it.each([
    ["require_secure_transport", "on"],
    ["ssl_min_protocol_version", "TLSv1.3"],
    ["log_statement", "none"],
    ["log_error_verbosity", "terse"],
    ["log_parameter_max_length", "0"],
  ])("sets %s to %s", async (name, value) => {
    const made = all(await build(), "dbforpostgresql:Configuration").map(({ inputs }) => inputs);
    expect(made).toContainEqual(expect.objectContaining({ configurationName: name, value }));
  });

  it("changes one thing at a time", async () => {
    const made = await build();
    const chain = made.filter(({ type }) => /^azure-native:dbforpostgresql:(Admin|Config|Database)/.test(type));
    expect(chain.length).toBeGreaterThan(5);
    expect(oneAtATime(made, chain)).toBe(true);
  });

  it("is administered by the group of people and by whoever makes its tables", async () => {
    const made = all(await build(), "dbforpostgresql:AdministratorsMicrosoftEntra").map(({ inputs }) => inputs);
    expect(made.map(({ principalType }) => principalType).sort()).toEqual(["Group", "ServicePrincipal"]);
  });

  it.each([
    ["local", "Disabled"],
    ["zone", "ZoneRedundant"],
  ] as const)("with %s redundancy has a standby that is %s", async (redundancy, mode) => {
    expect(one(await build(redundancy), "dbforpostgresql:Server").inputs["highAvailability"]).toMatchObject({ mode });
  });

  it("encrypts with its own key and does not follow the vault's renewals, which the server does by itself", async () => {
    const server = one(await build(), "dbforpostgresql:Server");
    expect(server.inputs["dataEncryption"]).toMatchObject({ type: "AzureKeyVault" });
    expect(server.ignoreChanges).toEqual(["dataEncryption.primaryKeyURI"]);
  });
});
