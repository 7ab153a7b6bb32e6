import type { Turn } from "../../assistant/assistant";
import { readWishes } from "../../recommendation/words/words";
import { contentFiltered, openai } from "../../testing/wire/openai";
import { fetching } from "../../testing/wire/fetching";
import { type Answer, type Service, Broken, after } from "../../testing/wire/wire";
import { openAiAssistant } from "./openai-assistant";

const talk: readonly Turn[] = [{ from: "shopper", text: "something red for a wedding, no dots" }];
const good = {
  pieces: ["dress"],
  colours: ["red"],
  patterns: [],
  styles: [],
  occasions: ["ceremony"],
  seasons: ["spring-summer"],
  sizes: ["M"],
  budget: 80,
  least: 30,
  cheap: true,
  without: { pieces: [], colours: [], patterns: ["dotted"], styles: ["sport"] },
  reply: "I look for a red dress. Up to which price?",
  aboutClothes: true,
};
const says = (value: unknown) => openai(() => ({ content: typeof value === "string" ? value : JSON.stringify(value) }));

function on(service: Service, deadline = 1000) {
  const { seen, access } = fetching(service);
  const place = { url: "https://openai.example.net", deployment: "chat", deadline };
  return { seen, assistant: openAiAssistant(place, access) };
}

describe("chat by Azure OpenAI", () => {
  it("understands wishes in the catalogue's own words, so that the ranking reads them back", async () => {
    const answer = await on(says(good)).assistant.understand(talk);
    if (answer.kind !== "understood") throw new Error("declined");
    expect(readWishes(answer.text)).toMatchObject({
      pieces: ["dress"],
      colours: ["red"],
      occasions: ["ceremony"],
      seasons: ["spring-summer"],
      sizes: ["M"],
      budget: 80,
      least: 30,
      cheap: true,
      without: { patterns: ["dotted"], styles: ["sport"] },
      unknown: [],
    });
    expect(answer.reply).toBe(good.reply);
  });

  it("sends what was said, in its order, and nothing else about anybody", async () => {
    const { assistant, seen } = on(says(good));
    await assistant.understand([...talk, { from: "assistant", text: "Which size?" }, { from: "shopper", text: "M" }]);
    const { messages } = JSON.parse(seen[0]?.body.toString() ?? "{}") as {
      messages: { role: string; content: string }[];
    };
    expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    expect(messages.slice(1).map(({ content }) => content)).toEqual([talk[0]?.text, "Which size?", "M"]);
    expect(seen[0]?.body.toString()).not.toMatch(/"user":|metadata/);
  });

  it.each<readonly [string, Service]>([
    ["the prompt was stopped by the content filter", () => contentFiltered],
    ["the answer was stopped by the content filter", openai(() => ({ content: "{", finish: "content_filter" }))],
    ["the model refuses", openai(() => ({ refusal: "no" }))],
    ["the talk is about something else", says({ ...good, aboutClothes: false })],
    ["the reply leads elsewhere", says({ ...good, reply: "see https://elsewhere.example" })],
  ])("declines when %s", async (_, service) => {
    expect(await on(service).assistant.understand(talk)).toEqual({ kind: "declined" });
  });

  it.each<readonly [string, Answer | Broken]>([
    ["429 with Retry-After", { status: 429, headers: { "retry-after-ms": "1" } }],
    ["503", { status: 503, headers: { "retry-after-ms": "1" } }],
    ["a connection that was reset", new Broken("ECONNRESET")],
  ])("goes on after %s", async (_, fault) => {
    expect((await on(after([fault], says(good))).assistant.understand(talk)).kind).toBe("understood");
  });

  it.each<readonly [string, Service]>([
    ["401", () => ({ status: 401, body: { error: { code: "401", message: "the secret word" } } })],
    ["404", () => ({ status: 404, body: { error: { code: "DeploymentNotFound", message: "the secret word" } } })],
    [
      "429 without end",
      () => ({
        status: 429,
        headers: { "retry-after-ms": "1" },
        body: { error: { code: "429", message: "the secret word" } },
      }),
    ],
    ["no JSON", () => ({ status: 200, body: "<html>the secret word" })],
    ["an answer that is cut off", says('{"pieces":["dress"],"colours":["r')],
    ["a colour that there is not", says({ ...good, colours: ["the secret word"] })],
    ["a trait that nobody asked for", says({ ...good, gender: "the secret word" })],
    ["nothing", says("")],
  ])("fails on %s, and repeats nothing of it", async (_, service) => {
    const error = await on(service)
      .assistant.understand(talk)
      .then(
        () => undefined,
        (fault: unknown) => fault,
      );
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(/^Error: Azure OpenAI answered /);
    expect(String(error)).not.toContain("secret word");
  });

  it("gives up at its deadline", async () => {
    const slow: Service = () => new Promise(() => undefined);
    await expect(on(slow, 30).assistant.understand(talk)).rejects.toThrow("Azure OpenAI answered");
  });
});
