// How a deploy ended, said once, with what fits the reason.
// Invariant: every reason of the contract has its actions here, and the compiler holds it.
import { commands, env, l10n, Position, Range, Uri, window } from "vscode";
import type {
  BlockingFinding,
  DeployFailure,
  DeployFailureKind,
  DeployPlan,
  DeploySuccess,
} from "../../../server/src/contract";
import { ENDPOINT_SETTING } from "../hostState";
import { START_LOCAL } from "../remote/localCommands";
import type { Account } from "../remote/remote";
import type { Action, Tell } from "../tell";
import type { ShownDocuments } from "../views/shownDocuments";
import { besidesOf } from "./besides";
import { runSignIn } from "./signIn";
import { canonicalText, conflictWords, iamStatement, plain } from "./words";

/** What can be done about a deploy that failed. */
export interface Attempt {
  readonly uri: Uri;
  /** Starts over and asks, the last choices first. */
  readonly again: () => unknown;
  /** Goes on with what was chosen, as far as the document still agrees. */
  readonly resume: () => unknown;
  /** What going on is called where it is not known whether a write took place, if it does not compare first. */
  readonly resumeInDoubt?: string;
}

/** Where a deploy is told, and what a notification of it can open. */
export interface Telling {
  readonly tell: Tell;
  readonly shown: ShownDocuments;
  /** Makes an API live where it was deployed to: `AWS`, or the endpoint in use instead. */
  readonly publish: (account: Account, endpoint: string, restApiId: string) => unknown;
}

export function tellSuccess(
  { tell, shown, publish }: Telling,
  outcome: DeploySuccess,
  { endpoint, profile, region }: DeployPlan,
  name: string,
): void {
  const { httpStatus, kept, settled, stored, target } = outcome;
  const message = [
    l10n.t("{0}: {1} is stored.", httpStatus, name),
    settled ? l10n.t("The answer was lost on the way; reading it back showed that it is stored.") : "",
    ...besidesOf(outcome),
    l10n.t("Clients see it after the next deployment of the API to a stage."),
  ];
  const showStored: Action = {
    title: l10n.t("Show Stored"),
    run: () => shown.show(l10n.t("{0}: stored", name), canonicalText(stored)),
  };
  const showReplaced: readonly Action[] =
    kept === undefined
      ? []
      : [{ title: l10n.t("Show Replaced"), run: () => window.showTextDocument(Uri.file(kept)) }];
  const account = { ...(profile === undefined ? {} : { profile }), region };
  tell.info(
    message.filter((part) => part !== "").join(" "),
    { title: l10n.t("Create Deployment…"), run: () => publish(account, endpoint, target.restApiId) },
    showStored,
    ...showReplaced,
  );
}

export function tellFailure(tell: Tell, failure: DeployFailure, attempt: Attempt): void {
  const { conflicts, findings, message, reason, serviceMessage } = failure;
  if (reason === "notConfirmed") {
    return;
  }
  if (reason === "blocked" && findings !== undefined && findings.length > 0) {
    tellBlocked(tell, findings, attempt.uri);
    return;
  }
  const said =
    reason === "targetConflict" && conflicts !== undefined && conflicts.length > 0
      ? conflictWords(conflicts)
      : message;
  const full =
    serviceMessage === undefined || said.includes(serviceMessage)
      ? said
      : l10n.t("{0} The service says: {1}", said, serviceMessage);
  const actions = ACTIONS[reason](tell, failure, attempt);
  // Stopped by the user, or by the document: no fault of anything.
  const say = reason === "cancelled" ? "info" : NO_FAULT.has(reason) ? "warn" : "error";
  tell[say](plain(full), ...actions);
}

const NO_FAULT: ReadonlySet<DeployFailureKind> = new Set([
  "busy",
  "documentChanged",
  "doubtful",
  "heldUp",
  "inDoubt",
  "liveChanged",
  "notRecognised",
  "severalResponses",
  "targetConflict",
  "targetIncomplete",
  "unsupportedHost",
  "untrusted",
]);

/** API Gateway would refuse it, so it is not sent. */
export function tellBlocked(tell: Tell, findings: readonly BlockingFinding[], uri: Uri): void {
  const [first, ...others] = findings;
  if (first === undefined) {
    return;
  }
  const message =
    others.length === 0
      ? l10n.t("Nothing was sent, because API Gateway would refuse it. {0}", plain(first.message))
      : l10n.t(
          "Nothing was sent, because API Gateway would refuse it. {0} And {1} more.",
          plain(first.message),
          others.length,
        );
  tell.error(message, goTo(uri, first), {
    title: l10n.t("Show Problems"),
    run: () => commands.executeCommand("workbench.actions.view.problems"),
  });
}

export function tellUntrusted(tell: Tell): void {
  tell.warn(
    l10n.t(
      "Deploy signs requests with your AWS credentials, so it is off in Restricted Mode. Nothing was sent.",
    ),
    manageTrust(),
  );
}

type Actions = (tell: Tell, failure: DeployFailure, attempt: Attempt) => readonly Action[];

const log: Actions = (tell) => [tell.showLog];
/** What the service named is underlined, and a press away. */
const place: Actions = (tell, { findings: [first] = [] }, { uri }) =>
  first === undefined ? [tell.showLog] : [goTo(uri, first, l10n.t("Go to the Key")), tell.showLog];
const retry: Actions = (tell, _, { resume }) => [{ title: l10n.t("Try Again"), run: resume }, tell.showLog];
const choose: Actions = (tell, _, { again }) => [{ title: l10n.t("Choose Again"), run: again }, tell.showLog];

const ACTIONS: Readonly<Record<DeployFailureKind, Actions>> = {
  untrusted: () => [manageTrust()],
  invalidEndpoint: (tell) => [
    {
      title: l10n.t("Open Settings"),
      run: () => commands.executeCommand("workbench.action.openSettings", ENDPOINT_SETTING),
    },
    tell.showLog,
  ],
  noDocument: () => [],
  notRecognised: () => [],
  severalResponses: () => [],
  blocked: log,
  doubtful: log,
  targetIncomplete: choose,
  targetConflict: () => [],
  documentChanged: retry,
  liveChanged: retry,
  notConfirmed: () => [],
  protected: retry,
  noRegion: choose,
  noCredentials: signIn,
  expiredSso: signIn,
  expiredCredentials: signIn,
  badRequest: place,
  accessDenied: (tell, { grant }, { again }) =>
    grant === undefined
      ? [{ title: l10n.t("Choose Again"), run: again }, tell.showLog]
      : [
          {
            title: l10n.t("Copy IAM Statement"),
            run: () => copy(tell, iamStatement(grant), l10n.t("The IAM statement is on the clipboard.")),
          },
          { title: l10n.t("Choose Again"), run: again },
          tell.showLog,
        ],
  notFound: choose,
  conflict: (tell, failure, attempt) =>
    failure.findings === undefined ? retry(tell, failure, attempt) : place(tell, failure, attempt),
  throttled: retry,
  serviceError: retry,
  timeout: retry,
  network: (tell, failure, attempt) => [
    ...(failure.couldStartLocal === true ? [startLocalAgain(attempt)] : []),
    ...retry(tell, failure, attempt),
  ],
  cancelled: () => [],
  notStored: retry,
  inDoubt: (tell, _, { resume, resumeInDoubt = l10n.t("Compare with Deployed") }) => [
    { title: resumeInDoubt, run: resume },
    tell.showLog,
  ],
  notKept: retry,
  busy: retry,
  nothingKept: log,
  heldUp: retry,
  otherEndpoint: log,
  unsupportedHost: () => [],
  unexpected: retry,
};

/** It starts where it is expected, and what was asked goes on. */
function startLocalAgain({ resume }: Attempt): Action {
  return {
    title: l10n.t("Start API Gateway Local"),
    run: async () => {
      await commands.executeCommand(START_LOCAL);
      await resume();
    },
  };
}

function manageTrust(): Action {
  return {
    title: l10n.t("Manage Workspace Trust"),
    run: () => commands.executeCommand("workbench.trust.manage"),
  };
}

function signIn(tell: Tell, { commandLine }: DeployFailure, { again, resume }: Attempt): readonly Action[] {
  if (commandLine === undefined) {
    return [{ title: l10n.t("Choose Again"), run: again }, tell.showLog];
  }
  return [
    {
      title: l10n.t("Run {0}", /^aws(?: sso)? login/.exec(commandLine)?.[0] ?? commandLine),
      run: () => runSignIn(tell, { commandLine, resume }),
    },
    {
      title: l10n.t("Copy Command"),
      run: () => copy(tell, commandLine, l10n.t("The command is on the clipboard.")),
    },
    { title: l10n.t("Choose Again"), run: again },
  ];
}

async function copy(tell: Tell, text: string, said: string): Promise<void> {
  await env.clipboard.writeText(text);
  tell.aside(said);
}

function goTo(uri: Uri, { line, character }: BlockingFinding, title = l10n.t("Go to the First")): Action {
  const at = new Position(line, character);
  return {
    title,
    run: () => window.showTextDocument(uri, { selection: new Range(at, at), preserveFocus: false }),
  };
}
