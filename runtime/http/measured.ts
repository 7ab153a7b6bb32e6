import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Telemetry } from "../watch/telemetry";

/** Times every request, by the pattern of its route and never by its address, which may name somebody. */
export const measured = (telemetry: Telemetry) =>
  createMiddleware(async (c, next) => {
    const began = performance.now();
    await telemetry.span("request", c.req.method, async (tell) => {
      await next();
      const attributes = { route: `${c.req.method} ${routePath(c, -1)}`, status: String(c.res.status) };
      tell(attributes, attributes.route);
      telemetry.add("requests", performance.now() - began, attributes);
    });
  });
