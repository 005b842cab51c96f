// An AWS set-up of one dummy profile, so that an editor started from here never sees the keys of the user who
// started it: not from files, not from the environment, not from the metadata service of a cloud machine.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export const dummyProfile = {
  name: "local",
  region: "us-east-1",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

/** Writes the profile's files and returns the environment that leads to them and to nothing else. */
export function writeDummyAws(folder) {
  mkdirSync(folder, { recursive: true });
  const config = path.join(folder, "config");
  const credentials = path.join(folder, "credentials");
  const { name, region, accessKeyId, secretAccessKey } = dummyProfile;
  writeFileSync(config, `[profile ${name}]\nregion = ${region}\n`);
  writeFileSync(
    credentials,
    `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  return {
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The environment without anything that is about AWS. */
export function withoutAws(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^AWS_/i.test(name)));
}
