import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ContainerClient } from "@azure/storage-blob";
import { type Access, calling, patience } from "./client";

/** One blob as a list tells it; `mark` changes with its content. */
export interface Listed {
  readonly name: string;
  readonly mark: string;
}

/** Blobs of one container as files of this machine, for work that needs a file system. */
export function blobFolder(url: string, { credential, options = {} }: Access) {
  const container = new ContainerClient(url, credential, { ...patience, ...options });
  const list = (): Promise<readonly Listed[]> =>
    calling("Blob Storage", async () => {
      const found: Listed[] = [];
      for await (const { name, properties } of container.listBlobsFlat())
        found.push({ name, mark: `${name} ${properties.etag}` });
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  const fetch = async (name: string, path: string): Promise<void> => {
    if (name.split("/").includes("..")) throw new Error("a blob's name may not leave its folder");
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await calling("Blob Storage", () => container.getBlobClient(name).downloadToFile(path));
  };
  return {
    list,
    /** Brings one blob to `path`. */
    fetch,
    /** Brings everything under `folder`. */
    async bring(folder: string): Promise<void> {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const { name } of await list()) await fetch(name, join(folder, name));
    },
    /** Makes the container hold what the folder holds, and nothing else; in the order of names, so that a last one says that all are there. */
    async keep(folder: string): Promise<void> {
      const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
      const names = files.map((each) => join(each.parentPath, each.name).slice(folder.length + 1)).sort();
      for (const name of names)
        await calling("Blob Storage", () => container.getBlockBlobClient(name).uploadFile(join(folder, name)));
      for (const { name } of await list())
        if (!names.includes(name))
          await calling("Blob Storage", () =>
            container.getBlobClient(name).deleteIfExists({ deleteSnapshots: "include" }),
          );
    },
    /** One landed file on this machine, for the time of the work. */
    async withFile<T>({ name }: Listed, scratch: string, work: (path: string) => Promise<T>): Promise<T> {
      const path = join(scratch, name);
      await fetch(name, path);
      try {
        return await work(path);
      } finally {
        if (await stat(path).catch(() => undefined)) await rm(path);
      }
    },
  };
}
