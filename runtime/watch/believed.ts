/** What looking costs others that use the same database or disk, as a share of the time, at most: less than the slowest answer in a hundred. */
const busy = 1 / 200;

/**
 * What `look` finds, looked for at most once in so many milliseconds, and less often where it takes long: while it is looked for anew, what
 * was found before is answered, and also when looking fails. Only those wait who ask before the first answer, and a failure then is theirs.
 */
export function believed<T>(look: () => Promise<T>, now: () => Date, milliseconds: number): () => Promise<T> {
  let known: { readonly found: T } | undefined;
  let next = -Infinity;
  let looking: Promise<T> | undefined;
  const again = async () => {
    const began = now().getTime();
    try {
      const found = await look();
      known = { found };
      return found;
    } finally {
      next = began + Math.max(milliseconds, (now().getTime() - began) / busy);
      looking = undefined;
    }
  };
  return async () => {
    if (!known) return (looking ??= again());
    if (now().getTime() < next) return known.found;
    looking ??= again();
    looking.catch(() => undefined);
    return known.found;
  };
}
