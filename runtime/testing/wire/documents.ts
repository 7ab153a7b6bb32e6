import type { Answer, Service } from "./wire";

const fault = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: `about ${code}` } },
});

/**
 * Document Intelligence, as "Document Models - Analyze Document" (2023-07-31) describes it: 202 with the place of the result, which is
 * running when it is first asked for. What does not begin as a PDF is InvalidContent.
 */
export function documents(tables: readonly (readonly (readonly string[])[])[]): Service {
  let asked = 0;
  return ({ method, url, headers, body }) => {
    if (url.searchParams.get("api-version") !== "2023-07-31") return fault(400, "InvalidArgument");
    if (headers["authorization"] !== "Bearer token-for-https://cognitiveservices.azure.com/.default")
      return fault(401, "401");
    const result = "/formrecognizer/documentModels/prebuilt-layout/analyzeResults/1";
    if (method === "POST" && url.pathname === "/formrecognizer/documentModels/prebuilt-layout:analyze") {
      if (!body.subarray(0, 5).equals(Buffer.from("%PDF-"))) return fault(400, "InvalidRequest");
      asked = 0;
      return { status: 202, headers: { "operation-location": `${url.origin}${result}?api-version=2023-07-31` } };
    }
    if (method !== "GET" || url.pathname !== result) return fault(404, "NotFound");
    const times = { createdDateTime: "2026-11-01T00:00:00Z", lastUpdatedDateTime: "2026-11-01T00:00:01Z" };
    if (asked++ === 0) return { status: 200, body: { status: "running", ...times } };
    const analyzeResult = {
      apiVersion: "2023-07-31",
      modelId: "prebuilt-layout",
      stringIndexType: "utf16CodeUnit",
      content: "",
      pages: [],
      tables: tables.map((rows, page) => ({
        rowCount: rows.length,
        columnCount: Math.max(...rows.map((row) => row.length)),
        spans: [],
        boundingRegions: [{ pageNumber: page + 1, polygon: [] }],
        cells: rows.flatMap((row, rowIndex) =>
          row.map((content, columnIndex) => ({ kind: "content", rowIndex, columnIndex, content, spans: [] })),
        ),
      })),
    };
    return { status: 200, body: { status: "succeeded", ...times, analyzeResult } };
  };
}
