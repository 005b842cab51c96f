// A deploy on the command line whose process is killed when the service has stored the response and has not answered.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dummyProfile, withoutAws, writeDummyAws } from "../vscode-host/dummyAws.mjs";
import { ask } from "./apiGatewayLocal.mjs";

/** `route`: of the response, in an API of API Gateway Local that takes faults. `state`: where the journal is. */
export async function killDeploy({ local, route, response, scratch, state }) {
  const file = path.join(scratch, `${route}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(response));
  const before = JSON.stringify(await local.get(`/${route}`));
  await ask(local.url, "POST", "/_local/faults", {
    operation: "PutIntegrationResponse",
    kind: "silentAfter",
  });
  const args = ["deploy", file, "--yes", "--profile", dummyProfile.name, "--endpoint-url", local.url];
  const child = spawn(process.execPath, ["dist/cli.js", ...args], {
    env: {
      ...withoutAws(process.env),
      ...writeDummyAws(path.join(scratch, "aws")),
      APIGW_RESPONSE_STATE_DIR: state,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const early = ended.then(() => Promise.reject(new Error("The deploy ended before it could be killed.")));
  while (JSON.stringify(await Promise.race([local.get(`/${route}`), early])) === before);
  child.kill("SIGKILL");
  await early.catch(() => undefined);
  const [entry, ...others] = readdirSync(path.join(state, "history"));
  assert.deepEqual(others, []);
  assert.equal(JSON.parse(readFileSync(path.join(state, "history", entry), "utf8")).outcome.kind, "sent");
}
