import { judge, planned, ruleContract } from "../testing/judge";
import { containersCarryNoSecrets as rule } from "./containers-carry-no-secrets";

const type = "azure-native:app:ContainerApp";
const telling = (name: string, value: string) => ({ template: { containers: [{ env: [{ name, value }] }] } });

describe(rule.name, () => {
  const good = {
    configuration: {
      secrets: [{ name: "pseudonyms", keyVaultUrl: "https://v.vault.azure.net/secrets/pseudonyms", identity: "i" }],
      registries: [{ server: "own.azurecr.io", identity: "i" }],
    },
    template: {
      containers: [
        {
          args: ["api"],
          env: [
            { name: "PHOTOS_URL", value: "https://a.blob.core.windows.net" },
            { name: "PSEUDONYM_SECRET", secretRef: "pseudonyms" },
          ],
        },
      ],
    },
  };
  const own = { template: good.template };
  ruleContract(rule, type, good, [
    ["a value among the secrets", { ...own, configuration: { secrets: [{ name: "k", value: "v" }] } }, "vault"],
    ["a secret of unknown origin", { ...own, configuration: { secrets: [{ name: "k" }] } }, "vault"],
    [
      "a password of the registry",
      { ...own, configuration: { registries: [{ server: "own.azurecr.io", username: "u", passwordSecretRef: "k" }] } },
      "identity",
    ],
    ["a secret by its name", telling("DATABASE_PASSWORD", "x"), "DATABASE_PASSWORD"],
    ["a key by its form", telling("STORE", "AccountName=a;AccountKey=b"), "STORE"],
    ["a password inside an address", telling("STATE", "postgres://penderie:hunter2@database/penderie"), "STATE"],
    [
      "a key on the command line",
      { template: { containers: [{ args: ["--connect", "AccountName=a;AccountKey=b"] }] } },
      "args",
    ],
    [
      "the same in an init container",
      { template: { containers: [{}], initContainers: [{ env: [{ name: "API_KEY", value: "x" }] }] } },
      "API_KEY",
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
    expect((await judge(rule, planned(type, props))).messages).toEqual([]);
  });
});
