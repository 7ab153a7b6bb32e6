import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import { type Role, startedWith } from "../../runtime/contract";
import { after, asWritten } from "../place";
import { type ContainerArgs, type Running, pulled, resources, runsAs, variables } from "./container";

type JobRole = Exclude<Role, "api">;

export interface JobsArgs extends ContainerArgs {
  /** As whom each of them runs. */
  readonly running: Readonly<Record<JobRole, Running>>;
}

const once = { parallelism: 1, replicaCompletionCount: 1 } as const;
const at = (cronExpression: string) =>
  ({ triggerType: app.TriggerType.Schedule, scheduleTriggerConfig: { cronExpression, ...once } }) as const;
const byHand = { triggerType: app.TriggerType.Manual, manualTriggerConfig: once } as const;

/** When each job runs (UTC), what it may use and how long it may take. Sweeping comes first: nothing reads what is due. */
const plans = {
  sweep: { trigger: at("0 1 * * *"), cpu: 0.5, timeoutSeconds: 3600 },
  index: { trigger: at("30 2 * * *"), cpu: 1, timeoutSeconds: 3600 },
  segment: { trigger: at("0 3 * * *"), cpu: 2, timeoutSeconds: 4 * 3600 },
  watch: { trigger: at("15 * * * *"), cpu: 0.5, timeoutSeconds: 1800 },
  migrate: { trigger: byHand, cpu: 0.5, timeoutSeconds: 1800 },
} as const satisfies Record<JobRole, unknown>;

/** The same image in its other roles, each as somebody of its own and alive only while it works. */
export class Jobs extends pulumi.ComponentResource {
  readonly ids: Readonly<Record<JobRole, pulumi.Output<string>>>;

  constructor(name: string, args: JobsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Jobs", name, {}, opts);
    const { resourceGroupName, location, tags } = args;
    const made = (Object.keys(plans) as JobRole[]).map((role) => {
      const running = args.running[role];
      const { trigger, cpu, timeoutSeconds } = plans[role];
      const configuration = {
        ...trigger,
        replicaTimeout: timeoutSeconds,
        replicaRetryLimit: 1,
        registries: pulled(args, running),
      };
      const jobName = args.named("containerApp", role);
      const job = new app.Job(
        `${name}-${role}`,
        {
          resourceGroupName,
          location,
          tags,
          jobName,
          environmentId: args.hostId,
          workloadProfileName: "Consumption",
          identity: runsAs(running),
          configuration,
          template: {
            containers: [
              {
                name: role,
                image: `${args.registryServer}/${args.image}`,
                args: [...startedWith[role]],
                env: variables(running.settings),
                resources: resources(cpu),
              },
            ],
          },
        },
        { parent: this, dependsOn: [...running.ready], transformations: [asWritten({ configuration })] },
      );
      return [role, after(job, `${args.groupId}/providers/Microsoft.App/jobs/${jobName}`)] as const;
    });
    this.ids = Object.fromEntries(made) as Record<JobRole, pulumi.Output<string>>;
    this.registerOutputs({});
  }
}
