/** An exception to one rule, for some resources of some environments, until a day. */
export interface Waiver {
  /** What people call it, such as `W-2026-03`; unique. */
  readonly id: string;
  /** The name of the rule. */
  readonly policy: string;
  readonly environments: readonly string[];
  readonly selector: Selector;
  /** Why the risk is bearable, in a sentence that an auditor understands years later. */
  readonly reason: string;
  /** Who puts it right, and who allowed it until then: two people. */
  readonly owner: string;
  readonly approver: string;
  readonly ticket: string;
  /** The last day on which it holds, such as `2026-12-31`; at most 90 days ahead. */
  readonly expires: string;
  /** Whether Azure Policy must be told as well, because the rule has a half that denies. */
  readonly runtimeExemption: boolean;
}

/** One resource by its name; several by one type and the part of their names before a `*`; or the environment as a whole. */
export type Selector =
  | { readonly type: string; readonly name: string }
  | { readonly environment: true; readonly type?: undefined; readonly name?: undefined };

/** What a waiver is compared with. */
export interface Judged {
  readonly rule: string;
  /** Of the resource; empty for the environment as a whole. */
  readonly urn: string;
}

/** A waiver that does not hold, or one that soon will not. */
export interface WaiverProblem {
  readonly waiver: string;
  readonly message: string;
  /** Whether it stands in the way of a deployment. */
  readonly mandatory: boolean;
}

const longest = 90;
const soon = 14;
const broadest = 5;
const fewestWords = 5;
const day = 86_400_000;

/** What no reason excuses: where data goes, what nobody may do to people's faces, and what makes every other rule work. */
export const neverWaived: readonly string[] = [
  "resources-stay-in-the-eu",
  "models-stay-in-the-eu",
  "faces-are-not-recognised",
  "photographs-rest-on-consent",
  "gateway-logs-no-bodies",
  "containers-carry-no-secrets",
  "stores-carry-descriptors",
  "types-are-known",
];

/** Type and name of a resource, as its urn tells them. */
export function partsOf(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", name = ""] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name };
}

function selects(selector: Selector, urn: string): boolean {
  if (selector.type === undefined) return urn === "";
  const { type, name } = partsOf(urn);
  if (type !== selector.type) return false;
  return selector.name.endsWith("*") ? name.startsWith(selector.name.slice(0, -1)) : name === selector.name;
}

/** The waivers of one environment that are in order on a day (`2026-11-21`), and what is wrong with the others. */
export function inForce(
  waivers: readonly Waiver[],
  { environment, rules, urns, today }: WaiverContext,
): { readonly valid: readonly Waiver[]; readonly problems: readonly WaiverProblem[] } {
  const own = waivers.filter(({ environments }) => environments.includes(environment));
  const wrongs = own.map((waiver) => ({ waiver, wrong: mistakes(waiver, { own, rules, urns, today }) }));
  return {
    valid: wrongs.filter(({ wrong }) => wrong.length === 0).map(({ waiver }) => waiver),
    problems: wrongs.flatMap(({ waiver, wrong }) => [
      ...wrong.map((message) => ({ waiver: waiver.id, message, mandatory: true })),
      ...(wrong.length === 0 && daysUntil(waiver.expires, today) <= soon
        ? [{ waiver: waiver.id, message: `ends on ${waiver.expires}: put it right before`, mandatory: false }]
        : []),
    ]),
  };
}

export interface WaiverContext {
  readonly environment: string;
  /** The names of every rule. */
  readonly rules: readonly string[];
  /** Every resource of the environment; empty where only one is known, as in the engine. */
  readonly urns: readonly string[];
  readonly today: string;
}

const daysUntil = (date: string, today: string) => Math.round((Date.parse(date) - Date.parse(today)) / day);
const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

function mistakes(
  { id, policy, selector, reason, owner, approver, ticket, expires }: Waiver,
  { own, rules, urns, today }: { readonly own: readonly Waiver[] } & Omit<WaiverContext, "environment">,
): readonly string[] {
  const left = daysUntil(expires, today);
  const covered = urns.filter((urn) => selects(selector, urn)).length;
  const wrongs: readonly (readonly [wrong: boolean, message: string])[] = [
    [own.filter((other) => other.id === id).length > 1, "two waivers have this id; give each its own"],
    [!rules.includes(policy), `there is no rule ${policy}; correct the name, or remove the waiver`],
    [neverWaived.includes(policy), `${policy} may never be waived; change what it objects to`],
    [!/^\d{4}-\d{2}-\d{2}$/.test(expires) || Number.isNaN(left), "expires: a date such as 2026-12-31"],
    [left < 0, `it expired on ${expires}; put the matter right, or have it approved anew`],
    [left > longest, `expires: at most ${longest} days ahead, not ${left}`],
    [
      selector.name?.replace(/\*$/, "").length === 0 || (selector.name?.slice(0, -1).includes("*") ?? false),
      "selector: a name, or the beginning of names with one * at its end",
    ],
    [covered > broadest, `it covers ${covered} resources; at most ${broadest}, so name them`],
    [words(reason) < fewestWords, `reason: a sentence of at least ${fewestWords} words`],
    [
      [owner, approver, ticket].some((text) => text.trim() === ""),
      "owner, approver and ticket: none of them may be empty",
    ],
    [
      owner.trim().toLowerCase() === approver.trim().toLowerCase(),
      "approver: somebody other than the owner, who asks for it",
    ],
  ];
  return wrongs.filter(([wrong]) => wrong).map(([, message]) => message);
}

/** The waiver that covers what a rule found, if there is one among those in force. */
export const waiverFor = (valid: readonly Waiver[], { rule, urn }: Judged): Waiver | undefined =>
  valid.find(({ policy, selector }) => policy === rule && selects(selector, urn));
