import { judge, planned, ruleContract } from "../testing/judge";
import { keysStayInTheVault as rule } from "./keys-stay-in-the-vault";

describe(rule.name, () => {
  const properties = {
    kty: "RSA-HSM",
    keySize: 3072,
    attributes: { exportable: false },
    rotationPolicy: { lifetimeActions: [{ action: { type: "rotate" }, trigger: { timeAfterCreate: "P1Y" } }] },
  };
  ruleContract(rule, "azure-native:keyvault:Key", { properties }, [
    ["a key that can be taken out", { properties: { ...properties, attributes: { exportable: true } } }, "exportable"],
    ["a key in software", { properties: { ...properties, kty: "RSA" } }, "RSA-HSM"],
    [
      "a signing key on a curve that nobody uses",
      { properties: { ...properties, kty: "EC-HSM", curveName: "P-256K" } },
      "P-256K",
    ],
    ["a short key", { properties: { ...properties, keySize: 2048 } }, "2048"],
    [
      "a key that only gives notice",
      { properties: { ...properties, rotationPolicy: { lifetimeActions: [{ action: { type: "notify" } }] } } },
      "rotates",
    ],
    ["a key that does not say", {}, "exportable is nothing"],
  ]);

  it("takes an elliptic key that signs", async () => {
    const elliptic = planned("azure-native:keyvault:Key", {
      properties: { ...properties, kty: "EC-HSM", keySize: undefined, curveName: "P-256" },
    });
    expect((await judge(rule, elliptic)).messages).toEqual([]);
  });
});
