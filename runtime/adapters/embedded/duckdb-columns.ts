import { type DuckDBConnection, DuckDBDataChunk, type DuckDBType, VARCHAR } from "@duckdb/node-api";
import bindings from "@duckdb/node-bindings";

/** A column of a table: numbers as they lie in memory, or texts. */
export type Column =
  | { readonly name: string; readonly type: DuckDBType; readonly bytes: ArrayBuffer; readonly width: number }
  | { readonly name: string; readonly texts: readonly (string | null)[] };

const rowsOfAChunk = 2048;

/** Rows of a table, column by column. */
export interface Part {
  readonly columns: readonly Column[];
  readonly count: number;
}

/**
 * Adds parts of the same columns to a temporary table, made where it is not there; nothing else may be under way on the connection
 * meanwhile. Many parts at once are quicker than one by one.
 */
export async function stage(connection: DuckDBConnection, table: string, parts: readonly Part[]): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  const types = first.columns.map((column) => ("texts" in column ? VARCHAR : column.type));
  const shape = first.columns.map(({ name }, at) => `${name} ${String(types[at])}`).join(", ");
  await connection.run(`create temp table if not exists ${table} (${shape})`);
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(types);
  for (const { columns, count } of parts)
    for (let at = 0; at < count; at += rowsOfAChunk) {
      const rows = Math.min(rowsOfAChunk, count - at);
      chunk.reset();
      chunk.rowCount = rows;
      columns.forEach((column, place) => {
        if ("texts" in column) chunk.setColumnValues(place, column.texts.slice(at, at + rows));
        else {
          const { bytes, width } = column;
          const vector = bindings.data_chunk_get_vector(chunk.chunk, place);
          bindings.copy_data_to_vector(vector, 0, bytes, at * width, rows * width);
        }
      });
      appender.appendDataChunk(chunk);
    }
  appender.flushSync();
  appender.closeSync();
}
