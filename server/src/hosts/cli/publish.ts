// `apigw-response publish`: a deployment to a stage, which makes the definition live there.
import { ACCOUNT_OPTIONS, fail, isAgreed, openAccount, print, printJson, requireYes, tell } from "./account";
import { findApi } from "./remoteMethods";
import { EXIT, PUBLISH_HELP, parseUsage, UsageError } from "./usage";

export async function runPublish(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("publish", {
    args: [...args],
    allowPositionals: true,
    options: { ...ACCOUNT_OPTIONS, stage: { type: "string" }, description: { type: "string" } },
  });
  if (values.help) {
    process.stdout.write(PUBLISH_HELP);
    return EXIT.clean;
  }
  const [name] = positionals;
  const { stage: stageName, description, json } = values;
  if (name === undefined || positionals.length > 1) {
    throw new UsageError("It takes one API.", "publish");
  }
  if (!stageName) {
    throw new UsageError("To which stage? Say --stage.", "publish");
  }
  requireYes("publish", values.yes);
  const account = openAccount("publish", values);
  const found = await findApi(account, "publish", name);
  if (found.kind === "failed") {
    return fail(found, json);
  }
  const { id: restApiId, name: apiName } = found.api;
  if (!(await isAgreed(`Make ${apiName} live on the stage ${stageName} as it is defined now?`, values.yes))) {
    tell("Nothing was published.");
    return EXIT.findings;
  }
  const answer = await account.remote.call(
    account.chosen,
    {
      operation: "write",
      words: "deployments of this API",
      permission: { verb: "POST", path: `/restapis/${restApiId}/deployments` },
    },
    (plane, signal) =>
      plane.createDeployment(
        { restApiId, stageName, ...(description === undefined ? {} : { description }) },
        signal,
      ),
    account.signal,
  );
  if (answer.kind === "failed") {
    return fail(answer, json);
  }
  if (json) {
    printJson({ restApiId, stageName, deploymentId: answer.value });
  } else {
    print(`Stage ${stageName} serves ${apiName} as it is defined now (deployment ${answer.value}).`);
  }
  return EXIT.clean;
}
