import { existsSync, readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A line of the program, by a path from the repository's root with forward slashes. */
export interface Line {
  readonly file: string;
  readonly line: number;
}

/**
 * Finds the line of the program behind a place such as `file:///…/main.js#120,7`, through the source map beside a bundle, or
 * `project:///infra/platform.ts#40,3` as the engine writes it. Undefined for a place outside the repository.
 */
export function lineFinder(root: string): (source: string) => Line | undefined {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string) => {
    if (!maps.has(file)) maps.set(file, existsSync(`${file}.map`) ? read(`${file}.map`) : undefined);
    return maps.get(file);
  };
  return (source) => {
    const [uri = "", place = ""] = source.split("#");
    const [line = 0, column = 0] = place.split(",").map(Number);
    const file = fileOf(root, uri);
    if (file === undefined) return undefined;
    const entry = mapOf(file)?.findEntry(line - 1, column - 1);
    if (entry === undefined) return inside(root, file, line);
    return "originalSource" in entry
      ? inside(root, resolve(dirname(file), entry.originalSource), entry.originalLine + 1)
      : undefined;
  };
}

/** `project:///` is relative to the folder with Pulumi.yaml, which is the repository's root. */
function fileOf(root: string, uri: string): string | undefined {
  if (uri.startsWith("project:///")) return resolve(root, uri.slice("project:///".length));
  return uri.startsWith("file://") ? fileURLToPath(uri) : undefined;
}

const read = (file: string) => new SourceMap(JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload);

function inside(root: string, file: string, line: number): Line | undefined {
  const path = relative(root, file);
  return path.startsWith("..") ? undefined : { file: path.split(sep).join("/"), line };
}
