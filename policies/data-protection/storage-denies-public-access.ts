import { BlobContainer, StorageAccount } from "@pulumi/azure-native/storage";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/** Anonymous reads are off: one mistaken container must not publish customer data. */
export const storageDeniesPublicAccess: ResourceValidationPolicy = {
  name: "storage-denies-public-access",
  description: "Storage accounts and containers must not allow anonymous blob access.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.isType(StorageAccount)) {
      if (at(args.props, "allowBlobPublicAccess") !== false)
        report("anonymous blob access is allowed; set allowBlobPublicAccess to false");
    } else if (args.isType(BlobContainer)) {
      const access = at(args.props, "publicAccess");
      if (access !== "None") report(`publicAccess is ${shown(access)}; set it to None`);
    } else return args.notApplicable();
  },
};
