// Deploy Changed Responses: the files of one API that differ from what is deployed, in one go.
// Invariant: nothing is written but the plans that were listed, chosen and confirmed, each for the text it was made of.
import { l10n, QuickPickItemKind, Uri, window, workspace } from "vscode";
import {
  type ChoicesOutcome,
  type DeployAllAnswer,
  type DeployAllParams,
  type DeployFailure,
  type DeployFailureKind,
  type DeployTarget,
  inSequence,
  type PlanOutcome,
  type RemoteApi,
  type Remotely,
  type RemoteResource,
  type RemoteResponse,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { askAll, decide, pick, pickMany } from "../ask";
import { type Connection, cancellable, type Watch, watched } from "../connect";
import {
  confirmedOf,
  type Ended,
  failuresOf,
  itemsOf,
  type Planned,
  type SeveralDecision,
  severalDialog,
  summaryPage,
  summaryWords,
  type Withheld,
} from "../deploy/severalWords";
import { type Telling, tellFailure } from "../deploy/tellOutcome";
import { typedWord } from "../deploy/typedFor";
import { inDoubt, unanswered } from "../deploy/unanswered";
import { type Chooser, chooseAccount } from "../remote/choose";
import { type LocalFiles, MOST_FILES, originOf, type ResponseFile, type Side } from "../remote/localFiles";
import { type ApiPlace, accountOf, apiNodeOf } from "../remote/nodes";
import { type Account, isFailure } from "../remote/remote";
import type { Action } from "../tell";

export interface DeployChangedMeans extends Chooser, Telling {
  readonly connection: Connection;
  readonly files: LocalFiles;
}

/** `given`: a node of the view, or a folder; without it, all folders. */
export async function deployChanged(means: DeployChangedMeans, given: unknown): Promise<void> {
  const { remote, tell } = means;
  if (!remote.isAllowed()) {
    return;
  }
  const journey = { ...means, again: () => deployChanged(means, given) };
  const found = await cancellable(l10n.t("Looking for integration responses…"), () =>
    means.files.all(given instanceof Uri ? given : undefined),
  );
  if (found === undefined) {
    return;
  }
  const { files: local, isCut } = found;
  if (isCut) {
    tell.warn(
      l10n.t(
        "Here are more than {0} files that may hold integration responses, and only so many were looked at. Deploy the changed responses of one folder to look at all of its files.",
        MOST_FILES,
      ),
    );
  }
  if (local.length === 0) {
    tell.info(
      l10n.t(
        "No file here says which API, resource, method and status it belongs to. Pull integration responses to begin with.",
      ),
    );
    return;
  }
  const place = apiNodeOf(given) ?? (await chooseApi(journey, local, accountOf(given)));
  const changed = place && (await changedIn(journey, place, local.filter(isBelow(given, place))));
  const looked = changed && (await planAll(journey, place, changed));
  if (place === undefined || looked === undefined) {
    return;
  }
  const chosen = await choose(place, looked);
  const decision = chosen && (await decide(severalDialog(place.api.name, chosen)));
  const typed = decision && (await typedFor(chosen));
  if (chosen !== undefined && decision !== undefined && typed !== undefined && typed !== "declined") {
    await deployAll(journey, place, { chosen, decision, ...typed });
  }
}

/** With the way to start over. */
interface Journey extends DeployChangedMeans {
  readonly again: () => unknown;
}

/** Whether a file is of the API, and of the part of it that a node of the view stands for. */
function isBelow(given: unknown, { api }: ApiPlace): (file: ResponseFile) => boolean {
  const node = apiNodeOf(given);
  return ({ target }) =>
    target.restApiId === api.id &&
    (!(node?.kind === "resource" || node?.kind === "method" || node?.kind === "response") ||
      target.resourceId === node.resource.id) &&
    (!(node?.kind === "method" || node?.kind === "response") ||
      target.httpMethod === node.method.httpMethod) &&
    (node?.kind !== "response" || target.statusCode === node.target.statusCode);
}

/** An API is asked for only where the files here belong to several. */
async function chooseApi(
  journey: Journey,
  local: readonly ResponseFile[],
  given: Account | undefined,
): Promise<ApiPlace | undefined> {
  const { remote, tell } = journey;
  const title = titleWords();
  const account = await chooseAccount(journey, { title, account: given, anew: journey.again });
  const list = account && (await remote.apis(account, l10n.t("Reading the APIs…")));
  if (account === undefined || list === undefined) {
    return undefined;
  }
  if (isFailure(list)) {
    fail(journey, list);
    return undefined;
  }
  const here = new Set(local.map(({ target }) => target.restApiId));
  const apis = list.apis.filter(({ id }) => here.has(id));
  const [only, ...others] = apis;
  if (only === undefined) {
    tell.info(
      l10n.t("None of the APIs that the files here belong to is in {0} of this account.", account.region),
    );
    return undefined;
  }
  let api: RemoteApi | undefined = others.length === 0 ? only : undefined;
  const ofApis = pick<RemoteApi>({
    placeholder: l10n.t("API"),
    items: apis.map((value) => ({ label: value.name, description: value.id, value })),
    answer: (value) => {
      api = value;
    },
  });
  return others.length > 0 && !(await askAll(title, [ofApis]))
    ? undefined
    : api && { account, endpoint: list.endpoint, api };
}

interface ChangedFile {
  readonly file: ResponseFile;
  readonly side: Side;
  readonly name: string;
}

async function changedIn(
  journey: Journey,
  place: ApiPlace,
  local: readonly ResponseFile[],
): Promise<readonly ChangedFile[] | undefined> {
  const { files, names, remote, tell } = journey;
  const { api } = place;
  const resources = await remote.resources(place, l10n.t("Reading {0}…", api.name));
  if (isFailure(resources)) {
    fail(journey, resources);
    return undefined;
  }
  const live = new Map(responsesOf(resources).map((response) => [keyOf(response.target), response]));
  const compared = await Promise.all(
    local.map(async (file) => ({
      file,
      side: await files.sideOf(originOf(place), file, live.get(keyOf(file.target))),
      name: names.responseOf(place.endpoint, file.target),
    })),
  );
  const changed = compared.filter(({ side }) => side !== "same");
  if (changed.length === 0) {
    tell.info(l10n.t("What is written here of {0} is deployed as it is.", api.name));
    return undefined;
  }
  return changed;
}

function responsesOf(resources: readonly RemoteResource[]): readonly RemoteResponse[] {
  return resources.flatMap(({ methods }) => methods.flatMap(({ responses }) => responses));
}

function keyOf({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): string {
  return JSON.stringify([restApiId, resourceId, httpMethod, statusCode]);
}

interface PlannedFile extends Planned {
  readonly uri: Uri;
}

interface Looked {
  readonly planned: readonly PlannedFile[];
  readonly withheld: readonly Withheld[];
}

/** What stands in the way of every other response as well: it is said once, and nothing is listed. */
const STOPS_ALL: ReadonlySet<DeployFailureKind> = new Set([
  "cancelled",
  "expiredCredentials",
  "expiredSso",
  "invalidEndpoint",
  "network",
  "noCredentials",
  "noRegion",
  "throttled",
  "timeout",
  "unexpected",
  "untrusted",
]);

async function planAll(
  journey: Journey,
  { account }: ApiPlace,
  changed: readonly ChangedFile[],
): Promise<Looked | undefined> {
  const planned: PlannedFile[] = [];
  const withheld: Withheld[] = [];
  return watched(l10n.t("Comparing with what is deployed…"), async (watch) => {
    for (const [index, { file, name, side }] of changed.entries()) {
      if (watch.token.isCancellationRequested) {
        return undefined;
      }
      watch.report(l10n.t("{0} of {1}: {2}", index + 1, changed.length, name));
      const plan = await planOf(journey, account, file, watch);
      if (plan.kind === "failed" && STOPS_ALL.has(plan.reason)) {
        fail(journey, plan);
        return undefined;
      }
      if (plan.kind === "failed") {
        withheld.push({ name, message: wordsOf(plan) });
      } else {
        planned.push({ name, side, uri: file.uri, ...plan });
      }
    }
    return { planned, withheld };
  });
}

/** A fault in the document says more than that there is one. */
function wordsOf({ findings: [first] = [], message, reason }: DeployFailure): string {
  return reason === "blocked" && first !== undefined
    ? l10n.t("Line {0}: {1}", first.line + 1, first.message)
    : message;
}

async function planOf(
  { connection }: Journey,
  account: Account,
  { uri, target }: ResponseFile,
  watch: Watch,
): Promise<(Pick<Planned, "plan" | "doubts"> & { readonly kind: "planned" }) | DeployFailure> {
  const version = await versionOf(uri);
  if (version === undefined) {
    return { kind: "failed", reason: "noDocument", message: l10n.t("The file cannot be opened.") };
  }
  const place = { uri: uri.toString() };
  const choices = await connection
    .run<ChoicesOutcome>(SERVER_COMMANDS.deployChoices, place, watch)
    .catch(unanswered);
  if (choices.kind === "failed") {
    return choices;
  }
  const plan = await connection
    .run<PlanOutcome>(SERVER_COMMANDS.planDeploy, { ...place, version, target, ...account }, watch)
    .catch(unanswered);
  return plan.kind === "failed" ? plan : { kind: "planned", plan, doubts: choices.doubtfulBecause };
}

/** Of the document, which is open from then on; nothing where it cannot be opened. */
async function versionOf(uri: Uri): Promise<number | undefined> {
  return workspace.openTextDocument(uri).then(
    ({ version }) => version,
    () => undefined,
  );
}

async function choose(
  { api }: ApiPlace,
  { planned, withheld }: Looked,
): Promise<readonly PlannedFile[] | undefined> {
  let chosen: readonly PlannedFile[] | undefined;
  await askAll(l10n.t("Deploy Changed Responses of {0}", api.name), [
    pickMany({
      placeholder:
        planned.length === 0
          ? l10n.t("None of them can be deployed as it stands")
          : l10n.t("Responses to deploy"),
      items: itemsOf(planned, withheld, QuickPickItemKind.Separator),
      answer: (values) => {
        chosen = values;
      },
    }),
  ]);
  return chosen;
}

/** One account takes them all, so one word does for all of them. */
function typedFor(chosen: readonly PlannedFile[]): ReturnType<typeof typedWord> {
  const word = chosen.find(({ plan }) => plan.typedBefore !== undefined)?.plan.typedBefore;
  return typedWord(word, l10n.t("Deploy to a Protected Target"), (name) =>
    l10n.t("{0} is protected. Type {0} to deploy {1} integration responses.", name, chosen.length),
  );
}

interface Confirmed {
  readonly chosen: readonly PlannedFile[];
  readonly decision: SeveralDecision;
  readonly typed?: string;
}

async function deployAll(
  journey: Journey,
  place: ApiPlace,
  { chosen, decision, typed }: Confirmed,
): Promise<void> {
  const { connection, memory } = journey;
  const sequence = inSequence(chosen);
  // VS Code lets go of a document that nobody looks at: opened anew, it is the same version of the same text.
  await Promise.all(chosen.map(({ uri }) => versionOf(uri)));
  for (const { plan } of chosen) {
    await memory.remember(plan.uri, { ...place.account, target: plan.target });
  }
  const params: DeployAllParams = {
    files: sequence.map(({ one, plan, after }) => ({
      uri: plan.uri,
      version: plan.version,
      target: plan.target,
      confirmed: confirmedOf(plan, decision),
      ...(after.length === 0 ? {} : { after: after.map((other) => other.plan.target.statusCode) }),
      ...(one.doubts.length === 0 ? {} : { deployAnyway: true }),
    })),
    ...place.account,
    ...(typed === undefined ? {} : { typed }),
  };
  const title = l10n.t("Deploying {0} integration responses of {1}…", chosen.length, place.api.name);
  const answer = await watched(title, (watch) =>
    connection.run<Remotely<DeployAllAnswer>>(SERVER_COMMANDS.deployAll, params, watch).catch(cutOff),
  );
  if (isFailure(answer)) {
    fail(journey, answer);
    return;
  }
  const ended = answer.outcomes.flatMap((file, index): readonly Ended[] => {
    const name = sequence[index]?.one.name;
    return name === undefined ? [] : [{ name, file }];
  });
  await tellEnd(journey, place, ended);
}

/** What the service refused is underlined in its document, which is shown for that. */
async function tellEnd(
  journey: Journey,
  { account, api, endpoint }: ApiPlace,
  ended: readonly Ended[],
): Promise<void> {
  const { publish, shown, tell } = journey;
  const failures = failuresOf(ended);
  const [first] = failures;
  for (const { file } of ended) {
    const { outcome, uri } = file;
    const facts =
      outcome.kind === "failed" ? [outcome.reason, outcome.httpStatus, outcome.requestId] : ["stored"];
    tell.log.info(`PUT for ${uri}: ${facts.filter((fact) => fact !== undefined).join(", ")}`);
  }
  if (
    first !== undefined &&
    failures.length === ended.length &&
    sameReason(failures.map(({ failure }) => failure))
  ) {
    fail(journey, first.failure, placedIn(ended)[0]);
    await showPlaced(ended);
    return;
  }
  await showPlaced(ended);
  const actions: readonly Action[] = [
    ...(failures.length < ended.length
      ? [{ title: l10n.t("Create Deployment…"), run: () => publish(account, endpoint, api.id) }]
      : []),
    ...(ended.length > 1
      ? [
          {
            title: l10n.t("Show All Outcomes"),
            run: () => shown.showPage(pageName(api), summaryPage(api.name, ended)),
          },
        ]
      : []),
    ...(failures.length > 0 ? [{ title: l10n.t("Try Again"), run: journey.again }] : []),
  ];
  tell[failures.length === 0 ? "info" : "warn"](summaryWords(ended), ...actions);
}

/** A page stays as it was shown: the next deploy has one of its own. */
function pageName({ name }: RemoteApi): string {
  return l10n.t("Deploy of {0} at {1}", name, new Date().toLocaleTimeString());
}

function sameReason(failures: readonly DeployFailure[]): boolean {
  return new Set(failures.map(({ reason }) => reason)).size === 1;
}

/** More tabs than these help nobody. */
const MOST_SHOWN = 5;

async function showPlaced(ended: readonly Ended[]): Promise<void> {
  for (const uri of placedIn(ended).slice(0, MOST_SHOWN)) {
    await window.showTextDocument(uri, { preview: false, preserveFocus: true });
  }
}

function placedIn(ended: readonly Ended[]): readonly Uri[] {
  return ended.flatMap(({ file: { outcome, uri } }) =>
    outcome.kind === "failed" && (outcome.findings?.length ?? 0) > 0 ? [Uri.parse(uri)] : [],
  );
}

function fail({ again, tell }: Journey, failure: DeployFailure, uri = Uri.parse("")): void {
  tellFailure(tell, failure, { uri, again, resume: again });
}

function titleWords(): string {
  return l10n.t("Deploy Changed Responses");
}

function cutOff(): DeployFailure {
  return inDoubt(
    l10n.t(
      "The language server stopped before it could say how the deploys ended. Compare with what is deployed now.",
    ),
  );
}
