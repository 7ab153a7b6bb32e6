import { createHash } from "node:crypto";
import type { Answer, Service } from "./wire";

const fault = (status: number, code: string): Answer => ({
  status,
  headers: { "content-type": "application/xml", "x-ms-error-code": code },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>about ${code}</Message></Error>`,
});

interface Kept {
  readonly content: Buffer;
  readonly type: "BlockBlob" | "AppendBlob";
}

/**
 * Blobs of one account, as "Blob Storage REST API" describes Put Blob, Append Block, Get Blob, Get Blob Properties, List Blobs
 * and Delete Blob: versions and headers that it requires, ranges, the condition on the place of an appended block, and snapshots that
 * must be named when a blob is deleted. `kept` is by container and name.
 */
export function blobs(): Service & { readonly kept: Map<string, Kept> } {
  const all = new Map<string, Kept>();
  const service: Service = ({ method, url, headers, body }) => {
    if (!/^20\d\d-\d\d-\d\d$/.test(headers["x-ms-version"] ?? "")) return fault(400, "MissingRequiredHeader");
    if (headers["authorization"] !== "Bearer token-for-https://storage.azure.com/.default")
      return fault(401, "InvalidAuthenticationInfo");
    const [, container, ...rest] = decodeURIComponent(url.pathname).split("/");
    const name = rest.join("/");
    if (container === undefined) return fault(400, "InvalidUri");
    const path = `${container}/${name}`;
    if (name === "")
      return url.searchParams.get("comp") === "list"
        ? listed(all, container, url.searchParams.get("prefix") ?? "")
        : fault(400, "InvalidUri");
    const known = all.get(path);
    if (method === "PUT" && url.searchParams.get("comp") === "appendblock") return appended(all, path, headers, body);
    if (method === "PUT") {
      const type = headers["x-ms-blob-type"];
      if ((type !== "BlockBlob" && type !== "AppendBlob") || url.searchParams.has("comp"))
        return fault(400, "MissingRequiredHeader");
      if (headers["if-none-match"] === "*" && known) return fault(409, "BlobAlreadyExists");
      if (type === "AppendBlob" && body.length > 0) return fault(400, "InvalidHeaderValue");
      all.set(path, { content: body, type });
      return { status: 201, headers: { etag: etagOf(body), "last-modified": new Date(0).toUTCString() } };
    }
    if (!known) return fault(404, "BlobNotFound");
    const { content, type } = known;
    if (method === "DELETE") {
      if (headers["x-ms-delete-snapshots"] !== "include") return fault(409, "SnapshotsPresent");
      all.delete(path);
      return { status: 202, headers: { "x-ms-delete-type-permanent": "false" } };
    }
    const about = {
      etag: etagOf(content),
      "last-modified": new Date(0).toUTCString(),
      "x-ms-blob-type": type,
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
  return Object.assign(service, { kept: all });
}

const etagOf = (content: Buffer) => `"${createHash("md5").update(content).digest("hex")}"`;

/** https://learn.microsoft.com/rest/api/storageservices/append-block */
function appended(
  all: Map<string, Kept>,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Answer {
  const known = all.get(path);
  if (!known) return fault(404, "BlobNotFound");
  if (known.type !== "AppendBlob") return fault(409, "InvalidBlobType");
  const place = headers["x-ms-blob-condition-appendpos"];
  if (place !== undefined && Number(place) !== known.content.length) return fault(412, "AppendPositionConditionNotMet");
  all.set(path, { ...known, content: Buffer.concat([known.content, body]) });
  return { status: 201, headers: { "x-ms-blob-append-offset": String(known.content.length) } };
}

/** https://learn.microsoft.com/rest/api/storageservices/list-blobs */
function listed(all: ReadonlyMap<string, Kept>, container: string, prefix: string): Answer {
  const items = [...all]
    .filter(([path]) => path.startsWith(`${container}/${prefix}`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([path, { content, type }]) =>
        `<Blob><Name>${path.slice(container.length + 1)}</Name><Properties><Last-Modified>${new Date(0).toUTCString()}</Last-Modified><Etag>${etagOf(content)}</Etag><Content-Length>${content.length}</Content-Length><BlobType>${type}</BlobType></Properties></Blob>`,
    );
  return {
    status: 200,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="https://account.blob.core.windows.net/" ContainerName="${container}"><Blobs>${items.join("")}</Blobs><NextMarker /></EnumerationResults>`,
  };
}
