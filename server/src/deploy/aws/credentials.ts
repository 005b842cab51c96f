// The user's credential chain for one deploy.
// Invariant: a chosen profile is used or the deploy fails: another identity is never taken in its place.

import { fromIni } from "@aws-sdk/credential-provider-ini";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { Connection, GatewayFailure, SignIn } from "../gateway";
import { credentialsFailure } from "./failure";
import { loadProfiles, methodOf, type Profiles } from "./settings";
import type { Wire } from "./wire";

export type Identity = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

export type CredentialsAnswer = { readonly kind: "identity"; readonly identity: Identity } | GatewayFailure;

export async function resolveCredentials(connection: Connection, wire: Wire): Promise<CredentialsAnswer> {
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
  const init = {
    ...(named === undefined ? {} : { profile: named }),
    // The clients for roles and sign-in sessions go by the same law as the deploy itself.
    clientConfig: { requestHandler: wire, logger: SILENT },
    parentClientConfig: { region: connection.region },
    logger: SILENT,
  };
  // The whole chain would go on from a profile that fails to whatever role this machine has, and hide why it failed.
  const ownMethod = named !== undefined && methodOf(values ?? {}) !== "no credentials of its own";
  try {
    return { kind: "identity", identity: await (ownMethod ? fromIni(init) : defaultProvider(init))() };
  } catch (error) {
    return credentialsFailure(error, {
      endpointRefused: wire.refused,
      signIn: signInOf(named ?? "default", files),
    });
  }
}

const DUMMY: Identity = { accessKeyId: "local", secretAccessKey: "local" };

/** The profile whose session has to be renewed: the one itself, or the one whose credentials it builds on. */
function signInOf(profile: string, { profiles }: Profiles): SignIn {
  const seen = new Set<string>();
  let name = profile;
  while (!seen.has(name)) {
    seen.add(name);
    const values = profiles.get(name) ?? {};
    const method = methodOf(values);
    if (method === "SSO" || method === "console login") {
      return { tool: method === "SSO" ? "sso" : "login", profile: name };
    }
    const { source_profile: source = name } = values;
    name = source;
  }
  return { tool: "sso", profile };
}

/** The chain reports each of its steps; what matters is in the failure. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore, trace: ignore };

function ignore(): void {}
