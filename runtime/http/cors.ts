import { cors as allow } from "hono/cors";

/** Lets web pages of these origins ask, with a token and never with cookies; every other page is left to the browser's own rule. */
export const cors = (origins: readonly string[]) =>
  allow({
    origin: [...origins],
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["authorization", "content-type"],
    exposeHeaders: ["x-request-id", "retry-after"],
    maxAge: 3600,
  });
