import { type Pseudonyms, type Secrets, domains, keyName, pseudonyms, versionOf } from "./pseudonym";

/** A later version of the pseudonym keys; the first needs no announcement. */
export interface KeyVersion {
  readonly version: number;
  /** From then on everybody is called by it, in every process. */
  readonly activeFrom: Date;
  /** Nothing is kept under a name of an older version any more. */
  readonly done: boolean;
}

/** What one person's entries are kept under. */
export interface Names {
  readonly subject: string;
  readonly owner: string;
}

/** Port: which versions of the keys were announced, beside the entries that bear their names. */
export interface KeyBook {
  /** Oldest first. */
  versions(): Promise<readonly KeyVersion[]>;
  /** Announcing what was announced is no fault, and changes nothing. */
  announce(version: number, activeFrom: Date): Promise<void>;
  /** Subjects under whose names of another version anything is kept, in parts. */
  older(version: number): AsyncIterable<readonly string[]>;
  /** Renames everything of people in one transaction; where both names hold the same thing, the newer name's stays. */
  rename(people: readonly { readonly from: Names; readonly to: Names }[]): Promise<void>;
  complete(version: number): Promise<void>;
}

/** Names people, by the version of the keys that is in force. */
export interface Keyring extends Pick<Pseudonyms, "later" | "owner" | "reference"> {
  /** The subject that a user is; what was kept under an older name is under this one from here on. */
  readonly subject: (user: string) => Promise<string>;
  /** The same without a look at the announcements, and without renaming anything. */
  readonly newest: (user: string) => string;
  /** Every subject that a user ever was, newest first. */
  readonly everSubject: (user: string) => Promise<readonly string[]>;
  /** What a subject is called by now, everything of theirs with it. */
  readonly renamed: (subject: string) => Promise<string>;
}

export interface KeyringDeps {
  readonly secrets: Secrets;
  readonly tenant: string;
  readonly keys: KeyBook;
  readonly now: () => Date;
}

/** How long a process may go without looking which version is in force; announcements come well before they count. */
const minute = 60_000;
/** Between announcement and force, so that every process has looked, whenever it did so last. */
export const notice = 5 * minute;
/** People whose entries this process knows to bear their newest name. */
const most = 100_000;

/** The keys as one process knows them: it looks once a minute whether another version was announced. */
export async function keyring({ secrets, tenant, keys, now }: KeyringDeps): Promise<Keyring> {
  let versions: readonly KeyVersion[] = [];
  let lookedAt = -Infinity;
  let names = await pseudonyms(secrets, tenant);
  const moved = new Set<string>();
  const current = async (): Promise<Pseudonyms> => {
    const age = now().getTime() - lookedAt;
    if (age >= minute)
      try {
        versions = await keys.versions();
        lookedAt = now().getTime();
      } catch (error) {
        if (age >= notice - minute) throw error; // a version may be in force of which this process never heard
      }
    const version = inForce(versions, now());
    if (version !== names.version) {
      names = await pseudonyms(secrets, tenant, version);
      moved.clear();
    }
    return names;
  };
  const called = (subject: string): Names => ({ subject, owner: names.owner(subject) });
  const rename = async (older: readonly string[], newest: string) => {
    for (const each of older) await keys.rename([{ from: called(each), to: called(newest) }]);
  };
  await current();
  return {
    newest: (user) => names.subject(user),
    later: (subject) => names.later(subject),
    owner: (subject) => names.owner(subject),
    reference: (subject) => names.reference(subject),
    everSubject: async (user) => (await current()).everSubject(user),
    async subject(user) {
      const [newest = "", ...older] = (await current()).everSubject(user);
      const settled = versions.every(({ version, done }) => done || version > names.version);
      if (settled || moved.has(newest)) return newest;
      await rename(older, newest);
      if (moved.size >= most) moved.clear();
      moved.add(newest);
      return newest;
    },
    async renamed(subject) {
      await current();
      const older = names.later(subject);
      const newest = older.at(-1) ?? subject;
      await rename(older.slice(0, -1), newest);
      return newest;
    },
  };
}

const inForce = (versions: readonly KeyVersion[], now: Date) =>
  Math.max(1, ...versions.filter(({ activeFrom }) => activeFrom <= now).map(({ version }) => version));

/** Why the keys cannot be rotated now; a command prints its message without a stack. */
export class RotationRefused extends Error {}

/**
 * Makes the keys of every version up to `wanted` and announces the newest, which comes into force at `from`. Declared as a number,
 * so that a database that was restored from before the rotation is rotated again. Throws {@link RotationRefused} when it would go
 * back, or before the rotation before it is over.
 */
export async function rotate(
  wanted: number,
  from: Date,
  { secrets, keys }: Pick<KeyringDeps, "secrets" | "keys">,
): Promise<void> {
  const announced = await keys.versions();
  const newest = Math.max(1, ...announced.map(({ version }) => version));
  if (wanted < newest)
    throw new RotationRefused(
      `pseudonyms are of version ${newest} and do not go back to ${wanted}; set it to ${newest}`,
    );
  const open = announced.find(({ version, done }) => !done && version < wanted);
  if (open)
    throw new RotationRefused(
      `not everything bears a name of version ${open.version} yet; the sweep renames it, version ${wanted} comes after that`,
    );
  for (let version = 1; version <= wanted; version++)
    for (const domain of domains) await secrets.key(keyName(domain, version));
  for (let version = newest + 1; version <= wanted; version++) await keys.announce(version, from);
}

/**
 * Throws {@link RotationRefused} while the database does not know, or not yet count by, the version that was declared: it was restored from
 * before the rotation, and who was erased since would not be recognised.
 */
export async function mustKnow(declared: number, { keys, now }: Pick<KeyringDeps, "keys" | "now">): Promise<void> {
  if (inForce(await keys.versions(), now()) < declared)
    throw new RotationRefused(
      `version ${declared} of the pseudonym keys is not in force in this database: start the job migrate, wait ${notice / minute} minutes, then start this one again`,
    );
}

/**
 * Renames everybody who still bears an older name, and says so in the book once a whole look found nobody and requests that began
 * before have ended. Answers how many names there were; safe to run twice, and to be killed at any point.
 */
export async function renameEveryone({
  later,
  owner,
  keys,
  now,
}: Pick<Pseudonyms, "later" | "owner"> & Pick<KeyringDeps, "keys" | "now">): Promise<number> {
  const open = (await keys.versions()).filter(({ done, activeFrom }) => !done && activeFrom <= now());
  const newest = open.at(-1);
  if (!newest) return 0;
  const pass = async () => {
    let names = 0;
    for await (const part of keys.older(newest.version)) {
      const people = part.map((older) => {
        const subject = later(older).at(-1) ?? older;
        return { from: { subject: older, owner: owner(older) }, to: { subject, owner: owner(subject) } };
      });
      for (let version = 1; version < newest.version; version++) {
        const ofOne = people.filter(({ from }) => versionOf(from.subject) === version); // two names of one person never meet in one go
        if (ofOne.length > 0) await keys.rename(ofOne);
      }
      names += people.length;
    }
    return names;
  };
  const names = await pass();
  if ((await pass()) === 0)
    for (const { version, activeFrom } of open)
      if (now().getTime() - activeFrom.getTime() >= minute) await keys.complete(version);
  return names;
}
