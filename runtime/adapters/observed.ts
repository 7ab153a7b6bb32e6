import type { Telemetry } from "../watch/telemetry";

/**
 * A port whose every promised answer is timed as a call of `dependency`. Arguments and answers are never looked at: operation and
 * outcome are all that is told.
 */
export function observed<P extends object>(telemetry: Telemetry, dependency: string, port: P): P {
  const timed = (operation: string, call: () => unknown) => {
    const began = performance.now();
    const told = (outcome: string) => {
      telemetry.add("calls", performance.now() - began, { dependency, operation, outcome });
    };
    return telemetry.span("call", `${dependency} ${operation}`, async (tell) => {
      try {
        const answer = await call();
        told("answered");
        tell({ dependency, operation, outcome: "answered" });
        return answer;
      } catch (error) {
        told("failed");
        tell({ dependency, operation, outcome: "failed" });
        throw error;
      }
    });
  };
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || typeof name !== "string" || streams.has(name)) return member;
      return (...args: unknown[]) => timed(name, () => (member as (...each: unknown[]) => unknown).apply(target, args));
    },
  });
}

/** Operations that answer piece by piece: their time is their reader's. */
const streams = new Set(["list", "ids", "all", "everyone"]);
