import { ContainerClient } from "@azure/storage-blob";
import type { Journals } from "../../privacy/journals";
import { type Access, calling, isStatus, patience } from "./client";

/**
 * Journals as append blobs of one container. The service itself refuses a line at another place than was read (412), so that
 * writers on several machines form one sequence.
 */
export function blobJournals(url: string, { credential, options = {} }: Access): Journals {
  const container = new ContainerClient(url, credential, { ...patience, ...options });
  return {
    read: (name) =>
      calling("Blob Storage", async () => {
        try {
          const bytes = await container.getBlobClient(name).downloadToBuffer();
          return bytes.length === 0 ? undefined : bytes.toString("utf8");
        } catch (error) {
          if (isStatus(error, 404)) return undefined;
          throw error;
        }
      }),
    append: (name, size, line) =>
      calling("Blob Storage", async () => {
        const blob = container.getAppendBlobClient(name);
        if (size === 0) await blob.createIfNotExists({ blobHTTPHeaders: { blobContentType: "application/x-ndjson" } });
        const bytes = Buffer.from(`${line}\n`);
        try {
          await blob.appendBlock(bytes, bytes.length, { conditions: { appendPosition: size } });
          return true;
        } catch (error) {
          if (isStatus(error, 404, 412)) return false;
          throw error;
        }
      }),
    list: (prefix) =>
      calling("Blob Storage", async () => {
        const names: string[] = [];
        for await (const { name } of container.listBlobsFlat({ prefix })) names.push(name);
        return names.sort();
      }),
    remove: (name) =>
      calling("Blob Storage", async () => {
        await container.getAppendBlobClient(name).deleteIfExists({ deleteSnapshots: "include" });
      }),
  };
}
