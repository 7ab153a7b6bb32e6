import { Command } from "commander";
import type { Store } from "../contract";
import type { Swept } from "../privacy/sweep";
import type { Attention } from "../watch/watch";
import { WorkFailed } from "./outcome";
import { command } from "./program";

/** One sweep, the event files with it, and where an invented person was left who was planted and erased. */
export interface SweptAll extends Swept {
  readonly events: number;
  readonly canary: readonly Store[];
}

/** What the commands need of a composition. */
export interface PrivacyCommandDeps {
  readonly sweep: () => Promise<SweptAll>;
  readonly watch: () => Promise<readonly Attention[]>;
  /** The version of the keys that is in force now, and how many names there were of the one before. */
  readonly rotate: () => Promise<{ readonly version: number; readonly renamed: number }>;
}

/** `privacy`: what is done by jobs once deployed, on this machine; a service on the same folder must be stopped first. */
export const privacy = (open: (data: string) => PrivacyCommandDeps, close: () => Promise<void>): Command => {
  const group = new Command("privacy").description(
    "delete what is due, look whether promises hold, rotate pseudonym keys",
  );
  const part = (name: string, summary: string, work: (deps: PrivacyCommandDeps, json: boolean) => Promise<void>) =>
    group.addCommand(
      command(name, summary).action(async ({ data, json }: { readonly data: string; readonly json?: boolean }) => {
        await work(open(data), json === true).finally(close);
      }),
    );
  part("sweep", "delete what is due, in every store", async ({ sweep }, json) => {
    const swept = await sweep();
    if (json) console.log(JSON.stringify(swept, null, 1));
    else console.log(lines.map(([name, text]) => `${String(swept[name]).padStart(8)}  ${text}`).join("\n"));
    if (swept.canary.length > 0)
      throw new WorkFailed(
        `an invented person was erased and is still in ${swept.canary.join(", ")}: treat it as a breach`,
      );
    if (!json) console.log("an invented person was planted in every store, erased, and found in none");
  });
  part(
    "watch",
    "verify the audit trail, that the erased are absent, and that no deadline is missed",
    async (deps, json) => {
      const found = await deps.watch();
      if (json) console.log(JSON.stringify({ attention: found }, null, 1));
      else console.log(found.length === 0 ? "nothing needs attention" : found.map(said).join("\n"));
      if (found.length > 0) throw new WorkFailed("somebody must look");
    },
  );
  part("rotate", "give everybody new pseudonyms, made with new keys", async ({ rotate }, json) => {
    const { version, renamed } = await rotate();
    console.log(
      json
        ? JSON.stringify({ version, renamed })
        : `${renamed} names were replaced; keys of version ${version} are in force. The older keys stay where they are: a name is made from the one before`,
    );
  });
  return group;
};

const lines: readonly (readonly [Exclude<keyof SweptAll, "canary">, string])[] = [
  ["resumed", "erasures that had begun were ended"],
  ["replayed", "erased people were there again, and are erased again"],
  ["renamed", "names of older pseudonym keys were replaced"],
  ["expiredPhotos", "photographs were past their term"],
  ["orphans", "pictures or vectors belonged to nothing"],
  ["deeds", "views, carts and purchases were past their term"],
  ["dormant", "people had not been here for the profiles' term"],
  ["registers", "lines of registers were past their term"],
  ["events", "rows of events were past their term"],
];

const said = ({ about, count, remedy }: Attention) => `${about}: ${count}; ${remedy}`;
