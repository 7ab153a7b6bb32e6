import { z } from "zod";
import { colours, pieces } from "../catalogue/vocabulary";
import type { PhotoRegister } from "../recommendation/photos";
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
    return rows.map((each) => {
      const parsed = row.parse(each);
      return {
        photoId: parsed.photo_id,
        owner: parsed.owner,
        piece: parsed.piece ?? undefined,
        probability: parsed.probability,
        colours: parsed.colours,
        model: parsed.model,
        takenAt: parsed.taken_at,
        expiresAt: parsed.expires_at,
      };
    });
  },
  async remove(photoId) {
    await sql.query("delete from photos where photo_id = $1", [photoId]);
  },
});
