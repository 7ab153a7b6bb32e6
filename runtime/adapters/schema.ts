import type { Sql } from "./sql";

/** Forward only, in this order, each once. A released migration is never edited; the next one mends it. */
const migrations: readonly string[] = [
  `create table consents (
     subject varchar not null, purpose varchar not null, granted boolean not null,
     notice varchar not null, recorded_at timestamptz not null, arrival bigint generated always as identity
   );
   create index consents_by_subject on consents (subject);
   create table preferences (subject varchar primary key, preferences jsonb not null);
   create table likes (
     subject varchar not null, item_id varchar not null, liked_at timestamptz not null, primary key (subject, item_id)
   );
   create index likes_by_item on likes (item_id);
   create table follows (subject varchar not null, profile varchar not null, primary key (subject, profile));
   create table photos (
     photo_id varchar primary key, owner varchar not null, piece varchar, probability double precision not null,
     colours jsonb not null, model varchar not null, taken_at timestamptz not null, expires_at timestamptz not null
   );
   create index photos_by_owner on photos (owner);
   create table vectors (
     kind varchar not null, model varchar not null, id varchar not null, vector bytea not null,
     primary key (kind, model, id)
   );
   create table products (id varchar primary key, product jsonb not null);`,
  `create table restrictions (subject varchar primary key, since timestamptz not null);
   create table objections (subject varchar not null, purpose varchar not null, primary key (subject, purpose));`,
  `create table minors (subject varchar primary key);
   create table presence (subject varchar primary key, last_seen date not null);
   create table catalogue_version (version bigint not null);
   insert into catalogue_version values (0);`,
  `create table deeds (
     subject varchar not null, item_id varchar not null, deed varchar not null, at timestamptz not null,
     primary key (subject, item_id, deed)
   );`,
  `create table pseudonym_versions (version integer primary key, active_from timestamptz not null, done boolean not null);`,
  `alter table photos add column pattern varchar;
   alter table photos add column part jsonb;
   alter table photos add column others jsonb not null default '[]';`,
  `create table catalogue_changes (version bigint primary key, id varchar not null);`,
  `create index consents_newest on consents (subject, purpose, recorded_at desc, arrival desc) include (granted);
   drop index consents_by_subject;
   create index likes_newest on likes (liked_at desc);`,
];

/** Any number, the same for every process: who holds it migrates, the others wait. */
const lock = 7_315_021;

/** Brings a database to the newest schema; safe to run twice, and by several at once. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.transaction(async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock($1)", [lock]);
    await transaction.query("create table if not exists migrations (version integer primary key)");
  });
  for (const [index, migration] of migrations.entries())
    await sql.transaction(async (transaction) => {
      await transaction.query("select pg_advisory_xact_lock($1)", [lock]);
      const [row] = await transaction.query("select coalesce(max(version), 0) as version from migrations");
      if (Number(row?.["version"] ?? 0) > index) return;
      for (const statement of migration.split(";\n")) await transaction.query(statement.replace(/;\s*$/, ""));
      await transaction.query("insert into migrations (version) values ($1)", [index + 1]);
    });
}
