// Faults on purpose, for tests of what talks to the endpoint: each is used up by the next request that fits.
export interface Fault {
  /** The name of an operation, such as `PutIntegrationResponse`; without it, any. */
  readonly operation?: string;
  /** How many requests to let pass before. */
  readonly after?: number;
  readonly kind: FaultKind;
  /** How many times. */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
}

const FAULT_KINDS = [
  "resetBefore",
  "resetAfter",
  "silentBefore",
  "silentAfter",
  "halfAnswer",
  "trickle",
  "malformed",
  "html",
  "throttled",
  "serverError",
  "serverErrorAfter",
  "concurrent",
  "accessDenied",
  "expiredToken",
  "skewed",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault as a request states it, or nothing where it names none that there is. */
export function readFault(text: string): Fault | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isFault =
      typeof value === "object" &&
      value !== null &&
      "kind" in value &&
      FAULT_KINDS.some((kind) => kind === value.kind);
    return isFault ? (value as Fault) : undefined;
  } catch {
    return undefined;
  }
}

export interface Faults {
  readonly add: (fault: Fault) => void;
  /** Takes back those that nothing has met yet. */
  readonly clear: () => void;
  readonly next: (operation: string | undefined) => Fault | undefined;
}

interface Waiting extends Fault {
  after: number;
  times: number;
}

export function createFaults(): Faults {
  let waiting: readonly Waiting[] = [];
  return {
    add: (fault) => {
      waiting = [...waiting, { ...fault, after: fault.after ?? 0, times: fault.times ?? 1 }];
    },
    clear: () => {
      waiting = [];
    },
    next: (operation) => {
      const fault = waiting.find((one) => one.operation === undefined || one.operation === operation);
      if (fault === undefined) {
        return undefined;
      }
      if (fault.after > 0) {
        fault.after -= 1;
        return undefined;
      }
      fault.times -= 1;
      waiting = waiting.filter(({ times }) => times > 0);
      return fault;
    },
  };
}
