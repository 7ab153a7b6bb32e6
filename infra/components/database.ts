import * as postgresql from "@pulumi/azure-native/dbforpostgresql";
import * as pulumi from "@pulumi/pulumi";
import { stores } from "../../runtime/contract";
import { type DatabaseSize, databaseSizes } from "../facts/service-sizes";
import { type Place, after } from "../place";
import { dataTags } from "../tags";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { Vault } from "./vault";

export interface DatabaseArgs extends Place {
  readonly size: DatabaseSize;
  readonly storageGb: number;
  readonly redundancy: "local" | "zone";
  readonly tenantId: string;
  readonly administrators: { readonly objectId: string; readonly name: string };
  readonly owner: Parameters<typeof dataTags>[1];
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
  /** Makes tables and lets the other identities in; an administrator beside the group of people. */
  readonly migrator: Identity;
}

const availability = { local: "Disabled", zone: "ZoneRedundant" } as const;

/** Server settings, in the order in which they are made; the reasons are privacy.md's: no row value in any log. */
const configuration = {
  require_secure_transport: "on",
  ssl_min_protocol_version: "TLSv1.3",
  log_statement: "none",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
} as const;

/** State in PostgreSQL: Entra identities alone may log in, over TLS 1.3, from inside the network; backups stay in the region. */
export class Database extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly host: string;
  readonly databaseName = "penderie";

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:data:Database", name, {}, opts);
    const { resourceGroupName, location, encrypter, migrator } = args;
    const serverName = args.named("databaseServer", name);
    const key = args.vault.keyFor("database");
    const server = new postgresql.Server(
      name,
      {
        resourceGroupName,
        location,
        serverName,
        tags: { ...args.tags, ...dataTags(["profiles", "segments"], args.owner) },
        version: "17",
        sku: {
          name: args.size,
          tier: databaseSizes[args.size].tier,
        },
        storage: { storageSizeGB: args.storageGb, autoGrow: postgresql.StorageAutoGrow.Enabled },
        authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId: args.tenantId },
        backup: { backupRetentionDays: stores.profiles.recoverableDays, geoRedundantBackup: "Disabled" },
        highAvailability: { mode: availability[args.redundancy] },
        network: { publicNetworkAccess: "Disabled" },
        identity: {
          type: postgresql.IdentityType.UserAssigned,
          userAssignedIdentities: encrypter.id.apply((id) => ({ [id]: {} })),
        },
        dataEncryption: {
          type: "AzureKeyVault",
          primaryKeyURI: key.uriWithVersion,
          primaryUserAssignedIdentityId: encrypter.id,
        },
      },
      {
        parent: this,
        protect: args.protect ?? false,
        dependsOn: key.ready,
        ignoreChanges: ["dataEncryption.primaryKeyURI"], // the vault renews the key by itself
      },
    );
    // One operation at a time: the server refuses a second while one runs.
    let earlier: pulumi.Resource = server;
    for (const [role, who] of [
      [
        "people",
        { objectId: args.administrators.objectId, principalName: args.administrators.name, principalType: "Group" },
      ],
      [
        "migrator",
        { objectId: migrator.principalId, principalName: migrator.principalName, principalType: "ServicePrincipal" },
      ],
    ] as const)
      earlier = new postgresql.AdministratorsMicrosoftEntra(
        `${name}-${role}`,
        { resourceGroupName, serverName: after(server, serverName), tenantId: args.tenantId, ...who },
        { parent: this, dependsOn: earlier },
      );
    for (const [setting, value] of Object.entries(configuration))
      earlier = new postgresql.Configuration(
        `${name}-${setting.replaceAll("_", "-")}`,
        {
          resourceGroupName,
          serverName: after(server, serverName),
          configurationName: setting,
          value,
          source: "user-override",
        },
        { parent: this, dependsOn: earlier },
      );
    const database = new postgresql.Database(
      `${name}-database`,
      {
        resourceGroupName,
        serverName: after(server, serverName),
        databaseName: this.databaseName,
        charset: "UTF8",
        collation: "en_US.utf8",
      },
      { parent: this, dependsOn: earlier },
    );
    args.network.connect(name, "postgresqlServer", server.id, { parent: this, dependsOn: database });
    diagnose(name, server.id, args.workspaceId, { parent: this }, "tables and metrics");

    this.id = server.id;
    this.host = `${serverName}.postgres.database.azure.com`;
    this.registerOutputs({ host: this.host });
  }
}
