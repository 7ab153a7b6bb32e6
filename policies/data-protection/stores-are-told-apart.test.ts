import { judge, planned } from "../testing/judge";
import { storesAreToldApart as rule } from "./stores-are-told-apart";

const account = (name: string, store: string) =>
  planned("azure-native:storage:StorageAccount", { tags: { "gdpr:store": store } }, name);

describe(rule.name, () => {
  it("accepts accounts with one store each", async () => {
    expect(await judge(rule, account("a", "photos"), account("b", "events"))).toEqual({ messages: [], applied: 2 });
  });

  it.each([
    ["two stores in one account", [account("a", "photos,events")], "share one account"],
    ["one store in two accounts", [account("a", "photos"), account("b", "photos")], "more than one account"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
