import { createHash } from "node:crypto";
import type { Catalogue } from "../catalogue/catalogue";
import { type PhotoDeps, addPhoto } from "../recommendation/photos";
import { type Preferences, type TasteBook, deedDays, type DeedKind } from "../taste/taste";
import { type ConsentGrant, type ConsentLedger, requestGrant } from "./consent";
import type { Refused } from "../recommendation/photo-intake";

/** The parts of a copy that a person gave or did, which another service may take in (Art. 20 GDPR); what was inferred is not among them. */
export const carried = ["consents", "limits", "preferences", "likes", "deeds", "follows", "photos"] as const;
export type Carried = (typeof carried)[number];

/** SHA-256, in hexadecimal, of each part as JSON with its keys in order: whoever receives a copy can tell that it is whole. */
export type Manifest = Readonly<Record<Carried, string>>;

export const manifestOf = (copy: Readonly<Record<Carried, unknown>>): Manifest =>
  Object.fromEntries(
    carried.map((part) => [part, createHash("sha256").update(canonical(copy[part])).digest("hex")]),
  ) as Record<Carried, string>;

/** JSON with sorted keys and nothing between (after RFC 8785, for values without fractions beyond a double's own text). */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** So much of each part is taken in at once; what is left over is said, and may be sent again by itself. */
export const atOnce = { likes: 5000, deeds: 5000, follows: 500, photos: 100 } as const;

/** What of a copy may be taken in; times as ISO text, pictures as base64. */
export interface Copy {
  readonly preferences: Preferences;
  readonly likes: readonly { readonly itemId: string; readonly likedAt: string }[];
  readonly deeds: readonly { readonly itemId: string; readonly deed: DeedKind; readonly at: string }[];
  readonly follows: readonly string[];
  readonly photos: readonly { readonly photoId: string; readonly jpeg?: string | undefined }[];
}

export interface ImportDeps extends PhotoDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
}

/** What became of each part; what was left out is counted by its reason. */
export interface Imported {
  readonly taken: Readonly<Record<"preferences" | "likes" | "deeds" | "follows" | "photos", number>>;
  readonly left: Readonly<Record<string, number>>;
}

type Why =
  | "the item is not in this catalogue"
  | "older than may be kept"
  | "the profile is not shared"
  | "no consent to personalisation"
  | "no consent to recommendation"
  | "no picture in the copy"
  | "already here"
  | "more than is taken in at once"
  | `refused: ${Refused["reason"]}`;

/**
 * Takes a copy in as if its owner had just said and done everything again: each part under the consent that it needs today, since
 * an old yes is none, and photographs through the intake. Twice is once, but for photographs of elsewhere.
 */
export async function importCopy(subject: string, whole: Copy, deps: ImportDeps): Promise<Imported> {
  const taken = { preferences: 0, likes: 0, deeds: 0, follows: 0, photos: 0 };
  const left = new Map<Why, number>();
  const leave = (why: Why, count = 1) => {
    if (count > 0) left.set(why, (left.get(why) ?? 0) + count);
  };
  const parts = Object.entries(atOnce) as [keyof typeof atOnce, number][];
  for (const [part, most] of parts) leave("more than is taken in at once", whole[part].length - most);
  const copy: Copy = {
    preferences: whole.preferences,
    likes: whole.likes.slice(0, atOnce.likes),
    deeds: whole.deeds.slice(0, atOnce.deeds),
    follows: whole.follows.slice(0, atOnce.follows),
    photos: whole.photos.slice(0, atOnce.photos),
  };
  const personal = await requestGrant(deps.consents, subject, "personalisation");
  if (personal) await takeTaste(personal.subject, copy, deps, taken, leave);
  else leave("no consent to personalisation", copy.likes.length + copy.deeds.length + copy.follows.length + 1);
  const pictured = await requestGrant(deps.consents, subject, "recommendation");
  if (pictured) taken.photos = await takePhotos(pictured, copy, deps, leave);
  else leave("no consent to recommendation", copy.photos.length);
  return { taken, left: Object.fromEntries(left) };
}

type Leave = (why: Why, count?: number) => void;

async function takeTaste(
  subject: string,
  { preferences, likes, deeds, follows }: Copy,
  { tastes, catalogue, consents, now }: ImportDeps,
  taken: { preferences: number; likes: number; deeds: number; follows: number },
  leave: Leave,
): Promise<void> {
  const known = async (itemId: string) => (await catalogue.get(itemId)) !== undefined;
  await tastes.prefer(subject, preferences);
  taken.preferences = 1;
  for (const { itemId, likedAt } of likes) {
    if (!(await known(itemId))) leave("the item is not in this catalogue");
    else {
      await tastes.like(subject, { itemId, likedAt: notAfter(likedAt, now()) });
      taken.likes++;
    }
  }
  const oldest = now().getTime() - deedDays * 86_400_000;
  for (const { itemId, deed, at } of deeds) {
    if (new Date(at).getTime() < oldest) leave("older than may be kept");
    else if (!(await known(itemId))) leave("the item is not in this catalogue");
    else {
      await tastes.did(subject, { itemId, deed, at: notAfter(at, now()) });
      taken.deeds++;
    }
  }
  for (const profile of follows) {
    const shared = await requestGrant(consents, profile, "personalisation");
    if (!shared) leave("the profile is not shared");
    else {
      await tastes.follow(subject, shared.subject);
      taken.follows++;
    }
  }
}

const notAfter = (time: string, now: Date) => new Date(Math.min(new Date(time).getTime(), now.getTime()));

async function takePhotos(
  grant: ConsentGrant<"recommendation">,
  { photos }: Copy,
  deps: ImportDeps,
  leave: Leave,
): Promise<number> {
  const own = new Set((await deps.register.list(deps.owner(grant.subject), deps.now())).map(({ photoId }) => photoId));
  let taken = 0;
  for (const { photoId, jpeg } of photos) {
    if (own.has(photoId)) leave("already here");
    else if (jpeg === undefined) leave("no picture in the copy");
    else {
      const kept = await addPhoto(Buffer.from(jpeg, "base64"), grant, deps);
      if (kept.kind === "refused") leave(`refused: ${kept.reason}`);
      else taken++;
    }
  }
  return taken;
}
