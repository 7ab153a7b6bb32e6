import { Readable } from "node:stream";
import {
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
  createHttpHeaders,
} from "@azure/core-rest-pipeline";

/** One request as it would leave the machine. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a service answers, in the shapes of its published REST API. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | object;
}

export type Service = (sent: Sent) => Answer | Promise<Answer>;

/** A fault of the network instead of an answer. */
export class Broken extends Error {
  readonly code: "ECONNRESET" | "ETIMEDOUT" | "ENOTFOUND";
  constructor(code: Broken["code"]) {
    super(code);
    this.code = code;
  }
}

/** An identity whose tokens say what they are for; without a space, at which one of the SDKs would cut them. */
export const credential = {
  getToken: async (scopes: string | readonly string[]) => ({
    token: `token-for-${[scopes].flat().join(" ")}`,
    expiresOnTimestamp: Date.now() + 3_600_000,
  }),
};

/**
 * A transport that hands every request to a service in this process, whatever its host, so that the whole pipeline of an SDK
 * runs: authentication, retries, serialisation. `seen` keeps what was sent, in order.
 */
export function wire(service: Service) {
  const seen: Sent[] = [];
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const sent: Sent = {
        method: request.method,
        url: new URL(request.url),
        headers: headersOf(request),
        body: await bytesOf(request.body),
      };
      seen.push(sent);
      try {
        return answered(request, await service(sent));
      } catch (error) {
        if (error instanceof Broken) throw new RestError("broken", { code: error.code, request });
        throw error;
      }
    },
  };
  return { seen, access: { credential, options: { httpClient } } };
}

/** First the faults, one for each request, then the service. */
export const after = (faults: readonly (Answer | Broken)[], service: Service): Service => {
  const left = [...faults];
  return (sent) => {
    const fault = left.shift();
    if (fault instanceof Broken) throw fault;
    return fault ?? service(sent);
  };
};

/** The SDK of Blob Storage hands over the requests of an older pipeline, whose headers have another method. */
function headersOf({ headers }: PipelineRequest): Sent["headers"] {
  const older = headers as Partial<PipelineRequest["headers"]> & { readonly rawHeaders?: () => Sent["headers"] };
  const given = older.rawHeaders ? older.rawHeaders() : headers.toJSON();
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
}

async function bytesOf(body: PipelineRequest["body"]): Promise<Buffer> {
  const given: unknown = typeof body === "function" ? body() : body;
  if (given === undefined || given === null) return Buffer.alloc(0);
  if (typeof given === "string" || given instanceof Uint8Array) return Buffer.from(given as Uint8Array);
  if (given instanceof ArrayBuffer) return Buffer.from(given);
  const chunks: Buffer[] = [];
  for await (const chunk of given as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function answered(request: PipelineRequest, { status, headers = {}, body = "" }: Answer): PipelineResponse {
  const isText = typeof body === "string";
  const bytes = body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(isText ? body : JSON.stringify(body));
  const type = body instanceof Uint8Array || isText ? {} : { "content-type": "application/json" };
  const streamed = request.streamResponseStatusCodes?.has(status) === true;
  const sent = createHttpHeaders({ ...type, "content-length": String(bytes.length), ...headers });
  return {
    request,
    status,
    headers: Object.assign(sent, { toJson: () => sent.toJSON() }), // the older pipeline's spelling beside the newer one
    ...(streamed ? { readableStreamBody: Readable.from([bytes]) } : { bodyAsText: bytes.toString() }),
  };
}
