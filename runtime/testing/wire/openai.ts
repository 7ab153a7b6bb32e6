import { z } from "zod";
import type { Service } from "./wire";

/** What the service takes of Create Chat Completion ("Azure OpenAI REST API reference", 2024-10-21); anything else is refused. */
const asked = z.strictObject({
  model: z.string(),
  messages: z.array(z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(2),
  response_format: z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name: z.string(),
      strict: z.literal(true),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
  max_completion_tokens: z.int().positive(),
  temperature: z.number(),
});

/** One chat deployment that answers what `reply` says: the text of a choice, or why there is none. */
export function openai(
  reply: (said: readonly string[]) => {
    readonly content?: string | null;
    readonly finish?: string;
    readonly refusal?: string;
  },
): Service {
  return ({ method, url, headers, body }) => {
    if (url.searchParams.get("api-version") !== "2024-10-21") return fault(404, "404");
    if (method !== "POST" || url.pathname !== "/openai/deployments/chat/chat/completions")
      return fault(404, "DeploymentNotFound");
    if (headers["authorization"] !== "Bearer token-for-https://cognitiveservices.azure.com/.default")
      return fault(401, "401");
    if (headers["api-key"] !== undefined) return fault(401, "401");
    const read = asked.safeParse(JSON.parse(body.toString()));
    if (!read.success) return fault(400, "invalid_request");
    const loose = looseObjects(read.data.response_format.json_schema.schema);
    if (loose.length > 0) return fault(400, "invalid_json_schema");
    const { content = null, finish = "stop", refusal = null } = reply(read.data.messages.map((each) => each.content));
    return {
      status: 200,
      body: {
        id: "chatcmpl-1",
        object: "chat.completion",
        created: 1,
        model: "m",
        choices: [{ index: 0, finish_reason: finish, message: { role: "assistant", content, refusal } }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      },
    };
  };
}

const embedded = z.strictObject({
  model: z.literal("embedding"),
  input: z.array(z.string().min(1)).min(1).max(2048),
  dimensions: z.int().positive(),
  encoding_format: z.literal("float"),
});

/** One deployment for embeddings ("Azure OpenAI REST API reference", Create Embeddings, 2024-10-21): `vectorOf` a text, in another order than asked. */
export function embeddings(vectorOf: (text: string, dimensions: number) => readonly number[]): Service {
  return ({ method, url, headers, body }) => {
    if (url.searchParams.get("api-version") !== "2024-10-21") return fault(404, "404");
    if (method !== "POST" || url.pathname !== "/openai/deployments/embedding/embeddings")
      return fault(404, "DeploymentNotFound");
    if (headers["authorization"] !== "Bearer token-for-https://cognitiveservices.azure.com/.default")
      return fault(401, "401");
    const read = embedded.safeParse(JSON.parse(body.toString()));
    if (!read.success) return fault(400, "invalid_request");
    const { input, dimensions } = read.data;
    const data = input.map((text, index) => ({ object: "embedding", index, embedding: vectorOf(text, dimensions) }));
    return {
      status: 200,
      body: { object: "list", data: data.reverse(), model: "m", usage: { prompt_tokens: 1, total_tokens: 1 } },
    };
  };
}

const fault = (status: number, code: string) => ({ status, body: { error: { code, message: `about ${code}` } } });
export const contentFiltered = fault(400, "content_filter");

/** Strict mode wants every object closed and every property required ("Structured outputs"). */
function looseObjects(schema: unknown): readonly unknown[] {
  if (Array.isArray(schema)) return schema.flatMap(looseObjects);
  if (typeof schema !== "object" || schema === null) return [];
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  const names = Object.keys(properties ?? {});
  const closed = additionalProperties === false && names.every((name) => ((required ?? []) as string[]).includes(name));
  return [...(type === "object" && !closed ? [schema] : []), ...Object.values(schema).flatMap(looseObjects)];
}
