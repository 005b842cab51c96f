// The user's credential chain for one deploy.
// Invariant: a chosen profile is used or the deploy fails: another identity is never taken in its place.

import { fromIni } from "@aws-sdk/credential-provider-ini";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { Connection, GatewayFailure, SignIn } from "../gateway";
import { credentialsFailure } from "./failure";
import type { MfaSessions } from "./mfaSessions";
import { loadProfiles, methodOf, type Profiles, type Values } from "./settings";
import type { Wire } from "./wire";

export type Identity = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

export type CredentialsAnswer = { readonly kind: "identity"; readonly identity: Identity } | GatewayFailure;

export async function resolveCredentials(
  connection: Connection,
  wire: Wire,
  sessions: MfaSessions<Identity>,
): Promise<CredentialsAnswer> {
  if (connection.dummyKeys === true) {
    return { kind: "identity", identity: DUMMY };
  }
  const files = await loadProfiles();
  const { AWS_PROFILE } = process.env;
  const named = connection.profile ?? (AWS_PROFILE || undefined);
  const values = files.profiles.get(named ?? "default");
  if (named !== undefined && values === undefined) {
    return { kind: "failed", reason: "noCredentials", reached: "no", cause: "profileMissing" };
  }
  const { askMfaCode } = connection;
  const profile = named ?? "default";
  const written = asWritten(profile, files);
  const known = askMfaCode === undefined ? undefined : sessions.of(written);
  if (known !== undefined) {
    return { kind: "identity", identity: known };
  }
  const asked: { code: "no" | "given" | "declined" } = { code: "no" };
  const mfaCodeProvider = async (serial: string): Promise<string> => {
    const given = await askMfaCode?.({ profile, serial });
    asked.code = given === undefined ? "declined" : "given";
    return given ?? Promise.reject(new Error("The code was not given."));
  };
  const init = {
    ...(askMfaCode === undefined ? {} : { mfaCodeProvider }),
    ...(named === undefined ? {} : { profile: named }),
    // The clients for roles and sign-in sessions go by the same law as the deploy itself.
    clientConfig: { requestHandler: wire, logger: SILENT },
    parentClientConfig: { region: connection.region },
    logger: SILENT,
  };
  // The whole chain would go on from a profile that fails to whatever role this machine has, and hide why it failed.
  const ownMethod = named !== undefined && methodOf(values ?? {}) !== "no credentials of its own";
  try {
    const identity = await (ownMethod ? fromIni(init) : defaultProvider(init))();
    if (asked.code === "given") {
      sessions.keep(written, identity);
    }
    return { kind: "identity", identity };
  } catch (error) {
    if (asked.code === "declined") {
      return { kind: "failed", reason: "cancelled", reached: "no" };
    }
    return credentialsFailure(error, {
      endpointRefused: wire.refused,
      signIn: signInOf(named ?? "default", files),
    });
  }
}

const DUMMY: Identity = { accessKeyId: "local", secretAccessKey: "local" };

/** The profile whose session has to be renewed: the one itself, or the one whose credentials it builds on. */
function signInOf(profile: string, files: Profiles): SignIn {
  for (const [name, values] of builtOn(profile, files)) {
    const method = methodOf(values);
    if (method === "SSO" || method === "console login") {
      return { tool: method === "SSO" ? "sso" : "login", profile: name };
    }
  }
  return { tool: "sso", profile };
}

/** Stands for a profile and all that it builds on, as they are written now. */
function asWritten(profile: string, files: Profiles): string {
  return JSON.stringify([...builtOn(profile, files)]);
}

/** The profile and those whose credentials it builds on, each once. */
function builtOn(profile: string, { profiles }: Profiles): ReadonlyMap<string, Values> {
  const found = new Map<string, Values>();
  let name = profile;
  while (!found.has(name)) {
    const values = profiles.get(name) ?? {};
    found.set(name, values);
    const { source_profile: source = name } = values;
    name = source;
  }
  return found;
}

/** The chain reports each of its steps; what matters is in the failure. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore, trace: ignore };

function ignore(): void {}
