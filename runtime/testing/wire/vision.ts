import type { Answer, Service } from "./wire";

const fault = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: `about ${code}` } },
});

/**
 * AI Vision, as "Image Retrieval - Vectorize Image" (2024-02-01) describes it: a picture of 10 to 16,000 pixels in, 1,024 numbers out. The
 * first of them follow the picture's bytes, so that unlike pictures have unlike vectors.
 */
export const vision: Service = ({ method, url, headers, body }) => {
  if (url.searchParams.get("api-version") !== "2024-02-01") return fault(400, "InvalidRequest");
  if (method !== "POST" || url.pathname !== "/computervision/retrieval:vectorizeImage") return fault(404, "NotFound");
  if (headers["authorization"] !== "Bearer token-for-https://cognitiveservices.azure.com/.default")
    return fault(401, "401");
  if (headers["content-type"] !== "application/octet-stream") return fault(415, "UnsupportedMediaType");
  if (url.searchParams.get("model-version") !== "2023-04-15") return fault(400, "InvalidModelVersion");
  if (!body.subarray(0, 2).equals(Buffer.from([0xff, 0xd8]))) return fault(400, "InvalidImageFormat");
  const marks = [...body.subarray(-200)];
  const vector = Array.from({ length: 1024 }, (_, at) => 0.01 + (marks[at] ?? 0) / 256);
  return { status: 200, body: { modelVersion: "2023-04-15", vector } };
};
