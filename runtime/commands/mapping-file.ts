import { readFileSync } from "node:fs";
import { z } from "zod";
import { isFile } from "./material";
import { WrongUsage } from "./outcome";

/** What a mapping file says, in YAML or JSON. Throws `WrongUsage` with every mistake in it. */
export function mappingIn<Mapping>(
  file: string,
  schema: z.ZodType<Mapping>,
  parseYaml: (text: string) => unknown,
): Mapping {
  if (!isFile(file)) throw new WrongUsage(`${file}: there is no such mapping file`);
  let content: unknown;
  try {
    content = parseYaml(readFileSync(file, "utf8"));
  } catch (error) {
    throw new WrongUsage(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : ""}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new WrongUsage(`${file} is no mapping:\n${z.prettifyError(parsed.error)}`);
}
