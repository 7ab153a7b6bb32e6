import { requireSettings } from "../database-settings";
import { gdpr } from "../gdpr";
import type { StackRule } from "../joins";

/** PostgreSQL writes the failing row into its error, and with it a person into the log: statements, parameters and details stay out. */
export const databasesLogNoValues: StackRule = {
  name: "databases-log-no-values",
  description: "Database servers must not write statements, parameters or row values into their logs.",
  framework: gdpr("Art. 5(1)(c), 25", "Data minimisation, data protection by default"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...requireSettings({
    log_statement: "none",
    log_error_verbosity: "terse",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
  }),
};
