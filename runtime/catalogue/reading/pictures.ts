import { idOf } from "./grouping";

/**
 * The names under which a product's pictures are kept: the last part of each path or address, without accents and spaces. Nothing is
 * fetched from an address; its file is looked for among the pictures.
 */
export function pictureNames(text: string): { readonly names: readonly string[]; readonly faults: readonly string[] } {
  const names = new Set<string>();
  const faults: string[] = [];
  for (const part of partsOf(text)) {
    const name = part.split(/[/\\]/).includes("..") ? undefined : pictureName(part);
    if (name === undefined) faults.push(`“${part.slice(0, 80)}” names no .jpg, .png or .webp file of the image folder`);
    else names.add(name);
  }
  return { names: [...names], faults };
}

/** One file or address as a kept name; undefined when it is no picture by its name. */
export function pictureName(path: string): string | undefined {
  const [address = ""] = /^https?:/i.test(path) ? path.split(/[?#]/) : [path];
  const [, base = "", ending = ""] = /([^/\\]+)\.(jpe?g|png|webp)$/i.exec(decoded(address)) ?? [];
  return idOf(base) === "" ? undefined : `${idOf(base)}.${ending.toLowerCase()}`;
}

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[|\n;]/)
    .flatMap((part) => part.split(/https?:/i.test(part) ? /,\s*(?=https?:)/i : ","))
    .map((part) => part.trim())
    .filter((part) => part !== "");

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a % that encodes nothing
  }
}
