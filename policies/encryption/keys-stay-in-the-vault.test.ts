import { ruleContract } from "../testing/judge";
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
    ["a short key", { properties: { ...properties, keySize: 2048 } }, "2048"],
    [
      "a key that only gives notice",
      { properties: { ...properties, rotationPolicy: { lifetimeActions: [{ action: { type: "notify" } }] } } },
      "rotates",
    ],
    ["a key that does not say", {}, "exportable is nothing"],
  ]);
});
