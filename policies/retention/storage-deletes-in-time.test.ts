import { judge, planned, urn } from "../testing/judge";
import { storageDeletesInTime as rule } from "./storage-deletes-in-time";

const type = "azure-native:storage:StorageAccount";
const account = planned(type, { tags: { "gdpr:retention-days": "180" } });
const made = { accountName: [urn(type)] };
const lifecycle = (days: number | undefined, filters: object = {}) =>
  planned(
    "azure-native:storage:ManagementPolicy",
    {
      policy: {
        rules: [
          {
            enabled: true,
            definition: { filters, actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: days } } } },
          },
        ],
      },
    },
    "lifecycle",
    made,
  );
const service = (change: object = {}) =>
  planned(
    "azure-native:storage:BlobServiceProperties",
    {
      deleteRetentionPolicy: { days: 7 },
      containerDeleteRetentionPolicy: { days: 7 },
      isVersioningEnabled: false,
      restorePolicy: { enabled: false },
      ...change,
    },
    "service",
    made,
  );

describe(rule.name, () => {
  it("accepts blobs that are gone by the declared day", async () => {
    expect((await judge(rule, account, lifecycle(180), service())).messages).toEqual([]);
  });

  it.each([
    ["a rule that deletes too late", [lifecycle(395), service()], "395"],
    ["a rule that says no number", [lifecycle(undefined), service()], "no lifecycle rule"],
    ["a rule for some blobs only", [lifecycle(180, { prefixMatch: ["a/"] }), service()], "no lifecycle rule"],
    ["no rule", [service()], "no lifecycle rule"],
    ["no word on deleted blobs", [lifecycle(180)], "recovered"],
    [
      "deleted blobs that can be recovered for long",
      [lifecycle(180), service({ deleteRetentionPolicy: { days: 90 } })],
      "90",
    ],
    ["old versions", [lifecycle(180), service({ isVersioningEnabled: true })], "versions"],
    ["a point to restore to", [lifecycle(180), service({ restorePolicy: { enabled: true } })], "restore"],
  ])("rejects %s", async (_title, rest, word) => {
    expect((await judge(rule, account, ...rest)).messages.join()).toContain(word);
  });

  describe("with containers", () => {
    const container = (containerName: string, metadata?: object) =>
      planned("azure-native:storage:BlobContainer", { containerName, metadata }, containerName, made);
    const forPhotos = lifecycle(180, { prefixMatch: ["photos/"] });

    it("accepts a rule for those that hold personal data", async () => {
      const plan = [container("photos", { store: "photos" }), container("models", { store: "none" })];
      expect((await judge(rule, account, forPhotos, service(), ...plan)).messages).toEqual([]);
    });

    it("rejects one that the rule leaves out and that does not say it holds none", async () => {
      const plan = [container("photos", { store: "photos" }), container("models")];
      expect((await judge(rule, account, forPhotos, service(), ...plan)).messages.join()).toContain("models");
    });
  });

  it("does not take another account's rule for this one's", async () => {
    const other = { ...lifecycle(180), propertyDependencies: { accountName: [urn(type, "other")] } };
    expect((await judge(rule, account, other, service())).messages.join()).toContain("no lifecycle rule");
  });
});
