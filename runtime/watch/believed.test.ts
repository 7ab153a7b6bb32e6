import { believed } from "./believed";

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("what is believed for a while", () => {
  const opened = () => {
    const state = { now: 0, value: "first", fails: false, looks: 0, takes: 0 };
    const ask = believed(
      async () => {
        state.looks++;
        state.now += state.takes;
        if (state.fails) throw new Error("down");
        return state.value;
      },
      () => new Date(state.now),
      1000,
    );
    return { state, ask };
  };

  it("is looked for once for all who ask at the beginning, and not again before its time", async () => {
    const { state, ask } = opened();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(["first", "first", "first"]);
    state.value = "second";
    state.now = 999;
    expect([await ask(), state.looks]).toEqual(["first", 1]);
  });

  it("is answered as it was while it is looked for anew, and then as it is", async () => {
    const { state, ask } = opened();
    await ask();
    [state.value, state.now] = ["second", 1000];
    expect(await ask()).toBe("first");
    await settled();
    expect([await ask(), state.looks]).toEqual(["second", 2]);
  });

  it("is looked for less often where that takes long, so that it takes half a percent of the time at most", async () => {
    const { state, ask } = opened();
    state.takes = 100;
    await ask();
    state.now = 19_999;
    await ask();
    await settled();
    expect(state.looks).toBe(1);
    state.now = 20_000;
    await ask();
    await settled();
    expect(state.looks).toBe(2);
  });

  it("outlives a failure, which is tried again after its time and not at every question", async () => {
    const { state, ask } = opened();
    await ask();
    [state.fails, state.now] = [true, 1000];
    for (let asked = 0; asked < 5; asked++) {
      expect(await ask()).toBe("first");
      await settled();
    }
    expect(state.looks).toBe(2);
  });

  it("tells a failure to those who ask before there is anything, and looks again for the next", async () => {
    const { state, ask } = opened();
    state.fails = true;
    await expect(ask()).rejects.toThrow("down");
    state.fails = false;
    expect(await ask()).toBe("first");
  });
});
