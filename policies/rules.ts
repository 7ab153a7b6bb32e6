import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { anomaliesReachSomebody } from "./cost/anomalies-reach-somebody";
import { groupsHaveABudget } from "./cost/groups-have-a-budget";
import { databasesLogNoValues } from "./data-protection/databases-log-no-values";
import { facesAreNotRecognised } from "./data-protection/faces-are-not-recognised";
import { gatewayLogsNoBodies } from "./data-protection/gateway-logs-no-bodies";
import { photographsRestOnConsent } from "./data-protection/photographs-rest-on-consent";
import { storageDeniesPublicAccess } from "./data-protection/storage-denies-public-access";
import { storesAreToldApart } from "./data-protection/stores-are-told-apart";
import { storesCarryDescriptors } from "./data-protection/stores-carry-descriptors";
import { tracesMaskAddresses } from "./data-protection/traces-mask-addresses";
import { keysStayInTheVault } from "./encryption/keys-stay-in-the-vault";
import { storesUseOwnKeys } from "./encryption/stores-use-own-keys";
import { vaultsKeepWhatIsDeleted } from "./encryption/vaults-keep-what-is-deleted";
import { vaultsServeThePlatformAlone } from "./encryption/vaults-serve-the-platform-alone";
import { guardrailsAreAssigned } from "./governance/guardrails-are-assigned";
import { resourcesSayWhoseTheyAre } from "./governance/resources-say-whose-they-are";
import { apisCheckTokens } from "./identity/apis-check-tokens";
import { containersCarryNoSecrets } from "./identity/containers-carry-no-secrets";
import { rolesAreNarrow } from "./identity/roles-are-narrow";
import { rolesGoToThePlatform } from "./identity/roles-go-to-the-platform";
import { servicesRefuseKeys } from "./identity/services-refuse-keys";
import { workloadsHaveIdentities } from "./identity/workloads-have-identities";
import { alertsReachSomebody } from "./monitoring/alerts-reach-somebody";
import { attacksAreNoticed } from "./monitoring/attacks-are-noticed";
import { resourcesSendDiagnostics } from "./monitoring/resources-send-diagnostics";
import { closedServicesHaveAnAddress } from "./network/closed-services-have-an-address";
import { databasesRequireTls } from "./network/databases-require-tls";
import { gatewaysHaveNoPortal } from "./network/gateways-have-no-portal";
import { networksReachNoStrangers } from "./network/networks-reach-no-strangers";
import { networksRefuseStrangers } from "./network/networks-refuse-strangers";
import { sideDoorsStayShut } from "./network/side-doors-stay-shut";
import { storesRefusePublicTraffic } from "./network/stores-refuse-public-traffic";
import { tlsIsCurrent } from "./network/tls-is-current";
import { blobsStayInTheTenant } from "./residency/blobs-stay-in-the-tenant";
import { containersCallThePlatform } from "./residency/containers-call-the-platform";
import { diagnosticsStayInTheStack } from "./residency/diagnostics-stay-in-the-stack";
import { gatewaysCallThePlatform } from "./residency/gateways-call-the-platform";
import { modelsArePinned } from "./residency/models-are-pinned";
import { modelsStayInTheEu } from "./residency/models-stay-in-the-eu";
import { resourcesStayInTheEu } from "./residency/resources-stay-in-the-eu";
import { productionSurvivesAZone } from "./resilience/production-survives-a-zone";
import { copiesExpireInTime } from "./retention/copies-expire-in-time";
import { storageDeletesInTime } from "./retention/storage-deletes-in-time";
import { storesAreSwept } from "./retention/stores-are-swept";
import { imagesArePinned } from "./supply/images-are-pinned";
import { typesAreKnown } from "./supply/types-are-known";

export const rules: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
  resourcesStayInTheEu,
  modelsStayInTheEu,
  blobsStayInTheTenant,
  containersCallThePlatform,
  gatewaysCallThePlatform,
  modelsArePinned,
  diagnosticsStayInTheStack,
  storesRefusePublicTraffic,
  networksRefuseStrangers,
  networksReachNoStrangers,
  closedServicesHaveAnAddress,
  sideDoorsStayShut,
  tlsIsCurrent,
  databasesRequireTls,
  gatewaysHaveNoPortal,
  servicesRefuseKeys,
  apisCheckTokens,
  rolesAreNarrow,
  rolesGoToThePlatform,
  workloadsHaveIdentities,
  containersCarryNoSecrets,
  vaultsKeepWhatIsDeleted,
  keysStayInTheVault,
  vaultsServeThePlatformAlone,
  storesUseOwnKeys,
  storageDeniesPublicAccess,
  storesCarryDescriptors,
  photographsRestOnConsent,
  storesAreToldApart,
  gatewayLogsNoBodies,
  databasesLogNoValues,
  tracesMaskAddresses,
  facesAreNotRecognised,
  storageDeletesInTime,
  copiesExpireInTime,
  storesAreSwept,
  groupsHaveABudget,
  anomaliesReachSomebody,
  resourcesSendDiagnostics,
  alertsReachSomebody,
  attacksAreNoticed,
  productionSurvivesAZone,
  imagesArePinned,
  resourcesSayWhoseTheyAre,
  guardrailsAreAssigned,
  typesAreKnown,
];
