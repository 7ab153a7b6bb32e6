import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as pulumi from "@pulumi/pulumi";
import { stores } from "../../runtime/contract";
import type { Named } from "../names";
import { after } from "../place";
import { dataTags } from "../tags";
import { diagnose } from "./diagnostics";

export interface WorkspaceArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly groupId: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly owner: Parameters<typeof dataTags>[1];
  readonly dailyQuotaGb: number;
  readonly named: Named;
}

/** Logs and traces in one workspace, written by identity only, kept no longer than the descriptor says, addresses masked. */
export class Workspace extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly insightsId: pulumi.Output<string>;
  /** Where telemetry goes and under which id. It opens nothing, since identities alone may write. */
  readonly telemetry: pulumi.Output<string>;

  constructor(name: string, args: WorkspaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:monitor:Workspace", name, {}, opts);
    const { resourceGroupName, location } = args;
    const place = { resourceGroupName, location, tags: { ...args.tags, ...dataTags(["logs"], args.owner) } };

    const workspace = new operationalinsights.Workspace(
      name,
      {
        ...place,
        workspaceName: args.named("other", name),
        sku: { name: operationalinsights.WorkspaceSkuNameEnum.PerGB2018 },
        retentionInDays: stores.logs.retentionDays,
        features: {
          disableLocalAuth: true,
          immediatePurgeDataOn30Days: true,
          enableLogAccessUsingOnlyResourcePermissions: true,
        },
        workspaceCapping: { dailyQuotaGb: args.dailyQuotaGb },
        publicNetworkAccessForIngestion: operationalinsights.PublicNetworkAccessType.Disabled,
        publicNetworkAccessForQuery: operationalinsights.PublicNetworkAccessType.Disabled,
      },
      { parent: this },
    );
    diagnose(name, workspace.id, workspace.id, { parent: this }); // who asked what of the logs
    const insights = new applicationinsights.Component(
      `${name}-insights`,
      {
        ...place,
        resourceName: args.named("other", "insights"),
        kind: "web",
        applicationType: applicationinsights.ApplicationType.Web,
        ingestionMode: applicationinsights.IngestionMode.LogAnalytics,
        workspaceResourceId: workspace.id,
        retentionInDays: stores.logs.retentionDays,
        disableIpMasking: false,
        disableLocalAuth: true,
        publicNetworkAccessForIngestion: applicationinsights.PublicNetworkAccessType.Disabled,
        publicNetworkAccessForQuery: applicationinsights.PublicNetworkAccessType.Disabled,
      },
      { parent: this, additionalSecretOutputs: ["connectionString", "instrumentationKey"] },
    );

    this.id = workspace.id;
    this.insightsId = after(
      insights,
      `${args.groupId}/providers/Microsoft.Insights/components/${args.named("other", "insights")}`,
    );
    this.telemetry = insights.connectionString;
    this.registerOutputs({ id: this.id, insightsId: this.insightsId });
  }
}
