import type { Neighbour } from "../../recommendation/vector-index";

/** The nearest of those that come by, at most `count`, nearest first, ties by id. */
export function bestFew(count: number) {
  const found: Neighbour[] = [];
  let worst = -Infinity;
  return {
    found,
    /** What is less similar is not among them; -Infinity while there are fewer than `count`. */
    get worst() {
      return worst;
    },
    enter(id: string, similarity: number): void {
      if (similarity < worst) return;
      const full = found.length >= count;
      if (full && similarity === worst && id > (found[count - 1]?.id ?? "")) return;
      if (full) found.pop();
      let rank = found.length;
      while (rank > 0) {
        const other = found[rank - 1];
        if (!other || other.similarity > similarity || (other.similarity === similarity && other.id < id)) break;
        rank--;
      }
      found.splice(rank, 0, { id, similarity });
      if (found.length >= count) worst = found[count - 1]?.similarity ?? -Infinity;
    },
  };
}
