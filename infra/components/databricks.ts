import * as databricks from "@pulumi/azure-native/databricks";
import * as pulumi from "@pulumi/pulumi";
import { type Place, after, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";

export interface DatabricksArgs extends Place {
  readonly network: Network;
  readonly subscription: string;
  /** As whom clusters open the event files. */
  readonly reader: Identity;
}

/**
 * Spark for event logs that outgrow one machine: in the platform's network, without a public address, opening files as an
 * identity of its own. Its own disk is encrypted twice, and not with a key of the vault: that needs the object id that
 * Databricks has in each tenant, which a plan cannot know. Nothing personal is kept there; files stay in the events account.
 */
export class Databricks extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: DatabricksArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:analytics:Databricks", name, {}, opts);
    const { resourceGroupName, location, tags, network, named, reader } = args;
    const workspaceName = named("other", name);
    const connectorName = named("other", `${name}-connector`);
    const connector = new databricks.AccessConnector(
      `${name}-connector`,
      {
        resourceGroupName,
        location,
        tags,
        connectorName,
        identity: { type: databricks.ManagedServiceIdentityType.UserAssigned, userAssignedIdentities: [reader.id] },
      },
      { parent: this },
    );
    const parameters = {
      customVirtualNetworkId: { value: network.id },
      customPublicSubnetName: { value: network.nameOf("spark-hosts") },
      customPrivateSubnetName: { value: network.nameOf("spark-containers") },
      enableNoPublicIp: { value: true },
      requireInfrastructureEncryption: { value: true },
    };
    const workspace = new databricks.Workspace(
      name,
      {
        resourceGroupName,
        location,
        tags,
        workspaceName,
        sku: { name: "premium" }, // the only one with private links
        computeMode: databricks.ComputeMode.Hybrid,
        managedResourceGroupId: `/subscriptions/${args.subscription}/resourceGroups/${workspaceName}-managed`,
        publicNetworkAccess: databricks.PublicNetworkAccess.Disabled,
        requiredNsgRules: databricks.RequiredNsgRules.NoAzureDatabricksRules,
        defaultStorageFirewall: databricks.DefaultStorageFirewall.Enabled,
        accessConnector: {
          id: after(connector, `${args.groupId}/providers/Microsoft.Databricks/accessConnectors/${connectorName}`),
          identityType: databricks.IdentityType.UserAssigned,
          userAssignedIdentityId: reader.id,
        },
        parameters,
      },
      { parent: this, transformations: [asWritten({ parameters })] },
    );
    const api = network.connect(`${name}-api`, "databricks_ui_api", workspace.id, { parent: this });
    network.connect(`${name}-login`, "browser_authentication", workspace.id, { parent: this, dependsOn: api });
    diagnose(name, workspace.id, args.workspaceId, { parent: this }, "logs");
    this.id = workspace.id;
    this.registerOutputs({ id: this.id });
  }
}
