import { createRoute, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { type ChatDeps, type Chatted, chat } from "../assistant/chat";
import type { Telemetry } from "../watch/telemetry";
import { answers, api, atMost, refuses, security, takes } from "./api";
import { type Caller, type IdentityDeps, requires } from "./identity";
import { recommendation, recommendationView } from "./recommendations";

export interface ChatRouteDeps extends ChatDeps, IdentityDeps {
  readonly telemetry: Telemetry;
}

const talk = z
  .strictObject({
    turns: z
      .array(z.strictObject({ from: z.enum(["shopper", "assistant"]), text: z.string().min(1).max(500) }))
      .min(1)
      .max(20)
      .refine((turns) => turns.at(-1)?.from === "shopper", "the last turn is the shopper's")
      .openapi({ description: "the talk so far, oldest first; the service keeps nothing of it" }),
    personalised: z.boolean().default(true),
    limit: z.int().min(1).max(50).default(6),
  })
  .openapi("Talk");
const chatted = z
  .object({
    ai: z.literal(true).openapi({ description: "a program answers (Art. 50 of the AI Act)" }),
    by: z.enum(["rules", "model"]),
    reply: z.string(),
    text: z.string().openapi({ description: "the wishes so far, as /v1/recommendations takes them" }),
    recommendation: recommendation.optional(),
  })
  .openapi("Chatted");

const view = ({ found, ...rest }: Chatted): z.infer<typeof chatted> => ({
  ai: true,
  ...rest,
  ...(found && { recommendation: recommendationView(found) }),
});

/** Preferences, refined by talking. */
export const chatRoutes = (deps: ChatRouteDeps) =>
  api<Caller>().openapi(
    createRoute({
      method: "post",
      path: "/v1/chat",
      tags: ["recommendations"],
      security,
      summary: "One turn of a talk about clothes: a reply, and what fits the wishes so far",
      description:
        "With `Accept: text/event-stream` the reply comes first, as the event `reply`, and all of it as `done`.",
      middleware: [requires("shopper", deps), atMost(64 * 1024)],
      request: { body: takes(talk) },
      responses: { 200: answers(chatted, "the reply"), ...refuses(400, 401, 403, 413, 415) },
    }),
    async (c) => {
      const { turns, ...asked } = c.req.valid("json");
      const answer = await chat(turns, asked, c.get("subject"), deps);
      if (answer.by !== deps.assistant.by) deps.telemetry.add("fallbacks", 1, { dependency: "chat" });
      if (c.req.header("accept")?.includes("text/event-stream") !== true) return c.json(view(answer), 200);
      return streamSSE(c, async (stream) => {
        await stream.writeSSE({ event: "reply", data: answer.reply });
        await stream.writeSSE({ event: "done", data: JSON.stringify(view(answer)) });
      }) as never; // the one answer that is no JSON
    },
  );
