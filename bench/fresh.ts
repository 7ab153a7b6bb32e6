import { ask, plainly, post } from "./http-load";
import type { Figure } from "./measure";

interface Answer {
  readonly basis: string;
  readonly items: readonly { readonly item: { readonly id: string } }[];
}

/**
 * Whether what somebody tells one process counts in the next answer of another: the item that comes first is liked and must not come
 * again, and after a withdrawal no profile may be read.
 */
export async function fresh(ports: readonly number[], tokens: readonly string[]): Promise<Figure> {
  const [teller = 0] = ports;
  const answerer = ports.at(-1) ?? teller;
  let [liked, withdrawn] = [0, 0];
  for (const token of tokens) {
    const question = post("/v1/recommendations", token, JSON.stringify({ limit: 20 }));
    const answer = async () => JSON.parse((await ask(answerer, question)).body) as Answer;
    const first = (await answer()).items[0]?.item.id ?? "";
    await ask(teller, plainly("PUT", `/v1/me/likes/${first}`, token));
    if (!(await answer()).items.some(({ item }) => item.id === first)) liked++;
    const consent = JSON.stringify({ personalisation: false });
    await ask(teller, post("/v1/me/consents", token, consent, "application/json", "PUT"));
    if ((await answer()).basis !== "personal") withdrawn++;
  }
  return {
    what: `of ${tokens.length} likes, withdrawals of consent: counted in the next answer${ports.length > 1 ? " of another process" : ""}`,
    value: `${liked}, ${withdrawn}`,
  };
}
