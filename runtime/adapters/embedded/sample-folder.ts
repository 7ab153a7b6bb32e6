import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { SampleFolder } from "../../sample/make";

/** A folder that is filled under another name and renamed at the end, so that a run that was ended leaves nothing half-made. */
export function sampleFolder(folder: string): SampleFolder {
  const unfinished = `${folder}.unfinished`;
  let begun: Promise<void> | undefined;
  const place = async (path: string) => {
    begun ??= rm(unfinished, { recursive: true, force: true });
    await begun;
    await mkdir(dirname(join(unfinished, path)), { recursive: true });
    return join(unfinished, path);
  };
  return {
    isComplete: async () => existsSync(folder),
    write: async (path, content) => writeFile(await place(path), content),
    async writeLines(path, lines) {
      const file = createWriteStream(await place(path));
      await pipeline(Readable.from(joined(lines)), createGzip({ level: 4 }), file);
    },
    complete: () => rename(unfinished, folder),
  };
}

/** Lines in blocks, so that a hundred thousand of them are not a hundred thousand writes. */
function* joined(lines: Iterable<string>): Generator<string> {
  let block: string[] = [];
  for (const line of lines) {
    block.push(line, "\n");
    if (block.length < 4000) continue;
    yield block.join("");
    block = [];
  }
  yield block.join("");
}
