import { createRoute, z } from "@hono/zod-openapi";
import { answers, api, refuses } from "./api";
import { refusal } from "./problems";

export interface HealthDeps {
  /** What keeps the service from answering, in words; empty when nothing does. */
  readonly obstacles: () => Promise<readonly string[]>;
}

const state = z.object({ status: z.enum(["alive", "ready"]) });

/** For those who start, stop and route to the service. */
export const health = ({ obstacles }: HealthDeps) =>
  api()
    .openapi(
      createRoute({
        method: "get",
        path: "/healthz",
        tags: ["service"],
        summary: "Alive",
        responses: { 200: answers(state, "the process answers") },
      }),
      (c) => c.json({ status: "alive" as const }, 200),
    )
    .openapi(
      createRoute({
        method: "get",
        path: "/readyz",
        tags: ["service"],
        summary: "Able to answer",
        responses: { 200: answers(state, "requests are welcome"), ...refuses(503) },
      }),
      async (c) => {
        const found = await obstacles();
        if (found.length > 0) throw refusal(503, found.join("; "));
        return c.json({ status: "ready" as const }, 200);
      },
    );
