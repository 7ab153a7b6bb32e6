import { Command } from "commander";
import { port } from "../contract";
import type { Place, Serving } from "../http/serve";
import { stopped } from "./serve";

/** What the roles of the image need of a deployed composition. */
export interface RoleDeps {
  readonly serve: (place: Place) => Promise<Serving>;
  readonly migrate: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Containers are told to end and have this long before they are killed; requests in flight get a little less. */
const patienceSeconds = 25;

/** `api`: answers requests from the network until it is told to end. */
export const api = (open: () => RoleDeps, stop: () => Promise<void> = stopped): Command =>
  new Command("api")
    .description("as deployed: answer requests, with settings from the environment")
    .action(async () => {
      const deps = open();
      try {
        const serving = await deps.serve({ port, hostname: "0.0.0.0" });
        console.log(JSON.stringify({ role: "api", listening: port }));
        await stop();
        await serving.close(patienceSeconds);
      } finally {
        await deps.close();
      }
    });

/** `migrate`: prepares stores before the first request, and ends. */
export const migrate = (open: () => RoleDeps): Command =>
  new Command("migrate").description("as deployed: prepare database, search indexes and keys").action(async () => {
    const deps = open();
    try {
      await deps.migrate();
      console.log(JSON.stringify({ role: "migrate", done: true }));
    } finally {
      await deps.close();
    }
  });
