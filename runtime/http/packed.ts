import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";

/** Compresses for those who say that they can read it; for all others the answer goes out as it was made, not copied for a header. */
export function packed() {
  const compressing = compress();
  return createMiddleware(async (c, next) => {
    c.header("vary", "accept-encoding", { append: true });
    return c.req.header("accept-encoding") === undefined ? next() : compressing(c, next);
  });
}
