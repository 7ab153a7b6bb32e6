import "@azure/openai/types"; // what Azure adds to the answers: outcomes of its content filter
import { APIError, type AzureOpenAI } from "openai";
import { z } from "zod";
import type { Assistant, Turn } from "../../assistant/assistant";
import { wordsOf } from "../../assistant/rules";
import { colours, occasions, patterns, pieces, seasons, styles } from "../../catalogue/vocabulary";
import type { Access } from "./client";
import { type OpenAiPlace, openAiClient, openAiFault } from "./openai-client";

const wishes = z.strictObject({
  pieces: z.array(z.enum(pieces)),
  colours: z.array(z.enum(colours)),
  patterns: z.array(z.enum(patterns)),
  styles: z.array(z.enum(styles)),
  occasions: z.array(z.enum(occasions)),
  seasons: z.array(z.enum(seasons)),
  sizes: z.array(z.string().max(16)),
  budget: z.number().positive().nullable(),
  least: z.number().positive().nullable(),
  cheap: z.boolean(),
  without: z.strictObject({
    pieces: z.array(z.enum(pieces)),
    colours: z.array(z.enum(colours)),
    patterns: z.array(z.enum(patterns)),
    styles: z.array(z.enum(styles)),
  }),
  reply: z.string().max(600),
  aboutClothes: z.boolean(),
});

/** The same as a schema for the service, which takes no lengths and no bounds in strict mode. */
function strictSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictSchema);
  if (typeof value !== "object" || value === null) return value;
  const left = Object.entries(value).filter(
    ([name]) => !/^(\$schema|maxLength|exclusiveMinimum|maximum|minimum)$/.test(name),
  );
  return Object.fromEntries(left.map(([name, inner]) => [name, strictSchema(inner)]));
}
const schema = strictSchema(z.toJSONSchema(wishes)) as Record<string, unknown>;

const instructions = [
  "You help a shopper to say which clothes they look for. Collect every wish of the talk so far; a later wish replaces an earlier one.",
  "Never ask for, guess or mention age, gender, body, health, origin, religion or any other trait of a person.",
  "reply: at most two sentences, in the shopper's language: what you look for, then one question about what is missing among piece, colour, occasion and price.",
  "budget and least: the most and the least to be paid for one piece, null where nothing is said; cheap: it should cost little, and no number was said.",
  "aboutClothes: false when the talk is about something else; then leave the lists empty.",
].join("\n");

/**
 * Chat by Azure OpenAI, as an identity. What leaves is what was said and nothing else: no name, no photograph, no profile. What comes
 * back is read by a closed schema of the catalogue's own words. What the service's content filter stops is an outcome and no fault.
 */
export function openAiAssistant({ url, deployment, deadline = 2500 }: OpenAiPlace, access: Access): Assistant {
  const client = openAiClient({ url, deployment, deadline }, access, 1);
  return {
    by: "model",
    async understand(turns) {
      const { choices } = await asked(client, deployment, turns).catch((error: unknown) => {
        if (isFiltered(error)) return { choices: [] };
        throw openAiFault(error);
      });
      const [choice] = choices;
      const text = choice?.message.content;
      if (choice === undefined || choice.finish_reason === "content_filter" || choice.message.refusal)
        return { kind: "declined" };
      const read = wishes.safeParse(parsed(text ?? ""));
      if (!read.success) throw new Error("Azure OpenAI answered what is not of the schema");
      const { reply, aboutClothes, budget, least, ...rest } = read.data;
      if (!aboutClothes || /https?:|www\./i.test(reply)) return { kind: "declined" };
      const prices = { ...(budget !== null && { budget }), ...(least !== null && { least }) };
      return { kind: "understood", reply, text: wordsOf({ ...rest, ...prices, unknown: [] }) };
    },
  };
}

const asked = (client: AzureOpenAI, model: string, turns: readonly Turn[]) =>
  client.chat.completions.create({
    model,
    messages: [
      { role: "system", content: instructions },
      ...turns.map(({ from, text }) =>
        from === "shopper"
          ? ({ role: "user", content: text } as const)
          : ({ role: "assistant", content: text } as const),
      ),
    ],
    response_format: { type: "json_schema", json_schema: { name: "wishes", strict: true, schema } },
    max_completion_tokens: 500,
    temperature: 0,
  });

/** The prompt itself was stopped: 400 with this code (Microsoft Learn, "Content filtering"). */
const isFiltered = (error: unknown) =>
  error instanceof APIError && error.status === 400 && error.code === "content_filter";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
