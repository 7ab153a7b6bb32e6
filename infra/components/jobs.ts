import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import type { Role, Setting } from "../../runtime/contract";
import type { Place } from "../place";
import type { Identity } from "./identity";
import { variables } from "./service";

export interface JobsArgs extends Place {
  readonly hostId: pulumi.Input<string>;
  readonly identity: Identity;
  readonly registryServer: string;
  readonly image: string;
  readonly settings: Readonly<Record<Setting, pulumi.Input<string>>>;
  readonly ready: readonly pulumi.Resource[];
}

/** When each job runs (UTC) and what it may use; `undefined` waits until somebody starts it. */
const plans: Readonly<Record<Exclude<Role, "api">, { cron: string | undefined; cpu: number; timeoutSeconds: number }>> =
  {
    segment: { cron: "0 3 * * *", cpu: 2, timeoutSeconds: 4 * 3600 },
    index: { cron: "30 2 * * *", cpu: 1, timeoutSeconds: 3600 },
    sweep: { cron: "0 1 * * *", cpu: 0.5, timeoutSeconds: 3600 },
    watch: { cron: "15 * * * *", cpu: 0.5, timeoutSeconds: 1800 },
    migrate: { cron: undefined, cpu: 0.5, timeoutSeconds: 1800 },
  };

/** The same image in its other roles, each alive only while it works. */
export class Jobs extends pulumi.ComponentResource {
  constructor(name: string, args: JobsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Jobs", name, {}, opts);
    const { resourceGroupName, location, tags, identity } = args;
    for (const [role, { cron, cpu, timeoutSeconds }] of Object.entries(plans))
      new app.Job(
        `${name}-${role}`,
        {
          resourceGroupName,
          location,
          tags,
          jobName: args.named("containerApp", role),
          environmentId: args.hostId,
          workloadProfileName: "Consumption",
          identity: { type: app.ManagedServiceIdentityType.UserAssigned, userAssignedIdentities: [identity.id] },
          configuration: {
            replicaTimeout: timeoutSeconds,
            replicaRetryLimit: 1,
            registries: [{ server: args.registryServer, identity: identity.id }],
            ...(cron === undefined
              ? {
                  triggerType: app.TriggerType.Manual,
                  manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 },
                }
              : {
                  triggerType: app.TriggerType.Schedule,
                  scheduleTriggerConfig: { cronExpression: cron, parallelism: 1, replicaCompletionCount: 1 },
                }),
          },
          template: {
            containers: [
              {
                name: role,
                image: `${args.registryServer}/${args.image}`,
                args: [role],
                env: variables(args.settings),
                resources: { cpu, memory: `${cpu * 2}Gi` },
              },
            ],
          },
        },
        { parent: this, dependsOn: [...args.ready] },
      );
    this.registerOutputs({});
  }
}
