/** What a load of Redshift is made of: files that were put into a bucket, and the role that may read them. */
export interface RedshiftStage {
  /** `s3://bucket/prefix`, without a slash at its end. */
  readonly prefix: string;
  /** The ARN of a role that the cluster may take on. */
  readonly role: string;
}

const staged = ["segments", "assignments"] as const;
/** Files that a load of Redshift reads, by the table that each fills. */
export type Staged = (typeof staged)[number];

const tables: Readonly<Record<Staged, string>> = {
  segments: `version varchar(64) not null, segment_id varchar(64) not null, name_en varchar(100) not null,
  name_fr varchar(100) not null, description varchar(1000) not null, actions varchar(2000) not null, customers bigint not null,
  share double precision not null, revenue_share double precision not null`,
  assignments: `user_id varchar(200) not null, segment_id varchar(64) not null, version varchar(64) not null,
  as_of timestamp not null`,
};

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/**
 * The statements that load Redshift from staged CSV files, in one transaction; loading twice is loading once. Redshift takes no
 * rows over its PostgreSQL protocol at this size, has no `on conflict` and enforces no key (Amazon Redshift Database Developer
 * Guide, "COPY", "Unsupported PostgreSQL features"), so that rows are replaced by deleting and inserting.
 */
export function redshiftScript({ prefix, role }: RedshiftStage): string {
  const load = (table: Staged) => [
    `create table if not exists penderie.${table} (\n  ${tables[table]}\n);`,
    `create temporary table incoming_${table} (like penderie.${table});`,
    `copy incoming_${table} from ${text(`${prefix}/${table}.csv`)} iam_role ${text(role)} format as csv ignoreheader 1 timeformat 'auto';`,
  ];
  return `${[
    "begin;",
    "create schema if not exists penderie;",
    ...staged.flatMap(load),
    `create table if not exists penderie.assignment_history (
  user_id varchar(200) not null, segment_id varchar(64) not null, version varchar(64) not null,
  valid_from timestamp not null, valid_to timestamp
);`,
    "delete from penderie.segments using incoming_segments i where penderie.segments.version = i.version;",
    "insert into penderie.segments select * from incoming_segments;",
    `update penderie.assignment_history set valid_to = (select max(as_of) from incoming_assignments)
where valid_to is null and not exists (
  select 1 from incoming_assignments i
  where i.user_id = assignment_history.user_id and i.segment_id = assignment_history.segment_id
);`,
    `insert into penderie.assignment_history
select i.user_id, i.segment_id, i.version, i.as_of, cast(null as timestamp) from incoming_assignments i
left join penderie.assignment_history h on h.user_id = i.user_id and h.segment_id = i.segment_id and h.valid_to is null
where h.user_id is null;`,
    "delete from penderie.assignments;",
    "insert into penderie.assignments select * from incoming_assignments;",
    "commit;",
  ].join("\n")}\n`;
}
