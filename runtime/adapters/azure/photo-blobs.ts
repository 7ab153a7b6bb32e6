import { ContainerClient } from "@azure/storage-blob";
import type { PhotoStore } from "../../recommendation/photos";
import { type Access, calling, isStatus, patience } from "./client";

/**
 * Pictures as blobs of one container, encrypted by the account with the platform's own key. Deleting reaches snapshots as
 * well; what soft delete keeps is bounded by the account and counted by the review.
 */
export function photoBlobs(url: string, { credential, options = {} }: Access): PhotoStore {
  const container = new ContainerClient(url, credential, { ...patience, ...options });
  const blob = (photoId: string) => {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(photoId)) throw new Error("a photo id has letters, digits, - and _ only");
    return container.getBlockBlobClient(photoId);
  };
  return {
    put: (photoId, jpeg) =>
      calling("Blob Storage", async () => {
        await blob(photoId).uploadData(jpeg, { blobHTTPHeaders: { blobContentType: "image/jpeg" } });
      }),
    get: (photoId) =>
      calling("Blob Storage", async () => {
        try {
          return new Uint8Array(await blob(photoId).downloadToBuffer());
        } catch (error) {
          if (isStatus(error, 404)) return undefined;
          throw error;
        }
      }),
    delete: (photoId) =>
      calling("Blob Storage", async () => {
        await blob(photoId).deleteIfExists({ deleteSnapshots: "include" });
      }),
    async *list() {
      const blobs = container.listBlobsFlat()[Symbol.asyncIterator]();
      const next = () => calling("Blob Storage", () => blobs.next());
      for (let each = await next(); each.done !== true; each = await next())
        yield { photoId: each.value.name, storedAt: each.value.properties.lastModified };
    },
  };
}
