import { type Sent, type Service, Broken, credential } from "./wire";

/** For a client that brings its own fetch: it hands its requests to a service in this process. */
export function fetching(service: Service) {
  const seen: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers));
    const sent = {
      method: init.method ?? "GET",
      url,
      headers,
      body: Buffer.from(typeof init.body === "string" ? init.body : ""),
    };
    seen.push(sent);
    const answering = Promise.resolve(service(sent)).catch((error: unknown) => {
      if (error instanceof Broken) throw new TypeError("fetch failed", { cause: error });
      throw error;
    });
    const aborted = new Promise<never>((_, reject) => {
      init.signal?.addEventListener("abort", () => {
        reject(new DOMException("aborted", "AbortError"));
      });
    });
    const { status, headers: more = {}, body = "" } = await Promise.race([answering, aborted]);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json", ...more },
    });
  };
  return { seen, access: { credential, options: { fetch } } };
}
