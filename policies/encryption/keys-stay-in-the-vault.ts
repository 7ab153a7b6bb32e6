import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

const key = "azure-native:keyvault:Key";
const inHardware = mustEqual({ [key]: { "properties.attributes.exportable": false } });
const leastBits = 3072;
const curves: readonly unknown[] = ["P-256", "P-384", "P-521"];

/** What is weak about a key of each kind that is made in hardware; undefined when nothing is. */
const strength: Readonly<Record<string, (props: Readonly<Record<string, unknown>>) => string | undefined>> = {
  "RSA-HSM": (props) => {
    const bits = at(props, "properties.keySize");
    return typeof bits === "number" && bits >= leastBits
      ? undefined
      : `properties.keySize is ${shown(bits)}; at least ${leastBits}`;
  },
  "EC-HSM": (props) => {
    const curve = at(props, "properties.curveName");
    return curves.includes(curve) ? undefined : `properties.curveName is ${shown(curve)}; one of ${curves.join(", ")}`;
  },
};

/** A key that can be taken out decrypts every copy that was ever taken; one that is never renewed, every copy that will be. */
export const keysStayInTheVault: ResourceValidationPolicy = {
  name: "keys-stay-in-the-vault",
  description: "Keys must be made in hardware, must not be exportable and must be renewed by themselves.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== key) return args.notApplicable();
    const kind = at(args.props, "properties.kty");
    const weak = strength[String(kind)];
    const reason = weak
      ? weak(args.props)
      : `properties.kty is ${shown(kind)}; set it to ${Object.keys(strength).join(" or ")}`;
    if (reason !== undefined) report(reason);
    const renewals = listAt(args.props, "properties.rotationPolicy.lifetimeActions");
    if (!renewals.some((each) => String(at(each, "action.type")).toLowerCase() === "rotate"))
      report("nothing renews this key; add a rotationPolicy that rotates it");
    return inHardware(args, report);
  },
};
