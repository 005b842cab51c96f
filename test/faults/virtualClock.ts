// The `Clock` port in virtual time, for many that wait at once: the earliest wakes next.
// Invariant: time moves only when nothing is left to do at the present moment.
import type { Clock } from "../../server/src/deploy";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export class VirtualClock implements Clock {
  #now = Date.UTC(2025, 0, 1);
  #sleepers: Sleeper[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.#now + milliseconds,
        wake: () => {
          this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
          signal.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.push(sleeper);
      signal.addEventListener("abort", sleeper.wake, { once: true });
    });
  }

  /** Lets time pass until the promise is done. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    const progress = { done: false };
    const end = (): void => {
      progress.done = true;
    };
    promise.then(end, end);
    for (;;) {
      await quiet();
      if (progress.done) {
        return promise;
      }
      const [first] = [...this.#sleepers].sort((one, other) => one.at - other.at);
      if (first === undefined) {
        throw new Error("Everything waits, and nothing will come.");
      }
      this.#now = Math.max(this.#now, first.at);
      first.wake();
    }
  }
}

/** Until every promise that can go on has gone on. */
function quiet(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
