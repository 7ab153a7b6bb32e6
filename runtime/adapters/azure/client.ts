import type { TokenCredential } from "@azure/identity";

/** How every client of an Azure service is made: who it is, and how patient. No key and no connection string exists here. */
export interface Access {
  readonly credential: TokenCredential;
  /** Options of the SDK's pipeline: retries, and in tests the transport. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * A request may be tried three times, waiting at most two seconds in between or as long as the service asks for
 * (`Retry-After`); what takes longer is the caller's to give up on. The SDKs add the jitter.
 */
export const patience = { retryOptions: { maxRetries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 } } as const;

/** Whether a fault of an Azure SDK is one of these HTTP statuses. */
export const isStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  typeof error === "object" && error !== null && "statusCode" in error && statuses.includes(Number(error.statusCode));

/**
 * What may be said of a service's fault: its status and code, never its message, which may repeat a name or a value that
 * was sent.
 */
export function withoutContent(service: string, error: unknown): Error {
  const { statusCode, code, name } = (typeof error === "object" && error !== null ? error : {}) as {
    readonly statusCode?: unknown;
    readonly code?: unknown;
    readonly name?: unknown;
  };
  const said = [statusCode, code ?? name].filter((part) => typeof part === "number" || typeof part === "string");
  return new Error(`${service} answered ${said.join(" ") || "nothing that could be understood"}`);
}

/** Runs one call of a service; its fault is told without content. */
export async function calling<T>(service: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw withoutContent(service, error);
  }
}
