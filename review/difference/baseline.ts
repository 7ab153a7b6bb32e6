import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Listed } from "../inventory";
import { reviewSchema } from "../schema";
import type { Reviewed } from "./compare";

/** Where a review keeps the resources of one environment. */
export const inventoryFile = (environment: string): string => `${environment}.resources.json`;

const listed: z.ZodType<Listed> = z.object({
  type: z.string(),
  name: z.string(),
  inputs: z.record(z.string(), z.unknown()),
});

/** An earlier review as it was written to a folder. Throws an `Error` that names the file that is missing or is none. */
export function readBaseline(folder: string): readonly Reviewed[] {
  const { environments } = parsed(join(folder, "review.json"), reviewSchema);
  return environments.map((review) => ({
    review,
    inventory: parsed(join(folder, inventoryFile(review.environment)), z.array(listed)),
  }));
}

function parsed<T>(file: string, schema: z.ZodType<T>): T {
  if (!existsSync(file))
    throw new Error(`--baseline: ${file} is missing; name a folder that an earlier \`npm run review -- --out\` wrote`);
  const content: unknown = JSON.parse(readFileSync(file, "utf8"));
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw new Error(
    `--baseline: ${file} was not written by this version of the review (${first?.path.join(".") ?? ""}: ${first?.message ?? ""}); approve a new one`,
  );
}
