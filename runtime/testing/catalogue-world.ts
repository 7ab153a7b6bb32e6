import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pdfText } from "../adapters/embedded/pdf-text";
import { parseElement, parseTable, parseYaml } from "../adapters/text-formats";
import type { Product } from "../catalogue/product";
import { catalogue } from "../commands/catalogue";
import { run } from "../commands/program";
import { jpeg } from "./pictures";

/** One product, as a line of the catalogue's own form. */
export const product = (change: object = {}) =>
  JSON.stringify({
    id: "P1",
    title: "Dress",
    brand: "B",
    piece: "dress",
    style: "boho",
    colours: ["red"],
    price: 9.9,
    variants: [{ sku: "1", size: "M", stock: 1 }],
    images: ["P1.jpg"],
    ...change,
  });

/** A catalogue and its vectors, in memory. */
export function memoryCatalogue() {
  const products = new Map<string, Product>();
  const vectors = new Map<string, Float32Array>();
  return {
    products,
    vectors,
    catalogue: {
      put: async (item: Product) => void products.set(item.id, item),
      withdraw: async (id: string) => void products.delete(id),
      get: async () => undefined,
      list: async () => [...products.values()],
    },
    items: {
      get: async (id: string) => vectors.get(id),
      put: async (id: string, vector: Float32Array) => void vectors.set(id, vector),
      delete: async (id: string) => void vectors.delete(id),
    },
  };
}

/** A folder with one picture, an empty catalogue, and the command that imports into it; `~` is that folder. */
export async function catalogueWorld() {
  const home = mkdtempSync(join(tmpdir(), "penderie-catalogue-"));
  mkdirSync(join(home, "images"));
  mkdirSync(join(home, "elsewhere"));
  writeFileSync(join(home, "images", "P1.jpg"), await jpeg());
  const printed: string[] = [];
  const { products, catalogue: stored, items } = memoryCatalogue();
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void printed.push(text));
  const deps = {
    catalogue: stored,
    items,
    embedFrom: (folder: string) => async (file: string) =>
      existsSync(join(folder, file)) ? Float32Array.of(1) : undefined,
    pictures: join(home, "shown"),
    parseTable,
    parseElement,
    parseYaml,
    sheets: pdfText,
  };
  return {
    home,
    printed,
    products,
    put: (name: string, text: string) => {
      writeFileSync(join(home, name), text);
    },
    ask: (...args: readonly string[]) =>
      run(
        [
          catalogue(
            async () => deps,
            async () => undefined,
          ),
        ],
        ["catalogue", "import", ...args.map((each) => each.replace("~", home))],
      ),
    leave: () => {
      jest.restoreAllMocks();
      rmSync(home, { recursive: true });
    },
  };
}
