// An AWS environment of a test's own: config files in a temporary folder, and none of the machine's variables.
// Invariant: what was there before is back afterwards, and nothing looks beyond this machine for credentials.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Surroundings {
  readonly directory: string;
  config(text: string): Promise<void>;
  credentials(text: string): Promise<void>;
  set(name: string, value: string): void;
  restore(): Promise<void>;
}

export async function isolateAws(): Promise<Surroundings> {
  const before = { ...process.env };
  const directory = await mkdtemp(join(tmpdir(), "aws-"));
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|_PROXY$/i.test(name)) {
      delete process.env[name];
    }
  }
  const config = join(directory, "config");
  const credentials = join(directory, "credentials");
  Object.assign(process.env, {
    HOME: directory,
    USERPROFILE: directory,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: "true",
  });
  return {
    directory,
    config: (text) => writeFile(config, text),
    credentials: (text) => writeFile(credentials, text),
    set: (name, value) => {
      process.env[name] = value;
    },
    restore: async () => {
      for (const name of Object.keys(process.env)) {
        if (!(name in before)) {
          delete process.env[name];
        }
      }
      Object.assign(process.env, before);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
