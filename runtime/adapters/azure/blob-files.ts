import { ContainerClient } from "@azure/storage-blob";
import { type Access, calling, isStatus, patience } from "./client";

/** Files of one container, by relative name: pictures of the catalogue. */
export function blobFiles(url: string, { credential, options = {} }: Access) {
  const container = new ContainerClient(url, credential, { ...patience, ...options });
  return {
    read: (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      calling("Blob Storage", async () => {
        try {
          return new Uint8Array(await container.getBlobClient(name).downloadToBuffer());
        } catch (error) {
          if (isStatus(error, 400, 404)) return undefined; // 400: no blob can have such a name
          throw error;
        }
      }),
  };
}
