import type { Parsed } from "./reading/parsed";
import type { Catalogue } from "./catalogue";

/** What was withdrawn; or how many rows keep anybody from telling which products are missing. */
export type Withdrawal = { readonly withdrawn: readonly string[] } | { readonly untold: number };

/**
 * Withdraws the products that files which are the whole catalogue do not name. A product whose row was refused is named, and stays as
 * it was; where a refused row does not even tell its product, or nothing was read, nothing is withdrawn.
 */
export async function withdrawMissing(
  parsed: readonly Parsed[],
  catalogue: Pick<Catalogue, "list" | "withdraw">,
): Promise<Withdrawal> {
  const untold = parsed.filter((each) => "reason" in each && each.id === undefined).length;
  if (untold > 0 || parsed.length === 0) return { untold };
  const named = new Set(parsed.map((each) => ("product" in each ? each.product.id : each.id)));
  const withdrawn = (await catalogue.list()).map(({ id }) => id).filter((id) => !named.has(id));
  for (const id of withdrawn) await catalogue.withdraw(id);
  return { withdrawn };
}
