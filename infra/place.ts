import type * as pulumi from "@pulumi/pulumi";
import type { NameKind } from "./facts/names";

/** Where a component puts its resources, and whom they answer to. */
export interface Place {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location: string;
  /** On every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The workspace that hears of everything. */
  readonly workspaceId: pulumi.Input<string>;
  /** Makes a name of one kind, deterministic and within its limits; throws when it cannot. */
  readonly named: (kind: NameKind, role: string) => string;
}
