// Copy as AWS CLI Command, run as it was copied: real bash, the real AWS CLI, and what the endpoint holds afterwards.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { cliEnvironment, sdkDriver } from "./drivers.mjs";

const QUOTED = { responseParameters: { "method.response.header.X": "'it's \"quoted\" $HOME `id`'" } };
const LONG = {
  responseTemplates: { "application/json": `#set($x = "é😀")\n${"'$input.body' ".repeat(400)}` },
};

/** What is in the editor, and what it is called there; without a name it was never saved. */
const DOCUMENTS = [
  { name: "the line alone", wanted: { selectionPattern: "2\\d{2}", contentHandling: "CONVERT_TO_TEXT" } },
  { name: "an empty pattern", wanted: { selectionPattern: "" } },
  { name: "quotes in the line", wanted: QUOTED },
  { name: "a file that is made on the way", wanted: LONG },
  { name: "the file of a body", file: "it's a body.json", wanted: QUOTED },
  { name: "the file of a long body", file: "long.json", wanted: LONG },
  { name: "the file of a map", file: "map.json", text: QUOTED.responseParameters, wanted: QUOTED },
  {
    name: "the file of CLI input",
    file: "input.json",
    text: (target) => ({ ...target, ...QUOTED }),
    wanted: QUOTED,
  },
];

/** @returns For each document what is wrong with it, or nothing. */
export async function runCopiedCommands(endpoint) {
  const folder = await mkdtemp(path.join(tmpdir(), "copied-"));
  try {
    const service = await loadService(folder);
    const send = await sdkDriver(endpoint);
    const target = await makeMethod(send);
    const results = [];
    for (const { name, file, text, wanted } of DOCUMENTS) {
      await send("PutIntegrationResponse", { ...target, selectionPattern: "before" });
      const shown = JSON.stringify(typeof text === "function" ? text(target) : (text ?? wanted));
      const place = file === undefined ? undefined : path.join(folder, file);
      if (place !== undefined) await writeFile(place, shown);
      const uri = place === undefined ? "untitled:Untitled-1" : pathToFileURL(place).href;
      const { command } = service.awsCommandOf(
        service.analyse({ uri, text: shown, own: true, tellsSyntax: true }),
        target,
      );
      const { code, err } = await bash(command, cliEnvironment({ ENDPOINT: endpoint }));
      const { output } = await send("GetIntegrationResponse", target);
      const held = JSON.stringify(service.sorted(output ?? {}));
      const expected = JSON.stringify(service.sorted({ statusCode: target.statusCode, ...wanted }));
      const fault =
        code !== 0 ? err : held === expected ? undefined : `expected ${expected}, the endpoint holds ${held}`;
      results.push({ name: `copied command: ${name}`, fault });
    }
    return results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function makeMethod(send) {
  const { output: api } = await send("CreateRestApi", { name: "copied" });
  const method = { restApiId: api.id, resourceId: api.rootResourceId, httpMethod: "GET" };
  const target = { ...method, statusCode: "200" };
  await send("PutMethod", { ...method, authorizationType: "NONE" });
  await send("PutIntegration", { ...method, type: "MOCK" });
  await send("PutMethodResponse", {
    ...target,
    responseParameters: { "method.response.header.X": false },
  });
  return target;
}

/** Bundled from its sources, since they are TypeScript. */
async function loadService(folder) {
  const outfile = path.join(folder, "service.mjs");
  await build({
    entryPoints: ["server/src/service/index.ts"],
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    format: "esm",
    outfile,
    logLevel: "error",
  });
  return { ...(await import(pathToFileURL(outfile).href)), sorted };
}

/** Without what the SDK adds, and in one order. */
function sorted(value) {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "$metadata");
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}

/** Debian's AWS CLI reads no endpoint from a variable. The shell adds it, so that the command stays as it was copied. */
const TO_ENDPOINT = 'aws() { command aws --endpoint-url "$ENDPOINT" "$@"; }';

function bash(command, env) {
  return new Promise((resolve) => {
    execFile(
      "bash",
      ["-c", `set -e\n${TO_ENDPOINT}\n${command}`],
      { env, timeout: 60_000 },
      (error, _out, err) => {
        resolve({ code: error === null ? 0 : 1, err: err || (error?.message ?? "") });
      },
    );
  });
}
