import { DocumentAnalysisClient } from "@azure/ai-form-recognizer";
import type { SheetReader, SheetTable } from "../../catalogue/sheets";
import { type Access, calling, isStatus, patience } from "./client";

/** Sheets that were scanned, read by Document Intelligence's layout model; a sheet holds products and nobody's data. */
export function documentSheets(url: string, { credential, options = {} }: Access): SheetReader {
  const client = new DocumentAnalysisClient(url, credential, { ...patience, ...options });
  return {
    tables: (pdf) =>
      calling("Document Intelligence", async () => {
        try {
          const updateIntervalInMs =
            typeof options["updateIntervalInMs"] === "number" ? options["updateIntervalInMs"] : 2000;
          const poller = await client.beginAnalyzeDocument("prebuilt-layout", Buffer.from(pdf), { updateIntervalInMs });
          const { tables = [] } = await poller.pollUntilDone();
          return tables.map(({ rowCount, columnCount, cells, boundingRegions }): SheetTable => {
            const rows = Array.from({ length: rowCount }, () => Array.from({ length: columnCount }, () => ""));
            for (const { rowIndex, columnIndex, content } of cells) {
              const row = rows[rowIndex];
              if (row) row[columnIndex] = content.replace(/\s+/g, " ");
            }
            return { page: boundingRegions?.[0]?.pageNumber ?? 1, rows };
          });
        } catch (error) {
          if (isStatus(error, 400)) return undefined; // InvalidContent: not a document that it can open
          throw error;
        }
      }),
  };
}
