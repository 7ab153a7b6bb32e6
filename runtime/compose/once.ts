/** Opens at the first call; every call answers the same part. One that failed to open is tried again. */
export function once<T>(open: () => Promise<T>) {
  let part: Promise<T> | undefined;
  const opened = () => {
    part ??= open().catch((error: unknown) => {
      part = undefined;
      throw error;
    });
    return part;
  };
  return Object.assign(opened, { opened: () => part !== undefined });
}
