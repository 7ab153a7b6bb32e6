import type { StackValidationPolicy } from "@pulumi/policy";
import { at } from "../at";
import { gdpr } from "../gdpr";

/** Nobody should learn from the invoice: the month's money is named, and somebody hears before it is spent. */
export const groupsHaveABudget: StackValidationPolicy = {
  name: "groups-have-a-budget",
  description: "Every stack must have a budget whose notifications cover actual and forecast cost and reach somebody.",
  framework: gdpr("Art. 24", "Responsibility of the controller"),
  severity: "medium",
  enforcementLevel: "mandatory",
  validateStack: (args, report) => {
    const { resources } = args;
    const groups = resources.filter(({ type }) => type === "azure-native:resources:ResourceGroup");
    if (groups.length === 0) return args.notApplicable();
    const budgets = resources.filter(({ type }) => type === "azure-native:consumption:Budget");
    if (budgets.length === 0) for (const { urn } of groups) report("no budget watches this group; add one", urn);
    for (const { props, urn } of budgets) {
      const all: unknown = at(props, "notifications");
      const notifications =
        typeof all === "object" && all !== null ? Object.values(all as Record<string, unknown>) : [];
      const reaching = notifications.filter(
        (each) =>
          at(each, "enabled") === true &&
          Array.isArray(at(each, "contactEmails")) &&
          at(each, "contactEmails.length") !== 0,
      );
      for (const kind of ["Actual", "Forecasted"])
        if (!reaching.some((each) => at(each, "thresholdType") === kind))
          report(`nobody hears of ${kind.toLowerCase()} cost; add a notification with contactEmails`, urn);
    }
  },
};
