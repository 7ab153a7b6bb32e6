import { judge, planned, urn } from "../testing/judge";
import { storageDeletesInTime as rule } from "./storage-deletes-in-time";

const type = "azure-native:storage:StorageAccount";
const account = planned(type, { tags: { "gdpr:retention-days": "180" } });
const made = { accountName: [urn(type)] };
const bothTypes = { blobTypes: ["blockBlob", "appendBlob"] };
const deletes = (days: number | undefined, snapshotDays = days) => ({
  baseBlob: { delete: { daysAfterModificationGreaterThan: days } },
  snapshot: { delete: { daysAfterCreationGreaterThan: snapshotDays } },
});
const lifecycle = (actions: object, filters: object = {}, more: object = {}) =>
  planned(
    "azure-native:storage:ManagementPolicy",
    { policy: { rules: [{ enabled: true, ...more, definition: { filters: { ...bothTypes, ...filters }, actions } }] } },
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
      changeFeed: { enabled: false },
      ...change,
    },
    "service",
    made,
  );
const good = lifecycle(deletes(180));

describe(rule.name, () => {
  it.each([
    ["blobs that are gone by the declared day", deletes(180)],
    [
      "blobs that are counted from their creation",
      { ...deletes(180), baseBlob: { delete: { daysAfterCreationGreaterThan: 30 } } },
    ],
  ])("accepts %s", async (_title, actions) => {
    expect(await judge(rule, account, lifecycle(actions), service())).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a rule that deletes too late", [lifecycle(deletes(395)), service()], "395"],
    ["a rule that says no number", [lifecycle(deletes(undefined)), service()], "no lifecycle rule"],
    ["a rule that is off", [lifecycle(deletes(180), {}, { enabled: false }), service()], "no lifecycle rule"],
    [
      "a rule for some blobs only",
      [lifecycle(deletes(180), { prefixMatch: ["a/"] }), service()],
      "all blobs of this account",
    ],
    [
      "a rule for blobs with a tag only",
      [lifecycle(deletes(180), { blobIndexMatch: [{ name: "due", op: "==", value: "yes" }] }), service()],
      "no lifecycle rule",
    ],
    [
      "a rule that forgets append blobs",
      [lifecycle(deletes(180), { blobTypes: ["blockBlob"] }), service()],
      "append alike",
    ],
    ["snapshots that stay", [lifecycle(deletes(180, 365)), service()], "365"],
    ["no rule", [service()], "no lifecycle rule"],
    ["no word on deleted blobs", [good], "recovered"],
    ["deleted blobs that can be recovered for long", [good, service({ deleteRetentionPolicy: { days: 90 } })], "90"],
    ["old versions", [good, service({ isVersioningEnabled: true })], "versions"],
    ["a point to restore to", [good, service({ restorePolicy: { enabled: true } })], "restore"],
    ["a log of changes", [good, service({ changeFeed: { enabled: true } })], "changeFeed"],
  ])("rejects %s", async (_title, rest, word) => {
    expect((await judge(rule, account, ...rest)).messages.join()).toContain(word);
  });

  it("rejects an account that declares no retention", async () => {
    expect((await judge(rule, planned(type, {}), good, service())).messages.join()).toContain("nothing are declared");
  });

  describe("with containers", () => {
    const container = (containerName: string, metadata?: object) =>
      planned("azure-native:storage:BlobContainer", { containerName, metadata }, containerName, made);
    const forPhotos = lifecycle(deletes(180), { prefixMatch: ["photos/"] });

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
    const other = { ...good, propertyDependencies: { accountName: [urn(type, "other")] } };
    expect((await judge(rule, account, other, service())).messages.join()).toContain("no lifecycle rule");
  });

  it("has nothing to say where there is no account", async () => {
    expect((await judge(rule, service())).applied).toBe(0);
  });
});
