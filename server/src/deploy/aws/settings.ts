// What the shared config and credentials files and the environment say about profiles, regions and endpoints.
// Invariant: read anew each time and never written; of a profile's keys and tokens only their kind is told.

import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import type { AwsSettings, ProfileEndpoint, ProfileSettings } from "../gateway";
import { regionChoices } from "./regions";

export async function loadSettings(): Promise<AwsSettings> {
  const { profiles, sections } = await loadProfiles();
  const settings = [...profiles].map(([name, values]) => profileOf(name, values, sections));
  const { AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_API_GATEWAY, AWS_ENDPOINT_URL_STS } = process.env;
  const { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS } = process.env;
  const named = [AWS_REGION, AWS_DEFAULT_REGION, ...settings.map(({ region }) => region)];
  return {
    profiles: settings,
    ...present("environmentProfile", AWS_PROFILE),
    ...present("defaultProfile", AWS_PROFILE || (profiles.has("default") ? "default" : undefined)),
    ...present("region", AWS_REGION),
    ...present("fallbackRegion", AWS_DEFAULT_REGION),
    ...present("withoutProfile", AWS_PROFILE ? undefined : environmentMethod()),
    regions: regionChoices(named.flatMap((name) => (name ? [name] : []))),
    endpoint: {
      ...present("service", AWS_ENDPOINT_URL_API_GATEWAY),
      ...present("sts", AWS_ENDPOINT_URL_STS),
      ...present("every", AWS_ENDPOINT_URL),
      ...present("ignore", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS),
    },
  };
}

function profileOf(name: string, values: Values, sections: ReadonlyMap<string, Values>): ProfileSettings {
  const { region } = values;
  return {
    name,
    ...present("region", region),
    method: methodOf(values),
    endpoint: endpointOf(values, sections),
  };
}

export type Values = Readonly<Record<string, string | undefined>>;

export interface Profiles {
  /** By name, `default` first and the others as they stand in the files. */
  readonly profiles: ReadonlyMap<string, Values>;
  /** The `services` sections by name. */
  readonly sections: ReadonlyMap<string, Values>;
}

/** Reading past the loader's cache also renews it, so that the credential chain sees the same files. */
export async function loadProfiles(): Promise<Profiles> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const profiles = new Map<string, Values>();
  const sections = new Map<string, Values>();
  for (const [key, values] of Object.entries(configFile)) {
    if (key.startsWith("services.")) {
      sections.set(key.slice("services.".length), values);
    } else if (!key.startsWith("sso-session.")) {
      profiles.set(key, values);
    }
  }
  for (const [key, values] of Object.entries(credentialsFile)) {
    if (!/^(?:profile|services|sso-session)\./.test(key)) {
      profiles.set(key, { ...profiles.get(key), ...values });
    }
  }
  const inOrder = [...profiles].sort(
    ([one], [other]) => Number(other === "default") - Number(one === "default"),
  );
  return { profiles: new Map(inOrder), sections };
}

/** How a profile gets its credentials, in the order in which the SDK looks. */
export function methodOf(values: Values): ProfileMethod {
  const { role_arn, source_profile, credential_source, web_identity_token_file } = values;
  const { aws_access_key_id, aws_secret_access_key, aws_session_token } = values;
  const { credential_process, login_session } = values;
  const { sso_session, sso_start_url, sso_account_id, sso_region, sso_role_name } = values;
  if (role_arn && (source_profile || credential_source)) {
    return "assume role";
  }
  if (aws_access_key_id && aws_secret_access_key) {
    return aws_session_token ? "temporary keys" : "static keys";
  }
  if (web_identity_token_file && role_arn) {
    return "web identity";
  }
  if (credential_process) {
    return "credential process";
  }
  if (sso_session || sso_start_url || sso_account_id || sso_region || sso_role_name) {
    return "SSO";
  }
  return login_session ? "console login" : "no credentials of its own";
}

export type ProfileMethod =
  | "assume role"
  | "static keys"
  | "temporary keys"
  | "web identity"
  | "credential process"
  | "SSO"
  | "console login"
  | "no credentials of its own";

function environmentMethod(): string | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN } = process.env;
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI } = process.env;
  if (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY) {
    return "environment variables";
  }
  if (AWS_WEB_IDENTITY_TOKEN_FILE && AWS_ROLE_ARN) {
    return "web identity";
  }
  return AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || AWS_CONTAINER_CREDENTIALS_FULL_URI
    ? "container role"
    : undefined;
}

function endpointOf(values: Values, sections: ReadonlyMap<string, Values>): ProfileEndpoint {
  const { services, endpoint_url, ignore_configured_endpoint_urls } = values;
  const section = services === undefined ? undefined : sections.get(services);
  const { "api_gateway.endpoint_url": service, "sts.endpoint_url": sts } = section ?? {};
  return {
    ...present("section", services),
    sectionFound: section !== undefined,
    ...present("service", service),
    ...present("sts", sts),
    ...present("every", endpoint_url),
    ...present("ignore", ignore_configured_endpoint_urls),
  };
}

function present<Key extends string>(key: Key, value: string | undefined): { readonly [K in Key]?: string } {
  return value ? ({ [key]: value } as { readonly [K in Key]?: string }) : {};
}
