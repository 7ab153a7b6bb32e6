import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";
import type { Network } from "./network";

export interface MonitorLinkArgs extends Place {
  readonly network: Network;
  readonly insightsId: pulumi.Input<string>;
}

/** Telemetry is sent and read through the network alone. One per network: its names are shared by all of Monitor. */
export class MonitorLink extends pulumi.ComponentResource {
  constructor(name: string, args: MonitorLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:monitor:MonitorLink", name, {}, opts);
    const { resourceGroupName, tags } = args;
    const scopeName = args.named("other", name);
    const scope = new monitor.PrivateLinkScope(
      name,
      {
        resourceGroupName,
        location: "global",
        tags,
        scopeName,
        accessModeSettings: { ingestionAccessMode: "PrivateOnly", queryAccessMode: "PrivateOnly" },
      },
      { parent: this },
    );
    const linked = Object.entries({ workspace: args.workspaceId, insights: args.insightsId }).map(
      ([role, linkedResourceId]) =>
        new monitor.PrivateLinkScopedResource(
          `${name}-${role}`,
          { resourceGroupName, scopeName, name: role, linkedResourceId },
          { parent: this, dependsOn: scope },
        ),
    );
    args.network.connect(name, "azuremonitor", scope.id, { parent: this, dependsOn: linked });
    this.registerOutputs({});
  }
}
