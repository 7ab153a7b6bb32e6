import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const reviewed = z.array(
  z.object({
    environment: z.string(),
    resources: z.number(),
    findings: z.number(),
    monthly: z.number(),
    budget: z.number(),
  }),
);

/** The review as a program of its own, beside this one: what runs never imports what deploys. */
export const reviewProcess = (home: string) => async (out: string) => {
  const program = join(home, "dist", "review", "main.js");
  const { stdout } = await promisify(execFile)(process.execPath, [program, "--brief", "--json", "--out", out], {
    cwd: home,
  });
  return reviewed.parse(JSON.parse(stdout));
};
