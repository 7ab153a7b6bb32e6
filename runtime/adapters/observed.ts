import type { Telemetry } from "../watch/telemetry";
import { eachCall } from "./each-call";

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
  return eachCall(port, timed);
}
