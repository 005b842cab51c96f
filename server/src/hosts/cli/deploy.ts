// `apigw-response deploy`: shows what would change, asks once, and puts one response after the other.
// Invariant: nothing is sent that was not shown; what a PUT replaces is kept where the editor keeps it too.
import {
  confirmedAmongSeveral,
  type Declaration,
  type DeployFailure,
  type DeployOutcome,
  type DeployPlan,
  inSequence,
  type PreflightFinding,
  proposedDeclaration,
  refusalsIn,
} from "../../contract";
import type { ConfirmedRequest, DeployRequest } from "../../deploy";
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
import { type ResponseFile, responseFiles, UNUSABLE } from "./responseFiles";
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
  const plans = await planAll(account, responses, values.json);
  if ("code" in plans) {
    return plans;
  }
  const { planned, changing } = plans;
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
  const unsent = (): object => ({ ...data, files: planned.map(unsentData) });
  const refused = changing.flatMap(refusalLines);
  if (refused.length > 0) {
    refused.forEach(tell);
    tell("Nothing was deployed. Correct it, then deploy again.");
    return { code: EXIT.findings, data: unsent() };
  }
  const declarable = changing.filter(({ plan }) => proposedDeclaration(plan) !== undefined);
  declarable.flatMap(declarationLines).forEach(tell);
  const declares = declarable.length > 0 && (values.declare || (await mayDeclare(values.yes)));
  const isHeld = !declares && declarable.some(({ plan }) => plan.verdict === "needsDeclaration");
  if (!declares && declarable.length > 0) {
    tell(`${isHeld ? "Nothing was deployed. " : ""}Say --declare to have it declared first.`);
  }
  if (isHeld) {
    return { code: EXIT.findings, data: unsent() };
  }
  const count = `${changing.length} integration response${changing.length === 1 ? "" : "s"}`;
  const consent = await consentTo(`Deploy ${count}?`, first.plan.typedBefore, values);
  if (consent.kind === "failed") {
    return failed(consent, unsent());
  }
  const confirmed = changing.map(({ request, plan, after }) => ({
    request: { ...request, ...(consent.typed === undefined ? {} : { typed: consent.typed }) },
    confirmed: confirmedAmongSeveral(plan, declares),
    after: after.map((other) => other.plan.target.statusCode),
  }));
  const outcomes = await sendAll(account, changing, confirmed, values.json);
  const code = Math.max(...[...outcomes.values()].map(codeOf));
  const files = planned.map((one) => {
    const outcome = outcomes.get(one);
    return outcome === undefined ? sameData(one) : outcomeData(one, outcome);
  });
  return { code, data: { ...data, files } };
}

interface Planned {
  readonly response: ResponseFile;
  readonly request: DeployRequest;
  readonly plan: DeployPlan;
}

/** With its place among the others, as its turn has it. */
interface Placed extends Planned {
  readonly after: readonly Planned[];
  readonly rivals: readonly Planned[];
}

interface Plans {
  /** In the order of the files. */
  readonly planned: readonly Placed[];
  /** Those that differ from what is deployed, in the order in which they are sent. */
  readonly changing: readonly Placed[];
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
    ? { code: EXIT.usage, data: { files, failed: UNUSABLE } }
    : { code: EXIT.findings, data: { files } };
}

/** All of them, or how the command ends: half of a folder is not deployed. */
async function planAll(
  account: Account,
  responses: readonly ResponseFile[],
  isJson: boolean,
): Promise<Plans | Ended> {
  const read: Planned[] = [];
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
    read.push({ response, request, plan });
  }
  const plans = inPlace(read);
  if (!isJson) {
    plans.planned.map(planText).forEach(print);
  }
  if (refused.size === 0) {
    return plans;
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

function inPlace(read: readonly Planned[]): Plans {
  const changing = inSequence(read.filter(({ plan }) => isDifferent(plan))).map(
    ({ one, ...place }): Placed => ({ ...one, ...place }),
  );
  const planned = read.map(
    (one) => changing.find(({ response }) => response === one.response) ?? { ...one, after: [], rivals: [] },
  );
  return { planned, changing };
}

function planText({ response: { file }, plan, after }: Placed): string {
  const { selectionPattern } = plan.wanted;
  const taken = selectionPattern === undefined ? "the default" : `the pattern “${selectionPattern}”`;
  return [
    differencesText(file, plan),
    ...plan.preflight.flatMap(findingLine),
    ...(after.length === 0 ? [] : [`  sent after ${filesText(after)}, from which it takes ${taken}`]),
  ].join("\n");
}

function filesText(planned: readonly Planned[]): string {
  return planned.map(({ response: { file } }) => file).join(" and ");
}

function findingLine({ severity, message }: PreflightFinding): readonly string[] {
  return severity === "error" || severity === "warning" ? [`  ${severity}: ${message}`] : [];
}

/** Why the service refuses it, with or without a declaration; none where it is not known to. */
function refusalLines({ response: { file }, plan, rivals }: Placed): readonly string[] {
  const because = [
    ...refusalsIn(plan.preflight).map(({ message }) => message),
    ...(rivals.length === 0
      ? []
      : [`${filesText(rivals)} would become the default as well, and a method has one.`]),
  ];
  return plan.verdict === "refused"
    ? because.map((message) => `${file}: API Gateway would refuse it: ${message}`)
    : [];
}

/** Asks, where somebody can be asked. */
async function mayDeclare(isYes: boolean): Promise<boolean> {
  const terminal = openTerminal();
  return !isYes && terminal !== undefined && (await saysYes("Declare it first?", terminal));
}

/** What is missing on the method, and what comes of that. */
function declarationLines({ response: { file }, plan }: Planned): readonly string[] {
  const declaration = proposedDeclaration(plan);
  if (declaration === undefined) {
    return [];
  }
  const { call, headers } = declaration;
  const names = headers.join(", ");
  const response = `${plan.target.statusCode} response`;
  const lack =
    call === "putMethodResponse"
      ? `the method has a ${response}${names === "" ? "" : ` with ${names}`}`
      : `${names} ${headers.length === 1 ? "is" : "are"} declared on the method's ${response}`;
  return plan.verdict === "needsDeclaration"
    ? [`${file}: API Gateway refuses it until ${lack}.`]
    : [`${file}: API Gateway stores it, but a client gets an error until ${lack}.`];
}

/** One that fails keeps none from its turn but what takes over from it. */
async function sendAll(
  { deploy: deploying, signal }: Account,
  changing: readonly Placed[],
  confirmed: readonly ConfirmedRequest[],
  isJson: boolean,
): Promise<ReadonlyMap<Placed, DeployOutcome>> {
  const outcomes = new Map<Placed, DeployOutcome>();
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

function unsentData(one: Placed): object {
  const { response, plan } = one;
  const { file, target } = response;
  if (!isDifferent(plan)) {
    return sameData(one);
  }
  const { differences, preflight: findings } = plan;
  const blockedBy = refusalLines(one);
  return {
    ...{ file, target, deployed: false, same: false, differences, findings },
    ...(blockedBy.length === 0 ? {} : { blockedBy }),
    needs: declarationData(proposedDeclaration(plan)),
  };
}

function sameData({ response: { file, target } }: Planned): object {
  return { file, target, deployed: false, same: true };
}

function outcomeData({ response, plan }: Planned, outcome: DeployOutcome): object {
  const { file, target } = response;
  const { differences, preflight: findings } = plan;
  const shown = { file, target, deployed: outcome.kind === "deployed", same: false, differences, findings };
  return outcome.kind === "failed"
    ? { ...shown, declared: outcome.declared, failed: failureData(outcome) }
    : { ...shown, settled: outcome.settled, kept: outcome.kept, declared: outcome.declared };
}

function declarationData(declaration: Declaration | undefined): Declaration | undefined {
  return declaration && { call: declaration.call, headers: declaration.headers };
}
