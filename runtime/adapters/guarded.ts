import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  TimeoutStrategy,
  bulkhead,
  circuitBreaker,
  handleWhen,
  timeout,
  wrap,
} from "cockatiel";
import { Unavailable } from "../watch/unavailable";
import { eachCall } from "./each-call";

export interface Guard {
  /** Milliseconds after which a call is given up. */
  readonly deadline: number;
  /** Calls at once; as many again wait, and what comes beyond is refused at once. */
  readonly concurrent: number;
  /** Failures in a row after which nobody asks any more for `rest` milliseconds; then one call tries. @default 5 */
  readonly failures?: number;
  /** @default 10_000 */
  readonly rest?: number;
}

/**
 * A port whose calls have a deadline, share a limited number of places, and stop for a while when the service is down: one that is
 * ill gets well sooner when it is left alone, and who asks learns at once instead of waiting (Nygard, "Release It!", 2nd ed.,
 * chapter 5). Whatever fails becomes {@link Unavailable}; a mistake of ours (`RangeError`, `TypeError`) stays what it is.
 */
export function guarded<P extends object>(
  dependency: string,
  { deadline, concurrent, failures = 5, rest = 10_000 }: Guard,
  port: P,
): P {
  const policy = wrap(
    bulkhead(concurrent, concurrent),
    circuitBreaker(handleWhen(isTheirs), { halfOpenAfter: rest, breaker: new ConsecutiveBreaker(failures) }),
    timeout(deadline, TimeoutStrategy.Aggressive),
  );
  const call = async (work: () => unknown) => {
    try {
      return await policy.execute(async () => work());
    } catch (error) {
      if (!isTheirs(error)) throw error;
      throw new Unavailable(dependency, error instanceof BrokenCircuitError ? Math.ceil(rest / 1000) : 1, error);
    }
  };
  return eachCall(port, (_operation, work) => call(work));
}

const isTheirs = (error: unknown) => !(error instanceof RangeError || error instanceof TypeError);
