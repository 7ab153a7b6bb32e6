import { Command, InvalidArgumentError } from "commander";
import type { Assumed, Parsed } from "../catalogue/reading/parsed";
import { mapping } from "../catalogue/reading/mapping";
import { isField } from "../catalogue/reading/headings";
import { type Withdrawal, withdrawMissing } from "../catalogue/withdraw";
import { type CatalogueDeps, type FileImport, importFile } from "./catalogue-file";
import { reportOf } from "./catalogue-report";
import { mappingIn } from "./mapping-file";
import { say } from "./material";
import { WorkFailed } from "./outcome";
import { command } from "./program";

interface Options {
  readonly data: string;
  readonly images?: string;
  readonly assume?: Assumed;
  readonly mapping?: string;
  readonly withdrawMissing?: boolean;
  readonly json?: boolean;
}

/** `catalogue import`: products from JSON, tables or suppliers' sheets, with their pictures. */
export const catalogue = (open: (data: string) => Promise<CatalogueDeps>, close: () => Promise<void>): Command =>
  new Command("catalogue").description("the products that can be recommended").addCommand(
    command("import", "put products into the catalogue")
      .argument(
        "<file...>",
        "a table (CSV, tab-separated …), JSON lines, a JSON list, an XML feed, or a supplier's sheet (.pdf)",
      )
      .option("--images <dir>", "folder of the pictures (default: images/ beside the file)")
      .option(
        "--assume <field=words>",
        "what is said where a file says nothing, as brand=Filo; may be repeated",
        assumption,
      )
      .option("--mapping <file>", "how another shop's file is read, YAML or JSON")
      .option("--withdraw-missing", "the files are the whole catalogue: withdraw what they do not name")
      .action(async (files: readonly string[], options: Options) => {
        try {
          const deps = await open(options.data);
          const how = {
            ...options,
            mapping: options.mapping === undefined ? undefined : mappingIn(options.mapping, mapping, deps.parseYaml),
          };
          const done: Record<string, FileImport> = {};
          const parsed: Parsed[] = [];
          for (const file of files) {
            const read = await importFile(file, deps, how);
            done[file] = read.done;
            parsed.push(...read.parsed);
          }
          const withdrawal = options.withdrawMissing ? await withdraw(parsed, deps) : undefined;
          say("");
          if (options.json) console.log(JSON.stringify(withdrawal ? { ...done, withdrawal } : done, null, 1));
          else console.log(reportOf(done, withdrawal));
          if (Object.values(done).every(({ put }) => put === 0))
            throw new WorkFailed("no product was understood; see the lines above");
        } finally {
          await close();
        }
      }),
  );

async function withdraw(parsed: readonly Parsed[], { catalogue: kept, items }: CatalogueDeps): Promise<Withdrawal> {
  const withdrawal = await withdrawMissing(parsed, kept);
  if ("withdrawn" in withdrawal) for (const id of withdrawal.withdrawn) await items.delete(id);
  return withdrawal;
}

function assumption(text: string, before: Assumed = {}): Assumed {
  const [, field = "", words = ""] = /^(\w+)=(.+)$/.exec(text) ?? [];
  if (isField(field)) return { ...before, [field]: words };
  throw new InvalidArgumentError("write a field and what it says, such as brand=Filo, piece=dress or markets=FR.");
}
