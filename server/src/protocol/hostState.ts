// What only the user's own configuration decides: trust, and where signed requests go.
// Invariant: silence means untrusted and AWS. No workspace setting is ever read here.
import type { HostState } from "../contract";

export const UNTRUSTED: HostState = { trusted: false };

/** Reads `initializationOptions` or the notification's params. */
export function readHostState(value: unknown): HostState {
  if (typeof value !== "object" || value === null) {
    return UNTRUSTED;
  }
  const fields: { [Key in keyof HostState]?: unknown } = value;
  const { trusted, endpointUrl, clientCommands, answersFiles } = fields;
  const names = stringsOf(fields.protected);
  return {
    trusted: trusted === true,
    ...(typeof endpointUrl === "string" && endpointUrl !== "" ? { endpointUrl } : {}),
    ...(names === undefined ? {} : { protected: names }),
    ...(Array.isArray(clientCommands) ? { clientCommands: stringsOf(clientCommands) ?? [] } : {}),
    ...(answersFiles === true ? { answersFiles } : {}),
    ...(fields.answersMfa === true ? { answersMfa: true } : {}),
    ...(fields.hearsAwsFiles === true ? { hearsAwsFiles: true } : {}),
    ...(fields.settlesDoubts === true ? { settlesDoubts: true } : {}),
  };
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}
