import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { Context, Env, TypedResponse } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { JSONParsed } from "hono/utils/types";
import { fromClient, problem, refusal } from "./problems";

/** A group of routes. What a client sent is parsed before a handler sees it, and refused with every mistake at once. */
export const api = <E extends Env>() =>
  new OpenAPIHono<E>({
    defaultHook: (parsed) => {
      if (holdsUnstorable(fromClient<unknown>(parsed)))
        throw refusal(400, "a text holds a NUL or half a character; send it without");
    },
  });

/** PostgreSQL keeps neither NUL nor lone surrogates (https://www.postgresql.org/docs/current/datatype-character.html). */
function holdsUnstorable(value: unknown): boolean {
  if (typeof value === "string") return /[\0\p{Cs}]/u.test(value);
  return typeof value === "object" && value !== null && Object.entries(value).flat().some(holdsUnstorable);
}

const problemBody = { "application/problem+json": { schema: problem } } as const;
const refusals = {
  400: { description: "what was sent has mistakes; each is listed", content: problemBody },
  401: { description: "no token, or one that is not believed", content: problemBody },
  403: { description: "the token lacks the role, or the consent is missing", content: problemBody },
  404: { description: "there is no such thing", content: problemBody },
  409: { description: "not in this state", content: problemBody },
  413: { description: "the body is too large", content: problemBody },
  415: { description: "the content is not of a kind that is read here", content: problemBody },
  422: { description: "the content cannot be used", content: problemBody },
  429: { description: "too many requests at once; `Retry-After` says when to come again", content: problemBody },
  503: { description: "not able to answer now", content: problemBody },
} as const;

/** The ways in which a route may refuse, for its description; each may ask its caller to come again later. */
export function refuses<Status extends keyof typeof refusals>(
  ...statuses: readonly Status[]
): Pick<typeof refusals, Status> & Pick<typeof refusals, 429 | 503> {
  const own = Object.fromEntries(statuses.map((status) => [status, refusals[status]])) as Pick<typeof refusals, Status>;
  return { ...own, 429: refusals[429], 503: refusals[503] };
}

/** A JSON answer, for a route's description. */
export const answers = <Schema extends z.ZodType>(schema: Schema, description: string) =>
  ({ description, content: { "application/json": { schema } } }) as const;

/** An answer whose JSON is written already; that it says what `Shape` does is for a test to hold, since no compiler reads texts. */
export function written<Shape>(c: Context, text: string) {
  const response: Response = c.body(text, 200, { "content-type": "application/json" });
  return response as Response & TypedResponse<JSONParsed<Shape>, 200, "json">;
}

/** A JSON body, for a route's description. */
export const takes = <Schema extends z.ZodType>(schema: Schema) =>
  ({ required: true, content: { "application/json": { schema } } }) as const;

/** For a route's description: it wants a token. */
export const security = [{ bearer: [] }];

/** Refuses a body beyond `bytes` before it is read: by what it says of its length, to which the server holds it, or else as it comes. */
export function atMost(bytes: number) {
  const onError = () => {
    throw refusal(413, `the body is larger than ${Math.floor(bytes / 1024)} KB; send less`);
  };
  const counted = bodyLimit({ maxSize: bytes, onError });
  return createMiddleware(async (c, next) => {
    const length = Number(c.req.header("content-length") ?? Number.NaN);
    if (Number.isNaN(length) || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    if (length > bytes) onError();
    return next();
  });
}

/** What was looked for, or 404 with the name of what is missing. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw refusal(404, `there is no such ${what}`);
  return value;
}

/** Port: small files by name, for pages and pictures. A name that leaves the folder is a name that is not there. */
export interface Files {
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}
