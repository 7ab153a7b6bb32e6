import { connect } from "node:net";
import { percentile } from "./measure";

/** One request as it goes over the wire, or several of one visitor: each knows what the one before was answered. */
export type Visit = readonly ((before: string) => Buffer)[];
export type Next = () => Buffer | Visit;

export interface Load {
  readonly answered: number;
  /** Answers of another status than 200 or 204, by status. */
  readonly failed: Readonly<Record<string, number>>;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  readonly slowest: number;
}

interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A request without a body; a PUT says that its body is empty. */
export const plainly = (method: "GET" | "PUT" | "DELETE", path: string, token: string) =>
  Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\n${method === "PUT" ? "content-length: 0\r\n" : ""}\r\n`,
  );

/** One file and one field, as a browser sends them. */
export function upload(path: string, token: string, file: Uint8Array, purpose: string): Buffer {
  const part = (head: string) => `--edge\r\ncontent-disposition: form-data; ${head}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${part('name="purpose"')}${purpose}\r\n${part('name="photo"; filename="photo.jpg"')}`),
    file,
    Buffer.from("\r\n--edge--\r\n"),
  ]);
  return post(path, token, body, "multipart/form-data; boundary=edge");
}

export function post(
  path: string,
  token: string,
  body: string | Buffer,
  type = "application/json",
  method: "POST" | "PUT" = "POST",
): Buffer {
  const bytes = Buffer.from(body);
  const head = `${method} ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${token}\r\ncontent-type: ${type}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** One request over a connection of its own. */
export async function ask(port: number, request: Buffer): Promise<Answered> {
  const connection = await line(port);
  try {
    return await connection.send(request, true);
  } finally {
    connection.end();
  }
}

/**
 * Asks over `connections` kept open, for so many seconds. With `perSecond`, requests start at that pace whatever the answers take, and
 * their time counts from when they were due, so that a queue is not hidden; without, each connection asks again when it is answered.
 */
export async function load(
  ports: readonly number[],
  connections: number,
  seconds: number,
  next: Next,
  perSecond?: number,
): Promise<Load> {
  const taken: number[] = [];
  const failed: Record<string, number> = {};
  const began = performance.now();
  const end = began + seconds * 1000;
  let started = 0;
  const due = () => began + (started++ * 1000) / (perSecond ?? 1);
  const lane = async (_: unknown, at: number) => {
    const ask = await line(ports[at % ports.length] ?? 0);
    for (;;) {
      const since = perSecond === undefined ? performance.now() : due();
      if (since >= end) break;
      const wait = since - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const asked = next();
      let body = "";
      for (const step of Buffer.isBuffer(asked) ? [() => asked] : asked) {
        const answer = await ask.send(step(body), !Buffer.isBuffer(asked));
        body = answer.body;
        if (![200, 201, 204].includes(answer.status)) failed[answer.status] = (failed[answer.status] ?? 0) + 1;
      }
      taken.push(performance.now() - since);
    }
    ask.end();
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const passed = (performance.now() - began) / 1000;
  taken.sort((a, b) => a - b);
  return {
    answered: taken.length,
    failed,
    perSecond: taken.length / passed,
    median: percentile(taken, 0.5),
    p95: percentile(taken, 0.95),
    p99: percentile(taken, 0.99),
    slowest: taken.at(-1) ?? Number.NaN,
  };
}

/**
 * One connection at a time: the little of HTTP/1.1 that a load generator needs, so that it takes little of the cores that it shares. A
 * server closes what lies idle for some seconds; then the next request opens another.
 */
async function line(port: number) {
  let connection = await connected(port);
  return {
    /** The body is read when somebody wants it; otherwise its length alone. */
    async send(request: Buffer, wanted: boolean): Promise<Answered> {
      if (connection.socket.destroyed) connection = await connected(port);
      return connection.send(request, wanted);
    },
    end: () => connection.socket.destroy(),
  };
}

async function connected(port: number) {
  let waiting: { readonly answer: (answer: Answered) => void; readonly fail: (fault: Error) => void } | undefined;
  let reading = false;
  let body: Buffer[] = [];
  let status = 0;
  let left = -1; // bytes of the body that are still to come; -1 before its head is whole
  let chunked = false;
  let head = noBytes;
  const read = (data: Buffer) => {
    let rest = data;
    if (left < 0) {
      if (head.length > 0) rest = Buffer.concat([head, data]);
      const stop = rest.indexOf("\r\n\r\n");
      if (stop < 0) {
        head = Buffer.from(rest);
        return;
      }
      const said = rest.toString("latin1", 0, stop);
      status = Number(said.slice(9, 12));
      const length = /\r\ncontent-length: (\d+)/i.exec(said)?.[1];
      chunked = length === undefined && status !== 204;
      left = length === undefined ? 0 : Number(length);
      rest = rest.subarray(stop + 4);
      head = noBytes;
    }
    left -= rest.length;
    if (reading) body.push(Buffer.from(rest));
    if (chunked ? !rest.subarray(-5).equals(lastChunk) : left > 0) return;
    const answered = { status, body: reading ? Buffer.concat(body).toString() : "" };
    const { answer } = waiting ?? {};
    [left, body, waiting] = [-1, [], undefined];
    answer?.(answered);
  };
  const socket = connect({
    port,
    host: "127.0.0.1",
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafe(64 * 1024), // the next read writes over it
      callback: (bytes, buffer) => {
        read(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        return true;
      },
    },
  });
  await new Promise<void>((open, refused) => {
    socket.once("connect", open).once("error", refused);
  });
  socket.on("error", () => undefined).on("close", () => waiting?.fail(new Error("the connection was closed")));
  return {
    socket,
    send: (request: Buffer, wanted: boolean) =>
      new Promise<Answered>((answer, fail) => {
        waiting = { answer, fail };
        reading = wanted;
        socket.write(request);
      }),
  };
}

const noBytes = Buffer.alloc(0);
const lastChunk = Buffer.from("0\r\n\r\n");
