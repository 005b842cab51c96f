// The user's credential chain for one deploy.
// Invariant: a chosen profile is used or the deploy fails: another identity is never taken in its place.

import { fromIni } from "@aws-sdk/credential-provider-ini";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { getSSOTokenFromFile } from "@smithy/shared-ini-file-loader";
import type { Connection, GatewayFailure, SignIn } from "../gateway";
import { credentialsFailure } from "./failure";
import type { MfaSessions } from "./mfaSessions";
import { loadProfiles, methodOf, type Profiles, type Values } from "./settings";
import { stsAt } from "./stsAt";
import type { Wire } from "./wire";

export type Identity = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

export type CredentialsAnswer = { readonly kind: "identity"; readonly identity: Identity } | GatewayFailure;

export async function resolveCredentials(
  connection: Connection,
  wire: Wire,
  sessions: MfaSessions<Identity>,
  signal: AbortSignal,
): Promise<CredentialsAnswer> {
  if (connection.dummyKeys === true) {
    return { kind: "identity", identity: DUMMY };
  }
  const files = await loadProfiles();
  const { AWS_PROFILE } = process.env;
  const named = connection.profile ?? (AWS_PROFILE || undefined);
  if (named !== undefined && !files.profiles.has(named)) {
    return { kind: "failed", reason: "noCredentials", reached: "no", cause: "profileMissing" };
  }
  const profile: ChosenProfile = { named, name: named ?? "default", files };
  const resolve = (stop: AbortSignal): Promise<CredentialsAnswer> =>
    throughChain(connection, profile, wire, sessions, stop);
  if (connection.askMfaCode === undefined || !wantsMfaCode(profile)) {
    return resolve(signal);
  }
  const written = asWritten(profile);
  const known = sessions.of(written);
  return known === undefined
    ? sessions.together(written, resolve, signal)
    : { kind: "identity", identity: known };
}

interface ChosenProfile {
  /** Absent where none was chosen. */
  readonly named: string | undefined;
  readonly name: string;
  readonly files: Profiles;
}

async function throughChain(
  { askMfaCode, region, stsEndpointUrl }: Connection,
  profile: ChosenProfile,
  wire: Wire,
  sessions: MfaSessions<Identity>,
  signal: AbortSignal,
): Promise<CredentialsAnswer> {
  const { named, name, files } = profile;
  const asked: { code: "no" | "given" | "declined"; said?: string } = { code: "no" };
  const mfaCodeProvider = async (serial: string): Promise<string> => {
    const given = await askMfaCode?.({ profile: name, serial }, signal);
    Object.assign(asked, given === undefined ? { code: "declined" } : { code: "given", said: given });
    return given ?? Promise.reject(new Error("The code was not given."));
  };
  const init = {
    ...(askMfaCode === undefined ? {} : { mfaCodeProvider }),
    ...(named === undefined ? {} : { profile: named }),
    // The clients for roles and sign-in sessions go by the same law as the deploy itself.
    clientConfig: { requestHandler: wire, logger: SILENT },
    parentClientConfig: { region },
    ...(stsEndpointUrl === undefined ? {} : { clientPlugins: [stsAt(stsEndpointUrl, wire)] }),
    logger: SILENT,
  };
  // The whole chain would go on from a profile that fails to whatever role this machine has, and hide why it failed.
  const ownMethod =
    named !== undefined && methodOf(files.profiles.get(named) ?? {}) !== "no credentials of its own";
  try {
    const identity = await (ownMethod ? fromIni(init) : defaultProvider(init))();
    if (asked.code === "given") {
      sessions.keep(asWritten(profile), identity);
    }
    return { kind: "identity", identity };
  } catch (error) {
    if (asked.code === "declined") {
      return { kind: "failed", reason: "cancelled", reached: "no" };
    }
    return credentialsFailure(error, {
      endpointRefused: wire.refused,
      signIn: signInOf(profile),
      secrets: [...(await secretsOf(profile)), asked.said ?? ""],
    });
  }
}

const DUMMY: Identity = { accessKeyId: "local", secretAccessKey: "local" };

/** The profile whose session has to be renewed: the one itself, or the one whose credentials it builds on. */
function signInOf(profile: ChosenProfile): SignIn {
  for (const [name, values] of builtOn(profile)) {
    const method = methodOf(values);
    if (method === "SSO" || method === "console login") {
      return { tool: method === "SSO" ? "sso" : "login", profile: name };
    }
  }
  return { tool: "sso", profile: profile.name };
}

/** What the chain has sent to somebody who may say it back. */
async function secretsOf(profile: ChosenProfile): Promise<readonly string[]> {
  const written = [...builtOn(profile).values()];
  const sessions = written.flatMap(({ sso_session, sso_start_url }) => sso_session ?? sso_start_url ?? []);
  const tokens = await Promise.all(sessions.map((one) => getSSOTokenFromFile(one).catch(() => undefined)));
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return [
    ...written.flatMap(({ aws_access_key_id, aws_secret_access_key, aws_session_token }) => [
      aws_secret_access_key,
      aws_session_token,
      aws_access_key_id,
    ]),
    ...tokens.flatMap((token) => [token?.accessToken, token?.refreshToken, token?.clientSecret]),
    ...[AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ACCESS_KEY_ID],
  ].filter((secret) => secret !== undefined);
}

function wantsMfaCode(profile: ChosenProfile): boolean {
  return [...builtOn(profile).values()].some(({ mfa_serial }) => Boolean(mfa_serial));
}

/** Stands for a profile and all that it builds on, as they are written now. */
function asWritten(profile: ChosenProfile): string {
  return JSON.stringify([...builtOn(profile)]);
}

/** The profile and those whose credentials it builds on, each once. */
function builtOn({ name: first, files }: ChosenProfile): ReadonlyMap<string, Values> {
  const found = new Map<string, Values>();
  let name = first;
  while (!found.has(name)) {
    const values = files.profiles.get(name) ?? {};
    found.set(name, values);
    const { source_profile: source = name } = values;
    name = source;
  }
  return found;
}

/** The chain reports each of its steps; what matters is in the failure. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore, trace: ignore };

function ignore(): void {}
