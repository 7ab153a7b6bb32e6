import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type SegmentationModel, modelFormat } from "../../segmentation/fit";
import type { ModelRegistry } from "../../segmentation/model-registry";

/**
 * Versions as folders with `model.json` and `assignment.sql`; the file `current` names the one in force. Every file appears
 * under its name only when it is complete.
 */
export function folderRegistry(folder: string): ModelRegistry {
  return {
    async register(model, at) {
      const place = join(folder, model.version);
      await mkdir(place, { recursive: true });
      await appear(join(place, "assignment.sql"), `${model.sql};\n`);
      await appear(
        join(place, "model.json"),
        `${JSON.stringify({ registeredAt: at.toISOString(), model }, null, 1)}\n`,
      );
      await appear(join(folder, "current"), model.version);
    },
    async current() {
      const names: readonly string[] = await readdir(folder).catch(() => []);
      if (!names.includes("current")) return undefined;
      const version = (await readFile(join(folder, "current"), "utf8")).trim();
      const { registeredAt, model } = JSON.parse(await readFile(join(folder, version, "model.json"), "utf8")) as {
        registeredAt: string;
        model: SegmentationModel;
      };
      // A version of another release is as good as none: the next fit registers one that can be read.
      return (model.format as number | undefined) === modelFormat
        ? { model, registeredAt: new Date(registeredAt) }
        : undefined;
    },
  };
}

async function appear(path: string, content: string): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}
