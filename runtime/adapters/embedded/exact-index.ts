import { z } from "zod";
import type { VectorIndex } from "../../recommendation/vector-index";
import type { Sql } from "../sql";
import { vectorBlock } from "./vector-block";

const version = z.object({ id: z.string(), version: z.string() });
const row = version.extend({ vector: z.instanceof(Uint8Array) });
const named = z.object({ id: z.string() });
const page = 1000;

export interface ExactIndexOptions {
  /** After how many milliseconds others' changes are looked for; never where nobody else writes. @default Infinity */
  readonly refresh?: number;
  readonly now?: () => Date;
}

/**
 * Every vector of one kind and one model, compared with every question: exact, with the vectors in memory and a copy in
 * the database. Vectors of another model are never loaded, and so never compared. What other processes put or delete is found by
 * id at once, and by likeness once it is looked for again.
 */
export async function exactIndex(
  sql: Sql,
  kind: string,
  model: string,
  dimensions: number,
  { refresh = Infinity, now = () => new Date() }: ExactIndexOptions = {},
): Promise<VectorIndex> {
  const block = vectorBlock(dimensions);
  const versions = new Map<string, string>();
  const known = "kind = $1 and model = $2";
  const load = async (ids: readonly string[]) => {
    const rows = await sql.query(
      `select id, vector, cast(xmin as varchar) as version from vectors where ${known} and id = any(cast($3 as varchar[]))`,
      [kind, model, ids],
    );
    for (const each of rows) {
      const { id, vector, version: current } = row.parse(each);
      block.put(id, new Float32Array(new Uint8Array(vector).buffer)); // a copy: a driver may answer a part of a larger buffer
      versions.set(id, current);
    }
    return rows.length;
  };
  /** A row's `xmin` is another after each change (PostgreSQL, "System Columns"). */
  const look = async () => {
    const text = `select id, cast(xmin as varchar) as version from vectors where ${known}`;
    const there = new Map(
      (await sql.query(text, [kind, model])).map((each) => {
        const { id, version: current } = version.parse(each);
        return [id, current] as const;
      }),
    );
    const changed = [...there].flatMap(([id, current]) => (versions.get(id) === current ? [] : [id]));
    for (let at = 0; at < changed.length; at += page) await load(changed.slice(at, at + page));
    for (const id of [...versions.keys()].filter((each) => !there.has(each))) forget(id);
  };
  const forget = (id: string) => {
    block.delete(id);
    versions.delete(id);
  };
  await look();
  block.prepare();
  let lookedAt = now().getTime();
  const checked = (vector: Float32Array) => {
    if (vector.length !== dimensions)
      throw new RangeError(`a vector of ${model} has ${dimensions} dimensions, this one ${vector.length}`);
    return vector;
  };
  return {
    async put(id, vector) {
      const bytes = new Uint8Array(checked(vector).slice().buffer);
      const [written] = await sql.query(
        `insert into vectors (kind, model, id, vector) values ($1, $2, $3, $4)
         on conflict (kind, model, id) do update set vector = excluded.vector
         returning id, cast(xmin as varchar) as version`,
        [kind, model, id, bytes],
      );
      block.put(id, vector);
      versions.set(id, version.parse(written).version);
    },
    async delete(id) {
      await sql.query("delete from vectors where kind = $1 and id = $2", [kind, id]);
      forget(id);
    },
    async get(id) {
      if (refresh !== Infinity && (await load([id])) === 0) forget(id);
      return block.get(id);
    },
    async *ids() {
      if (refresh === Infinity) return yield* block.ids();
      const after = (id: string) =>
        sql.query(`select id from vectors where ${known} and id > $3 order by id limit ${page}`, [kind, model, id]);
      for (let rows = await after(""); rows.length > 0; rows = await after(named.parse(rows.at(-1)).id))
        yield* rows.map((each) => named.parse(each).id);
    },
    async nearest(vector, count, admission = () => true) {
      if (now().getTime() - lookedAt >= refresh) {
        lookedAt = now().getTime();
        await look();
      }
      return block.nearest(checked(vector), count, admission);
    },
  };
}
