import type { Colour, Style } from "../../catalogue/vocabulary";

/** What the console reads of the service's answers; `/openapi.json` has the whole. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly role: "shopper" | "marketing" | "dpo" | "operator";
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly piece: string;
  readonly style: string;
  readonly pattern: string;
  readonly colours: readonly Colour[];
  readonly price: number;
  readonly variants: readonly { readonly size: string; readonly stock: number }[];
  readonly imageUrl?: string;
}

export interface Garment {
  readonly piece?: string;
  readonly pattern?: string;
  readonly probability: number;
  readonly colours: readonly { readonly colour: Colour; readonly share: number }[];
}

export interface Photo extends Garment {
  readonly photoId: string;
  readonly pieces: readonly Garment[];
  readonly expiresAt: string;
}

export interface Recommendation {
  readonly basis: "personal" | "request" | "popular";
  readonly items: readonly {
    readonly item: Item;
    readonly reasons: readonly { readonly source: string; readonly text: string }[];
  }[];
  readonly understood: {
    readonly pieces: readonly string[];
    readonly colours: readonly string[];
    readonly patterns: readonly string[];
    readonly styles: readonly string[];
    readonly occasions: readonly string[];
    readonly seasons: readonly string[];
    readonly sizes: readonly string[];
    readonly budget?: number;
    readonly least?: number;
    readonly cheap?: boolean;
    readonly without: Readonly<Record<string, readonly string[]>>;
    readonly unknown: readonly string[];
  };
  readonly model: string;
}

export interface Preferences {
  readonly styles?: readonly Style[];
  readonly colours?: readonly Colour[];
  readonly budget?: number;
}

export interface Consent {
  readonly purpose: string;
  readonly question: string;
  readonly granted: boolean;
}

/** The service said no; `message` is its own remedy. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Nobody answered. */
class Unreached extends Error {}

const asked = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(path, init).catch(() => {
    throw new Unreached();
  });

/** Why something did not work, for the visitor; what the page itself got wrong is told apart, and written down. */
export function whyNot(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof Unreached) return "The service cannot be reached; try again.";
  console.error(error);
  return "This page made a mistake; load it again.";
}

/** Asks the service as one person. Tokens live in this closure alone, and only as long as the page. */
export interface Session {
  readonly json: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  readonly form: <T>(path: string, form: FormData) => Promise<T>;
  readonly blob: (path: string) => Promise<Blob>;
}

export function session(freshToken: () => Promise<{ readonly token: string; readonly expiresAt: string }>): Session {
  let held: { token: string; expiresAt: string } | undefined;
  const token = async () => {
    if (!held || Date.parse(held.expiresAt) - Date.now() < 60_000) held = await freshToken();
    return held.token;
  };
  const ask = async (method: string, path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${await token()}`);
    return accepted(await asked(path, { ...init, method, headers }));
  };
  return {
    json: async (method, path, body) =>
      read(
        await ask(method, path, {
          ...(body !== undefined && {
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          }),
        }),
      ),
    form: async (path, form) => read(await ask("POST", path, { body: form })),
    blob: async (path) => (await ask("GET", path)).blob(),
  };
}

/** Asks as nobody. */
export const open = async <T>(path: string): Promise<T> => read(await accepted(await asked(path)));

/** A token for a demonstration user. */
export const demonstrationToken = async (id: string): Promise<{ token: string; expiresAt: string }> =>
  read(
    await accepted(
      await asked("/demo/token", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id }),
      }),
    ),
  );

async function accepted(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(response.status, problem.detail ?? `the service answered ${String(response.status)}`);
}

/** The shapes above are the service's promise; nothing from elsewhere is read here. */
async function read<T>(response: Response): Promise<T> {
  return (response.status === 204 ? undefined : await response.json()) as T;
}
