// The ports to API Gateway Local: whether it is what listens at an address, and a start of it by a host.
// Invariant: who looks signs nothing, and is sent to this machine alone.

/** `silent`: nothing answers, so it is not known what would. */
export type LocalLook = "local" | "other" | "silent";

export type LookLocal = (url: string, signal?: AbortSignal) => Promise<LocalLook>;

export interface LocalEndpoint {
  /** The one for all windows, if it was seen here and has ended since, is started again first. */
  readonly look: LookLocal;
  start(wish: LocalWish): Promise<LocalStart>;
}

export interface LocalWish {
  readonly port?: number | undefined;
  /** The endpoint in use: taken if it is API Gateway Local, and its port if nothing answers there. */
  readonly inUse?: string | undefined;
}

export type LocalStart =
  | { readonly kind: "started"; readonly url: string; readonly already: boolean }
  /** `why`: in a sentence, for the user. */
  | { readonly kind: "failed"; readonly why: string };

/** Where API Gateway Local always is: its APIs have no other region. */
export const LOCAL_REGION = "us-east-1";

/** Of a lawful endpoint: `http` is lawful on this machine alone, and API Gateway Local has no path of its own. */
export function couldBeLocal(url: string): boolean {
  return /^http:\/\/[^/]+$/.test(url);
}
