// The one place where an exception, a cancellation or a document that moved on becomes an answer.
// Invariant: what is logged names the request and the document, never a document's text: templates hold secrets.
import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { faultOf } from "./fault";

/** Why there is no result. `cancelled`: the client asked for it. `superseded`: the document has changed since. */
export class Stop {
  readonly why: "cancelled" | "superseded";

  constructor(why: Stop["why"]) {
    this.why = why;
  }
}

export const CANCELLED = new Stop("cancelled");
export const SUPERSEDED = new Stop("superseded");

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** What a request is about, for the log. */
export interface Subject {
  readonly request: string;
  readonly uri?: string | undefined;
}

const REMEMBERED_FAULTS = 200;

export class Answers {
  readonly #log: Log;
  readonly #logged = new Set<string>();
  /** After `shutdown` no request is carried out any more. */
  closed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** The answer of a request, whatever happens in it. */
  async answer<T>(
    subject: Subject,
    token: CancellationToken,
    work: () => T | Stop | Promise<T | Stop>,
  ): Promise<T | ResponseError> {
    if (this.closed) {
      return new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down.");
    }
    if (token.isCancellationRequested) {
      return errorOf(CANCELLED, subject);
    }
    try {
      const result = await work();
      if (token.isCancellationRequested) {
        return errorOf(CANCELLED, subject);
      }
      return result instanceof Stop ? errorOf(result, subject) : result;
    } catch (error) {
      if (error instanceof ResponseError) {
        return error;
      }
      this.report(subject, error);
      return new ResponseError(ErrorCodes.InternalError, `${subject.request} failed. The log says where.`);
    }
  }

  /** Carries out a notification, or work that nobody waits for. */
  async run(subject: Subject, work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.report(subject, error);
    }
  }

  /** Logs a bug of ours, once. */
  report({ request, uri }: Subject, error: unknown): void {
    const place = faultOf(error);
    // The same bug is reached by many ways: its own frame tells it.
    const key = `${request} ${place.split("\n", 2).join()}`;
    if (this.#logged.has(key) || this.#logged.size >= REMEMBERED_FAULTS) {
      return;
    }
    this.#logged.add(key);
    this.#log.error(`${request} failed${uri === undefined ? "" : ` for ${uri}`}: ${place}`);
  }
}

function errorOf({ why }: Stop, { request }: Subject): ResponseError {
  return why === "cancelled"
    ? new ResponseError(LSPErrorCodes.RequestCancelled, `${request} was cancelled.`)
    : new ResponseError(LSPErrorCodes.ContentModified, `The document changed during ${request}.`);
}
