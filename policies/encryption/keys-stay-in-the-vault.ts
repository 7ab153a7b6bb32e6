import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

const key = "azure-native:keyvault:Key";
const inHardware = mustEqual({ [key]: { "properties.attributes.exportable": false, "properties.kty": "RSA-HSM" } });
const leastBits = 3072;

/** A key that can be taken out decrypts every copy that was ever taken; one that is never renewed, every copy that will be. */
export const keysStayInTheVault: ResourceValidationPolicy = {
  name: "keys-stay-in-the-vault",
  description: "Keys must be made in hardware, must not be exportable and must be renewed by themselves.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== key) return args.notApplicable();
    const bits = at(args.props, "properties.keySize");
    if (typeof bits !== "number" || bits < leastBits)
      report(`properties.keySize is ${shown(bits)}; at least ${leastBits}`);
    const renewals = listAt(args.props, "properties.rotationPolicy.lifetimeActions");
    if (!renewals.some((each) => String(at(each, "action.type")).toLowerCase() === "rotate"))
      report("nothing renews this key; add a rotationPolicy that rotates it");
    return inHardware(args, report);
  },
};
