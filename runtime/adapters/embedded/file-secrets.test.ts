import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretsContract } from "../../testing/secrets-contract";
import { fileSecrets } from "./file-secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "penderie-keys-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("fileSecrets", () => {
  secretsContract(async () => fileSecrets(join(folder, "keys")));

  it("lets nobody but the owner read", async () => {
    await fileSecrets(join(folder, "keys")).key("photos");
    expect(statSync(join(folder, "keys", "photos.key")).mode & 0o077).toBe(0);
    expect(statSync(join(folder, "keys")).mode & 0o077).toBe(0);
  });

  it("refuses a key file that was cut short, and names it", async () => {
    const secrets = fileSecrets(folder);
    writeFileSync(join(folder, "photos.key"), "short");
    await expect(secrets.key("photos")).rejects.toThrow("photos.key");
  });
});
