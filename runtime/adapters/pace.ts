import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Pace } from "../watch/pace";

/** At most `points` requests in each stretch of `seconds`, by subject, in this process alone: the gateway counts over all. */
export function pace(points: number, seconds: number): Pace {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async wait(subject) {
      try {
        await limiter.consume(subject);
        return undefined;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
        throw refused;
      }
    },
  };
}
