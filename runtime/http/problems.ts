import { STATUS_CODES } from "node:http";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { z } from "@hono/zod-openapi";
import { type Purpose, signals } from "../contract";
import { Unavailable } from "../watch/unavailable";

/** RFC 9457. `detail` says what to do; nothing in it tells of a person, a stack or a row. */
export const problem = z
  .object({
    status: z.int(),
    title: z.string(),
    detail: z.string(),
    requestId: z.string().optional().openapi({ description: "quote it when you report a fault" }),
    mistakes: z
      .array(z.object({ at: z.string(), what: z.string() }))
      .optional()
      .openapi({ description: "every mistake in what was sent" }),
  })
  .openapi("Problem");

/** The client's mistake, and its remedy. */
export const refusal = (status: ContentfulStatusCode, detail: string) => new HTTPException(status, { message: detail });

/** The token is good and the login behind it too old: RFC 9470, 3. */
export class StepUp extends HTTPException {
  readonly challenge: string;

  constructor(maxAge: number, message: string) {
    super(401, { message });
    this.challenge = `Bearer error="insufficient_user_authentication", max_age="${maxAge}"`;
  }
}

/** Asked faster than one may, or while all places are taken. */
export class TooMany extends HTTPException {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(429, { message: `too many requests at once; come again in ${retryAfterSeconds} s` });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The caller did not agree to this, or restricted or objected to it. Each refusal is counted, by purpose and route alone. */
export class ConsentMissing extends HTTPException {
  readonly purpose: Purpose;

  constructor(purpose: Purpose) {
    super(403, {
      message: `this needs your consent to ${purpose}; PUT /v1/me/consents {"${purpose}": true} gives it, unless you have restricted or objected to it`,
    });
    this.purpose = purpose;
  }
}

interface Mistake {
  readonly at: string;
  readonly what: string;
}

class Mistakes extends HTTPException {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(400, { message: mistakes.map(({ at, what }) => (at ? `${at}: ${what}` : what)).join("; ") });
    this.mistakes = mistakes;
  }
}

/** Reads what a client sent. Only a mistake found here is the client's; every other fault is ours. */
export function fromClient<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  throw new Mistakes(parsed.error.issues.map(({ path, message }) => ({ at: path.join("."), what: message })));
}

/** What is written down of a fault: where it happened, never what it was about, since messages may hold row values. */
interface FaultRecord {
  readonly signal: typeof signals.fault;
  readonly requestId: string;
  readonly route: string;
  readonly fault: string;
  readonly at: readonly string[];
}

/** What is written down of a refusal: that it happened, where and for which purpose; not to whom. */
interface RefusalRecord {
  readonly signal: typeof signals.consentRefused;
  readonly route: string;
  readonly purpose: Purpose;
}

/** One line of the service's log. Closed on purpose: what is not named here is not written down. */
export type LogRecord = FaultRecord | RefusalRecord;
type Log = (record: LogRecord) => void;

/** The one place where faults become responses. `log` hears once of those that are ours, and of the consent gate's refusals. */
export const problems =
  (log: Log): ErrorHandler =>
  (error, c) => {
    const route = `${c.req.method} ${routePath(c, -1)}`;
    if (error instanceof ConsentMissing) log({ signal: signals.consentRefused, route, purpose: error.purpose });
    if (error instanceof TooMany) c.header("retry-after", String(error.retryAfterSeconds));
    if (error instanceof HTTPException) return answer(c, error.status, error.message, error);
    if (error instanceof Unavailable) {
      c.header("retry-after", String(error.retryAfterSeconds));
      log({ signal: signals.fault, requestId: idOf(c), route, fault: kinds(error), at: [error.dependency] });
      return answer(c, 503, `a part of the service does not answer now; come again in ${error.retryAfterSeconds} s`);
    }
    log({ signal: signals.fault, requestId: idOf(c), route, fault: kinds(error), at: frames(error) });
    return answer(c, 500, "the fault is ours and has been recorded; try again, or report it with this request id");
  };

export const notFound = (c: Context) =>
  answer(c, 404, "there is nothing at this address; /docs lists every address that there is");

const details: Partial<Readonly<Record<number, string>>> = {
  413: "the body is larger than this address accepts",
  415: "the body's content type is not one that this address reads; /docs says which it does",
};

function answer(c: Context, status: ContentfulStatusCode, detail: string, error?: HTTPException) {
  const title = STATUS_CODES[status] ?? "Problem";
  const body: z.infer<typeof problem> = {
    status,
    title,
    detail: detail === "" || detail === title ? (details[status] ?? title) : detail,
    requestId: idOf(c),
    ...(error instanceof Mistakes && { mistakes: [...error.mistakes] }),
  };
  if (status === 401) c.header("www-authenticate", error instanceof StepUp ? error.challenge : "Bearer");
  c.header("cache-control", "no-store");
  return c.body(JSON.stringify(body), status, { "content-type": "application/problem+json" });
}

const idOf = (c: Context) => String(c.get("requestId") ?? "");

/** The classes of an error and of its causes, with their codes (`SQLSTATE`, `ECONNREFUSED`), which name no person. */
function kinds(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" && /^[A-Z0-9_]+$/.test(error.code) ? error.code : "";
  const own = code ? `${error.name} ${code}` : error.name;
  return error.cause === undefined ? own : `${own} because of ${kinds(error.cause)}`;
}

const frames = (error: Error): readonly string[] =>
  (error.stack ?? "").split("\n").flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []);
