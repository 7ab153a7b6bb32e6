import { ManagedIdentityCredential } from "@azure/identity";
import type { Access } from "./client";

/** The user-assigned identity that a container runs as; there is no other way in. */
export const managedIdentity = (clientId: string): Access["credential"] => new ManagedIdentityCredential({ clientId });
