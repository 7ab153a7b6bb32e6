import { z } from "zod";
import { colours, patterns, pieces } from "../catalogue/vocabulary";
import type { PhotoRecord, PhotoRegister } from "../recommendation/photos";
import type { Sql } from "./sql";

const share = z.number();
const garment = z.object({
  piece: z
    .enum(pieces)
    .nullish()
    .transform((piece) => piece ?? undefined),
  probability: z.coerce.number(),
  colours: z.array(z.object({ colour: z.enum(colours), share })),
  pattern: z
    .enum(patterns)
    .nullish()
    .transform((pattern) => pattern ?? undefined),
  part: z
    .object({ left: share, top: share, right: share, bottom: share })
    .nullish()
    .transform((part) => part ?? undefined),
});
const row = z.object({
  photo_id: z.string(),
  owner: z.string(),
  ...garment.shape,
  others: z.array(garment),
  model: z.string(),
  taken_at: z.coerce.date(),
  expires_at: z.coerce.date(),
});

/** What is known of each photograph, in PostgreSQL. */
export const sqlPhotoRegister = (sql: Sql): PhotoRegister => ({
  async add({ photoId, owner, piece, probability, colours: seen, pattern, part, others, model, takenAt, expiresAt }) {
    await sql.query(
      `insert into photos (photo_id, owner, piece, probability, colours, pattern, part, others, model, taken_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        photoId,
        owner,
        piece ?? null,
        probability,
        JSON.stringify(seen),
        pattern ?? null,
        part ? JSON.stringify(part) : null,
        JSON.stringify(others),
        model,
        takenAt,
        expiresAt,
      ],
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
  const { photo_id: photoId, taken_at: takenAt, expires_at: expiresAt, ...rest } = row.parse(read);
  return { ...rest, photoId, takenAt, expiresAt };
}
