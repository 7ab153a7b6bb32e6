import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { photoStoreContract } from "../../testing/photo-store-contract";
import { encryptedFolder } from "./encrypted-folder";

const key = Buffer.alloc(32, 7);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "penderie-photos-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("encryptedFolder", () => {
  photoStoreContract(async () => encryptedFolder(folder, key));

  it("writes nothing that can be read without the key, and never the same twice", async () => {
    const store = encryptedFolder(folder, key);
    await store.put("a", Buffer.from("a picture of a dress"));
    const [file = ""] = readdirSync(folder);
    const first = readFileSync(join(folder, file));
    expect(first.includes("picture")).toBe(false);
    await store.put("a", Buffer.from("a picture of a dress"));
    expect(readFileSync(join(folder, file)).equals(first)).toBe(false);
    await expect(encryptedFolder(folder, Buffer.alloc(32, 8)).get("a")).rejects.toThrow();
  });

  it("refuses a file that was changed or stands under another's name", async () => {
    const store = encryptedFolder(folder, key);
    await store.put("a", Buffer.from("one"));
    copyFileSync(join(folder, "a.sealed"), join(folder, "b.sealed"));
    await expect(store.get("b")).rejects.toThrow();
    const changed = readFileSync(join(folder, "a.sealed"));
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    writeFileSync(join(folder, "a.sealed"), changed);
    await expect(store.get("a")).rejects.toThrow();
  });

  it.each(["../a", "a/b", "", "a.b", "x".repeat(65)])("never leaves its folder for %j", async (name) => {
    const store = encryptedFolder(folder, key);
    await expect(store.put(name, Buffer.from("x"))).rejects.toThrow("photo id");
    await expect(store.get(name)).rejects.toThrow("photo id");
    await expect(store.delete(name)).rejects.toThrow("photo id");
  });
});
