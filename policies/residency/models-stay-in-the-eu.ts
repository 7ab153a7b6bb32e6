import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";
import { isInTheEu } from "../regions";

/**
 * Where a deployment of each kind is processed. An allow-list: a new kind of global deployment must not slip in. The zone
 * is the European Union's for an account in a member state; by one page of the vendor it may include EFTA.
 */
export const processedIn: Readonly<Record<string, string>> = {
  Standard: "the account's geography",
  ProvisionedManaged: "the account's geography",
  DataZoneStandard: "the account's data zone",
  DataZoneProvisionedManaged: "the account's data zone",
  DataZoneBatch: "the account's data zone",
};

/** A model thinks where its deployment and its account say; a spill-over thinks somewhere else, another publisher's model at its publisher's. */
export const modelsStayInTheEu: StackRule = {
  name: "models-stay-in-the-eu",
  description:
    "Model deployments must be processed in the account's geography or data zone, and that must be the EU's.",
  framework: gdpr("Art. 28, 44-49", "Processors, transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach(["azure-native:cognitiveservices:Deployment"], (deployment, plan, report) => {
    const { props } = deployment;
    const sku = textAt(props, "sku.name");
    if (sku === undefined || !Object.hasOwn(processedIn, sku))
      report(`sku.name is ${shown(sku)}, which may be processed outside the EU; use Standard or DataZoneStandard`);
    for (const path of ["spilloverDeploymentName", "properties.spilloverDeploymentName"])
      if (at(props, path) !== undefined)
        report(`requests spill over to ${shown(at(props, path))}; remove the spill-over`);
    const publisher = at(props, "properties.model.format");
    if (publisher !== "OpenAI")
      report(`the model's format is ${shown(publisher)}: its publisher may process it elsewhere; use format OpenAI`);
    const accounts = plan.filter(
      (other) => other.type === "azure-native:cognitiveservices:Account" && belongsTo(deployment, other, "accountName"),
    );
    if (accounts.length === 0) report("nobody can see where the account stands; deploy to an account of this stack");
    for (const account of accounts)
      if (!isInTheEu(at(account.props, "location")))
        report(
          `the account stands in ${shown(at(account.props, "location"))}, and so does its zone; move it to the EU`,
        );
  }),
};
