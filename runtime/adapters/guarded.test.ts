import { Unavailable } from "../watch/unavailable";
import { type Guard, guarded } from "./guarded";

const guard: Guard = { deadline: 40, concurrent: 2, failures: 3, rest: 60 };
const later = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const failing = (error: Error) => {
  let asked = 0;
  const port = {
    ask: async () => {
      asked++;
      throw error;
    },
  };
  return { port: guarded("Search", guard, port), asked: () => asked };
};

describe("a guarded port", () => {
  it("answers what the port answers, with its own this", async () => {
    class Counter {
      count = 0;
      async add(by: number) {
        this.count += by;
        return this.count;
      }
    }
    const port = guarded("Counter", guard, new Counter());
    await port.add(2);
    expect(await port.add(3)).toBe(5);
  });

  it("gives up at its deadline", async () => {
    const port = guarded("Search", guard, { ask: () => later(10_000) });
    await expect(port.ask()).rejects.toThrow("Search does not answer now");
  });

  it("stops asking a service that fails again and again, and tries once when it has rested", async () => {
    const { port, asked } = failing(new Error("down"));
    for (let at = 0; at < 10; at++) await expect(port.ask()).rejects.toBeInstanceOf(Unavailable);
    expect(asked()).toBe(3);
    await later(80);
    await expect(port.ask()).rejects.toBeInstanceOf(Unavailable);
    await expect(port.ask()).rejects.toBeInstanceOf(Unavailable);
    expect(asked()).toBe(4);
  });

  it("refuses at once what finds no place, so that those inside are answered", async () => {
    let inside = 0;
    let most = 0;
    const port = guarded(
      "Search",
      { ...guard, deadline: 1000 },
      {
        ask: async () => {
          most = Math.max(most, ++inside);
          await later(20);
          inside--;
          return "answer";
        },
      },
    );
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => port.ask()));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
    expect(most).toBe(2);
  });

  it("lets a mistake of ours be one, and counts it as no failure of the service", async () => {
    const { port, asked } = failing(new RangeError("a vector of 3"));
    for (let at = 0; at < 6; at++) await expect(port.ask()).rejects.toThrow(RangeError);
    expect(asked()).toBe(6);
  });

  it("repeats nothing of what the service said", async () => {
    const { port } = failing(new Error("a row about ada"));
    await expect(port.ask()).rejects.toThrow(/^Search does not answer now$/);
  });
});
