// The account's limits on the calls of the control plane, as buckets that fill with time.
import type { Answer } from "./answer";

/** The answer to a call that is too much, or nothing. */
export type Throttle = (operation: string) => Answer | undefined;

interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

const ALL: Limit = { burst: 40, perSecond: 10 };
const OF_OPERATION: ReadonlyMap<string, Limit> = new Map([
  ["CreateDeployment", { burst: 1, perSecond: 1 / 5 }],
  ["GetResources", { burst: 5, perSecond: 5 / 2 }],
  ["CreateResource", { burst: 5, perSecond: 5 }],
  ["DeleteResource", { burst: 5, perSecond: 5 }],
  ["CreateRestApi", { burst: 1, perSecond: 1 / 3 }],
  ["DeleteRestApi", { burst: 1, perSecond: 1 / 30 }],
]);

/** @param now Milliseconds. */
export function createThrottle(now: () => number): Throttle {
  const buckets = new Map<string, { left: number; at: number }>();
  const taken = (name: string, { burst, perSecond }: Limit): number | undefined => {
    const time = now();
    const bucket = buckets.get(name) ?? { left: burst, at: time };
    const left = Math.min(burst, bucket.left + ((time - bucket.at) / 1000) * perSecond);
    const isEnough = left >= 1;
    buckets.set(name, { left: isEnough ? left - 1 : left, at: time });
    return isEnough ? undefined : Math.max(1, Math.ceil((1 - left) / perSecond));
  };
  return (operation) => {
    const limit = OF_OPERATION.get(operation);
    const wait = taken("", ALL) ?? (limit === undefined ? undefined : taken(operation, limit));
    return wait === undefined
      ? undefined
      : {
          status: 429,
          error: "TooManyRequestsException",
          body: { message: "Too Many Requests" },
          retryAfterSeconds: wait,
          unproven: "the text of a throttled call and its Retry-After",
        };
  };
}
