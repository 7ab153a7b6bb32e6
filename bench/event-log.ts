import { DuckDBInstance } from "@duckdb/node-api";

/**
 * Writes an event log of about `events` rows over `days` days in the REES46 schema to a CSV.gz, sorted by time: 15 customers
 * for 100 events with a heavy tail, interleaved sessions of 4.6 events on average that stay in one of 620 categories. Drawn by
 * DuckDB's hash, so that the same numbers give the same log. A program of its own: `event-log PATH EVENTS DAYS FROM`.
 */
async function writeEventLog(path: string, events: number, days: number, from: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    temp_directory: `${path}.spill`,
  });
  const connection = await instance.connect();
  const [customers, sessions] = [Math.round(events * 0.15), Math.round(events / 4.6)];
  await connection.run(`copy (
    with drawn as (
      select range as s, hash(range * 2 + 1, '${from}') as h, hash(range * 3 + 8, '${from}') as g, hash(range * 5 + 11) as k
      from range(${sessions})
    ),
    sessions as (
      select s, cast(floor(${customers} * power((h % 1000000007) / 1000000007.0, 1.6)) as bigint) as customer,
        cast(g % (${days} * 86400) as bigint) as start,
        cast(1 + least(40, floor(-ln(((k % 1000003) + 1) / 1000004.0) * 4.05)) as bigint) as events, k % 620 as category
      from drawn
    ),
    steps as (select *, unnest(range(events)) as step from sessions),
    events as (
      select *, category * 240 + hash(s * 50 + step // 2) % 240 as product, hash(s * 97 + step) as chance from steps
    )
    select
      strftime(timestamp '${from} 00:00:00' + to_seconds(start + step * 37 + chance % 30), '%Y-%m-%d %H:%M:%S UTC') as event_time,
      case when step >= 2 and chance % 100 < 5 then 'purchase' when step >= 1 and chance % 100 < 11 then 'cart' else 'view' end
        as event_type,
      1000000 + product as product_id,
      2053013552326770000 + category as category_id,
      case when category % 3 = 0 then null else 'electronics.kind' || category end as category_code,
      case when product % 7 = 0 then null else 'brand' || (category * 5 + product % 5) end as brand,
      printf('%.2f', 1 + (product * 7919 % 250000) / 100.0) as price,
      512000000 + customer as user_id,
      concat(md5(s::varchar)[1:8], '-', md5(s::varchar)[9:12], '-4b4b-8d8d-', md5(concat(s, '${from}'))[13:24]) as user_session
    from events order by start + step * 37 + chance % 30, s
  ) to '${path}' (format csv, header, compression gzip)`);
  connection.closeSync();
  instance.closeSync();
}

const [path = "", events = "", days = "", from = ""] = process.argv.slice(2);
void writeEventLog(path, Number(events), Number(days), from);
