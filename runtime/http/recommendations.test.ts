import type { Answer } from "../recommendation/recommend";
import { recommendationText, recommendationView } from "./recommendations";
import { products } from "./testing/world";

const wishes = { pieces: [], colours: [], patterns: [], styles: [], occasions: [], sizes: [] };
const answer: Answer = {
  basis: "personal",
  items: products.map((item, at) => ({
    item: { ...item, title: `“${item.title}” \\ "new"` },
    score: 1 / (60 + at),
    reasons: [{ source: "behaviour", rank: at + 1, text: 'goes with “A "shirt"”, which you like' }],
  })),
  seen: [
    {
      ...{ photoId: "p", piece: "shirt", probability: 0.9, colours: [{ colour: "blue", share: 1 }] },
      ...{ pattern: "striped", part: { left: 0, top: 0.25, right: 0.5, bottom: 1 } },
    },
  ],
  understood: { ...wishes, budget: 80, without: { pieces: [], colours: ["red"], patterns: [] }, unknown: ["gizmo"] },
  model: "test 1",
  missing: ["trend"],
};

describe("recommendationText", () => {
  it.each([
    ["many items", answer],
    ["none", { ...answer, items: [] }],
  ])("says what the view says, of %s", (_items, each) => {
    expect(JSON.parse(recommendationText(each))).toEqual(JSON.parse(JSON.stringify(recommendationView(each))));
  });

  it("says of a product what it is now, and not what it was", () => {
    recommendationText(answer);
    const dearer = answer.items.map((each) => ({ ...each, item: { ...each.item, price: 123 } }));
    const { items } = JSON.parse(recommendationText({ ...answer, items: dearer })) as {
      items: { item: { price: number } }[];
    };
    expect(items.map(({ item }) => item.price)).toEqual([123, 123, 123]);
  });
});
