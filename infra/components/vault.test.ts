import { all, once, one, surroundings, waitsFor } from "../testing/parts";
import { record } from "../testing/record";

const build = once(() => record(() => surroundings().vault.keyFor("photos")));

describe("Vault", () => {
  it("opens by role from inside the network, and nothing in it can be purged", async () => {
    expect(one(await build(), "keyvault:Vault").inputs["properties"]).toMatchObject({
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 7,
      publicNetworkAccess: "Disabled",
      networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
    });
  });

  it("makes a key that wraps and unwraps, cannot be taken out and renews itself", async () => {
    expect(one(await build(), "keyvault:Key").inputs["properties"]).toMatchObject({
      kty: "RSA-HSM",
      keySize: 3072,
      keyOps: ["wrapKey", "unwrapKey"],
      attributes: { exportable: false },
      rotationPolicy: { lifetimeActions: [{ action: { type: "rotate" } }] },
    });
  });

  it("lets the encrypter use that key, and no other", async () => {
    const made = await build();
    const key = one(made, "keyvault:Key");
    const [role, ...others] = all(made, "authorization:RoleAssignment");
    expect(others).toEqual([]);
    expect(role?.propertyDependencies["scope"]).toEqual([key.urn]);
    expect(role?.inputs["roleDefinitionId"]).toMatch(/e147488a-f6f5-4113-8e2d-b22465e65bf6$/);
    expect(waitsFor(made, key, one(made, "keyvault:Vault"))).toBe(true);
  });
});
