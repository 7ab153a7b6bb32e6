import { z } from "zod";
import { type Journals, appendTo, linesOf } from "./journals";

/** What a data subject may ask for (Art. 15 to 21 GDPR). */
export const requestedRights = [
  "access",
  "portability",
  "rectification",
  "restriction",
  "objection",
  "erasure",
] as const;

/** What may happen to a request. Each is a line that is added, never one that is changed. */
export const requestSteps = ["verified", "extended", "fulfilled", "refused", "withdrawn"] as const;
export type RequestStep = (typeof requestSteps)[number];
type State = "received" | "verified" | "fulfilled" | "refused" | "withdrawn";

const opened = z.strictObject({
  right: z.enum(requestedRights),
  /** The subject, under a pseudonym of the registers' own domain. */
  reference: z.string(),
  at: z.coerce.date(),
});
const moved = z.strictObject({ step: z.enum(requestSteps), at: z.coerce.date(), reason: z.string().optional() });

/** One request as its lines tell it. */
export interface SubjectRequest extends z.infer<typeof opened> {
  readonly id: string;
  readonly state: State;
  /** One month after the receipt; three once it was extended (Art. 12(3) GDPR). */
  readonly due: Date;
  readonly overdue: boolean;
  readonly steps: readonly z.infer<typeof moved>[];
}

/** From which states a step may be taken, and where it leads. */
const transitions: Readonly<Record<RequestStep, { readonly from: readonly State[]; readonly to?: State }>> = {
  verified: { from: ["received"], to: "verified" },
  extended: { from: ["received", "verified"] },
  fulfilled: { from: ["verified"], to: "fulfilled" },
  refused: { from: ["received", "verified"], to: "refused" },
  withdrawn: { from: ["received", "verified"], to: "withdrawn" },
};

/** Steps for which the subject must be told why (Art. 12(3) and (4) GDPR). */
const reasoned: readonly RequestStep[] = ["extended", "refused"];

/** Why a step cannot be taken. */
export interface Impossible {
  readonly kind: "impossible";
  readonly why: string;
}

/**
 * The day of the month so many months later, or its last one where it has none such; the end of that day in UTC
 * (Regulation (EEC, Euratom) No 1182/71, Art. 3).
 */
export function monthsAfter(from: Date, months: number): Date {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(from.getUTCDate(), last), 23, 59, 59, 999));
}

function told(id: string, lines: readonly string[], now: Date): SubjectRequest | undefined {
  const [first, ...rest] = lines.map((line): unknown => JSON.parse(line));
  if (first === undefined) return undefined;
  const { right, reference, at } = opened.parse(first);
  const steps = rest.map((line) => moved.parse(line));
  const state = steps.reduce<State>((before, { step }) => transitions[step].to ?? before, "received");
  const due = monthsAfter(at, steps.some(({ step }) => step === "extended") ? 3 : 1);
  const open = state === "received" || state === "verified";
  return { id, right, reference, at, steps, state, due, overdue: open && now > due };
}

/** The requests that the DPO answers, with their clocks. */
export function requestRegister(registers: Journals, now: () => Date) {
  const name = (id: string) => `requests/${id}`;
  const read = async (id: string) => told(id, linesOf(await registers.read(name(id))), now());
  return {
    read,
    async all(): Promise<readonly SubjectRequest[]> {
      const ids = (await registers.list("requests/")).map((each) => each.slice("requests/".length));
      return (await Promise.all(ids.map(read))).flatMap((each) => each ?? []);
    },
    /** Opens a request that arrived `at`; answers it. */
    async open(id: string, request: z.infer<typeof opened>): Promise<SubjectRequest> {
      const line = JSON.stringify(request);
      await appendTo(registers, name(id), (lines) => (lines.length === 0 ? line : undefined));
      const found = await read(id);
      if (!found) throw new Error("the register did not keep the request");
      return found;
    },
    /** Why a step cannot be taken now; undefined when it can, or when there is no such request. */
    async impediment(id: string, step: RequestStep, reason: string | undefined): Promise<Impossible | undefined> {
      const request = await read(id);
      const why = request && obstacle(request, step, reason, now());
      return why === undefined ? undefined : { kind: "impossible", why };
    },
    /** Takes one step, or says why it cannot be taken; undefined when there is no such request. */
    async move(
      id: string,
      step: RequestStep,
      reason: string | undefined,
    ): Promise<SubjectRequest | Impossible | undefined> {
      let why: string | undefined;
      await appendTo(registers, name(id), (lines) => {
        const request = told(id, lines, now());
        why = request && obstacle(request, step, reason, now());
        return request && why === undefined ? JSON.stringify({ step, at: now(), reason }) : undefined;
      });
      return why === undefined ? read(id) : { kind: "impossible", why };
    },
  };
}

function obstacle(
  { state, due, steps }: SubjectRequest,
  step: RequestStep,
  reason: string | undefined,
  now: Date,
): string | undefined {
  const { from } = transitions[step];
  if (!from.includes(state)) return `a request that is ${state} cannot be ${step}; it must be ${from.join(" or ")}`;
  if (reasoned.includes(step) && (reason ?? "") === "") return `say why it is ${step}: the subject must be told`;
  if (step !== "extended") return undefined;
  if (steps.some((each) => each.step === "extended")) return "it has been extended already, and may be once";
  return now > due ? "its month is over: it could have been extended before" : undefined;
}
