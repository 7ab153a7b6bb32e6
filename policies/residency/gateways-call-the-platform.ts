import { listAt, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const api = "azure-native:apimanagement:Api";
const policies = ["azure-native:apimanagement:ApiPolicy", "azure-native:apimanagement:Policy"];
const hosts = ["azure-native:app:ManagedEnvironment", "azure-native:app:ContainerApp"];

/** Elements of a policy that hand a request to somebody else. */
const diverts = /<(set-backend-service|proxy|redirect-content-urls|include-fragment)\b/;

/** A gateway that is told to call another host hands it every photograph and every token. */
export const gatewaysCallThePlatform: StackRule = {
  name: "gateways-call-the-platform",
  description: "Gateways must hand requests to what runs in this stack, and their policies must not divert them.",
  framework: gdpr("Art. 28, 44-49", "Processors, transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach([api, ...policies], (subject, plan, report) => {
    if (subject.type === api) {
      if (!plan.some((other) => hosts.includes(other.type) && belongsTo(subject, other, "serviceUrl")))
        report("serviceUrl is not of this stack; make it from the host of the service");
      if (listAt(subject.props, "authenticationSettings.oAuth2AuthenticationSettings").length > 0)
        report("tokens are asked of a server that the plan does not name; let validate-jwt name the issuer");
      return;
    }
    const found = diverts.exec(textAt(subject.props, "value") ?? "")?.[0];
    if (found !== undefined) report(`the policy holds ${found}, which hands requests to somebody else; take it out`);
  }),
};
