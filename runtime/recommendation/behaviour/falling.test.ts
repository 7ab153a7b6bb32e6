import fc from "fast-check";
import { falling } from "./falling";

describe("places by falling key", () => {
  it("come as a sort would put them, ties by place, from one list after the other", () => {
    const order = falling(50);
    const keys = fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 50 });
    fc.assert(
      fc.property(keys, (list) => {
        order.over(list, list.length);
        const taken = list.map(() => order.next());
        const sorted = [...list.keys()].sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0) || a - b);
        expect(taken).toEqual(sorted);
        expect(order.next()).toBeUndefined();
      }),
    );
  });
});
