// What only the user's own configuration decides: trust, and where signed requests go.
// Invariant: silence means untrusted and AWS. No workspace setting is ever read here.
import type { HostState } from "../contract";

export const UNTRUSTED: HostState = { trusted: false };

/** Reads `initializationOptions` or the notification's params. */
export function readHostState(value: unknown): HostState {
  if (typeof value !== "object" || value === null) {
    return UNTRUSTED;
  }
  const { trusted, endpointUrl, clientCommands, answersFiles }: { [Key in keyof HostState]?: unknown } =
    value;
  return {
    trusted: trusted === true,
    ...(typeof endpointUrl === "string" && endpointUrl !== "" ? { endpointUrl } : {}),
    ...(Array.isArray(clientCommands)
      ? { clientCommands: clientCommands.filter((command) => typeof command === "string") }
      : {}),
    ...(answersFiles === true ? { answersFiles } : {}),
  };
}
