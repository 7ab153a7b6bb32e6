/**
 * What `look` finds, looked for at most once in so many milliseconds: while it is looked for anew, what was found before is answered, and
 * also when looking fails. Only those wait who ask before the first answer, and a failure then is theirs.
 */
export function believed<T>(look: () => Promise<T>, now: () => Date, milliseconds: number): () => Promise<T> {
  let known: { readonly found: T } | undefined;
  let lookedAt = -Infinity;
  let looking: Promise<T> | undefined;
  const again = async () => {
    lookedAt = now().getTime();
    try {
      const found = await look();
      known = { found };
      return found;
    } finally {
      looking = undefined;
    }
  };
  return async () => {
    if (!known) return (looking ??= again());
    if (now().getTime() - lookedAt < milliseconds) return known.found;
    looking ??= again();
    looking.catch(() => undefined);
    return known.found;
  };
}
