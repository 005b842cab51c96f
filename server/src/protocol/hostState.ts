// What only the user's own configuration decides: trust, where signed requests go, and through which proxy.
// Invariant: silence means untrusted and AWS. No workspace setting is ever read here.
import { type HostState, PROXY_VARIABLES, type ProxyVariables } from "../contract";

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
    proxyVariables: proxyVariables(fields.proxyVariables),
    ...(Array.isArray(clientCommands) ? { clientCommands: stringsOf(clientCommands) ?? [] } : {}),
    ...(answersFiles === true ? { answersFiles } : {}),
    ...(fields.answersMfa === true ? { answersMfa: true } : {}),
    ...(fields.hearsAwsFiles === true ? { hearsAwsFiles: true } : {}),
    ...(fields.settlesDoubts === true ? { settlesDoubts: true } : {}),
  };
}

/** Of the environment a client may set these, and nothing else. */
function proxyVariables(value: unknown): ProxyVariables {
  const fields: { readonly [name: string]: unknown } =
    typeof value === "object" && value !== null ? { ...value } : {};
  return Object.fromEntries(
    PROXY_VARIABLES.flatMap((name) => {
      const text = fields[name];
      return typeof text === "string" ? [[name, text]] : [];
    }),
  );
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
}
