import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./free-port";

/** Whom a server runs as when we are root, which it refuses to be: nobody. */
const nobody = 65534;

export interface Server {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Whether a PostgreSQL server can be started here, or why not. */
export function noPostgres(): string | undefined {
  try {
    execFileSync("initdb", ["--version"], { stdio: "ignore" });
    return undefined;
  } catch {
    return "initdb is not on the path: install a PostgreSQL server";
  }
}

/** A PostgreSQL server of its own on a free loopback port, in a folder that goes with it. Anybody may log in. */
export async function postgresServer(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const root = userInfo().uid === 0;
  if (root) chownSync(folder, nobody, nobody);
  const as = root ? { uid: nobody, gid: nobody } : {};
  execFileSync("initdb", ["-D", join(folder, "data"), "-A", "trust", "-U", "owner", "-E", "UTF8", "--no-sync"], {
    stdio: "ignore",
    cwd: folder,
    ...as,
  });
  const port = await freePort();
  const server = spawn(
    "postgres",
    ["-D", join(folder, "data"), "-p", String(port), "-k", folder, "-h", "127.0.0.1", "-F"],
    {
      stdio: "ignore",
      cwd: folder,
      ...as,
    },
  );
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => {
      resolve();
    });
  });
  await ready(port);
  return {
    port,
    pid: server.pid ?? 0,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(port: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new Client({ host: "127.0.0.1", port, user: "owner", database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
