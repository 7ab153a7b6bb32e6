/** Operations that answer piece by piece, or run the caller's own work: their time and their faults are their reader's. */
const apart = new Set(["list", "ids", "all", "everyone", "transaction", "close"]);

/** The same port, of which every operation with one promised answer goes through `around`, by its name. */
export const eachCall = <P extends object>(
  port: P,
  around: (operation: string, call: () => unknown) => Promise<unknown>,
): P =>
  new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || typeof name !== "string" || apart.has(name)) return member;
      return (...args: unknown[]) =>
        around(name, () => (member as (...each: unknown[]) => unknown).apply(target, args));
    },
  });
