import { createMiddleware } from "hono/factory";
import { TooMany } from "./problems";

/** Requests in work at once; beyond it a client hears at once that it should come again, and those inside are not slowed down. */
export function inTurn(most: number) {
  let inside = 0;
  return createMiddleware(async (c, next) => {
    if (inside >= most && c.req.path !== "/healthz" && c.req.path !== "/readyz") throw new TooMany(1);
    inside++;
    try {
      await next();
    } finally {
      inside--;
    }
  });
}
