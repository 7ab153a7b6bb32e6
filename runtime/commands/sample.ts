import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { labelledDrawings } from "../sample/drawings";
import { type SampleDeps, makeSample } from "../sample/make";
import { command, whole } from "./program";

/** `sample`: the drawn shop, its events and its shoppers; and labelled drawings to train an encoder on. */
export const sample = (open: (data: string) => SampleDeps): Command =>
  new Command("sample")
    .description("the drawn shop, its events and its shoppers")
    .addCommand(
      command("make", "draw and write the sample, once").action(
        async ({ data, json }: { data: string; json?: boolean }) => {
          const made = await makeSample(open(data));
          const folder = join(data, "sample");
          console.log(json ? JSON.stringify({ made, folder }) : `${folder} ${made ? "is made" : "was there already"}`);
        },
      ),
    )
    .addCommand(
      command("drawings", "labelled drawings, in one folder a piece, with their colours in colours.csv")
        .requiredOption("--out <dir>", "where to write them")
        .option("--count <n>", "how many", whole(1), 1000)
        .option("--seed <text>", "the same seed, the same drawings", "penderie")
        .option("--size <px>", "longer side", whole(1), 600)
        .action(
          async (options: { data: string; out: string; count: number; seed: string; size: number; json?: boolean }) => {
            const { rasteriser } = open(options.data);
            const size = { width: Math.round(options.size * 0.8), height: options.size };
            const labels = ["image,colour,second"];
            for (const { name, garment, svg } of labelledDrawings(options.seed, options.count)) {
              const folder = join(options.out, garment.piece);
              mkdirSync(folder, { recursive: true });
              writeFileSync(join(folder, `${name}.jpg`), await rasteriser.jpeg(svg, size));
              labels.push([name, garment.colours[0] ?? "", garment.colours[1] ?? ""].join(","));
            }
            writeFileSync(join(options.out, "colours.csv"), `${labels.join("\n")}\n`);
            console.log(
              options.json
                ? JSON.stringify({ drawings: options.count, out: options.out })
                : `${options.count} drawings in ${options.out}`,
            );
          },
        ),
    );
