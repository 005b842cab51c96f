// The AWS part of a deploy, bundled by itself and loaded at the first deploy: `createAws()` is all of its surface.
// A host binds it as the `loadAws` of `createDeploy`, through a dynamic import of this file.
// Invariant: only this folder imports the AWS SDK or reads the environment, and no credential leaves it.

import type { AwsAccess } from "../gateway";
import type { Identity } from "./credentials";
import { openGateway } from "./gateway";
import { MfaSessions } from "./mfaSessions";
import { loadSettings } from "./settings";
import { Wire, type WireOptions } from "./wire";

export interface AwsOptions {
  /** Milliseconds for a GET, a PUT and the credential chain, each from start to end. */
  readonly readTimeout?: number;
  readonly writeTimeout?: number;
  readonly credentialsTimeout?: number;
  /** Milliseconds until a connection stands. */
  readonly connectTimeout?: number;
  /** What carries the requests, in place of Node's own client. */
  readonly createWire?: (options: WireOptions) => Wire;
}

export function createAws(options: AwsOptions = {}): AwsAccess {
  // The SDK asks for a newer Node on the error stream; which Node an editor brings is not its user's to choose.
  process.env[QUIET] ??= "true";
  const limits = {
    read: options.readTimeout ?? 10_000,
    write: options.writeTimeout ?? 30_000,
    credentials: options.credentialsTimeout ?? 60_000,
    connect: options.connectTimeout ?? 5_000,
  };
  const createWire = options.createWire ?? ((wireOptions: WireOptions) => new Wire(wireOptions));
  const sessions = new MfaSessions<Identity>();
  const accounts = new Map<string, string>();
  return {
    loadSettings,
    openGateway: (connection) => openGateway(connection, limits, { createWire, sessions, accounts }),
  };
}

const QUIET = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

export type { WireOptions };
export { Wire };
