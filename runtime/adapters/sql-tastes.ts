import { z } from "zod";
import { type TasteBook, preferences } from "../taste/taste";
import type { Sql } from "./sql";

const like = z.object({ item_id: z.string(), liked_at: z.coerce.date() });
const count = z.object({ item_id: z.string(), count: z.coerce.number() });

/** Preferences, likes and follows in PostgreSQL. */
export const sqlTastes = (sql: Sql): TasteBook => ({
  async preferences(subject) {
    const [row] = await sql.query("select preferences from preferences where subject = $1", [subject]);
    return row ? preferences.parse(row["preferences"]) : {};
  },
  async prefer(subject, wanted) {
    await sql.query(
      `insert into preferences (subject, preferences) values ($1, $2)
       on conflict (subject) do update set preferences = excluded.preferences`,
      [subject, JSON.stringify(wanted)],
    );
  },
  async likes(subject) {
    const rows = await sql.query(
      "select item_id, liked_at from likes where subject = $1 order by liked_at desc, item_id",
      [subject],
    );
    return rows.map((row) => {
      const { item_id: itemId, liked_at: likedAt } = like.parse(row);
      return { itemId, likedAt };
    });
  },
  async like(subject, { itemId, likedAt }) {
    await sql.query(
      `insert into likes (subject, item_id, liked_at) values ($1, $2, $3)
       on conflict (subject, item_id) do update set liked_at = greatest(likes.liked_at, excluded.liked_at)`,
      [subject, itemId, likedAt],
    );
  },
  async unlike(subject, itemId) {
    await sql.query("delete from likes where subject = $1 and item_id = $2", [subject, itemId]);
  },
  async follows(subject) {
    const rows = await sql.query("select profile from follows where subject = $1 order by profile", [subject]);
    return rows.map(({ profile }) => z.string().parse(profile));
  },
  async follow(subject, profile) {
    await sql.query("insert into follows (subject, profile) values ($1, $2) on conflict do nothing", [
      subject,
      profile,
    ]);
  },
  async unfollow(subject, profile) {
    await sql.query("delete from follows where subject = $1 and profile = $2", [subject, profile]);
  },
  async popularity() {
    return counts(await sql.query("select item_id, count(*) as count from likes group by item_id"));
  },
  async alsoLiked(itemIds) {
    if (itemIds.length === 0) return new Map();
    return counts(
      await sql.query(
        `select other.item_id, count(distinct other.subject) as count
         from likes mine join likes other on other.subject = mine.subject and other.item_id <> all ($1::varchar[])
         where mine.item_id = any ($1::varchar[]) group by other.item_id`,
        [itemIds],
      ),
    );
  },
  async erase(subject) {
    const removed = await Promise.all([
      sql.query("delete from preferences where subject = $1 returning 1", [subject]),
      sql.query("delete from likes where subject = $1 returning 1", [subject]),
      sql.query("delete from follows where subject = $1 or profile = $1 returning 1", [subject]),
    ]);
    return removed.flat().length;
  },
});

const counts = (rows: readonly unknown[]): ReadonlyMap<string, number> =>
  new Map(
    rows.map((row) => {
      const { item_id: id, count: times } = count.parse(row);
      return [id, times];
    }),
  );
