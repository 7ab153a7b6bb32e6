import { type Command, InvalidArgumentError } from "commander";
import { command } from "./program";

/** One line of the summary that `start` prints: what was done and the figure that matters. */
export interface Done {
  readonly what: string;
  readonly figure: string;
}

/** The chapters of the main job, in the order in which they are told. */
export interface StartDeps {
  readonly makeSample: () => Promise<Done>;
  readonly reviewPlatform: () => Promise<readonly Done[]>;
  readonly segmentCustomers: () => Promise<Done>;
  readonly openShop: () => Promise<Done>;
  readonly serve: (port: number) => Promise<{ readonly url: string; readonly links: readonly string[] }>;
}

/**
 * `start`: the main job on embedded defaults. The review needs nothing that the sample gives, so both run side by side;
 * everything after the sample runs in turn. Answers once the server listens; the server keeps the process alive.
 */
export const start = (open: (data: string) => StartDeps): Command =>
  command("start", "review the platform, segment the sample events, serve recommendations and the console")
    .option("--port <n>", "port to listen on", port, 8080)
    .action(async (options: { data: string; port: number; json?: boolean }) => {
      const deps = open(options.data);
      const review = deps.reviewPlatform();
      review.catch(() => undefined); // awaited below; a failure there must not end the process while the sample is made
      const sample = await deps.makeSample();
      const segments = await deps.segmentCustomers();
      const shop = await deps.openShop();
      const done = [sample, ...(await review), segments, shop];
      const { url, links } = await deps.serve(options.port);
      if (options.json) console.log(JSON.stringify({ done, url, links }));
      else console.log(page(done, url, links));
    });

function page(done: readonly Done[], url: string, links: readonly string[]): string {
  const width = Math.max(...done.map(({ what }) => what.length));
  return [
    "",
    ...done.map(({ what, figure }) => `  ${what.padEnd(width)}  ${figure}`),
    "",
    `  open   ${url}`,
    ...links.map((link) => `         ${link}`),
    "  stop   Ctrl-C; everything it made is in the data folder and may be deleted",
    "",
  ].join("\n");
}

function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65535)
    throw new InvalidArgumentError("a port is a whole number from 0 to 65535.");
  return number;
}
