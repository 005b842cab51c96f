// Which writes the user wants to be slowed down for: the profiles and accounts that they marked as protected.
// Invariant: pure. Where an account is protected and it is not known whose this one is, it counts as protected.

/** What the user's own file and environment mark as protected, whichever editor or command line is in use. */
export interface OwnProtection {
  /** Read anew each time. */
  read(): Promise<ProtectedNames>;
}

export type ProtectedNames =
  | { readonly kind: "names"; readonly names: readonly string[] }
  /** Then nothing is known to be free, and nothing is written. `place` is what the user would open. */
  | { readonly kind: "unreadable"; readonly place: string };

export interface Signer {
  readonly profile?: string | undefined;
  /** Absent where the service did not say. */
  readonly account?: string | undefined;
}

/** What has to be typed before the write; `undefined` where nothing has to. */
export function typedBefore(
  isProtected: readonly string[],
  { profile, account }: Signer,
): string | undefined {
  const name = profile ?? "default";
  if (isProtected.includes(name)) {
    return name;
  }
  if (account !== undefined) {
    return isProtected.includes(account) ? account : undefined;
  }
  return isProtected.some(isAccount) ? name : undefined;
}

/** Whether it has to be known whose account it is. */
export function protectsAccounts(isProtected: readonly string[]): boolean {
  return isProtected.some(isAccount);
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text);
}
