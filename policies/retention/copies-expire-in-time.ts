import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/** By type: where it says how long copies are kept, and the most days; logs may be kept as long as their own tag declares. */
const limits: Readonly<Record<string, readonly [path: string, mostDays: number | "declared"]>> = {
  "azure-native:dbforpostgresql:Server": ["backup.backupRetentionDays", 7],
  "azure-native:operationalinsights:Workspace": ["retentionInDays", "declared"],
  "azure-native:applicationinsights:Component": ["retentionInDays", "declared"],
};

/** By type: what makes blobs immutable, for this long or for ever. */
const locks: Readonly<Record<string, string>> = {
  "azure-native:storage:StorageAccount": "immutableStorageWithVersioning.enabled",
  "azure-native:storage:BlobContainer": "immutableStorageWithVersioning.enabled",
};

/** A backup or a log is a copy: it must not outlive what it copies by more than was promised, and nothing may refuse to be erased. */
export const copiesExpireInTime: ResourceValidationPolicy = {
  name: "copies-expire-in-time",
  description: "Backups and logs must expire within the days that were declared, and no store must be immutable.",
  framework: gdpr("Art. 5(1)(e), 17", "Storage limitation, right to erasure"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const lock = locks[args.type];
    const limit = limits[args.type];
    if (args.type === "azure-native:storage:BlobContainerImmutabilityPolicy")
      report("nothing in this container could be erased; remove the immutability policy");
    else if (lock !== undefined) {
      if (at(args.props, lock) === true) report(`nothing in this store could be erased; remove ${lock}`);
    } else if (limit !== undefined) {
      const [path, most] = limit;
      const tags = at(args.props, "tags") as Readonly<Record<string, unknown>> | undefined;
      const days = most === "declared" ? Number(tags?.["gdpr:retention-days"]) : most;
      const kept = at(args.props, path);
      if (typeof kept !== "number" || !(kept <= days))
        report(`${path} is ${shown(kept)}; at most ${Number.isNaN(days) ? "what gdpr:retention-days declares" : days}`);
    } else return args.notApplicable();
  },
};
