// Work whose answer several wait for.
// Invariant: who gives up ends nobody else's wait; the work is told to stop when nobody waits any more.

export class SharedWork<Answer> {
  readonly #stop = new AbortController();
  readonly #answer: Promise<Answer>;
  #waiting = 0;

  constructor(work: (stop: AbortSignal) => Promise<Answer>) {
    this.#answer = work(this.#stop.signal);
  }

  get isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** The answer, also to who gave up and still listens: how the work then ends is its own to say. */
  async join(signal: AbortSignal): Promise<Answer> {
    const leave = (): void => {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        this.#stop.abort();
      }
    };
    this.#waiting += 1;
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) {
      leave();
    }
    try {
      return await this.#answer;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }
}
