import { cors as allow } from "hono/cors";
import { createMiddleware } from "hono/factory";

/** Lets web pages of these origins ask, with a token and never with cookies; every other page is left to the browser's own rule. */
export function cors(origins: readonly string[]) {
  const allowing = allow({
    origin: [...origins],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type"],
    exposeHeaders: ["x-request-id", "retry-after"],
    maxAge: 3600,
  });
  return createMiddleware(async (c, next) => {
    if (c.req.header("origin") !== undefined) return allowing(c, next);
    c.header("vary", "origin", { append: true }); // no page asks: an answer made anew for its headers would cost as much as itself
    return next();
  });
}
