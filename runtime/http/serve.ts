import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type AppDeps, app } from "./app";

/** A server that listens. */
export interface Serving {
  readonly url: string;
  /** Takes no new request, answers those in flight, then frees the port; after `patienceSeconds` it cuts what is left. */
  readonly close: (patienceSeconds?: number) => Promise<void>;
}

export interface Place {
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback when omitted: who serves a network says so. */
  readonly hostname?: string;
}

/** The port is taken; a value of this class lets a command name the remedy. */
export class PortTaken extends Error {}

/** Serves the API and the console. Rejects with {@link PortTaken} when another program listens there. */
export async function serve(deps: AppDeps, { port, hostname = "127.0.0.1" }: Place): Promise<Serving> {
  let closing = false;
  const obstacles = async () => (closing ? ["the service is shutting down"] : deps.obstacles());
  const server = createAdaptorServer({ fetch: app({ ...deps, obstacles }).fetch });
  if (!("closeIdleConnections" in server)) throw new Error("the adapter made no HTTP/1.1 server");
  await new Promise<void>((listening, failed) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      failed(error.code === "EADDRINUSE" ? new PortTaken(`port ${port} is taken`, { cause: error }) : error);
    });
    server.listen(port, hostname, listening);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${taken}`,
    close: (patienceSeconds = 10) => {
      closing = true;
      return new Promise((closed) => {
        const idle = setInterval(() => {
          server.closeIdleConnections(); // kept alive by clients that would send more
        }, 50);
        const impatient = setTimeout(() => {
          server.closeAllConnections();
        }, patienceSeconds * 1000);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(impatient);
          closed();
        });
      });
    },
  };
}
