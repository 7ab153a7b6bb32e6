import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/** By type: where it says how long copies or logs are kept, and the most days that the notice allows. */
const limits: Readonly<Record<string, readonly [path: string, days: number]>> = {
  "azure-native:dbforpostgresql:Server": ["backup.backupRetentionDays", 7],
  "azure-native:operationalinsights:Workspace": ["retentionInDays", 90],
  "azure-native:applicationinsights:Component": ["retentionInDays", 90],
  "azure-native:operationalinsights:Table": ["totalRetentionInDays", 90],
};

/** A backup or a log is a copy: it must not outlive what it copies by more than was promised. */
export const copiesExpireInTime: ResourceValidationPolicy = {
  name: "copies-expire-in-time",
  description: "Backups and logs must expire within the days that the notice names, and must not be immutable.",
  framework: gdpr("Art. 5(1)(e), 17", "Storage limitation, right to erasure"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type === "azure-native:storage:BlobContainerImmutabilityPolicy") {
      report("nothing in this container could be erased; remove the immutability policy");
      return;
    }
    const limit = limits[args.type];
    if (!limit) return args.notApplicable();
    const [path, days] = limit;
    const kept = at(args.props, path);
    if (typeof kept !== "number" || kept > days) report(`${path} is ${shown(kept)}; at most ${days}`);
  },
};
