import * as datafactory from "@pulumi/azure-native/datafactory";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { containers } from "../../runtime/contract";
import { type Place, after, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { Vault } from "./vault";

export interface DataFactoryArgs extends Place {
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
  /** As whom it starts the job. */
  readonly starter: Identity;
  /** What may be needed before the first run. */
  readonly ready: readonly pulumi.Resource[];
  readonly eventsAccountId: pulumi.Input<string>;
  /** The job that segments, by its ARM id. */
  readonly segmentJobId: pulumi.Input<string>;
}

const arm = "https://management.azure.com";
const [landing] = containers.events;

/**
 * Files that land are segmented at once instead of at night: one pipeline, started by an event of the store, which starts the
 * job and reads no file itself. Triggers are made stopped; docs/operations.md says how to start this one.
 */
export class DataFactory extends pulumi.ComponentResource {
  constructor(name: string, args: DataFactoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:analytics:DataFactory", name, {}, opts);
    const { resourceGroupName, location, tags, encrypter, starter } = args;
    const factoryName = args.named("databaseServer", name); // unique in all of Azure, 3 to 63 characters
    const key = args.vault.keyFor(name);
    const encryption = {
      keyName: key.name,
      vaultBaseUrl: key.vaultUri,
      identity: { userAssignedIdentity: encrypter.id },
    };
    const factory = new datafactory.Factory(
      name,
      {
        resourceGroupName,
        location,
        tags,
        factoryName,
        publicNetworkAccess: datafactory.PublicNetworkAccess.Disabled,
        identity: {
          type: datafactory.FactoryIdentityType.UserAssigned,
          userAssignedIdentities: { [encrypter.resourceId]: {}, [starter.resourceId]: {} }, // the SDK has no form of its own here
        },
        encryption,
      },
      { parent: this, dependsOn: [key.ready, encrypter, starter], transformations: [asWritten({ encryption })] },
    );
    const within = { resourceGroupName, factoryName: after(factory, factoryName) };
    const own = { parent: this };
    const network = new resources.Resource(
      // the SDK has no type of its own for it
      `${name}-network`,
      {
        resourceGroupName,
        resourceProviderNamespace: "Microsoft.DataFactory",
        parentResourcePath: after(factory, `factories/${factoryName}`),
        resourceType: "managedVirtualNetworks",
        resourceName: "default",
        apiVersion: "2018-06-01",
        properties: {},
      },
      own,
    );
    new datafactory.IntegrationRuntime(
      `${name}-runtime`,
      {
        ...within,
        integrationRuntimeName: "private",
        properties: {
          type: "Managed",
          computeProperties: { location },
          managedVirtualNetwork: { type: "ManagedVirtualNetworkReference", referenceName: "default" },
        },
      },
      { ...own, dependsOn: network },
    );
    const credential = new datafactory.CredentialOperation(
      `${name}-credential`,
      {
        ...within,
        credentialName: "starter",
        properties: { type: "ManagedIdentity", resourceId: starter.id },
      },
      own,
    );
    const pipeline = new datafactory.Pipeline(
      `${name}-landed`,
      {
        ...within,
        pipelineName: "landed",
        description: "event files landed: start the job that segments",
        concurrency: 1, // files of one delivery start one run after another; the job is safe to run twice
        activities: [
          {
            name: "segment",
            type: "WebActivity",
            method: datafactory.WebActivityMethod.POST,
            url: pulumi.interpolate`${arm}${args.segmentJobId}/start?api-version=2025-01-01`,
            body: "{}",
            authentication: {
              type: "UserAssignedManagedIdentity",
              resource: `${arm}/`,
              credential: { type: "CredentialReference", referenceName: "starter" },
            },
            policy: {
              timeout: "0.00:10:00",
              retry: 2,
              retryIntervalInSeconds: 60,
              secureInput: true,
              secureOutput: true,
            },
          },
        ],
      },
      { ...own, dependsOn: [credential, ...args.ready] },
    );
    new datafactory.Trigger(
      `${name}-trigger`,
      {
        ...within,
        triggerName: "landed",
        properties: {
          type: "BlobEventsTrigger",
          scope: args.eventsAccountId,
          events: [datafactory.BlobEventTypes.Microsoft_Storage_BlobCreated],
          blobPathBeginsWith: `/${landing}/blobs/`,
          ignoreEmptyBlobs: true,
          pipelines: [{ pipelineReference: { type: "PipelineReference", referenceName: "landed" } }],
        },
      },
      { ...own, dependsOn: pipeline },
    );
    args.network.connect(name, "dataFactory", factory.id, own);
    diagnose(name, factory.id, args.workspaceId, own, "tables and metrics");
    this.registerOutputs({});
  }
}
