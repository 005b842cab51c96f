// The port to API Gateway Local: started by a host, as a process of its own.
// Invariant: one for a session, and it ends with the server.

export interface LocalEndpoint {
  /** Where it listens, while it runs. */
  readonly url: string | undefined;
  start(port: number | undefined): Promise<LocalStart>;
}

export type LocalStart =
  | { readonly kind: "started"; readonly url: string; readonly already: boolean }
  /** `why`: in a sentence, for the user. */
  | { readonly kind: "failed"; readonly why: string };
