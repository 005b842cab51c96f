// `apigw-response deploy`: shows what would change, asks, and puts one response after the other.
// Invariant: nothing is sent that was not shown; what a PUT replaces is kept where the editor keeps it too.
import type { DeployOutcome, DeployPlan } from "../../contract";
import { type DeployRequest, targetWords } from "../../deploy";
import {
  ACCOUNT_OPTIONS,
  type Account,
  exitOf,
  failureData,
  isAgreed,
  openAccount,
  print,
  printJson,
  requireYes,
  tell,
} from "./account";
import { differencesText, isDifferent } from "./differences";
import { type ResponseFile, responseFiles } from "./responseFiles";
import { DEPLOY_HELP, EXIT, parseUsage, UsageError } from "./usage";

export async function runDeploy(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseUsage("deploy", {
    args: [...args],
    allowPositionals: true,
    options: ACCOUNT_OPTIONS,
  });
  if (values.help) {
    process.stdout.write(DEPLOY_HELP);
    return EXIT.clean;
  }
  if (positionals.length === 0) {
    throw new UsageError("Which files? Name files or folders.", "deploy");
  }
  requireYes("deploy", values.yes);
  const account = openAccount("deploy", values);
  const { responses, hasErrors } = await responseFiles(positionals);
  const blocked = responses.filter(({ errors }) => errors.length > 0);
  for (const { errors } of blocked) {
    errors.forEach(tell);
  }
  if (hasErrors || blocked.length > 0) {
    tell("Nothing was deployed.");
    return hasErrors ? EXIT.usage : EXIT.findings;
  }
  const planned = await planAll(account, responses, values.json);
  if (typeof planned === "number") {
    return planned;
  }
  const changing = planned.filter(({ plan }) => isDifferent(plan));
  for (const { response } of changing) {
    response.doubts.forEach(tell);
  }
  const count = `${changing.length} integration response${changing.length === 1 ? "" : "s"}`;
  const where = planned[0]?.plan.endpoint ?? "AWS";
  if (changing.length > 0 && !(await isAgreed(`Deploy ${count} to ${where}?`, values.yes))) {
    tell("Nothing was deployed.");
    return EXIT.findings;
  }
  await settleOthers(account, planned);
  return sendAll(account, planned, values.json);
}

interface Planned {
  readonly response: ResponseFile;
  readonly request: DeployRequest;
  readonly plan: DeployPlan;
}

/** All of them, or how the command ends: half of a folder is not deployed. */
async function planAll(
  { chosen, deploy, signal }: Account,
  responses: readonly ResponseFile[],
  isJson: boolean,
): Promise<readonly Planned[] | number> {
  const planned: Planned[] = [];
  const failures: object[] = [];
  let code: number = EXIT.clean;
  for (const response of responses) {
    const { file, uri, target, wanted } = response;
    const request = { uri, version: 0, target, wanted, ...chosen };
    const plan = await deploy.plan(request, () => undefined, signal);
    if (plan.kind === "failed") {
      tell(`${file}: ${plan.message}`);
      failures.push({ file, target, failed: failureData(plan) });
      code = Math.max(code, exitOf(plan));
      continue;
    }
    if (!isJson) {
      print(differencesText(file, plan));
    }
    planned.push({ response, request, plan });
  }
  if (failures.length === 0) {
    return planned;
  }
  if (isJson) {
    printJson(failures);
  }
  tell("Nothing was deployed.");
  return code;
}

/** Looks into what is in doubt at the same place; a deploy itself does so for the response that it replaces. */
async function settleOthers({ chosen, deploy, signal }: Account, planned: readonly Planned[]): Promise<void> {
  const { region, endpoint } = planned[0]?.plan ?? {};
  const own = new Set(planned.map(({ plan }) => targetWords(plan.target)));
  const doubts = (await deploy.openDoubts()).filter(
    ({ record }) =>
      record.endpoint === endpoint &&
      record.region === region &&
      record.profile === chosen.profile &&
      !own.has(targetWords(record.target)),
  );
  const { endpointUrl } = chosen;
  const asked = { doubts, ...(endpointUrl === undefined ? {} : { endpointUrl }) };
  for (const { message } of await deploy.settleDoubts(asked, () => undefined, signal)) {
    tell(message);
  }
}

/** One that fails does not keep the next from its turn. */
async function sendAll(
  { deploy, signal }: Account,
  planned: readonly Planned[],
  isJson: boolean,
): Promise<number> {
  const results: object[] = [];
  let code: number = EXIT.clean;
  for (const { response, request, plan } of planned) {
    const { file, target } = response;
    if (!isDifferent(plan)) {
      results.push({ file, target, deployed: false, same: true });
      continue;
    }
    const outcome = await deploy.deploy(request, plan.digest, () => undefined, signal);
    results.push({ file, target, ...outcomeData(outcome) });
    if (outcome.kind === "failed") {
      tell(`${file}: ${outcome.message}`);
      code = Math.max(code, exitOf(outcome));
    } else if (!isJson) {
      print(`${file}: ${outcome.message}`);
    }
  }
  if (isJson) {
    printJson(results);
  }
  return code;
}

function outcomeData(outcome: DeployOutcome): object {
  return outcome.kind === "failed"
    ? { deployed: false, failed: failureData(outcome) }
    : { deployed: true, settled: outcome.settled, kept: outcome.kept };
}
