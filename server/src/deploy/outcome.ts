// The words for every way a deploy can end: what happened and what to do about it.
// Invariant: a message is whole sentences, names nothing internal, and states as certain only what is.

import type {
  BlockingFinding,
  DeployFailure,
  DeployOutcome,
  DeploySuccess,
  DeployTarget,
  DoneDeclaration,
  SettledDoubt,
  TargetConflict,
  WantedResponse,
} from "../contract";
import { cureFor } from "./cures";
import type { EndpointProblem, EndpointSource } from "./endpoint";
import type { GatewayFailure, SignIn } from "./gateway";
import { couldBeLocal } from "./localEndpoint";
import { networkAdvice, networkWords } from "./networkWords";
import { accessAdvice, grantFor, OPERATIONS, type Operation } from "./permission";
import { sameResponse } from "./response";
import type { LabelProblem } from "./target";

/** A part of the target that the document says, and that the command was told otherwise. */
export interface Contradicted {
  readonly key: keyof DeployTarget;
  readonly inDocument: string;
  readonly asked: string;
}

/** What is refused on this side, before or between the calls to AWS. */
export type Refusal =
  | { readonly reason: "untrusted" }
  | { readonly reason: "unsupportedHost" }
  | { readonly reason: "noDocument" }
  | { readonly reason: "notRecognised" }
  | { readonly reason: "severalResponses" }
  | { readonly reason: "blocked"; readonly findings: readonly BlockingFinding[] }
  | { readonly reason: "doubtful"; readonly findings: readonly BlockingFinding[] }
  | { readonly reason: "targetIncomplete"; readonly problems: readonly LabelProblem[] }
  | { readonly reason: "targetConflict"; readonly conflicts: readonly TargetConflict[] }
  | { readonly reason: "targetConflict"; readonly contradicted: readonly Contradicted[] }
  | { readonly reason: "documentChanged" }
  | { readonly reason: "liveChanged" }
  | { readonly reason: "notConfirmed"; readonly because: "declined" | "notAsked" | "placeChanged" }
  | { readonly reason: "protected"; readonly word: string }
  | { readonly reason: "protected"; readonly unreadable: string }
  | { readonly reason: "noRegion"; readonly region?: string }
  | {
      readonly reason: "invalidEndpoint";
      readonly source: EndpointSource;
      readonly problem: EndpointProblem;
      readonly profile?: string;
    }
  | { readonly reason: "network"; readonly endpoint: string }
  | { readonly reason: "cancelled" }
  | { readonly reason: "notKept"; readonly why: string }
  | { readonly reason: "busy" }
  | { readonly reason: "nothingKept" }
  | { readonly reason: "heldUp"; readonly by: string; readonly isInDoubt: boolean }
  | { readonly reason: "otherEndpoint"; readonly recorded: string; readonly chosen: string }
  | { readonly reason: "otherEndpoint"; readonly shown: string; readonly chosen: string }
  | { readonly reason: "unexpected" };

export function refusal(refused: Refusal): DeployFailure {
  const message = refusalWords(refused);
  switch (refused.reason) {
    case "blocked":
    case "doubtful":
      return { kind: "failed", reason: refused.reason, message, findings: refused.findings };
    case "targetConflict":
      return {
        kind: "failed",
        reason: refused.reason,
        message,
        ...("conflicts" in refused ? { conflicts: refused.conflicts } : {}),
      };
    case "network":
      return { kind: "failed", reason: refused.reason, message, couldStartLocal: true };
    default:
      return { kind: "failed", reason: refused.reason, message };
  }
}

/** Who asked where, and for what. */
export interface Caller {
  readonly operation: Operation;
  readonly region: string;
  readonly profile?: string;
  /** `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
  /** What the call was about, where the operation does not say it. */
  readonly subject?: string;
}

/** The call that an answer belongs to. */
export interface Call extends Caller {
  readonly target: DeployTarget;
}

/** A failure after which it is certain that nothing was stored. */
export function callFailure(failure: GatewayFailure, call: Call): DeployFailure {
  return withFacts(
    failure,
    `${happened(failure, call)} Nothing was deployed. ${advice(failure, call)}`,
    call,
  );
}

/** The write may have taken place, and reading showed that it did not. */
export function notStored(failure: GatewayFailure, call: Call, before: "read" | "absent"): DeployFailure {
  const held = before === "read" ? "still held the earlier version" : "still held no such response";
  const words = `${happened(failure, call)} Read again afterwards, API Gateway ${held}, so the new one was not stored.`;
  const reason =
    failure.reason === "serviceError" || failure.reason === "cancelled" ? failure.reason : "notStored";
  const next = failure.reason === "cancelled" ? "" : " Deploy again.";
  return { ...withFacts(failure, `${words}${next}`, call), reason };
}

/** The write may have taken place, and reading could not show whether it did. */
export function inDoubt(
  failure: GatewayFailure,
  call: Call,
  found: GatewayFailure | "anotherVersion" | "notTheNew",
): DeployFailure {
  const seen =
    typeof found === "string"
      ? FOUND[found]
      : `What is deployed now could not be read either: ${lowerFirst(happened(found, { ...call, operation: "read" }))}`;
  const next =
    "The new version may or may not be stored. Look at what is deployed, or deploy again: a deploy replaces the whole response, so repeating it does no harm.";
  return { ...withFacts(failure, `${happened(failure, call)} ${seen} ${next}`, call), reason: "inDoubt" };
}

const FOUND = {
  anotherVersion:
    "Read again afterwards, API Gateway held neither the earlier version nor the new one: somebody else may be changing it.",
  notTheNew:
    "Read again afterwards, API Gateway did not hold the new version; what it held before is not known.",
} as const;

export interface Stored {
  readonly target: DeployTarget;
  readonly sent: WantedResponse;
  readonly stored: WantedResponse;
  readonly httpStatus: number;
  /** True when the answer was lost and a GET showed that the write took place. */
  readonly settled: boolean;
  readonly removed?: true;
  readonly kept?: string;
}

export function success({ target, sent, stored, httpStatus, settled, removed, kept }: Stored): DeploySuccess {
  const sentences = [
    storedWords({ target, httpStatus, settled, removed: removed === true }),
    ...(sameResponse(sent, stored)
      ? []
      : ["What it stored is not what was sent; compare the two before you rely on it."]),
    ...(kept === undefined ? [] : [`The version it replaced is kept in ${kept}.`]),
    "A stage serves the change after the API is next deployed to it.",
  ];
  return {
    kind: "deployed",
    httpStatus,
    target,
    stored,
    settled,
    ...(removed === undefined ? {} : { removed }),
    ...(kept === undefined ? {} : { kept }),
    message: sentences.join(" "),
  };
}

function storedWords(
  facts: Pick<Stored, "target" | "httpStatus" | "settled"> & { readonly removed: boolean },
): string {
  const what = targetWords(facts.target);
  if (facts.removed) {
    return facts.settled
      ? `Reading shows that ${what} is not deployed any more.`
      : `API Gateway deleted ${what} (HTTP ${facts.httpStatus}).`;
  }
  return facts.settled
    ? `The answer was lost, but reading it back shows that ${what} is stored.`
    : `API Gateway stored ${what} (HTTP ${facts.httpStatus}).`;
}

/** What became of an earlier deploy that had stayed in doubt. */
export function settledDoubt(
  entry: string,
  target: DeployTarget,
  found: SettledDoubt["found"],
  why = "what is deployed could not be read",
): SettledDoubt {
  const which = `An earlier deploy of ${targetWords(target)}`;
  const words: Readonly<Record<SettledDoubt["found"], string>> = {
    stored: `${which} was in doubt: reading shows that it was stored.`,
    notStored: `${which} was in doubt: reading shows that it was not stored.`,
    overtaken: `${which} was in doubt: by now something else is deployed there.`,
    unsettled: `${which} is still in doubt: ${why}.`,
  };
  return { entry, target, found, message: words[found] };
}

/** Tells what became of earlier deploys together with how this one ended. */
export function withEarlier<Outcome extends { readonly message: string }>(
  outcome: Outcome,
  earlier: readonly SettledDoubt[],
): Outcome {
  return earlier.length === 0
    ? outcome
    : { ...outcome, earlier, message: [outcome.message, ...earlier.map(({ message }) => message)].join(" ") };
}

/** Tells what was declared before the write, or may have been, whatever became of that. */
export function withDeclared(
  outcome: DeployOutcome,
  declared: DoneDeclaration,
  { statusCode }: DeployTarget,
): DeployOutcome {
  const { call, headers, unsure } = declared;
  const names = headers.map((key) => key.slice("method.response.header.".length)).join(", ");
  const did = unsure ? "may have been" : call === "declareHeaders" && headers.length > 1 ? "were" : "was";
  const done =
    call === "declareHeaders"
      ? `${names} ${did} declared on the method response ${statusCode}`
      : `the method response ${statusCode} ${did} created${names === "" ? "" : ` with ${names}`}`;
  const stays = unsure
    ? ": the answer was lost. If it happened, it stays."
    : outcome.kind === "deployed"
      ? "."
      : "; this stays.";
  return { ...outcome, declared, message: `${outcome.message} Before that, ${done}${stays}` };
}

/** `the 200 response of GET (resource 3kzxbg5sa2 of API fugvjdxtri)` */
export function targetWords({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): string {
  return `the ${statusCode} response of ${httpMethod} (resource ${resourceId} of API ${restApiId})`;
}

/** As it follows “may not”. */
function allowed({ operation, subject }: Caller): string {
  return subject === undefined
    ? OPERATIONS[operation].does
    : `${operation === "read" ? "read" : "change"} ${subject}`;
}

function isReading({ operation }: Caller): boolean {
  return operation === "read" || operation === "readMethod";
}

function refusalWords(refused: Refusal): string {
  switch (refused.reason) {
    case "untrusted":
      return "This workspace is not trusted, so nothing was sent. Trust the workspace, then deploy again.";
    case "unsupportedHost":
      return "An editor that runs in the browser cannot sign requests to AWS, so nothing was sent. Open the file in a desktop or remote window, or deploy it with the AWS CLI.";
    case "noDocument":
      return "The document is not open, so there is nothing to deploy. Open it, then deploy again.";
    case "notRecognised":
      return "This document holds no integration response, so there is nothing to deploy.";
    case "severalResponses":
      return "This document holds several integration responses, and one is deployed at a time, so nothing was sent. Put the cursor into the one you mean, then deploy again.";
    case "blocked":
      return `API Gateway would refuse this response, so nothing was sent. ${findingWords(refused.findings)} Correct it, then deploy again.`;
    case "doubtful":
      return `API Gateway may refuse this response, so nothing was sent yet. ${findingWords(refused.findings)} Correct it, or deploy anyway.`;
    case "targetIncomplete":
      return `It is not known where to deploy, so nothing was sent. ${refused.problems.map(labelWords).join(" ")}`;
    case "targetConflict":
      if ("contradicted" in refused) {
        return `The document names another target than the one asked for, so nothing was sent. ${refused.contradicted.map(contradictedWords).join(" ")} Make them agree, then deploy again.`;
      }
      return `The document names two targets, so nothing was sent. ${refused.conflicts.map(conflictWords).join(" ")} Make them agree, then deploy again.`;
    case "documentChanged":
      return "The document changed after the deploy was confirmed, so nothing was deployed. Look at the differences and confirm again.";
    case "liveChanged":
      return "What is deployed changed after the deploy was confirmed, so nothing was deployed. Look at the differences and confirm again.";
    case "notConfirmed":
      return NOT_CONFIRMED[refused.because];
    case "protected":
      return "unreadable" in refused
        ? `Which profiles and accounts are protected cannot be read from ${plain(refused.unreadable)}, so nothing was sent. Write it as \`{ "protected": ["a profile", "an account id"] }\`, then try again.`
        : `The profile or account is protected, by the setting apigatewayResponse.protected or by your own configuration, so nothing was sent. Try again and type \`${plain(refused.word)}\` when asked; an editor that does not ask passes it as \`typed\`, the command line as \`--confirm\`.`;
    case "noRegion":
      return refused.region === undefined
        ? "No region is known, so nothing was sent. Choose one, set AWS_REGION, or give the profile a region."
        : `“${plain(refused.region)}” is not the name of a region, so nothing was sent. Choose one such as us-east-1.`;
    case "invalidEndpoint":
      return `${endpointWords(refused)} Nothing was sent.`;
    case "network":
      return `Nothing answers at ${plain(refused.endpoint)}, so nothing was sent. Start what listens there, then try again: API Gateway Local on the command line by \`apigw-response sandbox\`, in the editor by Start API Gateway Local.`;
    case "cancelled":
      return "The deploy was cancelled, so nothing was deployed.";
    case "notKept":
      return `What is about to change could not be written down first (${plain(refused.why)}), so nothing was deployed. Make the folder for kept versions writable, or name another in APIGW_RESPONSE_STATE_DIR, then deploy again.`;
    case "busy":
      return "Another deploy to this API is in progress, from another window or a command line, so nothing was deployed. Wait until it is done, then deploy again.";
    case "nothingKept":
      return "The version that this deploy replaced could not be read at the time, so nothing was kept that could be restored.";
    case "heldUp":
      return `It takes over what the ${refused.by} response of its method gives up first, and ${refused.isInDoubt ? "it is not known whether that was stored" : "that was not stored"}, so nothing was sent for it. See what became of the ${refused.by} response, then deploy both again.`;
    case "otherEndpoint":
      return "recorded" in refused
        ? `This was deployed to ${endpointName(refused.recorded)}, and requests now go to ${endpointName(refused.chosen)}, so nothing was sent. Choose the endpoint it was deployed to, then try again.`
        : `This was read from ${endpointName(refused.shown)}, and requests now go to ${endpointName(refused.chosen)}, so nothing was sent. Choose again from what is there.`;
    case "unexpected":
      return "The deploy ended for a reason that is not known. The log says more.";
  }
}

function endpointName(endpoint: string): string {
  return endpoint === "AWS" ? "AWS" : plain(endpoint);
}

const NOT_CONFIRMED: Readonly<Record<(Refusal & { readonly reason: "notConfirmed" })["because"], string>> = {
  declined: "The deploy was not confirmed, so nothing was sent.",
  notAsked:
    "This deploy has not been confirmed, so nothing was sent. Look at the differences and confirm them.",
  placeChanged:
    "The target, profile, region or endpoint is not the one that was confirmed, so nothing was deployed. Look at the differences and confirm again.",
};

function findingWords(findings: readonly BlockingFinding[]): string {
  const [first, ...others] = findings;
  if (first === undefined) {
    return "Something in it cannot be sent as it stands.";
  }
  const where = `Line ${first.line + 1}: ${first.message}`;
  return others.length === 0 ? where : `${where} (${others.length} more like it.)`;
}

function labelWords({ key, problem }: LabelProblem): string {
  switch (problem) {
    case "missing":
      return `\`${key}\` is missing.`;
    case "notAnIdentifier":
      return `\`${key}\` holds more than letters, digits, \`-\` and \`_\`.`;
    case "notAMethod":
      return `\`${key}\` is one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS and ANY, in capitals.`;
    case "notAStatusCode":
      return `\`${key}\` is three digits from 100 to 599.`;
  }
}

function conflictWords({ key, inKeys, inPath }: TargetConflict): string {
  return `\`${key}\` is ${plain(inKeys)} in its text and ${plain(inPath)} in its path.`;
}

function contradictedWords({ key, inDocument, asked }: Contradicted): string {
  return `\`${key}\` is ${plain(inDocument)} in the document and ${plain(asked)} in what was asked for.`;
}

function endpointWords(refused: Refusal & { readonly reason: "invalidEndpoint" }): string {
  const { source, problem, profile } = refused;
  const ofProfile = profile === undefined ? "the profile in use" : `the profile ${profile}`;
  if (problem === "missingSection") {
    return `The services section that ${ofProfile} names is not in the shared config file. Add it, or remove \`services\` from the profile.`;
  }
  const configured =
    source === "profile"
      ? `\`endpoint_url\` of ${ofProfile}`
      : source === "profileServices"
        ? `the services section of ${ofProfile}`
        : source;
  return `The endpoint in ${configured} is not used: ${ENDPOINT_PROBLEMS[problem]}`;
}

const ENDPOINT_PROBLEMS: Readonly<Record<Exclude<EndpointProblem, "missingSection">, string>> = {
  notAUrl: "it is not a plain URL such as https://host or http://localhost:8080.",
  notHttp: "it is neither an https URL nor an http URL.",
  httpBeyondLoopback:
    "a signed request goes over plain http only to localhost, 127.0.0.0/8 or [::1]. Use https, or an address of this machine.",
  userInfo: "it holds a user name or a password. Requests are signed with AWS credentials only.",
  queryOrFragment: "it holds a query or a fragment.",
  badPort: "its port is not a number from 1 to 65535.",
};

/** One sentence on what happened, with the service's own text where there is one. */
export function happened(failure: GatewayFailure, call: Caller): string {
  const who = call.endpoint === "AWS" ? "API Gateway" : `The endpoint ${call.endpoint}`;
  const host = call.endpoint === "AWS" ? `API Gateway in ${call.region}` : call.endpoint;
  const status = failure.httpStatus === undefined ? "" : ` (HTTP ${failure.httpStatus})`;
  const text = quoted(failure.serviceMessage);
  switch (failure.reason) {
    case "invalidEndpoint":
      return `The endpoint that the credentials of ${owner(call)} come from is neither https nor on this machine.`;
    case "noCredentials":
      return credentialWords(failure, call);
    case "expiredSso":
      return `The sign-in session of ${owner(call)} has expired or has not begun.`;
    case "expiredCredentials":
      return `${failure.reached === "no" ? "AWS" : who} did not accept the credentials of ${owner(call)}${status}${text}`;
    case "badRequest":
      return `${who} refused the request${status}${text}`;
    case "accessDenied":
      return `The credentials of ${owner(call)} may not ${allowed(call)}${status}${text}`;
    case "notFound":
      return `${who} did not find where to ${isReading(call) ? "look" : "store"}${status}${text}`;
    case "conflict":
      return `${who} reports a conflict${status}${text}`;
    case "throttled":
      return `${who} is receiving too many requests from this account${status}${text}`;
    case "serviceError":
      return `${who} failed with an error of its own${status}${text}`;
    case "timeout":
      return failure.cause === "notConnected"
        ? `No connection to ${host} could be made in time.`
        : `${who} did not answer in time.`;
    case "network":
      return networkWords(failure, host);
    case "cancelled":
      return failure.reached === "no"
        ? "The deploy was cancelled."
        : "The deploy was cancelled while the request was under way.";
    case "unexpected":
      return unexpectedWords(failure, who, status, text);
  }
}

function credentialWords(failure: GatewayFailure, call: Caller): string {
  switch (failure.cause) {
    case "profileMissing":
      return `The profile ${call.profile ?? "default"} is in neither the shared config file nor the shared credentials file.`;
    case "mfa":
      return `The profile ${call.profile ?? "default"} asks for an MFA code, and there is nobody here to ask for it.`;
    case "credentialProcess":
      return `The \`credential_process\` of ${owner(call)} gave no credentials.`;
    case "credentialsTimeout":
      return `The credentials of ${owner(call)} did not arrive in time.`;
    default:
      return `No credentials were found for ${owner(call)}${quoted(failure.serviceMessage)}`;
  }
}

function unexpectedWords({ cause }: GatewayFailure, who: string, status: string, text: string): string {
  switch (cause) {
    case "unreadableAnswer":
      return `${who} gave an answer that cannot be read${status}.`;
    case "redirect":
      return `${who} redirected the request${status}, which is not followed because it is signed.`;
    default:
      return `The request ended for a reason that is not known${status}${text}`;
  }
}

/** What to do, where there is something to do. */
function advice(failure: GatewayFailure, call: Call): string {
  const text = failure.serviceMessage;
  const known = text === undefined ? undefined : cureFor(text, call);
  switch (failure.reason) {
    case "invalidEndpoint":
      return "Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_SSO and the profile's services section.";
    case "noCredentials":
      return credentialAdvice(failure, call, "deploy");
    case "expiredSso":
      return `Run \`${signInCommand(failure.signIn, call)}\`, then deploy again.`;
    case "expiredCredentials":
      return acceptanceAdvice(failure.serviceCode ?? "", call);
    case "accessDenied":
      return accessAdvice(failure.serviceMessage, call);
    case "badRequest":
    case "notFound":
    case "conflict":
      return known ?? "Correct what it names, then deploy again.";
    case "throttled":
      return failure.retryAfterSeconds === undefined
        ? "Wait a while, then deploy again."
        : `Wait ${failure.retryAfterSeconds} seconds, then deploy again.`;
    case "serviceError":
      return "Wait a while, then deploy again.";
    case "timeout":
    case "network":
      return networkAdvice(failure, call);
    case "cancelled":
      return "";
    case "unexpected":
      return failure.cause === "redirect" || failure.cause === "unreadableAnswer"
        ? "Check the endpoint and the region, and whether a proxy or a sign-in page stands in between."
        : "The log says more.";
  }
}

/** @param again What to do once it is mended, in a verb. */
export function credentialAdvice(failure: GatewayFailure, call: Caller, again: "deploy" | "try"): string {
  const anew = `${again} again`;
  switch (failure.cause) {
    case "profileMissing":
      return "Choose another profile, or add this one.";
    case "mfa":
      return "Get temporary keys with `aws sts get-session-token` or sign in through a tool that keeps them in a profile, then use that profile.";
    case "credentialProcess":
      return `Run its command in a terminal to see why, then ${anew}.`;
    case "credentialsTimeout":
      return `Check the network and how the profile gets its credentials, then ${anew}.`;
    default:
      return call.profile === undefined
        ? "Choose a profile, or set one up with `aws configure sso` or `aws configure`."
        : "Choose another profile, or correct this one.";
  }
}

function acceptanceAdvice(code: string, call: Call): string {
  if (/Expired|TokenRefresh/i.test(code)) {
    return "They have expired: renew them, then deploy again.";
  }
  if (/Signature|Skewed|InTheFuture/i.test(code)) {
    return "Check that the secret key belongs to the access key and that this computer's clock is right.";
  }
  return `Check that the keys are complete and active, and that the region ${call.region} is enabled for the account.`;
}

export function withFacts(failure: GatewayFailure, message: string, call: Caller): DeployFailure {
  const { reason, serviceMessage, serviceCode, httpStatus, requestId } = failure;
  const grant = reason === "accessDenied" ? grantFor(serviceMessage, call) : undefined;
  return {
    kind: "failed",
    reason,
    message: message.trim(),
    ...(serviceMessage === undefined ? {} : { serviceMessage: plain(serviceMessage) }),
    ...(serviceCode === undefined ? {} : { serviceCode }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(grant === undefined ? {} : { grant }),
    ...(failure.cause === "connectionRefused" && couldBeLocal(call.endpoint)
      ? { couldStartLocal: true }
      : {}),
    ...(reason === "expiredSso" ? { commandLine: signInCommand(failure.signIn, call) } : {}),
  };
}

export function signInCommand(signIn: SignIn | undefined, call: Caller): string {
  const profile = signIn?.profile ?? call.profile;
  const command = signIn?.tool === "login" ? "aws login" : "aws sso login";
  return profile === undefined ? command : `${command} --profile ${shellWord(profile)}`;
}

/** Quoted where a shell would read more into it than a name. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replace(/["\\$`]/g, "\\$&")}"`;
}

function owner(call: Caller): string {
  return call.profile === undefined ? "this environment" : `the profile ${call.profile}`;
}

/** The service's text in quotes after a colon, and a full stop where the text brings none. */
function quoted(text: string | undefined): string {
  const shown = plain(text ?? "");
  return shown === "" ? "." : `: “${shown}”${/[.!?]$/.test(shown) ? "" : "."}`;
}

const LONGEST_TEXT = 1000;

/** As it came, but for what would break the line or colour a terminal, and for what nobody would read. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return line.length <= LONGEST_TEXT ? line : `${line.slice(0, LONGEST_TEXT)}…`;
}

export function lowerFirst(sentence: string): string {
  return /^API\b/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
