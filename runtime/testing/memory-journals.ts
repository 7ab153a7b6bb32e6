import type { Journals } from "../privacy/journals";

/** Journals that are forgotten with the process. */
export function memoryJournals(): Journals & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: async (name) => kept.get(name),
    async append(name, size, line) {
      const text = kept.get(name) ?? "";
      if (Buffer.byteLength(text) !== size) return false;
      kept.set(name, `${text}${line}\n`);
      return true;
    },
    list: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)).sort(),
    remove: async (name) => void kept.delete(name),
  };
}
