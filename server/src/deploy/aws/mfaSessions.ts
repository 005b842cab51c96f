// The sessions that a code was typed for: a code counts once, and a command opens the control plane more than once.
// Invariant: in memory only, for the profile as it was written then, and no longer than the session lives; of those who
// want the same session at a time, one asks for the code, and whoever gives up ends nobody else's wait.
import { SharedWork } from "./sharedWork";

/** What a session is taken to be too old at, in milliseconds before its end. */
const ALMOST_OVER = 5 * 60_000;

export class MfaSessions<Session extends { readonly expiration?: Date | undefined }> {
  readonly #known = new Map<string, Session>();
  readonly #opening = new Map<string, SharedWork<unknown>>();

  of(profile: string): Session | undefined {
    const session = this.#known.get(profile);
    const isFresh = session?.expiration !== undefined && +session.expiration - Date.now() > ALMOST_OVER;
    if (!isFresh) {
      this.#known.delete(profile);
    }
    return isFresh ? session : undefined;
  }

  keep(profile: string, session: Session): void {
    this.#known.set(profile, session);
  }

  /** Opens a session, or waits for how it ends where it is being opened already and somebody still wants it. */
  async together<Answer>(
    profile: string,
    open: (stop: AbortSignal) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const known = this.#opening.get(profile) as SharedWork<Answer> | undefined;
    const opening = known === undefined || known.isStopped ? new SharedWork(open) : known;
    this.#opening.set(profile, opening);
    try {
      return await opening.join(signal);
    } finally {
      if (this.#opening.get(profile) === opening) {
        this.#opening.delete(profile);
      }
    }
  }

  /** The service does not take it any more. */
  drop(session: Session): void {
    for (const [profile, known] of this.#known) {
      if (known === session) {
        this.#known.delete(profile);
      }
    }
  }
}
