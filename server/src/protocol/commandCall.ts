// A command of the server's as it was called, and its argument as far as it can be relied on.
import { type CancellationToken, ErrorCodes, type ProgressToken, ResponseError } from "vscode-languageserver";

export interface CommandCall {
  readonly command: string;
  readonly argument: unknown;
  /** The request's own token for progress; the argument may bring one as well. */
  readonly workDoneToken: ProgressToken | undefined;
  readonly cancellation: CancellationToken;
}

/** What was read of an argument; where it is not what the command takes, the request fails. */
export function required<T>(params: T | undefined): T {
  if (params === undefined) {
    throw new ResponseError(ErrorCodes.InvalidParams, "The command's argument is not what it takes.");
  }
  return params;
}
