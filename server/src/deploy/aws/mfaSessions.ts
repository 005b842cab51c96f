// The sessions that a code was typed for: a code counts once, and a deploy opens the control plane twice.
// Invariant: in memory only, for the profile as it was written then, and no longer than the session lives.

/** What a session is taken to be too old at, in milliseconds before its end. */
const ALMOST_OVER = 5 * 60_000;

export class MfaSessions<Session extends { readonly expiration?: Date | undefined }> {
  readonly #known = new Map<string, Session>();

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

  /** The service does not take it any more. */
  drop(session: Session): void {
    for (const [profile, known] of this.#known) {
      if (known === session) {
        this.#known.delete(profile);
      }
    }
  }
}
