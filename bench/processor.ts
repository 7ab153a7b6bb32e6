import type { ChildProcess } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { memoryOf } from "./running";
import type { Place } from "./service";

/** Seconds of a processor that each part has used so far; the database's are not known where there is no `/proc`. */
export interface Processor {
  readonly service: number;
  readonly database: number;
  readonly generator: number;
}

export async function processorOf(services: readonly ChildProcess[], { database }: Place): Promise<Processor> {
  const each = await Promise.all(services.map(memoryOf));
  const { user, system } = process.cpuUsage();
  return {
    service: each.reduce((sum, { seconds }) => sum + seconds, 0),
    database: secondsOf(database),
    generator: (user + system) / 1e6,
  };
}

/** Hundredths of a second are what Linux counts in (proc(5), `_SC_CLK_TCK`). */
const ticks = 100;

/** A process with those that it started and that still run: fields 4, 14 and 15 of proc(5), `/proc/pid/stat`. */
function secondsOf(parent: number): number {
  let sum = Number.NaN;
  for (const name of processes()) {
    const fields = statusOf(name);
    if (Number(name) !== parent && Number(fields[1]) !== parent) continue;
    sum = (Number.isNaN(sum) ? 0 : sum) + (Number(fields[11]) + Number(fields[12])) / ticks;
  }
  return sum;
}

function processes(): readonly string[] {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The fields after the name, which may hold anything; none of a process that ended meanwhile. */
function statusOf(name: string): readonly string[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
