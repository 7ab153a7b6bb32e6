import type * as pulumi from "@pulumi/pulumi";
import type { Named } from "./names";

/** Where a component puts its resources, and whom they answer to. */
export interface Place {
  readonly resourceGroupName: pulumi.Input<string>;
  /** The group's own id. Ids made from it are known at preview, where policies read who may do what on which. */
  readonly groupId: string;
  readonly location: string;
  /** On every resource that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** The workspace that hears of everything. */
  readonly workspaceId: pulumi.Input<string>;
  readonly named: Named;
  /** Whether the engine refuses to delete or replace what keeps data. @default false */
  readonly protect?: boolean;
}

/**
 * A value that Azure need not be asked for, handed out once `resource` exists. Unlike an output of the resource it is
 * known at preview, so that policies can read it there.
 */
export const after = (resource: pulumi.Resource, value: string): pulumi.Output<string> =>
  resource.urn.apply(() => value);

/**
 * Hands arguments to the engine as they are written. The SDK fills in defaults by unwrapping a whole argument, and one
 * value in it that is unknown at preview then hides all of it from every policy; this way it hides itself alone. What
 * the SDK would have filled in has to be written out.
 */
export const asWritten =
  (written: Readonly<Record<string, unknown>>): pulumi.ResourceTransformation =>
  ({ props, opts }) => ({ props: { ...(props as Record<string, unknown>), ...written }, opts });
