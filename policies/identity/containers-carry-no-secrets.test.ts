import { judge, planned, ruleContract } from "../testing/judge";
import { containersCarryNoSecrets as rule } from "./containers-carry-no-secrets";

describe(rule.name, () => {
  const good = {
    template: { containers: [{ env: [{ name: "PHOTOS_URL", value: "https://a.blob.core.windows.net" }] }] },
  };
  ruleContract(rule, "azure-native:app:ContainerApp", good, [
    ["a value among the secrets", { ...good, configuration: { secrets: [{ name: "k", value: "v" }] } }, "vault"],
    [
      "a secret by its name",
      { template: { containers: [{ env: [{ name: "DATABASE_PASSWORD", value: "x" }] }] } },
      "DATABASE_PASSWORD",
    ],
    [
      "a key by its form",
      { template: { containers: [{ env: [{ name: "STORE", value: "AccountName=a;AccountKey=b" }] }] } },
      "STORE",
    ],
    [
      "a host outside the platform",
      { template: { containers: [{ env: [{ name: "VISION_URL", value: "https://api.example.com" }] }] } },
      "api.example.com",
    ],
    [
      "the same in an init container",
      { template: { containers: [{}], initContainers: [{ env: [{ name: "X", value: "https://example.org" }] }] } },
      "example.org",
    ],
    ["containers that are not known", {}, "literal"],
  ]);

  it("does not ask who the container is, which nobody knows at preview", async () => {
    const identity = {
      name: "AZURE_CLIENT_ID",
      get value(): string {
        throw new Error("unknown at preview");
      },
    };
    const props = { template: { containers: [{ env: [identity] }] } };
    expect((await judge(rule, planned("azure-native:app:ContainerApp", props))).messages).toEqual([]);
  });
});
