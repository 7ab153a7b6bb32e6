import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { belongsTo } from "../joins";

const account = "azure-native:storage:StorageAccount";
const mostRecoverableDays = 14;

/** What the descriptor promises is what the lifecycle rule does, and what was deleted is really gone soon after. */
export const storageDeletesInTime: StackValidationPolicy = {
  name: "storage-deletes-in-time",
  description:
    "Every storage account must delete blobs within the retention that its tag declares, and deleted ones soon after.",
  framework: gdpr("Art. 5(1)(e), 17", "Storage limitation, right to erasure"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateStack: (args, report) => {
    const { resources } = args;
    const accounts = resources.filter(({ type }) => type === account);
    if (accounts.length === 0) return args.notApplicable();
    for (const each of accounts) {
      const tags = at(each.props, "tags") as Readonly<Record<string, unknown>> | undefined;
      const declared = Number(tags?.["gdpr:retention-days"]);
      const own = resources.filter((other) => belongsTo(other, each));
      const rules = own
        .filter(({ type }) => type === "azure-native:storage:ManagementPolicy")
        .flatMap(({ props }) => listAt(props, "policy.rules"))
        .filter((rule) => at(rule, "enabled") !== false);
      for (const place of personal(own)) {
        const where = place === everywhere ? "all blobs of this account" : `the blobs in ${place}`;
        const days = rules
          .filter((rule) => covers(rule, place))
          .map((rule) => at(rule, "definition.actions.baseBlob.delete.daysAfterModificationGreaterThan"))
          .filter((value) => typeof value === "number");
        if (days.length === 0) report(`no lifecycle rule deletes ${where}; add one`, each.urn);
        else if (!(Math.min(...days) <= declared))
          report(
            `${where} are deleted after ${Math.min(...days)} days; ${shown(tags?.["gdpr:retention-days"])} are declared`,
            each.urn,
          );
      }
      const services = own.filter(({ type }) => type === "azure-native:storage:BlobServiceProperties");
      if (services.length === 0)
        report("nothing says how long deleted blobs can be recovered; add BlobServiceProperties", each.urn);
      for (const { props, urn } of services) {
        for (const policy of ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"]) {
          const recoverable = at(props, `${policy}.days`);
          if (typeof recoverable !== "number" || recoverable > mostRecoverableDays)
            report(`${policy}.days is ${shown(recoverable)}; at most ${mostRecoverableDays}`, urn);
        }
        if (at(props, "isVersioningEnabled") !== false)
          report("old versions outlive a deletion; set isVersioningEnabled to false", urn);
        if (at(props, "restorePolicy.enabled") !== false)
          report("point-in-time restore outlives a deletion; set restorePolicy.enabled to false", urn);
      }
    }
  },
};

/** Stands for the account as a whole, when nothing says which of its containers hold personal data. */
const everywhere = "";

/** The containers that do not declare, by their metadata, that they hold no store of personal data. */
function personal(own: readonly PolicyResource[]): readonly string[] {
  const containers = own.filter(({ type }) => type === "azure-native:storage:BlobContainer");
  if (containers.length === 0) return [everywhere];
  return containers
    .filter(({ props }) => at(props, "metadata.store") !== "none")
    .map(({ props }) => textAt(props, "containerName") ?? everywhere);
}

function covers(rule: unknown, container: string): boolean {
  const prefixes = listAt(rule, "definition.filters.prefixMatch");
  return prefixes.length === 0 || (container !== everywhere && prefixes.includes(`${container}/`));
}
