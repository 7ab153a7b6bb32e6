import { ruleContract } from "../testing/judge";
import { gatewaysHaveNoPortal as rule } from "./gateways-have-no-portal";

const good = { developerPortalStatus: "Disabled", legacyPortalStatus: "Disabled" };

describe(rule.name, () => {
  ruleContract(rule, "azure-native:apimanagement:ApiManagementService", good, [
    ["a portal", { ...good, developerPortalStatus: "Enabled" }, "developerPortalStatus"],
    ["an old portal", { ...good, legacyPortalStatus: "Enabled" }, "legacyPortalStatus"],
    ["a gateway that does not say", {}, "developerPortalStatus is nothing"],
  ]);
});
