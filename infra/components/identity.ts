import { createHash } from "node:crypto";
import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { type RoleName, roles } from "../facts/roles";
import type { Place } from "../place";

export interface IdentityArgs extends Place {
  /** Whose role definitions are meant; Azure answers with them in this form. */
  readonly subscription: string;
}

/** Somebody who may be given roles: one user-assigned identity, made before anything that runs as it. */
export class Identity extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  /** The same, known before it exists; depend on the identity where this is used. */
  readonly resourceId: string;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
  readonly principalName: string;
  private readonly title: string;
  private readonly subscription: string;

  constructor(title: string, args: IdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:identity:Identity", title, {}, opts);
    const { resourceGroupName, location, tags, named } = args;
    this.title = title;
    this.subscription = args.subscription;
    this.principalName = named("other", title);
    const identity = new managedidentity.UserAssignedIdentity(
      title,
      { resourceGroupName, location, tags, resourceName: this.principalName },
      { parent: this },
    );
    this.id = identity.id;
    this.resourceId = `${args.groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${this.principalName}`;
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.registerOutputs({ id: this.id });
  }

  /** One role on one resource. Its name follows from who, what and where, so that no run meets its own assignment. */
  may(role: RoleName, what: string, scope: pulumi.Input<string>): authorization.RoleAssignment {
    return new authorization.RoleAssignment(
      `${this.title}-${role}-${what}`,
      {
        scope,
        principalId: this.principalId,
        principalType: authorization.PrincipalType.ServicePrincipal,
        roleDefinitionId: `/subscriptions/${this.subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
        roleAssignmentName: uuidFrom([this.subscription, this.principalName, role, what].join(" ")),
      },
      { parent: this },
    );
  }
}

/** Any UUID serves as a namespace, as long as it stays the same. */
const penderie = "0f1d7c52-7f0e-4b57-9c7d-3a5b0d6f4e21";

/** A UUID of version 5, which follows from a name and its namespace alone (RFC 9562, section 5.5). */
export function uuidFrom(name: string, namespace = penderie): string {
  const hash = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
