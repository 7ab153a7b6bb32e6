import { judge, planned } from "../testing/judge";
import { containersCallThePlatform as rule } from "./containers-call-the-platform";

const stores = [
  planned("azure-native:storage:StorageAccount", { accountName: "photos" }, "photos"),
  planned("azure-native:dbforpostgresql:Server", { serverName: "state" }, "state"),
];
const calling = (name: string, value: string) =>
  planned("azure-native:app:ContainerApp", { template: { containers: [{ env: [{ name, value }] }] } }, "api");

describe(rule.name, () => {
  it.each([
    ["a store of the plan", "PHOTOS_URL", "https://Photos.blob.core.windows.net/"],
    ["a host of the plan", "DATABASE_HOST", "state.postgres.database.azure.com"],
    ["the organisation's identity provider", "TOKEN_ISSUER", "https://login.example/v2.0"],
    ["a name that is no host", "DATABASE_NAME", "penderie"],
  ])("accepts %s", async (_title, name, value) => {
    expect(await judge(rule, ...stores, calling(name, value))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["another company", "VISION_URL", "https://api.example.com/v1", "api.example.com"],
    ["somebody else's store in Azure", "PHOTOS_URL", "https://theirs.blob.core.windows.net", "theirs.blob"],
    ["a region outside the EU", "VISION_URL", "https://eastus.api.cognitive.microsoft.com", "eastus"],
    ["a host without a protocol", "DATABASE_HOST", "db.example.com", "db.example.com"],
    [
      "a host that hides in a query",
      "PHOTOS_URL",
      "https://evil.example?x=photos.blob.core.windows.net",
      "evil.example",
    ],
    ["a host behind a user's name", "PHOTOS_URL", "https://photos.blob.core.windows.net@evil.example/", "evil.example"],
  ])("rejects %s", async (_title, name, value, word) => {
    expect((await judge(rule, ...stores, calling(name, value))).messages.join()).toContain(word);
  });

  it("rejects an address on the command line of an init container", async () => {
    const job = planned("azure-native:app:Job", {
      template: { containers: [{}], initContainers: [{ args: ["--to=https://evil.example/in"] }] },
    });
    expect((await judge(rule, ...stores, job)).messages.join()).toContain("evil.example");
  });

  it("rejects containers that are not known", async () => {
    expect((await judge(rule, planned("azure-native:app:Job", {}))).messages.join()).toContain("literal");
  });

  it("has nothing to say about stores", async () => {
    expect(await judge(rule, ...stores)).toEqual({ messages: [], applied: 0 });
  });
});
