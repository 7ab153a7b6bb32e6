import type { PolicyResource } from "@pulumi/policy";
import { at, listAt, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const mostRecoverableDays = 14;
/** Lifecycle rules know these two; a store that only deletes one kind keeps the other for ever. */
const blobTypes = ["blockBlob", "appendBlob"];
const actions = [
  ["blobs", "baseBlob.delete", ["daysAfterModificationGreaterThan", "daysAfterCreationGreaterThan"]],
  ["snapshots", "snapshot.delete", ["daysAfterCreationGreaterThan"]],
] as const;

type Report = (message: string, on?: PolicyResource) => void;

/** What the descriptor promises is what the lifecycle rule does, and what was deleted is really gone soon after. */
export const storageDeletesInTime: StackRule = {
  name: "storage-deletes-in-time",
  description:
    "Every storage account must delete blobs within the retention that its tag declares, and deleted ones soon after.",
  framework: gdpr("Art. 5(1)(e), 17", "Storage limitation, right to erasure"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach(["azure-native:storage:StorageAccount"], (account, plan, report) => {
    const own = plan.filter((other) => belongsTo(other, account));
    isDeleted(account, own, report);
    isForgotten(own, report);
  }),
};

function isDeleted(account: PolicyResource, own: readonly PolicyResource[], report: Report): void {
  const tags = at(account.props, "tags") as Readonly<Record<string, unknown>> | undefined;
  const promised = tags?.["gdpr:retention-days"];
  const rules = own
    .filter(({ type }) => type === "azure-native:storage:ManagementPolicy")
    .flatMap(({ props }) => listAt(props, "policy.rules"))
    .filter((rule) => at(rule, "enabled") !== false);
  if (personal(own).length === 0)
    report("every container says that it holds nothing personal, and the account's tag says that it does; correct one");
  for (const container of personal(own))
    for (const [what, action, clocks] of actions) {
      const where = container === everywhere ? `all ${what} of this account` : `the ${what} in ${container}`;
      const days = rules
        .filter((rule) => covers(rule, container))
        .flatMap((rule) => clocks.map((clock) => at(rule, `definition.actions.${action}.${clock}`)))
        .filter((value) => typeof value === "number");
      if (days.length === 0) report(`no lifecycle rule deletes ${where}, block and append alike; add one`);
      else if (!(Math.min(...days) <= Number(promised)))
        report(`${where} are deleted after ${Math.min(...days)} days; ${shown(promised)} are declared`);
    }
}

function isForgotten(own: readonly PolicyResource[], report: Report): void {
  const services = own.filter(({ type }) => type === "azure-native:storage:BlobServiceProperties");
  if (services.length === 0) report("nothing says how long deleted blobs can be recovered; add BlobServiceProperties");
  for (const service of services) {
    for (const policy of ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"]) {
      const recoverable = at(service.props, `${policy}.days`);
      if (typeof recoverable !== "number" || recoverable > mostRecoverableDays)
        report(`${policy}.days is ${shown(recoverable)}; at most ${mostRecoverableDays}`, service);
    }
    for (const [path, what] of [
      ["isVersioningEnabled", "old versions outlive"],
      ["restorePolicy.enabled", "point-in-time restore outlives"],
      ["changeFeed.enabled", "the log of changes outlives"],
    ] as const)
      if (at(service.props, path) !== false) report(`${what} a deletion; set ${path} to false`, service);
  }
}

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

/** Whether a rule is about everything in a container. A filter on index tags leaves out whatever has none. */
function covers(rule: unknown, container: string): boolean {
  const filters = at(rule, "definition.filters");
  const prefixes = listAt(filters, "prefixMatch");
  return (
    blobTypes.every((type) => listAt(filters, "blobTypes").includes(type)) &&
    listAt(filters, "blobIndexMatch").length === 0 &&
    (prefixes.length === 0 || (container !== everywhere && prefixes.includes(`${container}/`)))
  );
}
