import { join } from "node:path";
import { type MoveInDeps, moveIn } from "../sample/move-in";
import { type SampleDeps, makeSample } from "../sample/make";
import type { Learnt } from "../recommendation/behaviour/learn-likes";
import type { Passer, SampleShopper } from "../sample/shoppers";
import { type CatalogueDeps, importFile } from "./catalogue-file";
import { fileAt, say } from "./material";

/** What a furnished shop knows and can do. */
export interface FurnishDeps extends CatalogueDeps, MoveInDeps {
  readonly learn: () => Promise<Learnt>;
}

/**
 * Fills an empty catalogue with the sample shop and its people, drawn first where nobody has, and learns what goes with what for
 * them; true when it did so.
 */
export async function furnish(data: string, sample: SampleDeps, shop: FurnishDeps): Promise<boolean> {
  if ((await shop.catalogue.list()).length > 0) return false;
  await draw(sample);
  await importFile(join(data, "sample", "catalogue.jsonl"), shop);
  const drawn = (name: string): unknown => JSON.parse(new TextDecoder().decode(fileAt(join(data, "sample", name))));
  say("letting people in");
  await moveIn(drawn("shoppers.json") as readonly SampleShopper[], drawn("passers.json") as readonly Passer[], shop);
  say("learning what goes with what");
  await shop.learn();
  return true;
}

/** Draws the sample unless it is there; true when it did so. */
export const draw = (sample: SampleDeps): Promise<boolean> =>
  makeSample(sample, undefined, (done, of) => {
    say(`drawing the sample shop: ${done} of ${of}`);
  });
