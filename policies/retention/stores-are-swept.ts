import { at, listAt } from "../at";
import { containersOf } from "../containers";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

/** Stores without a rule of their own that deletes by age, or whose entries are also due for other reasons. */
const stores = [
  "azure-native:storage:StorageAccount",
  "azure-native:dbforpostgresql:Server",
  "azure-native:search:Service",
];

/** What is due in a database or an index goes only when somebody deletes it: the sweep runs by the clock, not by hand. */
export const storesAreSwept: StackRule = {
  name: "stores-are-swept",
  description: "A stack with stores of personal data must run the sweep on a schedule.",
  framework: gdpr("Art. 5(1)(e), 17", "Storage limitation, right to erasure"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach(stores, (_store, plan, report) => {
    const sweeps = plan
      .filter(({ type }) => type === "azure-native:app:Job")
      .filter(({ props }) => containersOf(props).some((container) => listAt(container, "args").includes("sweep")));
    if (!sweeps.some(({ props }) => at(props, "configuration.scheduleTriggerConfig.cronExpression") !== undefined))
      report("no scheduled job sweeps what is due; add a Job that runs `sweep` with a cronExpression");
  }),
};
