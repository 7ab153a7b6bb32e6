import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import { port, startedWith } from "../../runtime/contract";
import { asWritten } from "../place";
import { type ContainerArgs, type Running, pulled, resources, runsAs, variables } from "./container";
import { diagnose } from "./diagnostics";

export interface ServiceArgs extends ContainerArgs {
  readonly api: Running;
  /** Prepares stores and index before the first request, as somebody whom the service cannot become. */
  readonly migrate: Running;
  readonly cpu: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** The HTTP API, running as itself, reachable over TLS from inside the network alone, and growing with its requests. */
export class Service extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Service", name, {}, opts);
    const { resourceGroupName, location, tags, api, migrate } = args;
    const image = `${args.registryServer}/${args.image}`;
    const configuration = {
      activeRevisionsMode: app.ActiveRevisionsMode.Single,
      ingress: {
        external: true, // of an environment that is internal: reachable from the network, not from the internet
        allowInsecure: false,
        targetPort: port,
        transport: app.IngressTransportMethod.Http,
        traffic: [{ latestRevision: true, weight: 100 }],
      },
      registries: pulled(args, api),
      identitySettings: [
        { identity: api.identity.id, lifecycle: app.IdentitySettingsLifeCycle.Main },
        { identity: migrate.identity.id, lifecycle: app.IdentitySettingsLifeCycle.Init },
      ],
    };
    const template = {
      initContainers: [
        {
          name: "migrate",
          image,
          args: [...startedWith.migrate],
          env: variables(migrate.settings),
          resources: resources(0.25),
        },
      ],
      containers: [
        {
          name: "api",
          image,
          args: [...startedWith.api],
          env: variables(api.settings),
          resources: resources(args.cpu),
          probes: [
            probe(app.Type.Startup, "/readyz", 2, 30),
            probe(app.Type.Readiness, "/readyz", 5, 3),
            probe(app.Type.Liveness, "/healthz", 15, 3),
          ],
        },
      ],
      scale: {
        minReplicas: args.minReplicas,
        maxReplicas: args.maxReplicas,
        cooldownPeriod: 300,
        pollingInterval: 30,
        rules: [{ name: "requests", http: { metadata: { concurrentRequests: "20" } } }],
      },
      terminationGracePeriodSeconds: 30,
    };
    const container = new app.ContainerApp(
      name,
      {
        resourceGroupName,
        location,
        tags,
        containerAppName: args.named("containerApp", "api"),
        managedEnvironmentId: args.hostId,
        workloadProfileName: "Consumption",
        identity: runsAs(api, migrate),
        configuration,
        template,
      },
      {
        parent: this,
        dependsOn: [...api.ready, ...migrate.ready],
        transformations: [asWritten({ configuration, template })],
      },
    );
    diagnose(name, container.id, args.workspaceId, { parent: this }, "metrics");

    this.id = container.id;
    this.registerOutputs({ id: this.id });
  }
}

const probe = (type: app.Type, path: string, periodSeconds: number, failureThreshold: number) => ({
  type,
  httpGet: { path, port, scheme: app.Scheme.HTTP },
  periodSeconds,
  failureThreshold,
  timeoutSeconds: 2,
});
