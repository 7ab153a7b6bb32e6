import { appendFile, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type SegmentationModel, modelFormat } from "../../segmentation/fit";
import {
  type ModelRegistry,
  type Stage,
  UnknownVersion,
  VersionInForce,
  VersionRetired,
} from "../../segmentation/model-registry";

const promotion = z.object({ version: z.string(), at: z.string(), why: z.string() });

/**
 * Versions as folders with `model.json` and `assignment.sql`; `history.jsonl` says what was put in force when and why, and its
 * last line what is. Every file appears under its name only when it is complete; a line that a crash cut short is no line.
 */
export function folderRegistry(folder: string): ModelRegistry {
  const history = join(folder, "history.jsonl");
  const promotions = async () =>
    (await readFile(history, "utf8").catch(() => "")).split("\n").flatMap((line) => {
      try {
        return line === "" ? [] : [promotion.parse(JSON.parse(line))];
      } catch {
        return [];
      }
    });
  const names = async (of: string): Promise<readonly string[]> => readdir(join(folder, of)).catch(() => []);
  const known = async (version: string) => {
    const files = /^[0-9a-f]+$/.test(version) ? await names(version) : [];
    if (!files.includes("model.json"))
      throw new UnknownVersion(`no version is called ${version}; \`segment models\` lists those that there are`);
    return files;
  };
  const inForce = async () => (await promotions()).at(-1)?.version;
  const promote = async (version: string, at: Date, why: string) => {
    if ((await known(version)).includes("retired"))
      throw new VersionRetired(`version ${version} was retired; fit a new one`);
    if ((await inForce()) === version) return;
    const line = JSON.stringify({ version, at: at.toISOString(), why });
    await appendFile(history, `${(await promotions()).length > 0 ? "\n" : ""}${line}\n`);
  };

  return {
    promote,
    async register(model, at) {
      const place = join(folder, model.version);
      if ((await names(model.version)).includes("model.json")) return;
      await mkdir(place, { recursive: true });
      await appear(join(place, "assignment.sql"), `${model.sql};\n`);
      await appear(
        join(place, "model.json"),
        `${JSON.stringify({ registeredAt: at.toISOString(), model }, null, 1)}\n`,
      );
    },
    async rollback(at, why) {
      const [now, ...earlier] = (await promotions()).reverse();
      for (const { version } of earlier) {
        if (version === now?.version || (await names(version)).includes("retired")) continue;
        await promote(version, at, why);
        return version;
      }
      return undefined;
    },
    async retire(version) {
      await known(version);
      if ((await inForce()) === version)
        throw new VersionInForce(`version ${version} is in force; promote another one or roll back first`);
      await appear(join(folder, version, "retired"), "");
    },
    async current() {
      const version = await inForce();
      if (version === undefined) return undefined;
      const { registeredAt, model } = JSON.parse(await readFile(join(folder, version, "model.json"), "utf8")) as {
        registeredAt: string;
        model: SegmentationModel;
      };
      // A version of another release is as good as none: the next fit registers one that can be read.
      return (model.format as number | undefined) === modelFormat
        ? { model, registeredAt: new Date(registeredAt) }
        : undefined;
    },
    async versions() {
      const [champion, ever] = [await inForce(), new Set((await promotions()).map(({ version }) => version))];
      const found = await Promise.all(
        (await names("")).map(async (version) => {
          const files = await names(version);
          if (!files.includes("model.json")) return [];
          const { registeredAt } = JSON.parse(await readFile(join(folder, version, "model.json"), "utf8")) as {
            registeredAt: string;
          };
          const stage: Stage = files.includes("retired")
            ? "retired"
            : version === champion
              ? "champion"
              : ever.has(version)
                ? "former"
                : "challenger";
          return [{ version, registeredAt: new Date(registeredAt), stage }];
        }),
      );
      return found
        .flat()
        .sort((a, b) => b.registeredAt.getTime() - a.registeredAt.getTime() || (a.version < b.version ? -1 : 1));
    },
  };
}

async function appear(path: string, content: string): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}
