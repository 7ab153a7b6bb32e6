import { requireSettings } from "../database-settings";
import { gdpr } from "../gdpr";
import type { StackRule } from "../joins";

/** A database is the one store that can insist on TLS 1.3, so it does; left alone, it takes 1.2. */
export const databasesRequireTls: StackRule = {
  name: "databases-require-tls",
  description: "Database servers must refuse clear text and must have TLS 1.3 as their floor.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...requireSettings({ require_secure_transport: "on", ssl_min_protocol_version: "TLSv1.3" }),
};
