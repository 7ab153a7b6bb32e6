import { appendFileSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { journalsContract } from "../../testing/journals-contract";
import { temporaryFolder } from "../../testing/temporary";
import { fileSigner } from "./file-signer";
import { folderJournals } from "./folder-journals";

describe("folderJournals", () => {
  journalsContract(async () => folderJournals(temporaryFolder("journals")));

  it("does not show a line that a crash cut short, and puts the next one in its place", async () => {
    const folder = temporaryFolder("journals");
    const journals = folderJournals(folder);
    await journals.append("a", 0, "one");
    appendFileSync(join(folder, "a"), "half of");
    expect(await journals.read("a")).toBe("one\n");
    expect(await journals.append("a", 4, "two")).toBe(true);
    expect(await journals.read("a")).toBe("one\ntwo\n");
  });

  it("is its owner's alone", async () => {
    const folder = temporaryFolder("journals");
    await folderJournals(folder).append("a", 0, "one");
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o600);
  });

  it("leaves no folder by a name", async () => {
    const folder = temporaryFolder("journals");
    mkdirSync(join(folder, "in"));
    await expect((async () => folderJournals(join(folder, "in")).read("../a"))()).rejects.toThrow("journal's name");
  });
});

describe("fileSigner", () => {
  it("believes what it signed, after a restart too, and nothing else", async () => {
    const folder = temporaryFolder("signer");
    const jws = await (await fileSigner(folder)).sign("text");
    const again = await fileSigner(folder);
    expect(await again.verify(jws)).toBe("text");
    expect(await (await fileSigner(temporaryFolder("other"))).verify(jws)).toBeUndefined();
    expect(await again.verify(`${jws}x`)).toBeUndefined();
  });
});
