import { BlockBlobClient } from "@azure/storage-blob";
import type { HabitStore } from "../../recommendation/behaviour/model-file";
import { type Access, calling, isStatus, patience } from "./client";

/** The model as one blob, replaced as a whole. */
export function habitBlob(url: string, { credential, options = {} }: Access): HabitStore {
  const blob = new BlockBlobClient(url, credential, { ...patience, ...options });
  return {
    save: (bytes) =>
      calling("Blob Storage", async () => {
        await blob.uploadData(bytes);
      }),
    load: () =>
      calling("Blob Storage", async () => {
        try {
          return new Uint8Array(await blob.downloadToBuffer());
        } catch (error) {
          if (isStatus(error, 404)) return undefined;
          throw error;
        }
      }),
    remove: () =>
      calling("Blob Storage", async () => {
        await blob.deleteIfExists();
      }),
  };
}
