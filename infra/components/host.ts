import * as app from "@pulumi/azure-native/app";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";
import { diagnose } from "./diagnostics";
import type { Network } from "./network";

export interface HostArgs extends Place {
  readonly redundancy: "local" | "zone";
  readonly network: Network;
}

/** Where containers run: inside the network, with logs that go to the workspace without a key. */
export class Host extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly domain: pulumi.Output<string>;

  constructor(name: string, args: HostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Host", name, {}, opts);
    const { resourceGroupName, location, tags, network } = args;
    const environment = new app.ManagedEnvironment(
      name,
      {
        resourceGroupName,
        location,
        tags,
        environmentName: args.named("other", name),
        infrastructureResourceGroup: args.named("other", "host-machines"),
        vnetConfiguration: { internal: true, infrastructureSubnetId: network.subnets.apps },
        workloadProfiles: [{ name: "Consumption", workloadProfileType: "Consumption" }],
        zoneRedundant: args.redundancy === "zone",
        appLogsConfiguration: { destination: "azure-monitor" },
        peerAuthentication: { mtls: { enabled: true } },
        peerTrafficConfiguration: { encryption: { enabled: true } },
      },
      { parent: this },
    );
    network.resolve(`${name}-zone`, environment.defaultDomain, { parent: this });
    for (const [role, relativeRecordSetName] of [
      ["apex", "@"],
      ["apps", "*"],
    ] as const)
      new privatedns.PrivateRecordSet(
        `${name}-${role}`,
        {
          resourceGroupName,
          privateZoneName: environment.defaultDomain,
          recordType: "A",
          relativeRecordSetName,
          ttl: 3600,
          aRecords: [{ ipv4Address: environment.staticIp }],
        },
        { parent: this },
      );
    diagnose(name, environment.id, args.workspaceId, { parent: this }, "tables and metrics");

    this.id = environment.id;
    this.domain = environment.defaultDomain;
    this.registerOutputs({ id: this.id, domain: this.domain });
  }
}
