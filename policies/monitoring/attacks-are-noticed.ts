import { at, listAt, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

const pricing = "azure-native:security:Pricing";

/** Which plan of Microsoft Defender for Cloud watches what. */
const plans: Readonly<Record<string, string>> = {
  "azure-native:dbforpostgresql:Server": "OpenSourceRelationalDatabases",
  "azure-native:keyvault:Vault": "KeyVaults",
  "azure-native:storage:StorageAccount": "StorageAccounts",
};

/** Extensions that read what people uploaded or typed: a processing that nobody was told of. */
const reading = ["OnUploadMalwareScanning", "SensitiveDataDiscovery", "AIPromptEvidence"];

/** An attack that nobody notices is a breach that nobody notifies; a guard that reads along is one of his own. */
export const attacksAreNoticed: StackRule = {
  name: "attacks-are-noticed",
  description: "Stores and vaults must be watched for attacks, by a watcher that does not read their content.",
  framework: gdpr("Art. 25, 32, 33", "Data protection by design, security of processing, notification of a breach"),
  severity: "medium",
  enforcementLevel: "mandatory",
  ...judgeEach([pricing, ...Object.keys(plans)], ({ type, props }, plan, report) => {
    if (type !== pricing) {
      const wanted = plans[type];
      if (!plan.some((other) => other.type === pricing && at(other.props, "pricingName") === wanted))
        report(`nothing watches it; turn the Defender plan ${wanted ?? ""} on`);
      return;
    }
    if (at(props, "pricingTier") !== "Standard")
      report(`pricingTier is ${shown(at(props, "pricingTier"))}; set it to "Standard"`);
    for (const extension of listAt(props, "extensions")) {
      const name = textAt(extension, "name") ?? "";
      if (reading.includes(name) && at(extension, "isEnabled") !== "False")
        report(`${name} reads what people gave the service; set isEnabled to "False"`);
    }
  }),
};
