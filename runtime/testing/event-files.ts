import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { duckdbEvents } from "../adapters/embedded/duckdb-events";
import type { EventStore } from "../segmentation/event-store";

export const header = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";

/** A folder of its own for one test, gone at its end. */
export async function withEvents<T>(
  work: (store: EventStore, file: (name: string, content: string | Uint8Array) => string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "penderie-events-"));
  const store = await duckdbEvents({ folder: join(folder, "store"), memory: "512MB" });
  try {
    return await work(store, (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, name.endsWith(".gz") && typeof content === "string" ? gzipSync(content) : content);
      return path;
    });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}
