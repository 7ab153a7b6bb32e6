import { judge, planned } from "../testing/judge";
import { storesAreSwept as rule } from "./stores-are-swept";

const database = planned("azure-native:dbforpostgresql:Server", {}, "database");
const job = (command: string, configuration: object) =>
  planned("azure-native:app:Job", { configuration, template: { containers: [{ args: [command] }] } }, "job");
const nightly = { triggerType: "Schedule", scheduleTriggerConfig: { cronExpression: "0 1 * * *" } };

describe(rule.name, () => {
  it("accepts a store that is swept every night", async () => {
    expect(await judge(rule, database, job("sweep", nightly))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a store that nobody sweeps", []],
    ["a sweep that somebody must start", [job("sweep", { triggerType: "Manual" })]],
    ["another job", [job("watch", nightly)]],
    ["a job that does not say what it runs", [planned("azure-native:app:Job", { configuration: nightly }, "job")]],
  ])("rejects %s", async (_title, plan) => {
    expect((await judge(rule, database, ...plan)).messages).toHaveLength(1);
  });

  it("has nothing to say where there is no store", async () => {
    expect((await judge(rule, job("watch", nightly))).applied).toBe(0);
  });
});
