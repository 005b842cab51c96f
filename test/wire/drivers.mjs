// The two ways in which scripts talk to API Gateway. Neither knows what is at the other end.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { withoutAws } from "../vscode-host/dummyAws.mjs";

const keys = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const region = "us-east-1";

export async function sdkDriver(endpoint) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const sdk = await import("@aws-sdk/client-api-gateway");
  const client = new sdk.APIGatewayClient({ region, endpoint, credentials: keys, maxAttempts: 1 });
  return async (operation, input) => {
    try {
      return { output: await client.send(new sdk[`${operation}Command`](input)) };
    } catch (error) {
      return { error: { name: error.name, message: error.message } };
    }
  };
}

/** Debian's, where it is installed: another one that is found first would stand in for it unseen. */
const DEBIANS = "/usr/bin/aws";

/** @throws Where there is no AWS CLI. */
function awsCli() {
  const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "aws"));
  const found = [DEBIANS, ...onPath].find((file) => existsSync(file));
  if (found === undefined) throw new Error("There is no AWS CLI (Debian: awscli).");
  return found;
}

/** The environment of the AWS CLI that is driven, which is the first on its path and knows these keys alone. */
export function cliEnvironment(more = {}) {
  return {
    ...withoutAws(process.env),
    PATH: [path.dirname(awsCli()), process.env.PATH].join(path.delimiter),
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    AWS_PAGER: "",
    ...more,
  };
}

/** @throws Where there is no AWS CLI, or it does not run. */
export async function cliDriver(endpoint) {
  const env = cliEnvironment();
  const version = await run(["--version"], env);
  if (version.code !== 0) {
    throw new Error(`The AWS CLI ${awsCli()} does not run. ${version.err.trim()}`);
  }
  console.log(`The AWS CLI is ${awsCli()}: ${(version.out || version.err).trim()}.`);
  return async (operation, input) => {
    const command = operation.replace(/(?<!^)(?=[A-Z])/g, "-").toLowerCase();
    const { code, out, err } = await run(
      [
        "apigateway",
        command,
        "--cli-input-json",
        JSON.stringify(input),
        "--endpoint-url",
        endpoint,
        "--output",
        "json",
      ],
      env,
    );
    if (code === 0) return { output: out.trim() === "" ? {} : JSON.parse(out) };
    const [, name, message] = CLI_ERROR.exec(err) ?? [];
    return { error: { name: name ?? "unknown", message: (message ?? err).trim() } };
  };
}

/** Version 2 says of an error that it may not try again after how often it did. */
const CLI_ERROR =
  /An error occurred \((\w+)\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (.*)/s;

function run(args, env) {
  return new Promise((resolve) => {
    execFile(awsCli(), args, { env, timeout: 60_000 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
      resolve({ code, out, err: err || (error?.message ?? "") });
    });
  });
}
