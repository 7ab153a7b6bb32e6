import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AzuriteServer, azuriteServer, noAzurite } from "../../testing/azurite-server";
import { describeWith } from "../../testing/engine";
import { journalsContract } from "../../testing/journals-contract";
import { photoStoreContract } from "../../testing/photo-store-contract";
import { temporaryFolder } from "../../testing/temporary";
import { blobFiles } from "./blob-files";
import { blobFolder } from "./blob-folder";
import { blobJournals } from "./blob-journals";
import { photoBlobs } from "./photo-blobs";

describeWith("azurite", noAzurite(), "Blob Storage's own emulator", () => {
  let server: AzuriteServer;
  let containers = 0;
  const fresh = () => server.container(`container-${++containers}`);
  beforeAll(async () => {
    server = await azuriteServer();
  });
  afterAll(() => server.stop());

  describe("photoBlobs", () => {
    photoStoreContract(async () => photoBlobs(await fresh(), server.access));
  });

  describe("blobJournals", () => {
    journalsContract(async () => blobJournals(await fresh(), server.access));
  });

  describe("blobFolder", () => {
    it("brings what it kept, leaves out what is gone, and tells a changed file by its mark", async () => {
      const url = await fresh();
      const folder = blobFolder(url, server.access);
      const [from, to] = [temporaryFolder("from"), temporaryFolder("to")];
      mkdirSync(join(from, "a"));
      writeFileSync(join(from, "a", "one"), "1");
      writeFileSync(join(from, "two"), Buffer.alloc(9 * 1024 * 1024, 7));
      await folder.keep(from);
      const marks = (await folder.list()).map(({ mark }) => mark);
      writeFileSync(join(from, "a", "one"), "changed");
      await folder.keep(from);
      expect((await folder.list()).map(({ mark }) => mark)[0]).not.toBe(marks[0]);
      await folder.bring(to);
      expect(readFileSync(join(to, "a", "one"), "utf8")).toBe("changed");
      expect(readFileSync(join(to, "two")).length).toBe(9 * 1024 * 1024);
      expect(await folder.withFile({ name: "a/one", mark: "" }, to, async (path) => readFileSync(path, "utf8"))).toBe(
        "changed",
      );
      expect(readdirSync(join(to, "a"))).toEqual([]);
      await folder.keep(temporaryFolder("nothing"));
      expect(await folder.list()).toEqual([]);
    });
  });

  it("reads a file of the catalogue, and knows nothing of one that is not there", async () => {
    const url = await fresh();
    const folder = temporaryFolder("files");
    writeFileSync(join(folder, "a b.jpg"), "picture");
    await blobFolder(url, server.access).keep(folder);
    const files = blobFiles(url, server.access);
    expect(Buffer.from((await files.read("a b.jpg")) ?? []).toString()).toBe("picture");
    expect(await files.read("c.jpg")).toBeUndefined();
  });
});
