import { createHash } from "node:crypto";
import { z } from "zod";
import { type Journals, appendTo, linesOf } from "./journals";
import { roles } from "./identity";

/** What is written down: who took what away or off, who limited what, and every look that staff take at one person. */
export const auditedActions = [
  "consent-answered",
  "age-stated",
  "restriction-set",
  "restriction-lifted",
  "objection-set",
  "objection-lifted",
  "data-exported",
  "data-imported",
  "data-erased",
  "customer-looked-up",
  "request-opened",
  "request-read",
  "request-moved",
  "breach-opened",
  "breach-read",
  "breach-moved",
  "audit-read",
] as const;
export type AuditedAction = (typeof auditedActions)[number];

/** What happened. `actor` and `object` are pseudonyms of the registers' own domain; nothing else tells of a person. */
export interface Act {
  readonly actor: { readonly kind: (typeof actorKinds)[number]; readonly ref: string };
  readonly action: AuditedAction;
  readonly object: string;
  /** Of the request that did it, as in the service's log. */
  readonly requestId: string;
}

const actorKinds = [...roles, "system"] as const;
const entry = z.strictObject({
  v: z.literal(1),
  seq: z.int().min(1),
  at: z.iso.datetime(),
  actor: z.strictObject({ kind: z.enum(actorKinds), ref: z.string() }),
  action: z.enum(auditedActions),
  object: z.string(),
  requestId: z.string(),
  prev: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof entry>;

/** What is signed: how far a month's chain reached, and its last hash. */
const head = z.strictObject({ month: z.string(), count: z.int(), hash: z.string(), at: z.iso.datetime() });

/** Port: signs heads, as somebody who cannot write entries. */
export interface HeadSigner {
  /** The payload with its signature, as a compact JWS (RFC 7515). */
  sign(payload: string): Promise<string>;
  /** The payload, or undefined when the signature is not ours. */
  verify(jws: string): Promise<string | undefined>;
}

const start = "0".repeat(64);
const partEntries = 1000; // whoever was slower than another writer reads the last part again

/** RFC 8785 for what entries hold: objects, strings and whole numbers. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

const hashOf = (content: Omit<AuditEntry, "hash">) =>
  createHash("sha256")
    .update("evt1")
    .update(content.prev)
    .update(canonical({ ...content, hash: "" }))
    .digest("hex");

const partOf = (month: string, seq: number) =>
  `audit/${month}/${String(Math.floor((seq - 1) / partEntries)).padStart(4, "0")}`;
const monthOf = (at: Date) => at.toISOString().slice(0, 7);

interface Tail {
  readonly month: string;
  readonly count: number;
  readonly hash: string;
  /** Bytes of the part that the last entry is in. */
  readonly size: number;
}

/**
 * A trail of hash-chained entries, a chain for each month, so that a month can be dropped whole when its time is over and its
 * signed heads still say what it was. Entries of several writers form one chain. What cannot be written down must not be
 * done: `record` rejects then, and whoever asked for it stops.
 */
export function auditTrail(journals: Journals, now: () => Date) {
  let tail: Promise<Tail> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function write(act: Act): Promise<void> {
    for (;;) {
      const at = now();
      const month = monthOf(at);
      const before = await (tail ??= tailOf(journals, month));
      const from = before.month === month ? before : await tailOf(journals, month);
      const seq = from.count + 1;
      const bare: AuditEntry = { v: 1, seq, at: at.toISOString(), ...act, prev: from.hash, hash: "" };
      const line = canonical({ ...bare, hash: hashOf(bare) });
      const size = seq % partEntries === 1 ? 0 : from.size;
      if (await journals.append(partOf(month, seq), size, line)) {
        tail = Promise.resolve({ month, count: seq, hash: hashOf(bare), size: size + Buffer.byteLength(line) + 1 });
        return;
      }
      tail = undefined; // another writer was faster: look again
    }
  }

  return {
    /** Writes one entry; those of one process come in the order of their calls. */
    record(act: Act): Promise<void> {
      const turn = last.then(() => write(act));
      last = turn.catch(() => {
        tail = undefined;
      });
      return turn;
    },
  };
}
export type AuditTrail = ReturnType<typeof auditTrail>;

async function tailOf(journals: Journals, month: string): Promise<Tail> {
  const [part] = (await journals.list(`audit/${month}/`)).slice(-1);
  const text = part === undefined ? undefined : await journals.read(part);
  const line = linesOf(text).at(-1);
  if (line === undefined) return { month, count: 0, hash: start, size: 0 };
  const { seq, hash } = entry.parse(JSON.parse(line));
  return { month, count: seq, hash, size: Buffer.byteLength(text ?? "") };
}

/** What a walk over one month found. */
export interface AuditedMonth {
  readonly month: string;
  /** How many entries there are; `dropped` when their time was over and the signed head alone is left. */
  readonly entries: number | "dropped";
  /** How many of them a signed head vouches for. */
  readonly signed: number;
  readonly lastSignedAt: string | undefined;
  /** When the first entry was written that no head vouches for; undefined when there is none. */
  readonly unsignedSince: string | undefined;
  /** Everything that is not as it was written; empty when all of it is. */
  readonly findings: readonly string[];
}

/** What a walk needs: entries and signed heads lie apart, since who writes the one may not write the other. */
export interface AuditPlaces {
  readonly registers: Journals;
  readonly heads: Journals;
  readonly signer: HeadSigner;
}

/** Walks every month: sequence, links, hashes, and that each signed head still is where it was. */
export async function verifyAudit(places: AuditPlaces): Promise<readonly AuditedMonth[]> {
  const names = [...(await places.registers.list("audit/")), ...(await places.heads.list("heads/"))];
  const months = new Set(names.map((name) => name.split("/")[1] ?? ""));
  return Promise.all([...months].sort().map((month) => verifyMonth(month, places)));
}

async function verifyMonth(month: string, places: AuditPlaces): Promise<AuditedMonth> {
  const findings: string[] = [];
  const heads = await headsOf(month, places, findings);
  const parts = await places.registers.list(`audit/${month}/`);
  const expected = new Map(heads.map(({ count, hash }) => [count, hash]));
  const signed = Math.max(0, ...heads.map(({ count }) => count));
  const last = heads.at(-1)?.at;
  const known = { month, signed, lastSignedAt: last, unsignedSince: undefined, findings };
  if (parts.length === 0) return { ...known, entries: "dropped" };
  let unsignedSince: string | undefined;
  let seq = 0;
  let prev = start;
  for (const part of parts)
    for (const line of linesOf(await places.registers.read(part))) {
      seq++;
      const read = readEntry(line);
      if (!read) {
        findings.push(`${month}: entry ${seq} cannot be read`);
        continue;
      }
      if (read.seq !== seq) findings.push(`${month}: entry ${seq} says that it is ${read.seq}`);
      if (read.prev !== prev) findings.push(`${month}: entry ${seq} does not follow the one before it`);
      if (read.hash !== hashOf(read)) findings.push(`${month}: entry ${seq} is not what was written`);
      if (expected.has(seq) && expected.get(seq) !== read.hash)
        findings.push(`${month}: entry ${seq} is not the one that was signed`);
      if (seq > signed) unsignedSince ??= read.at;
      prev = read.hash;
    }
  if (seq < signed) findings.push(`${month}: ${signed} entries were signed, ${seq} are left`);
  return { ...known, entries: seq, unsignedSince };
}

async function headsOf(month: string, { heads: journals, signer }: AuditPlaces, findings: string[]) {
  const heads: z.infer<typeof head>[] = [];
  for (const [index, jws] of linesOf(await journals.read(`heads/${month}`)).entries()) {
    const payload = await signer.verify(jws);
    const read = payload === undefined ? undefined : head.safeParse(JSON.parse(payload)).data;
    if (read?.month === month) heads.push(read);
    else findings.push(`${month}: head ${index + 1} has no signature of ours`);
  }
  return heads;
}

function readEntry(line: string): AuditEntry | undefined {
  try {
    return entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * Signs how far each month's chain has come, unless that is signed already; a month that does not verify is not signed.
 * Answers what the walk found.
 */
export async function signAudit(places: AuditPlaces, now: () => Date): Promise<readonly AuditedMonth[]> {
  const walked = await verifyAudit(places);
  for (const { month, entries, signed, findings } of walked) {
    if (entries === "dropped" || entries === signed || findings.length > 0) continue;
    const { hash } = await entryAt(places.registers, month, entries);
    const jws = await places.signer.sign(canonical({ month, count: entries, hash, at: now().toISOString() }));
    await appendTo(places.heads, `heads/${month}`, () => jws);
  }
  return walked;
}

async function entryAt(journals: Journals, month: string, seq: number): Promise<AuditEntry> {
  const line = linesOf(await journals.read(partOf(month, seq)))[(seq - 1) % partEntries];
  return entry.parse(JSON.parse(line ?? "null"));
}

/** Drops the months whose entries are all older than `before`, keeping their signed heads; answers which. */
export async function dropAudit(journals: Journals, before: Date): Promise<readonly string[]> {
  const limit = monthOf(before);
  const parts = (await journals.list("audit/")).filter((name) => (name.split("/")[1] ?? "") < limit);
  for (const part of parts) await journals.remove(part);
  return [...new Set(parts.map((name) => name.split("/")[1] ?? ""))];
}
