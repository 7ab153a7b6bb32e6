import { type Command, InvalidArgumentError } from "commander";
import { PortTaken, type Place, type Serving } from "../http/serve";
import { WorkFailed } from "./outcome";
import { command } from "./program";

/** What the command needs of a composition. */
export interface ServeDeps {
  readonly serve: (place: Place) => Promise<Serving>;
  /** Puts the products of a catalogue file into the catalogue; answers how many. */
  readonly load: (file: string) => Promise<number>;
  /** Closes what was opened, once nobody asks any more. */
  readonly close: () => Promise<void>;
}

interface Options extends Place {
  readonly data: string;
  readonly json?: boolean;
  readonly catalogue?: string;
  readonly host: string;
}

/** `serve`: the API and the console until Ctrl-C, which lets the requests in flight end. */
export const serve = (open: (data: string) => ServeDeps, stop: () => Promise<void> = stopped): Command =>
  command("serve", "serve the API and the console")
    .option("--port <n>", "port to listen on; 0 takes a free one", port, 8080)
    .option("--host <name>", "address to listen on; 0.0.0.0 opens it to the network", "127.0.0.1")
    .option("--catalogue <file>", "products to load first, as CSV or JSON lines")
    .action(async (options: Options) => {
      const deps = open(options.data);
      try {
        const products = options.catalogue === undefined ? undefined : await deps.load(options.catalogue);
        const serving = await listening(deps.serve({ port: options.port, hostname: options.host }));
        if (options.json) console.log(JSON.stringify({ url: serving.url, products }));
        else console.log(`${serving.url}  the console\n${serving.url}/docs  the API\nCtrl-C stops it.`);
        await stop();
        await serving.close();
      } finally {
        await deps.close();
      }
    });

/** The server, or the remedy when its port is taken. */
export async function listening(starting: Promise<Serving>): Promise<Serving> {
  try {
    return await starting;
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    throw new WorkFailed(`${error.message} by another program; choose one with --port N (0 takes a free one)`);
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; the second one ends the program at once, as it would without us. */
export async function stopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        resolve();
      });
  });
}

export function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65535)
    throw new InvalidArgumentError("a port is a whole number from 0 to 65535.");
  return number;
}
