import { together } from "./together";

describe("questions that come together", () => {
  it("are asked as one, each key once, and everybody hears their own answer", async () => {
    const asked: (readonly string[])[] = [];
    const of = together(async (keys) => {
      asked.push(keys);
      return new Map(keys.filter((key) => key !== "stranger").map((key) => [key, key.toUpperCase()]));
    }, "nothing");
    expect(await Promise.all(["a", "b", "a", "stranger"].map(of))).toEqual(["A", "B", "A", "nothing"]);
    expect(asked).toEqual([["a", "b", "stranger"]]);
    expect(await of("c")).toBe("C");
    expect(asked).toHaveLength(2);
  });

  it("goes in parts where there are too many for one, and a part that fails fails alone", async () => {
    const of = together(
      async (keys) => {
        if (keys.includes("bad")) throw new Error("down");
        return new Map(keys.map((key) => [key, 1]));
      },
      0,
      2,
    );
    const answers = await Promise.allSettled(["a", "b", "bad", "c", "d"].map(of));
    expect(answers.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
  });
});
