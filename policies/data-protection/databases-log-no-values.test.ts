import { configured, server } from "../testing/databases";
import { judge, planned } from "../testing/judge";
import { databasesLogNoValues as rule } from "./databases-log-no-values";

const good = {
  log_statement: "none",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
};

describe(rule.name, () => {
  it("accepts a server that keeps rows to itself", async () => {
    expect(await judge(rule, server, ...configured(good))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["statements in the log", configured({ ...good, log_statement: "all" }), "all"],
    ["details in errors", configured({ ...good, log_error_verbosity: "default" }), "default"],
    ["parameters in the log", configured({ ...good, log_parameter_max_length: "-1" }), "-1"],
    ["a server that does not say", [], "log_error_verbosity is nothing"],
  ])("rejects %s", async (_title, settings, word) => {
    expect((await judge(rule, server, ...settings)).messages.join()).toContain(word);
  });

  it("has nothing to say where there is no server", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
