import { createHash } from "node:crypto";
import type { Answer, Service } from "./wire";

const fault = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/xml", "x-ms-error-code": code },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>about ${code}</Message></Error>`,
});

/**
 * Blobs of one container, as "Blob Storage REST API" describes Put Blob, Get Blob, Get Blob Properties and Delete Blob:
 * versions and headers that it requires, ranges, and snapshots that must be named when a blob is deleted.
 */
export function blobs(): Service & { readonly kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  const service: Service = ({ method, url, headers, body }) => {
    if (!/^20\d\d-\d\d-\d\d$/.test(headers["x-ms-version"] ?? "")) return fault(400, "MissingRequiredHeader");
    if (headers["authorization"] !== "Bearer token for https://storage.azure.com/.default")
      return fault(401, "InvalidAuthenticationInfo");
    const [, container, ...rest] = decodeURIComponent(url.pathname).split("/");
    const name = rest.join("/");
    if (container === undefined || name === "") return fault(400, "InvalidUri");
    const content = kept.get(name);
    const etag = `"${createHash("md5")
      .update(content ?? "")
      .digest("hex")}"`;
    if (method === "PUT") {
      if (headers["x-ms-blob-type"] !== "BlockBlob" || url.searchParams.has("comp"))
        return fault(400, "MissingRequiredHeader");
      kept.set(name, body);
      return { status: 201, headers: { etag, "last-modified": new Date(0).toUTCString() } };
    }
    if (!content) return fault(404, "BlobNotFound");
    if (method === "DELETE") {
      if (headers["x-ms-delete-snapshots"] !== "include") return fault(409, "SnapshotsPresent");
      kept.delete(name);
      return { status: 202, headers: { "x-ms-delete-type-permanent": "false" } };
    }
    const about = {
      etag,
      "last-modified": new Date(0).toUTCString(),
      "x-ms-blob-type": "BlockBlob",
      "content-type": "image/jpeg",
    };
    if (method === "HEAD") return { status: 200, headers: { ...about, "content-length": String(content.length) } };
    if (method !== "GET") return fault(405, "UnsupportedHttpVerb");
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers["x-ms-range"] ?? headers["range"] ?? "") ?? [];
    if (from === undefined) return { status: 200, headers: about, body: content };
    if (Number(from) >= content.length) return fault(416, "InvalidRange");
    const part = content.subarray(Number(from), to === "" ? undefined : Number(to) + 1);
    return {
      status: 206,
      headers: { ...about, "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${content.length}` },
      body: part,
    };
  };
  return Object.assign(service, { kept });
}
