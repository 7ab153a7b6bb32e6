import type { Product } from "../catalogue/product";
import { drawGarment } from "./drawing";
import { anyGarment } from "./drawings";
import { sampleEvents } from "./events";
import { randomFrom } from "./random";
import { sampleShop } from "./shop";
import { samplePassers, sampleShoppers } from "./shoppers";

/** Port: turns our own drawings into pictures. It is never given anything else. */
export interface Rasteriser {
  jpeg(svg: string, size?: { readonly width: number; readonly height: number }): Promise<Uint8Array>;
}

/** Port: a folder that appears under its name only when everything is in it. */
export interface SampleFolder {
  isComplete(): Promise<boolean>;
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Compressed with gzip. */
  writeLines(path: string, lines: Iterable<string>): Promise<void>;
  complete(): Promise<void>;
}

export interface SampleDeps {
  readonly folder: SampleFolder;
  readonly rasteriser: Rasteriser;
}

export const sampleSize = { seed: "penderie", products: 300, events: 100_000 } as const;

/**
 * Draws and writes the sample once: `catalogue.jsonl`, `images/`, `events.csv.gz`, `shoppers.json`, `passers.json` and three photographs in
 * `wardrobe/`. Answers false when it was there already. `progress` hears how many of the drawings are done.
 */
export async function makeSample(
  { folder, rasteriser }: SampleDeps,
  {
    seed,
    products,
    events,
  }: { readonly seed: string; readonly products: number; readonly events: number } = sampleSize,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<boolean> {
  if (await folder.isComplete()) return false;
  const shop = sampleShop(seed, products);
  await folder.write("catalogue.jsonl", shop.map((item) => `${JSON.stringify(item)}\n`).join(""));
  await folder.write("shoppers.json", `${JSON.stringify(sampleShoppers(seed, shop), null, 1)}\n`);
  await folder.write("passers.json", JSON.stringify(samplePassers(seed, shop)));
  await folder.writeLines("events.csv.gz", sampleEvents(seed, shop, events));
  for (const [at, items] of chunks(shop, 4).entries()) {
    await Promise.all(
      items.map(async (item) =>
        folder.write(`images/${item.images[0] ?? ""}`, await rasteriser.jpeg(pictureOf(seed, item))),
      ),
    );
    progress(Math.min(shop.length, (at + 1) * 4), shop.length);
  }
  for (const piece of ["t-shirt", "dress", "outwear"] as const) {
    const random = randomFrom(`${seed} wardrobe ${piece}`);
    await folder.write(
      `wardrobe/${piece}.jpg`,
      await rasteriser.jpeg(drawGarment(anyGarment(piece, random), "photo", random)),
    );
  }
  await folder.complete();
  return true;
}

const pictureOf = (seed: string, item: Product) =>
  drawGarment(item, "packshot", randomFrom(`${seed} picture ${item.id}`));

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, at * size + size));
}
