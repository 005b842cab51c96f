// The port through which a deploy learns the time and waits.
// Invariant: nothing in this layer reads a clock or sets a timer but through it, so tests run in virtual time.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when the signal is or becomes aborted; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}
