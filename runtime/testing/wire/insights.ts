import { gunzipSync } from "node:zlib";
import type { Service } from "./wire";

/** Application Insights' ingestion API: POST /v2.1/track takes a list of envelopes. `received` keeps what came, as text. */
export function insights(): Service & { readonly received: string[] } {
  const received: string[] = [];
  const service: Service = ({ method, url, headers, body }) => {
    if (method !== "POST" || url.pathname.replaceAll("//", "/") !== "/v2.1/track") return { status: 404 };
    if (headers["authorization"] !== "Bearer token-for-https://monitor.azure.com/.default") return { status: 401 };
    const text = (headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
    received.push(text);
    const items = (JSON.parse(text) as readonly unknown[]).length;
    return { status: 200, body: { itemsReceived: items, itemsAccepted: items, errors: [] } };
  };
  return Object.assign(service, { received });
}
