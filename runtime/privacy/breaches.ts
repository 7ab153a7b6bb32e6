import { z } from "zod";
import { type Store, stores } from "../contract";
import { type Journals, appendTo, linesOf } from "./journals";

/** What was lost: confidentiality, integrity, availability (Art. 4(12) GDPR). */
const losses = ["confidentiality", "integrity", "availability"] as const;

/**
 * What is known when a breach is entered. Severity follows ENISA, "Recommendations for a methodology of the assessment of
 * severity of personal data breaches" (2013): context × ease of identification + circumstances.
 */
export const breachFacts = z.strictObject({
  what: z.string().min(1).max(2000),
  stores: z.array(z.enum(Object.keys(stores) as [Store, ...Store[]])).min(1),
  losses: z.array(z.enum(losses)).min(1),
  subjects: z.int().min(0),
  /** Data processing context: 1 simple, 2 behavioural, 3 financial, 4 sensitive. */
  context: z.int().min(1).max(4),
  /** How easily somebody is recognised in what was lost: 0.25 negligible, 0.5 limited, 0.75 significant, 1 maximum. */
  identification: z.union([z.literal(0.25), z.literal(0.5), z.literal(0.75), z.literal(1)]),
  /** Whether somebody meant harm. */
  malicious: z.boolean(),
  consequences: z.string().min(1).max(2000),
  measures: z.string().min(1).max(2000),
});
export type BreachFacts = z.infer<typeof breachFacts>;

export const breachSteps = ["updated", "authority-notified", "subjects-notified", "closed"] as const;
export type BreachStep = (typeof breachSteps)[number];
export const severities = ["low", "medium", "high", "very high"] as const;
export type Severity = (typeof severities)[number];

/** ENISA adds up to a half for each loss, and a half for malice. */
export function severityOf({ context, identification, losses: lost, malicious }: BreachFacts): Severity {
  const score = context * identification + lost.length * 0.25 + (malicious ? 0.5 : 0);
  if (score < 2) return "low";
  if (score < 3) return "medium";
  return score < 4 ? "high" : "very high";
}

/** Hours from awareness: the law's limit, and when an alarm goes off (both are configuration, since legal dates move). */
export interface BreachClock {
  readonly limitHours: number;
  readonly alarmHours: number;
}
export const breachClock: BreachClock = { limitHours: 72, alarmHours: 60 };

const line = z.strictObject({
  step: z.enum(["opened", ...breachSteps]),
  at: z.coerce.date(),
  awareAt: z.coerce.date().optional(),
  facts: breachFacts.optional(),
  reason: z.string().optional(),
});

/** One breach as its lines tell it; the newest facts count, and the older ones stay. */
export interface Breach {
  readonly id: string;
  readonly awareAt: Date;
  readonly facts: BreachFacts;
  readonly severity: Severity;
  /** A breach that is unlikely to be a risk is documented and not notified (Art. 33(1) and (5) GDPR). */
  readonly notifyAuthority: boolean;
  /** Only a high risk is told to those concerned (Art. 34(1) GDPR). */
  readonly notifySubjects: boolean;
  /** Until when the authority must hear of it. */
  readonly due: Date;
  /** What must be done now, in words; empty when nothing is late. */
  readonly alarms: readonly string[];
  readonly closed: boolean;
  readonly steps: readonly z.infer<typeof line>[];
}

const hour = 60 * 60 * 1000;

function told(id: string, lines: readonly string[], clock: BreachClock, now: Date): Breach | undefined {
  const steps = lines.map((each) => line.parse(JSON.parse(each)));
  const awareAt = steps[0]?.awareAt;
  const facts = steps.findLast((each) => each.facts)?.facts;
  if (!awareAt || !facts) return undefined;
  const severity = severityOf(facts);
  const did = (step: BreachStep) => steps.some((each) => each.step === step);
  const notifyAuthority = severity !== "low";
  const notifySubjects = severity === "high" || severity === "very high";
  const elapsed = (now.getTime() - awareAt.getTime()) / hour;
  const waiting = notifyAuthority && !did("authority-notified");
  const alarms = [
    ...(waiting && elapsed >= clock.limitHours
      ? [`the authority should have heard within ${clock.limitHours} hours; notify now, with the reasons for the delay`]
      : waiting && elapsed >= clock.alarmHours
        ? [`${Math.ceil(clock.limitHours - elapsed)} hours are left to notify the authority`]
        : []),
    ...(notifySubjects && did("authority-notified") && !did("subjects-notified")
      ? ["those concerned must be told without undue delay"]
      : []),
  ];
  const due = new Date(awareAt.getTime() + clock.limitHours * hour);
  return { id, awareAt, facts, severity, notifyAuthority, notifySubjects, due, alarms, closed: did("closed"), steps };
}

/** Every breach, whether it must be notified or not (Art. 33(5) GDPR). */
export function breachRegister(registers: Journals, now: () => Date, clock: BreachClock = breachClock) {
  const name = (id: string) => `breaches/${id}`;
  const read = async (id: string) => told(id, linesOf(await registers.read(name(id))), clock, now());
  const add = async (id: string, entry: z.input<typeof line>) =>
    appendTo(registers, name(id), () => JSON.stringify(line.parse(entry)));
  return {
    read,
    async all(): Promise<readonly Breach[]> {
      const ids = (await registers.list("breaches/")).map((each) => each.slice("breaches/".length));
      return (await Promise.all(ids.map(read))).flatMap((each) => each ?? []);
    },
    /** The clock runs from awareness, which may lie before the entry. */
    async open(id: string, awareAt: Date, facts: BreachFacts): Promise<Breach | undefined> {
      await add(id, { step: "opened", at: now(), awareAt, facts });
      return read(id);
    },
    /** Adds what is known or was done since; undefined when there is no such breach. */
    async move(id: string, step: BreachStep, facts?: BreachFacts, reason?: string): Promise<Breach | undefined> {
      if (!(await read(id))) return undefined;
      await add(id, { step, at: now(), ...(facts && { facts }), ...(reason !== undefined && { reason }) });
      return read(id);
    },
  };
}

/** Drafts of both notices, with every item that the articles ask for; people fill in what only they know. */
export function notices({ facts, severity, awareAt, notifySubjects }: Breach, controller: string) {
  const categories = [...new Set(facts.stores.flatMap((store) => stores[store].categories))].join(", ");
  return {
    /** Art. 33(3) GDPR, (a) to (d). */
    authority: [
      `Controller: ${controller}. Contact of the data protection officer: …`,
      `Nature of the breach: ${facts.what} Loss of ${facts.losses.join(" and ")}; aware since ${awareAt.toISOString()}.`,
      `Categories of data: ${categories}. Subjects concerned, about: ${facts.subjects}. Records concerned, about: …`,
      `Likely consequences: ${facts.consequences} Severity: ${severity} (method of ENISA, 2013).`,
      `Measures taken or proposed: ${facts.measures}`,
    ].join("\n"),
    /** Art. 34(2) GDPR, in plain language; undefined when the risk is not high. */
    subjects: notifySubjects
      ? [
          `Something happened to your data at ${controller}. ${facts.what}`,
          `It concerns: ${categories}. This may follow from it: ${facts.consequences}`,
          `What we did and do: ${facts.measures}`,
          "You may write to our data protection officer: …",
        ].join("\n")
      : undefined,
  };
}
