// An account of one API on API Gateway Local, and `apigw-response` as a script runs it there: with no terminal, so
// nothing can be asked. Invariant: the command finds nothing of the user's, and leaves nothing but in the scene's folder.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createEndpoint, emptyState, type Listening, listen, seededApi } from "../../server/src/sandbox";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
export const KEYS = {
  AWS_ACCESS_KEY_ID: "AKIDFORATEST",
  AWS_SECRET_ACCESS_KEY: "a/secret/for/a/test",
};
export const RESPONSES = "restapis/api1/resources/res1/methods/GET/integration/responses";
export const LIVE = { responseParameters: { "method.response.header.X": "'1'" } };
export const CHANGED = { responseParameters: { "method.response.header.X": "'2'" } };

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface AccountScene extends AsyncDisposable {
  /** The home and the working directory of each command. */
  readonly folder: string;
  readonly listening: Listening;
  /** The requests that arrived, but for those to STS. */
  readonly served: string[];
  /** What else the environment of the next command holds. */
  variables: Readonly<Record<string, string>>;
  /** The 512-byte blocks that the next command can write to a file: the file system refuses it the rest. */
  blocks: number | undefined;
  run(line: string): Promise<Ended>;
  write(name: string, value: unknown): void;
  read(name: string): unknown;
}

/** `GET /pets/{id}` of the API `pets`, with a default response and one for 404. */
export async function setAccountScene(): Promise<AccountScene> {
  const folder = mkdtempSync(join(tmpdir(), "apigw-account-"));
  const served: string[] = [];
  const listening = await listen({
    endpoint: createEndpoint({ state: accountState(), now: Date.now, random: Math.random }),
    port: 0,
    disguised: true,
    log: (line) => line.includes("POST / ") || served.push(line),
  });
  const scene: AccountScene = {
    folder,
    listening,
    served,
    variables: {},
    blocks: undefined,
    run: (line) => run(line, scene),
    write: (name, value) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    },
    read: (name) => JSON.parse(readFileSync(join(folder, name), "utf8")),
    [Symbol.asyncDispose]: async () => {
      await listening.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return scene;
}

function accountState(): ReturnType<typeof emptyState> {
  const method = {
    methodResponses: {
      200: { responseParameters: { "method.response.header.X": false } },
      404: {},
    },
    methodIntegration: {
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
      integrationResponses: { 200: LIVE, 404: { selectionPattern: "404" } },
    },
  };
  const api = seededApi(
    JSON.stringify({
      items: [
        { id: "res0", path: "/" },
        { id: "res1", path: "/pets/{id}", resourceMethods: { GET: method } },
      ],
    }),
    { id: "api1", name: "pets", now: 0 },
  );
  if (typeof api === "string") throw new Error(api);
  return { ...emptyState(), apis: [api] };
}

function run(line: string, { folder, listening, variables, blocks }: AccountScene): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    APIGW_RESPONSE_STATE_DIR: join(folder, "state"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...KEYS,
    ...variables,
  };
  const isHelp = line.endsWith("--help");
  const args = [...line.split(" "), ...(isHelp ? [] : ["--region", "us-east-1"])];
  const at = isHelp || line.includes("--endpoint-url") ? [] : ["--endpoint-url", listening.url];
  return new Promise((resolve) => {
    const command = [process.execPath, CLI, ...args, ...at];
    const limited = ["sh", "-c", `ulimit -f ${blocks} && exec "$0" "$@"`, ...command];
    const [program = "", ...rest] = blocks === undefined ? command : limited;
    const child = spawn(program, rest, {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      err += text;
    });
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
