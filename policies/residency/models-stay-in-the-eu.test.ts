import { judge, planned, urn } from "../testing/judge";
import { modelsStayInTheEu as rule } from "./models-stay-in-the-eu";

const account = (location?: string) => planned("azure-native:cognitiveservices:Account", { location }, "openai");
const made = { accountName: [urn("azure-native:cognitiveservices:Account", "openai")] };
const deployment = (sku: object | undefined, more: object = {}, from: typeof made | object = made) =>
  planned(
    "azure-native:cognitiveservices:Deployment",
    { sku, properties: { model: { format: "OpenAI" }, ...more } },
    "chat",
    from as typeof made,
  );
const regional = { name: "Standard", capacity: 10 };
const zonal = { name: "DataZoneStandard" };

describe(rule.name, () => {
  it.each([
    ["a deployment in the account's geography", regional],
    ["a deployment in the data zone of an account in a member state", zonal],
  ])("accepts %s", async (_title, sku) => {
    expect(await judge(rule, account("swedencentral"), deployment(sku))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a deployment that may be processed anywhere", "swedencentral", deployment({ name: "GlobalStandard" }), "Global"],
    ["a kind that nobody has assessed", "swedencentral", deployment({ name: "DeveloperTier" }), "DeveloperTier"],
    ["a deployment that does not say", "swedencentral", deployment(undefined), "sku.name is nothing"],
    ["a spill-over", "swedencentral", deployment(regional, { spilloverDeploymentName: "world" }), "world"],
    ["another publisher", "swedencentral", deployment(regional, { model: { format: "Anthropic" } }), "Anthropic"],
    ["a data zone that is not the EU's", "switzerlandnorth", deployment(zonal), "switzerlandnorth"],
    ["an account that does not say where it stands", undefined, deployment(regional), "nothing"],
    ["an account that is not in the plan", "swedencentral", deployment(regional, {}, {}), "nobody can see"],
  ])("rejects %s", async (_title, location, chat, word) => {
    expect((await judge(rule, account(location), chat)).messages.join()).toContain(word);
  });

  it("has nothing to say about an account alone", async () => {
    expect(await judge(rule, account("eastus"))).toEqual({ messages: [], applied: 0 });
  });
});
