import { z } from "zod";
import { type Taste, type TasteBook, deeds, preferences } from "../taste/taste";
import { agreeing } from "./agreeing";
import type { Sql } from "./sql";
import { together } from "./together";

const like = z.object({ item_id: z.string(), liked_at: z.coerce.date() });
const dealing = z.object({ subject: z.string(), item_id: z.string(), at: z.coerce.date() });
const deed = z.object({ item: z.string(), deed: z.enum(deeds), at: z.coerce.number() });
const weight = z.object({ item_id: z.string(), weight: z.coerce.number() });
const all = z.object({
  subject: z.string(),
  preferences: preferences.nullable(),
  items: z.array(z.string()).nullable(),
  times: z.array(z.number()).nullable(),
  deeds: z.array(deed).nullable(),
  follows: z.array(z.string()).nullable(),
});

/**
 * Everything of the subjects of a relation, one row each; lists as JSON, which a process reads faster than the driver reads arrays, and in no
 * order, which a process makes faster than the server does for each of them.
 */
export const tastesOf = (subjects: string) => `select subject, preferences, newest.items, newest.times, done.deeds,
  followed.profiles as follows
from ${subjects} subject
left join preferences using (subject)
left join lateral (
  select array_to_json(array_agg(item_id)) as items,
         array_to_json(array_agg(cast(date_part('epoch', liked_at) * 1000 as bigint))) as times
  from likes where likes.subject = subject.subject
) newest on true
left join lateral (
  select json_agg(json_build_object('item', item_id, 'deed', deed, 'at', extract(epoch from at) * 1000)) as deeds
  from deeds where deeds.subject = subject.subject
) done on true
left join lateral (
  select array_to_json(array_agg(profile)) as profiles from follows where follows.subject = subject.subject
) followed on true`;

/** Likes that say what is liked of late; all of those of a large shop would take a server longer than a question may. */
const enough = 100_000;

/** Preferences, likes, deeds and follows in PostgreSQL. */
export const sqlTastes = (sql: Sql): TasteBook => ({
  of: together<Taste>(
    async (subjects) => new Map((await sql.query(tastesOf("unnest($1::varchar[])"), [subjects])).map(tasteIn)),
    { preferences: {}, likes: [], deeds: [], follows: [] },
  ),
  async prefer(subject, wanted) {
    await sql.query(
      `insert into preferences (subject, preferences) values ($1, $2)
       on conflict (subject) do update set preferences = excluded.preferences`,
      [subject, JSON.stringify(wanted)],
    );
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
  async did(subject, { itemId, deed: kind, at }) {
    await sql.query(
      `insert into deeds (subject, item_id, deed, at) values ($1, $2, $3, $4)
       on conflict (subject, item_id, deed) do update set at = greatest(deeds.at, excluded.at)`,
      [subject, itemId, kind, at],
    );
  },
  async forgetDeeds(before) {
    return (await sql.query("delete from deeds where at < $1 returning 1", [before])).length;
  },
  async undo(subject) {
    await sql.query("delete from deeds where subject = $1", [subject]);
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
  async likesOf(profiles) {
    if (profiles.length === 0) return [];
    const rows = await sql.query(
      "select item_id, liked_at from likes where subject = any ($1::varchar[]) order by liked_at desc, item_id limit 1000",
      [profiles],
    );
    return rows.map(liked);
  },
  async trend(at) {
    const rows = await sql.query(
      `with newest as materialized (
         select subject, item_id, liked_at from likes where liked_at > $1::timestamptz - interval '1 year'
         order by liked_at desc limit ${enough}
       )
       select item_id, sum(exp(least(0, date_part('epoch', liked_at - $1::timestamptz)) * ln(2.0) / 2592000)) as weight
       from ${agreeing("(select distinct subject from newest) asked")} agreed join newest using (subject)
       group by item_id`,
      [at],
    );
    return new Map(
      rows.map((row) => {
        const { item_id: id, weight: each } = weight.parse(row);
        return [id, each];
      }),
    );
  },
  async dealings(subjects) {
    const rows = await sql.query(
      `select subject, item_id, liked_at as at from likes where subject = any ($1::varchar[])
       union all select subject, item_id, at from deeds where subject = any ($1::varchar[])`,
      [subjects],
    );
    return rows.map((row) => {
      const { item_id: itemId, ...rest } = dealing.parse(row);
      return { itemId, ...rest };
    });
  },
  async erase(subject) {
    const removed = await Promise.all([
      sql.query("delete from preferences where subject = $1 returning 1", [subject]),
      sql.query("delete from likes where subject = $1 returning 1", [subject]),
      sql.query("delete from deeds where subject = $1 returning 1", [subject]),
      sql.query("delete from follows where subject = $1 or profile = $1 returning 1", [subject]),
    ]);
    return removed.flat().length;
  },
});

/** One row of {@link tastesOf}: whose it is, and what it says. */
export function tasteIn(row: unknown): readonly [subject: string, taste: Taste] {
  const { subject, preferences: stated, items, times, deeds: done, follows } = all.parse(row);
  const likes = (items ?? []).map((itemId, at) => ({ itemId, likedAt: new Date(times?.[at] ?? 0) }));
  likes.sort((a, b) => b.likedAt.getTime() - a.likedAt.getTime() || byName(a.itemId, b.itemId));
  const did = (done ?? []).map(({ item, at, ...each }) => ({ itemId: item, ...each, at: new Date(Math.round(at)) }));
  did.sort(
    (a, b) =>
      b.at.getTime() - a.at.getTime() || byName(a.itemId, b.itemId) || deeds.indexOf(a.deed) - deeds.indexOf(b.deed),
  );
  return [subject, { preferences: stated ?? {}, likes, deeds: did, follows: (follows ?? []).sort(byName) }];
}

const byName = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

const liked = (row: unknown) => {
  const { item_id: itemId, liked_at: likedAt } = like.parse(row);
  return { itemId, likedAt };
};
