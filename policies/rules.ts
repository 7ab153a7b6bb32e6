import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { groupsHaveABudget } from "./cost/groups-have-a-budget";
import { databasesLogNoValues } from "./data-protection/databases-log-no-values";
import { facesAreNotRecognised } from "./data-protection/faces-are-not-recognised";
import { gatewayLogsNoBodies } from "./data-protection/gateway-logs-no-bodies";
import { storageDeniesPublicAccess } from "./data-protection/storage-denies-public-access";
import { storesCarryDescriptors } from "./data-protection/stores-carry-descriptors";
import { tracesMaskAddresses } from "./data-protection/traces-mask-addresses";
import { keysStayInTheVault } from "./encryption/keys-stay-in-the-vault";
import { storesUseOwnKeys } from "./encryption/stores-use-own-keys";
import { vaultsKeepWhatIsDeleted } from "./encryption/vaults-keep-what-is-deleted";
import { apisCheckTokens } from "./identity/apis-check-tokens";
import { containersCarryNoSecrets } from "./identity/containers-carry-no-secrets";
import { rolesAreNarrow } from "./identity/roles-are-narrow";
import { servicesRefuseKeys } from "./identity/services-refuse-keys";
import { alertsReachSomebody } from "./monitoring/alerts-reach-somebody";
import { resourcesSendDiagnostics } from "./monitoring/resources-send-diagnostics";
import { databasesRequireTls } from "./network/databases-require-tls";
import { networksRefuseStrangers } from "./network/networks-refuse-strangers";
import { storesRefusePublicTraffic } from "./network/stores-refuse-public-traffic";
import { tlsIsCurrent } from "./network/tls-is-current";
import { blobsStayInTheTenant } from "./residency/blobs-stay-in-the-tenant";
import { containersCallThePlatform } from "./residency/containers-call-the-platform";
import { modelsArePinned } from "./residency/models-are-pinned";
import { modelsStayInTheEu } from "./residency/models-stay-in-the-eu";
import { resourcesStayInTheEu } from "./residency/resources-stay-in-the-eu";
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
  modelsArePinned,
  storesRefusePublicTraffic,
  networksRefuseStrangers,
  tlsIsCurrent,
  databasesRequireTls,
  servicesRefuseKeys,
  apisCheckTokens,
  rolesAreNarrow,
  containersCarryNoSecrets,
  vaultsKeepWhatIsDeleted,
  keysStayInTheVault,
  storesUseOwnKeys,
  storageDeniesPublicAccess,
  storesCarryDescriptors,
  gatewayLogsNoBodies,
  databasesLogNoValues,
  tracesMaskAddresses,
  facesAreNotRecognised,
  storageDeletesInTime,
  copiesExpireInTime,
  storesAreSwept,
  groupsHaveABudget,
  resourcesSendDiagnostics,
  alertsReachSomebody,
  imagesArePinned,
  typesAreKnown,
];
