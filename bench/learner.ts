import { join } from "node:path";
import { habitFile } from "../runtime/adapters/embedded/habit-file";
import { postgres } from "../runtime/adapters/postgres";
import { sqlConsents } from "../runtime/adapters/sql-consents";
import { sqlTastes } from "../runtime/adapters/sql-tastes";
import { type Learnt, learnFromLikes } from "../runtime/recommendation/behaviour/learn-likes";
import type { Place } from "./service";

/** What a process that does nothing else tells of a fit: seconds, of a processor too, and megabytes. */
export interface Learning {
  readonly learnt: Learnt;
  readonly seconds: number;
  readonly processor: number;
  readonly peak: number;
}

/** Learns habits from everybody in the database of a place, and puts them there for the service. */
async function main({ port, folder }: Place): Promise<void> {
  const sql = postgres({
    host: "127.0.0.1",
    port,
    user: "owner",
    database: "postgres",
    statement_timeout: 0,
    query_timeout: 0,
  });
  const began = performance.now();
  const learnt = await learnFromLikes({
    consents: sqlConsents(sql),
    tastes: sqlTastes(sql),
    store: habitFile(join(folder, "habits.bin")),
    now: () => new Date(),
  });
  const { user, system } = process.cpuUsage();
  const told: Learning = {
    learnt,
    seconds: (performance.now() - began) / 1000,
    processor: (user + system) / 1e6,
    peak: process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(told);
  await sql.close();
}

void main(JSON.parse(process.argv[2] ?? "{}") as Place);
