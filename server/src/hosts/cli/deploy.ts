// `apigw-response deploy`: shows what would change, asks once, and puts one response after the other.
// Invariant: nothing is sent that was not shown; what a PUT replaces is kept where the editor keeps it too.
import type { DeployFailure, DeployOutcome, DeployPlan, PreflightFinding } from "../../contract";
import type { DeployRequest } from "../../deploy";
import { ACCOUNT_OPTIONS, type Account, openAccount } from "./account";
import {
  answering,
  type Ended,
  exitOf,
  failed,
  failureData,
  print,
  signingData,
  signingText,
  tell,
  tellStep,
} from "./answer";
import { CONSENT_OPTIONS, consentTo, requireYes, saysYes } from "./consent";
import { differencesText, isDifferent } from "./differences";
import { settleDoubts } from "./doubts";
import { type ResponseFile, responseFiles } from "./responseFiles";
import { openTerminal } from "./terminal";
import { DEPLOY_HELP, EXIT, parseUsage, UsageError } from "./usage";

export function runDeploy(args: readonly string[]): Promise<number> {
  return answering("deploy", args, DEPLOY_HELP, () => deploy(args));
}

async function deploy(args: readonly string[]): Promise<Ended | "help"> {
  const { values, positionals } = parseUsage("deploy", {
    args: [...args],
    allowPositionals: true,
    options: { ...ACCOUNT_OPTIONS, ...CONSENT_OPTIONS, declare: { type: "boolean", default: false } },
  });
  if (values.help) {
    return "help";
  }
  if (positionals.length === 0) {
    throw new UsageError("Which files? Name files or folders.", "deploy");
  }
  requireYes("deploy", values.yes);
  const account = openAccount("deploy", values);
  await settleDoubts(account);
  const { responses, hasErrors } = await responseFiles(positionals);
  if (hasErrors || responses.some(({ errors }) => errors.length > 0)) {
    return blocked(responses, hasErrors);
  }
  const planned = await planAll(account, responses, values.json);
  if ("code" in planned) {
    return planned;
  }
  const changing = planned.filter(({ plan }) => isDifferent(plan));
  const [first] = changing;
  if (first === undefined) {
    return { code: EXIT.clean, data: { files: planned.map(sameData) } };
  }
  const data = signingData(first.plan);
  if (!values.json) {
    print(`Target: ${signingText(first.plan)}.`);
  }
  for (const { response } of changing) {
    response.doubts.forEach(tell);
  }
  const undeclared = changing.filter(({ plan }) => plan.declaration !== undefined && isRefused(plan));
  const declares = undeclared.length > 0 && (values.declare || (await mayDeclare(undeclared, values.yes)));
  if (undeclared.length > 0 && !declares) {
    tell("Nothing was deployed. Say --declare to have it declared first.");
    return { code: EXIT.findings, data: { ...data, files: planned.map(unsentData) } };
  }
  const count = `${changing.length} integration response${changing.length === 1 ? "" : "s"}`;
  const consent = await consentTo(`Deploy ${count}?`, first.plan.typedBefore, values);
  if (consent.kind === "failed") {
    return failed(consent, { ...data, files: planned.map(unsentData) });
  }
  const confirmed = changing.map(({ request, plan }) => ({
    request: { ...request, ...(consent.typed === undefined ? {} : { typed: consent.typed }) },
    confirmed: declares ? (plan.declaration?.digest ?? plan.digest) : plan.digest,
  }));
  const outcomes = await sendAll(account, changing, confirmed, values.json);
  const code = Math.max(...[...outcomes.values()].map(codeOf));
  const files = planned.map((one) => {
    const outcome = outcomes.get(one);
    return outcome === undefined ? sameData(one) : outcomeData(one, outcome, declares);
  });
  return { code, data: { ...data, files } };
}

interface Planned {
  readonly response: ResponseFile;
  readonly request: DeployRequest;
  readonly plan: DeployPlan;
}

/** What is wrong with the files themselves stops it before anything is asked of the service. */
function blocked(responses: readonly ResponseFile[], hasErrors: boolean): Ended {
  for (const { errors } of responses) {
    errors.forEach(tell);
  }
  tell("Nothing was deployed.");
  const files = responses.map(({ file, target, errors }) => ({
    ...{ file, target, deployed: false, same: false },
    ...(errors.length === 0 ? {} : { blockedBy: errors }),
  }));
  return hasErrors
    ? { code: EXIT.usage, data: { files, failed: { reason: "usage", message: UNUSABLE } } }
    : { code: EXIT.findings, data: { files } };
}

const UNUSABLE = "A file that was named cannot be used.";

/** All of them, or how the command ends: half of a folder is not deployed. */
async function planAll(
  account: Account,
  responses: readonly ResponseFile[],
  isJson: boolean,
): Promise<readonly Planned[] | Ended> {
  const planned: Planned[] = [];
  const refused = new Map<ResponseFile, DeployFailure>();
  for (const response of responses) {
    const { file, uri, target, wanted } = response;
    const request = { uri, version: 0, target, wanted, ...account.chosen };
    const plan = await account.deploy.plan(request, tellStep, account.signal);
    if (plan.kind === "failed") {
      tell(`${file}: ${plan.message}`);
      refused.set(response, plan);
      continue;
    }
    if (!isJson) {
      print([differencesText(file, plan), ...plan.preflight.flatMap(findingLine)].join("\n"));
    }
    planned.push({ response, request, plan });
  }
  if (refused.size === 0) {
    return planned;
  }
  tell("Nothing was deployed.");
  return {
    code: Math.max(...[...refused.values()].map(exitOf)),
    data: {
      files: responses.map((response) => {
        const failure = refused.get(response);
        const { file, target } = response;
        const state = { file, target, deployed: false, same: false };
        return failure === undefined ? state : { ...state, failed: failureData(failure) };
      }),
    },
  };
}

function findingLine({ severity, message }: PreflightFinding): readonly string[] {
  return severity === "error" || severity === "warning" ? [`  ${severity}: ${message}`] : [];
}

/** Whether it is known that the service refuses it until something is declared. */
function isRefused({ preflight }: DeployPlan): boolean {
  return preflight.some(
    ({ offer, severity, evidence }) =>
      offer !== undefined && severity === "error" && evidence !== "uncertain",
  );
}

/** Asks, where somebody can be asked; says what is missing in any case. */
async function mayDeclare(undeclared: readonly Planned[], isYes: boolean): Promise<boolean> {
  for (const { response, plan } of undeclared) {
    tell(`${response.file}: ${declarationText(plan)}`);
  }
  const terminal = openTerminal();
  return !isYes && terminal !== undefined && (await saysYes("Declare it first?", terminal));
}

function declarationText({ target, declaration }: DeployPlan): string {
  const headers = declaration?.headers ?? [];
  const named = headers.length === 0 ? "" : ` with ${headers.join(", ")}`;
  return declaration?.call === "putMethodResponse"
    ? `the method has no ${target.statusCode} response yet, which API Gateway wants to be declared${named}.`
    : `API Gateway wants ${headers.join(", ")} to be declared on the method's ${target.statusCode} response.`;
}

/** One that fails does not keep the next from its turn. */
async function sendAll(
  { deploy: deploying, signal }: Account,
  changing: readonly Planned[],
  confirmed: readonly { readonly request: DeployRequest; readonly confirmed: string }[],
  isJson: boolean,
): Promise<ReadonlyMap<Planned, DeployOutcome>> {
  const outcomes = new Map<Planned, DeployOutcome>();
  await deploying.deployAll(
    confirmed,
    ({ outcome }) => {
      const one = changing[outcomes.size];
      if (one === undefined) {
        return;
      }
      outcomes.set(one, outcome);
      const line = `[${outcomes.size}/${changing.length}] ${one.response.file}: ${outcome.message}`;
      if (outcome.kind === "failed") {
        tell(line);
      } else if (!isJson) {
        print(line);
      }
    },
    tellStep,
    signal,
  );
  return outcomes;
}

function codeOf(outcome: DeployOutcome): number {
  return outcome.kind === "failed" ? exitOf(outcome) : EXIT.clean;
}

function unsentData({ response: { file, target }, plan }: Planned): object {
  const { differences, preflight: findings, declaration } = plan;
  const declares = declaration && { call: declaration.call, headers: declaration.headers };
  const same = !isDifferent(plan);
  return { file, target, deployed: false, same, differences, findings, needs: declares };
}

function sameData({ response: { file, target } }: Planned): object {
  return { file, target, deployed: false, same: true };
}

function outcomeData(one: Planned, outcome: DeployOutcome, declares: boolean): object {
  const { file, target } = one.response;
  const { differences, preflight: findings, declaration } = one.plan;
  const shown = { file, target, deployed: outcome.kind === "deployed", same: false, differences, findings };
  if (outcome.kind === "failed") {
    return { ...shown, failed: failureData(outcome) };
  }
  const declared =
    declares && declaration ? { call: declaration.call, headers: declaration.headers } : undefined;
  return { ...shown, settled: outcome.settled, kept: outcome.kept, declared };
}
