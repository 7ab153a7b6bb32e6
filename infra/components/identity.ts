import { createHash } from "node:crypto";
import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as pulumi from "@pulumi/pulumi";
import { type RoleName, roles } from "../facts/roles";
import type { Place } from "../place";

/** Somebody who may be given roles: one user-assigned identity, made before anything that runs as it. */
export class Identity extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly clientId: pulumi.Output<string>;
  readonly principalId: pulumi.Output<string>;
  readonly principalName: string;
  private readonly title: string;

  constructor(title: string, { resourceGroupName, location, tags }: Place, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:identity:Identity", title, {}, opts);
    const identity = new managedidentity.UserAssignedIdentity(
      title,
      { resourceGroupName, location, tags, resourceName: title },
      { parent: this },
    );
    this.title = title;
    this.principalName = title;
    this.id = identity.id;
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
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
        roleAssignmentName: uuidFrom(`${this.title} ${role} ${what}`),
      },
      { parent: this },
    );
  }
}

/** A UUID of version 8 that follows from a text (RFC 9562, section 5.8). */
function uuidFrom(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
