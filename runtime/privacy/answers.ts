import { createHash } from "node:crypto";
import type { Purpose } from "../contract";
import { type PhotoDeps, removePhoto } from "../recommendation/photos";
import type { ConsentLedger } from "./consent";

/** What a shopper is asked, one purpose at a time; nothing is granted before it is answered. */
export const questions = {
  recommendation:
    "Use the photographs that I send to find similar pieces. They are stripped of metadata, faces in them are painted over, and they are kept encrypted in the EU and deleted when I say so, or 180 days after.",
  personalisation: "Use my likes, what I look at and buy, my preferences and whom I follow to choose what I am shown.",
  marketing: "Tell me of offers that suit the way I shop.",
} as const satisfies Partial<Record<Purpose, string>>;
export type Asked = keyof typeof questions;
export const asked = ["recommendation", "personalisation", "marketing"] as const satisfies readonly Asked[];

/** Names the very words that a shopper agreed to: every consent is recorded with it (Art. 7(1) GDPR). */
export const notice = createHash("sha256").update(JSON.stringify(questions)).digest("hex").slice(0, 16);

export interface Answered {
  readonly purpose: Asked;
  readonly question: string;
  readonly granted: boolean;
  /** Undefined while the shopper has not answered, which counts as no. */
  readonly answeredAt: Date | undefined;
}

export interface AnswerDeps extends PhotoDeps {
  readonly consents: ConsentLedger;
}

/** Every question and what the subject last said to it. */
export async function answersOf(subject: string, { consents }: Pick<AnswerDeps, "consents">) {
  const latest = new Map((await consents.latest(subject)).map((entry) => [entry.purpose as string, entry]));
  return asked.map((purpose): Answered => {
    const entry = latest.get(purpose);
    return {
      purpose,
      question: questions[purpose],
      granted: entry?.granted ?? false,
      answeredAt: entry?.recordedAt,
    };
  });
}

/**
 * Records what the subject says; a yes and a no are the same call (Art. 7(3) GDPR). A no holds from the next request on,
 * and what only the yes allowed is deleted before this returns.
 */
export async function answer(
  subject: string,
  said: Readonly<Partial<Record<Asked, boolean | undefined>>>,
  deps: AnswerDeps,
) {
  const recordedAt = deps.now();
  for (const purpose of asked) {
    const granted = said[purpose];
    if (granted !== undefined) await deps.consents.append({ subject, purpose, granted, notice, recordedAt });
  }
  if (said.recommendation === false) await removeEveryPhoto(subject, deps);
  return answersOf(subject, deps);
}

/** The subject's photographs, those too whose time is over and that wait to be swept. */
export const everyPhoto = (subject: string, deps: PhotoDeps) => deps.register.list(deps.owner(subject), anyAge);

/** Deletes all of them; answers how many there were. */
export async function removeEveryPhoto(subject: string, deps: PhotoDeps): Promise<number> {
  const own = await everyPhoto(subject, deps);
  for (const { photoId } of own) await removePhoto(photoId, subject, { ...deps, now: () => anyAge });
  return own.length;
}

const anyAge = new Date(0); // nothing has expired then
