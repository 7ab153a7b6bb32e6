import { Command } from "commander";
import { type Role, type Store, port, signals, startedWith } from "../contract";
import type { Place, Serving } from "../http/serve";
import type { Nightly } from "../segmentation/nightly";
import type { Attention } from "../watch/watch";
import { stopped } from "./serve";

/** What the roles of the image need of a deployed composition. */
export interface RoleDeps {
  readonly serve: (place: Place) => Promise<Serving>;
  readonly segment: () => Promise<Nightly>;
  readonly index: () => Promise<object>;
  /** With the stores in which an invented person was left who was planted and erased. */
  readonly sweep: () => Promise<{ readonly canary: readonly Store[] }>;
  readonly watch: () => Promise<{ readonly attention: readonly Attention[] }>;
  readonly migrate: () => Promise<object>;
  readonly close: () => Promise<void>;
}

/** Containers are told to end and have this long before they are killed; requests in flight get a little less. */
const patienceSeconds = 25;

/** A line that raises an alert. */
type Attended = Attention & { readonly signal: typeof signals.attention };

const say = (line: object): void => {
  console.log(JSON.stringify(line));
};

/** `api`: answers requests from the network until it is told to end. */
export const api = (open: () => RoleDeps, stop: () => Promise<void> = stopped): Command =>
  role("api", "answer requests, with settings from the environment", open, async (deps) => {
    const serving = await deps.serve({ port, hostname: "0.0.0.0" });
    say({ role: "api", listening: port });
    await stop();
    await serving.close(patienceSeconds);
  });

/** The jobs: each does its work once and ends, and says in one line what it did. */
export const jobs = (open: () => RoleDeps): Readonly<Record<Exclude<Role, "api">, Command>> => {
  const job = (name: Exclude<Role, "api">, summary: string, work: (deps: RoleDeps) => Promise<object>) =>
    role(name, summary, open, async (deps) => {
      say({ role: name, ...(await work(deps)) });
    });
  return {
    segment: job("segment", "erase, take in what has landed, refit when it is time, assign", async (deps) => {
      const run = await deps.segment();
      const count = run.refused.length + run.failedTests.length;
      const remedy = "event files cannot be learnt from: the line of the role segment says which and why";
      if (count > 0) say({ signal: signals.attention, about: "events", count, remedy } satisfies Attended);
      return run;
    }),
    index: job("index", "give every product of the catalogue its vector", (deps) => deps.index()),
    sweep: job("sweep", "delete what is due, finish what an erasure left, try an erasure", async (deps) => {
      const swept = await deps.sweep();
      const remedy = `an invented person was erased and is still in ${swept.canary.join(", ")}: treat it as a breach`;
      const count = swept.canary.length;
      if (count > 0) say({ signal: signals.attention, about: "erasure", count, remedy } satisfies Attended);
      return swept;
    }),
    watch: job("watch", "verify and sign the audit trail, and that the erased are absent", async (deps) => {
      const { attention } = await deps.watch();
      for (const each of attention) say({ signal: signals.attention, ...each } satisfies Attended);
      return { attention: attention.length };
    }),
    migrate: job("migrate", "prepare database, rights, search indexes and keys", (deps) => deps.migrate()),
  };
};

const role = (name: Role, summary: string, open: () => RoleDeps, work: (deps: RoleDeps) => Promise<void>): Command =>
  new Command(startedWith[name].at(-1)).description(`as deployed: ${summary}`).action(async () => {
    const deps = open();
    try {
      await work(deps);
    } finally {
      await deps.close();
    }
  });
