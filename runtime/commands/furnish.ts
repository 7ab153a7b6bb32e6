import { join } from "node:path";
import { type MoveInDeps, moveIn } from "../sample/move-in";
import { type SampleDeps, makeSample } from "../sample/make";
import type { SampleShopper } from "../sample/shoppers";
import { type CatalogueDeps, importFile } from "./catalogue";
import { fileAt, say } from "./material";

/** Fills an empty catalogue with the sample shop and its shoppers, drawn first where nobody has; true when it did so. */
export async function furnish(data: string, sample: SampleDeps, shop: CatalogueDeps & MoveInDeps): Promise<boolean> {
  if ((await shop.catalogue.list()).length > 0) return false;
  await draw(sample);
  await importFile(join(data, "sample", "catalogue.jsonl"), undefined, shop);
  const shoppers = JSON.parse(
    new TextDecoder().decode(fileAt(join(data, "sample", "shoppers.json"))),
  ) as readonly SampleShopper[];
  await moveIn(shoppers, shop);
  return true;
}

/** Draws the sample unless it is there; true when it did so. */
export const draw = (sample: SampleDeps): Promise<boolean> =>
  makeSample(sample, undefined, (done, of) => {
    say(`drawing the sample shop: ${done} of ${of}`);
  });
