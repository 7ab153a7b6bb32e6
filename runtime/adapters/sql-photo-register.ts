import { z } from "zod";
import { colours, pieces } from "../catalogue/vocabulary";
import type { PhotoRecord, PhotoRegister } from "../recommendation/photos";
import type { Sql } from "./sql";

const row = z.object({
  photo_id: z.string(),
  owner: z.string(),
  piece: z.enum(pieces).nullable(),
  probability: z.coerce.number(),
  colours: z.array(z.object({ colour: z.enum(colours), share: z.number() })),
  model: z.string(),
  taken_at: z.coerce.date(),
  expires_at: z.coerce.date(),
});

/** What is known of each photograph, in PostgreSQL. */
export const sqlPhotoRegister = (sql: Sql): PhotoRegister => ({
  async add({ photoId, owner, piece, probability, colours: seen, model, takenAt, expiresAt }) {
    await sql.query(
      `insert into photos (photo_id, owner, piece, probability, colours, model, taken_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [photoId, owner, piece ?? null, probability, JSON.stringify(seen), model, takenAt, expiresAt],
    );
  },
  async list(owner, now) {
    const rows = await sql.query(
      "select * from photos where owner = $1 and expires_at > $2 order by taken_at desc, photo_id",
      [owner, now],
    );
    return rows.map(record);
  },
  async remove(photoId) {
    await sql.query("delete from photos where photo_id = $1", [photoId]);
  },
  async *all() {
    const page = (after: string) =>
      sql.query("select * from photos where photo_id > $1 order by photo_id limit 1000", [after]);
    for (let rows = await page(""); rows.length > 0; rows = await page(record(rows.at(-1)).photoId))
      yield* rows.map(record);
  },
});

function record(read: unknown): PhotoRecord {
  const { photo_id: photoId, piece, taken_at: takenAt, expires_at: expiresAt, ...rest } = row.parse(read);
  return { ...rest, photoId, piece: piece ?? undefined, takenAt, expiresAt };
}
