import * as app from "@pulumi/azure-native/app";
import * as pulumi from "@pulumi/pulumi";
import { type Role, type Setting, environment, port } from "../../runtime/contract";
import type { Place } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";

export interface ServiceArgs extends Place {
  readonly hostId: pulumi.Input<string>;
  readonly identity: Identity;
  readonly registryServer: string;
  /** Repository and digest. */
  readonly image: string;
  /** One value for every setting the service reads; the compiler counts them. */
  readonly settings: Readonly<Record<Setting, pulumi.Input<string>>>;
  readonly cpu: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** What must be allowed before the first start. */
  readonly ready: readonly pulumi.Resource[];
}

/** The HTTP API, running as itself, reachable over TLS from inside the network alone, and growing with its requests. */
export class Service extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Service", name, {}, opts);
    const { resourceGroupName, location, tags, identity } = args;
    const image = `${args.registryServer}/${args.image}`;
    const resources = { cpu: args.cpu, memory: `${args.cpu * 2}Gi` };
    const container = new app.ContainerApp(
      name,
      {
        resourceGroupName,
        location,
        tags,
        containerAppName: args.named("containerApp", "api"),
        managedEnvironmentId: args.hostId,
        workloadProfileName: "Consumption",
        identity: { type: app.ManagedServiceIdentityType.UserAssigned, userAssignedIdentities: [identity.id] },
        configuration: {
          activeRevisionsMode: app.ActiveRevisionsMode.Single,
          ingress: {
            external: true, // of an environment that is internal: reachable from the network, not from the internet
            allowInsecure: false,
            targetPort: port,
            transport: app.IngressTransportMethod.Http,
            traffic: [{ latestRevision: true, weight: 100 }],
          },
          registries: [{ server: args.registryServer, identity: identity.id }],
        },
        template: {
          initContainers: [
            {
              name: "migrate",
              image,
              args: ["migrate" satisfies Role],
              env: variables(args.settings),
              resources: { cpu: 0.25, memory: "0.5Gi" },
            },
          ],
          containers: [
            {
              name: "api",
              image,
              args: ["api" satisfies Role],
              env: variables(args.settings),
              resources,
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
            rules: [{ name: "requests", http: { metadata: { concurrentRequests: "20" } } }],
          },
          terminationGracePeriodSeconds: 30,
        },
      },
      { parent: this, dependsOn: [...args.ready] },
    );
    diagnose(name, container.id, args.workspaceId, { parent: this }, true);

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

/** The environment variables of a container: every setting, none of them a secret. */
export function variables(settings: ServiceArgs["settings"]) {
  return (Object.keys(environment) as Setting[]).map((setting) => ({
    name: environment[setting],
    value: settings[setting],
  }));
}
