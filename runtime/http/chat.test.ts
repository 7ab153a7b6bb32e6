import type { Assistant } from "../assistant/assistant";
import { Unavailable } from "../watch/unavailable";
import { ada, json, world } from "./testing/world";

const ask = async (text: string, more: object = {}, assistant?: Assistant) => {
  const service = await world(assistant ? { assistant } : {});
  const answer = await service.ask("/v1/chat", json({ turns: [{ from: "shopper", text }], ...more }), ada);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, service };
};

describe("POST /v1/chat", () => {
  it("says that it is a program, replies, and finds what fits", async () => {
    const { status, body } = await ask("a blue shirt");
    expect(status).toBe(200);
    expect(body).toMatchObject({ ai: true, by: "rules", recommendation: { basis: "request" } });
    expect(body["reply"]).toMatch(/^I am a program, not a person\. I look for: blue, shirt/);
  });

  it("says so in the shopper's language, and once", async () => {
    expect((await ask("je cherche une robe")).body["reply"]).toMatch(/^Je suis un programme/);
    const turns = [
      { from: "shopper", text: "a dress" },
      { from: "assistant", text: "I am a program. Which colour?" },
      { from: "shopper", text: "blue" },
    ];
    expect((await ask("", { turns })).body["reply"]).toMatch(/^I look for/);
  });

  it("goes on by rules when the model does not answer, and says who spoke", async () => {
    const down: Assistant = { by: "model", understand: async () => Promise.reject(new Unavailable("Azure OpenAI", 2)) };
    expect((await ask("a blue shirt", {}, down)).body).toMatchObject({ by: "rules", text: "blue, shirt" });
  });

  it("recommends nothing when the talk is declined", async () => {
    const { body } = await ask("x", {}, { by: "model", understand: async () => ({ kind: "declined" }) });
    expect(body).toMatchObject({ by: "model", text: "" });
    expect(body["recommendation"]).toBeUndefined();
    expect(body["reply"]).toContain("nothing else");
  });

  it("streams when it is asked to", async () => {
    const service = await world();
    const request = json({ turns: [{ from: "shopper", text: "a blue shirt" }] });
    const headers = { ...(request.headers as Record<string, string>), accept: "text/event-stream" };
    const answer = await service.ask("/v1/chat", { ...request, headers }, ada);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(await answer.text()).toMatch(/event: reply\ndata: I am a program[^]*event: done\ndata: \{/);
  });

  it.each([
    [{ turns: [] }, "turns"],
    [{ turns: [{ from: "assistant", text: "hello" }] }, "the last turn is the shopper's"],
    [{ turns: [{ from: "shopper", text: "x".repeat(501) }] }, "turns.0.text"],
  ])("refuses %j", async (body, at) => {
    const answer = await (await world()).ask("/v1/chat", json(body), ada);
    expect([answer.status, (await answer.text()).includes(at)]).toEqual([400, true]);
  });
});
