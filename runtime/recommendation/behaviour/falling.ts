/**
 * Places by falling key, ties by place, put in order no further than is asked: a heap (Floyd, Communications of the ACM 7(12), 1964). It
 * holds at most `most` places, and serves one list of keys after the other.
 */
export function falling(most: number) {
  const heap = new Uint32Array(most);
  let keys: ArrayLike<number> = [];
  let size = 0;
  const before = (a: number, b: number) => {
    const [one, other] = [keys[a] ?? 0, keys[b] ?? 0];
    return one > other || (one === other && a < b);
  };
  const sink = (from: number) => {
    const place = heap[from] ?? 0;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      if (!before(heap[child] ?? 0, place)) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = place;
  };
  return {
    /** Begins with the first `count` of other keys, which must stay as they are until the last was taken. */
    over(others: ArrayLike<number>, count: number): void {
      [keys, size] = [others, count];
      for (let at = 0; at < count; at++) heap[at] = at;
      for (let at = (count >> 1) - 1; at >= 0; at--) sink(at);
    },
    /** The next place, taken; undefined when there is none. */
    next(): number | undefined {
      if (size === 0) return undefined;
      const first = heap[0];
      heap[0] = heap[--size] ?? 0;
      sink(0);
      return first;
    },
  };
}
