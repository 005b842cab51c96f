// `apigw-response publish`: a deployment to a stage, which makes the definition live there.
import { ACCOUNT_OPTIONS, openAccount } from "./account";
import { answering, type Ended, failed, print, signingData, signingText, tellStep } from "./answer";
import { CONSENT_OPTIONS, consentTo, requireYes } from "./consent";
import { settleDoubts } from "./doubts";
import { findApi } from "./remoteMethods";
import { EXIT, PUBLISH_HELP, parseUsage, UsageError } from "./usage";

export function runPublish(args: readonly string[]): Promise<number> {
  return answering("publish", args, PUBLISH_HELP, () => publish(args));
}

async function publish(args: readonly string[]): Promise<Ended | "help"> {
  const { values, positionals } = parseUsage("publish", {
    args: [...args],
    allowPositionals: true,
    options: {
      ...ACCOUNT_OPTIONS,
      ...CONSENT_OPTIONS,
      stage: { type: "string" },
      description: { type: "string" },
    },
  });
  if (values.help) {
    return "help";
  }
  const [name] = positionals;
  const { stage: stageName, description } = values;
  if (name === undefined || positionals.length > 1) {
    throw new UsageError("It takes one API.", "publish");
  }
  if (!stageName) {
    throw new UsageError("To which stage? Say --stage.", "publish");
  }
  requireYes("publish", values.yes);
  const account = openAccount("publish", values);
  await settleDoubts(account);
  const found = await findApi(account, "publish", name);
  if (found.kind === "failed") {
    return failed(found);
  }
  const { id: restApiId, name: apiName } = found.api;
  const signer = await account.remote.signer(account.chosen, account.signal);
  if (signer.kind === "failed") {
    return failed(signer);
  }
  const data = { ...signingData(signer), restApiId, stageName };
  if (!values.json) {
    print(`Target: ${signingText(signer)}.`);
  }
  const question = `Make ${apiName} live on the stage ${stageName} as it is defined now?`;
  const consent = await consentTo(question, signer.typedBefore, values);
  if (consent.kind === "failed") {
    return failed(consent, data);
  }
  const outcome = await account.remote.publish(
    {
      ...account.chosen,
      typed: consent.typed,
      restApiId,
      stageName,
      ...(description === undefined ? {} : { description }),
    },
    tellStep,
    account.signal,
  );
  const { earlier } = outcome;
  if (outcome.kind === "failed") {
    return failed(outcome, { ...data, earlier });
  }
  const { deploymentId, settled } = outcome;
  if (!values.json) {
    print(outcome.message);
  }
  return { code: EXIT.clean, data: { ...data, deploymentId, settled, earlier } };
}
