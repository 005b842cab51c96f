// Who may sign the certificate of an endpoint, where the user says so as to the AWS CLI: its SDK does not read it.
// Invariant: as there, what is named takes the place of whom Node trusts; what cannot be read stops the request.
import { readFile } from "node:fs/promises";
import { loadProfiles } from "./settings";

/** The certificates that `AWS_CA_BUNDLE`, or else the profile's `ca_bundle`, names. */
export async function loadAuthorities(profile: string | undefined): Promise<string | undefined> {
  const { AWS_CA_BUNDLE, AWS_PROFILE } = process.env;
  const { ca_bundle } = (await loadProfiles()).profiles.get(profile ?? (AWS_PROFILE || "default")) ?? {};
  const file = AWS_CA_BUNDLE || ca_bundle;
  if (!file) {
    return undefined;
  }
  const text = await readFile(file, "utf8").catch(() => "");
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    throw new AuthoritiesUnreadable();
  }
  return text;
}

export class AuthoritiesUnreadable extends Error {
  constructor() {
    super("The certificates in AWS_CA_BUNDLE, or in the profile's ca_bundle, cannot be read.");
    this.name = "AuthoritiesUnreadable";
  }
}
