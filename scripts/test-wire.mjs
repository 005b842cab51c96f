// The steps of `test/wire/script.mjs` on a real wire, counted one by one.
//   (nothing)   the AWS SDK, the AWS CLI and commands that were copied against API Gateway Local; without an AWS CLI it fails
//   --moto      the AWS SDK against moto's server: what it is known to lack is listed, anything else must hold
import { parseArgs } from "node:util";
import { runCopiedCommands } from "../test/wire/copiedCommands.mjs";
import { cliDriver, sdkDriver } from "../test/wire/drivers.mjs";
import { startLocal, startMoto } from "../test/wire/endpoints.mjs";
import { runScript } from "../test/wire/runScript.mjs";
import { STEPS } from "../test/wire/script.mjs";

/** What moto does otherwise than the service was seen to. It validates next to nothing. */
const MOTO_LACKS = new Map([
  ["map a header before there is a method response", "it stores what the service refuses"],
  ["map a header without quotes", "it stores what the service refuses"],
  ["map a header that is not declared", "it stores what the service refuses"],
  ["put a second default", "it stores what the service refuses"],
  ["put an integration response before there is an integration", "other words"],
  ["try a status that is none", "it asks for the method response first"],
  ["have the method want a key", "it has no UpdateMethod"],
  ["have the integration answer sooner", "it has no UpdateIntegration"],
  ["put the method response again", "it stores what the service refuses"],
  ["declare another header", "it has no UpdateMethodResponse"],
  ["get the method response", "it has no UpdateMethodResponse, so that the header is missing"],
  ["take the template away again", "it has no UpdateIntegrationResponse"],
  ["patch what cannot be patched", "it has no UpdateIntegrationResponse"],
  ["deploy a method without an integration", "another error type"],
  ["delete it where the method is not there", "it fails with a page"],
  ["update the integration response", "it has no UpdateIntegrationResponse"],
  ["try the method", "it has no TestInvokeMethod"],
  ["have the template say what it was asked with", "it has no UpdateIntegrationResponse"],
  ["try the method with headers of both kinds and a stage variable", "it has no TestInvokeMethod"],
]);

const { values } = parseArgs({ options: { moto: { type: "boolean", default: false } } });
const counts = { passes: 0, failures: 0 };
const script = (drive) => async (url) => runScript(STEPS, await drive(url));
const runs = values.moto
  ? [{ what: "the AWS SDK on moto", start: startMoto, steps: script(sdkDriver), lacks: MOTO_LACKS }]
  : [
      {
        what: "the AWS SDK on API Gateway Local",
        start: startLocal,
        steps: script(sdkDriver),
        lacks: new Map(),
      },
      {
        what: "the AWS CLI on API Gateway Local",
        start: startLocal,
        steps: script(cliDriver),
        lacks: new Map(),
      },
      { what: "copied commands in bash", start: startLocal, steps: runCopiedCommands, lacks: new Map() },
    ];
for (const run of runs) {
  await carryOut(run).catch((error) => {
    counts.failures += 1;
    console.log(`FAILED  ${run.what}: ${error.message}`);
  });
}
console.log(`##vscode-tests ${JSON.stringify(counts)}`);
process.exitCode = counts.failures > 0 || counts.passes === 0 ? 1 : 0;

async function carryOut({ what, start, steps, lacks }) {
  const endpoint = await start();
  try {
    const results = await steps(endpoint.url);
    const lacking = results.filter(({ name, fault }) => fault !== undefined && lacks.has(name));
    const failed = results.filter(({ name, fault }) => fault !== undefined && !lacks.has(name));
    counts.failures += failed.length;
    counts.passes += results.length - failed.length - lacking.length;
    console.log(
      `${what}: ${results.length - failed.length - lacking.length} of ${results.length} steps as expected.`,
    );
    for (const { name, fault } of failed) console.log(`FAILED  ${name}: ${fault}`);
    for (const { name } of lacking) console.log(`lacks   ${name}: ${lacks.get(name)}`);
    for (const name of lacks.keys()) {
      if (!lacking.some((one) => one.name === name)) console.log(`no longer lacks   ${name}`);
    }
  } finally {
    await endpoint.stop();
  }
}
