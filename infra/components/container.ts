import * as app from "@pulumi/azure-native/app";
import type * as pulumi from "@pulumi/pulumi";
import { type Setting, environment } from "../../runtime/contract";
import type { Place } from "../place";
import type { Identity } from "./identity";

/** What a container runs as, and with. */
export interface Running {
  readonly identity: Identity;
  /** One value for every setting the service reads; the compiler counts them. */
  readonly settings: Readonly<Record<Setting, pulumi.Input<string>>>;
  /** What must be allowed before the first start. */
  readonly ready: readonly pulumi.Resource[];
}

/** What every container of the platform is made from. */
export interface ContainerArgs extends Place {
  readonly hostId: pulumi.Input<string>;
  readonly registryServer: string;
  /** Repository and digest. */
  readonly image: string;
}

/** The environment variables of a container: every setting, none of them a secret. */
export const variables = (settings: Running["settings"]) =>
  (Object.keys(environment) as Setting[]).map((setting) => ({ name: environment[setting], value: settings[setting] }));

/** Pulls the image as an identity, with no password. */
export const pulled = ({ registryServer }: ContainerArgs, { identity }: Running) => [
  { server: registryServer, identity: identity.id },
];

export const runsAs = (...who: readonly Running[]) => ({
  type: app.ManagedServiceIdentityType.UserAssigned,
  userAssignedIdentities: who.map(({ identity }) => identity.id),
});

/** Memory follows from processors: the consumption plan sells them in this proportion alone. */
export const resources = (cpu: number) => ({ cpu, memory: `${cpu * 2}Gi` });
