import { z } from "zod";
import { stores } from "../contract";
import { features } from "../segmentation/features";
import { describe } from "../segmentation/summary";
import { type Loaded, OlderThanLoaded, type Warehouse, type WarehouseLoad } from "../segmentation/warehouse";
import type { Sql } from "./sql";

/**
 * The tables, in types that PostgreSQL and Redshift both have. `assignments` holds today's segment of every customer,
 * `assignment_history` since when and until when each was in one, `segment_figures` what is singular about each segment.
 */
export const warehouseSchema: readonly string[] = [
  "create schema if not exists penderie",
  `create table if not exists penderie.segment_versions (
    version varchar(64) primary key, registered_at timestamp not null, as_of timestamp not null, customers bigint not null,
    segments integer not null, silhouette double precision not null, stability double precision not null,
    assignment_sql varchar(65535) not null
  )`,
  `create table if not exists penderie.segments (
    version varchar(64) not null, segment_id varchar(64) not null, name_en varchar(100) not null, name_fr varchar(100) not null,
    description varchar(1000) not null, actions varchar(2000) not null, customers bigint not null,
    share double precision not null, revenue_share double precision not null, primary key (version, segment_id)
  )`,
  `create table if not exists penderie.segment_figures (
    version varchar(64) not null, segment_id varchar(64) not null, feature varchar(64) not null, label varchar(100) not null,
    unit varchar(20) not null, median double precision not null, median_of_all double precision not null,
    effect double precision not null, primary key (version, segment_id, feature)
  )`,
  `create table if not exists penderie.assignments (
    user_id varchar(200) primary key, segment_id varchar(64) not null, version varchar(64) not null, as_of timestamp not null
  )`,
  `create table if not exists penderie.assignment_history (
    user_id varchar(200) not null, segment_id varchar(64) not null, version varchar(64) not null,
    valid_from timestamp not null, valid_to timestamp
  )`,
  "create index if not exists assignment_history_open on penderie.assignment_history (user_id) where valid_to is null",
];

/** Makes the tables where the last of them is missing: whoever only loads need not be allowed to. Two at once take turns. */
export async function makeWarehouse(sql: Pick<Sql, "query">): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(7305811)");
  const [row] = await sql.query("select to_regclass('penderie.assignment_history_open') is not null as made");
  if (row?.["made"] !== true) for (const statement of warehouseSchema) await sql.query(statement);
}

/** A warehouse that speaks PostgreSQL. One transaction a load; two loads at once take turns. */
export function sqlWarehouse(sql: Sql): Warehouse {
  return {
    write: (load) =>
      sql.transaction(async (within) => {
        await makeWarehouse(within);
        await refuseOlder(within, load);
        await describeVersion(within, load);
        return await assign(within, load);
      }),
    erase: (customer) =>
      sql.transaction(async (within) => {
        await makeWarehouse(within);
        let rows = 0;
        for (const table of ["assignments", "assignment_history"])
          rows += (await within.query(`delete from penderie.${table} where user_id = $1 returning 1`, [customer]))
            .length;
        return rows;
      }),
    close: () => sql.close(),
  };
}

type Within = Pick<Sql, "query">;

async function refuseOlder(sql: Within, { asOf }: WarehouseLoad): Promise<void> {
  const [row] = await sql.query(
    "select cast(max(as_of) as varchar(26)) as last from penderie.assignments having max(as_of) > cast($1 as timestamp)",
    [asOf],
  );
  if (row)
    throw new OlderThanLoaded(
      `the warehouse holds assignments of ${z.object({ last: z.string() }).parse(row).last}, and this load is of ${asOf}; history is only continued`,
    );
}

async function describeVersion(
  sql: Within,
  { registered: { model, registeredAt }, asOf }: WarehouseLoad,
): Promise<void> {
  const { version } = model;
  for (const table of ["segment_figures", "segments", "segment_versions"])
    await sql.query(`delete from penderie.${table} where version = $1`, [version]);
  const best = model.candidates.find(({ k }) => k === model.chosen.k);
  await sql.query(
    "insert into penderie.segment_versions values ($1, cast($2 as timestamp), cast($3 as timestamp), $4, $5, $6, $7, $8)",
    [
      version,
      registeredAt.toISOString().slice(0, 19).replace("T", " "),
      asOf,
      model.customers,
      model.segments.length,
      best?.silhouette ?? 0,
      best?.stability ?? 0,
      model.sql,
    ],
  );
  for (const segment of model.segments) {
    const { id, english, french, actions, customers, share, revenueShare } = segment;
    await sql.query("insert into penderie.segments values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", [
      version,
      id,
      english,
      french,
      describe(segment),
      actions.join("; "),
      customers,
      share,
      revenueShare,
    ]);
    for (const { name, label, unit } of features)
      await sql.query("insert into penderie.segment_figures values ($1, $2, $3, $4, $5, $6, $7, $8)", [
        version,
        id,
        name,
        label,
        unit,
        segment.medians[name] ?? 0,
        model.population[name] ?? 0,
        segment.effects[name] ?? 0,
      ]);
  }
}

async function assign(sql: Within, { registered, asOf, assignments }: WarehouseLoad): Promise<Loaded> {
  await sql.query("drop table if exists incoming");
  await sql.query(
    "create temporary table incoming (user_id varchar(200) primary key, segment_id varchar(64)) on commit drop",
  );
  for await (const batch of assignments)
    await sql.query(
      `insert into incoming select user_id, segment_id
       from json_to_recordset(cast($1 as json)) as row (user_id varchar(200), segment_id varchar(64))`,
      [JSON.stringify(batch.map(({ userId, segment }) => ({ user_id: userId, segment_id: segment })))],
    );
  await sql.query("analyze incoming");
  const { version } = registered.model;
  const left = await sql.query(
    `with closed as (
       update penderie.assignment_history h set valid_to = cast($1 as timestamp)
       where valid_to is null
         and not exists (select 1 from incoming i where i.user_id = h.user_id and i.segment_id = h.segment_id)
       returning user_id
     )
     select count(*) as n from closed c where not exists (select 1 from incoming i where i.user_id = c.user_id)`,
    [asOf],
  );
  const moved = await sql.query(
    `with opened as (
       insert into penderie.assignment_history
       select i.user_id, i.segment_id, $1, cast($2 as timestamp), null from incoming i
       where not exists (
         select 1 from penderie.assignment_history h
         where h.user_id = i.user_id and h.segment_id = i.segment_id and h.valid_to is null
       )
       returning user_id
     )
     select count(*) as n from opened`,
    [version, asOf],
  );
  await sql.query("delete from penderie.assignments");
  await sql.query(
    "delete from penderie.assignment_history where valid_to < cast($1 as timestamp) - make_interval(days => $2)",
    [asOf, stores.segments.retentionDays],
  );
  const loaded = await sql.query(
    `with loaded as (
       insert into penderie.assignments select user_id, segment_id, $1, cast($2 as timestamp) from incoming returning user_id
     )
     select count(*) as n from loaded`,
    [version, asOf],
  );
  return { customers: countIn(loaded), moved: countIn(moved), left: countIn(left) };
}

const countIn = (rows: readonly unknown[]) => z.object({ n: z.coerce.number() }).parse(rows[0]).n;
