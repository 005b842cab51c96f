// Pull Integration Responses: what is deployed, as files that carry their target.
// Invariant: a file that was changed here is written over only after the user said so.
import { l10n, type Uri, window } from "vscode";
import {
  type DeployFailure,
  type PullAnswer,
  type RemoteResponse,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { confirm } from "../ask";
import { type Chooser, chooseMethod } from "../remote/choose";
import type { LocalFiles } from "../remote/localFiles";
import { accountNode, methodName, type Node, nodeOf } from "../remote/nodes";
import { type Account, isFailure } from "../remote/remote";
import type { Tell } from "../tell";

export interface PullMeans extends Chooser {
  readonly files: LocalFiles;
  readonly tell: Tell;
}

export async function pull(means: PullMeans, given: unknown): Promise<void> {
  if (!means.remote.isAllowed()) {
    return;
  }
  const begun = nodeOf(given);
  const node = begun === undefined || begun.kind === "account" ? await chosen(means, begun?.account) : begun;
  if (node === undefined || node.kind === "account" || node.kind === "note") {
    return;
  }
  const responses = await deployed(means, node);
  if (isFailure(responses)) {
    means.tellFailure(responses, { again: () => pull(means, undefined), resume: () => pull(means, node) });
    return;
  }
  if (responses.length === 0) {
    means.tell.info(
      l10n.t("{0} has no integration responses yet, so there is nothing to pull.", nameOf(node)),
    );
    return;
  }
  await write(means, node.account, responses, nameOf(node));
}

async function chosen(means: PullMeans, account: Account | undefined): Promise<Node | undefined> {
  const method = await chooseMethod(means, {
    title: l10n.t("Pull Integration Responses"),
    account,
    anew: (same) => pull(means, accountNode(same)),
  });
  return method && { kind: "method", ...method };
}

type Pulled = Exclude<Node, { readonly kind: "account" | "note" }>;

/** Read anew: a tree may be old. */
async function deployed(
  { remote }: PullMeans,
  node: Pulled,
): Promise<readonly RemoteResponse[] | DeployFailure> {
  const { account, api } = node;
  if (node.kind === "api" || node.kind === "resource") {
    const resources = await remote.resources(account, api.id, l10n.t("Reading {0}…", api.name));
    return isFailure(resources)
      ? resources
      : resources
          .filter(({ id }) => node.kind === "api" || id === node.resource.id)
          .flatMap(({ methods }) => methods.flatMap(({ responses }) => responses));
  }
  const answer = await remote.outcome<PullAnswer>(
    l10n.t("Reading {0}…", methodName(node)),
    SERVER_COMMANDS.pullResponses,
    { ...account, restApiId: api.id, resourceId: node.resource.id, httpMethod: node.method.httpMethod },
  );
  if (isFailure(answer)) {
    return answer;
  }
  return node.kind === "method"
    ? answer.responses
    : answer.responses.filter(({ target }) => target.statusCode === node.response.target.statusCode);
}

async function write(
  { files, memory, tell }: PullMeans,
  account: Account,
  responses: readonly RemoteResponse[],
  name: string,
): Promise<void> {
  const states = await Promise.all(
    responses.map(async (response) => ({ response, state: await files.stateOf(response) })),
  );
  const changed = states.filter(({ state }) => state === "changedHere" || state === "both");
  const overwrites =
    changed.length === 0 ? false : await mayOverwrite(changed.map(({ response }) => response));
  if (overwrites === undefined) {
    return;
  }
  const isNew = states.some(({ state }) => state === "notPulled");
  const folder = isNew ? await files.folder() : undefined;
  if (isNew && folder === undefined) {
    tell.warn(l10n.t("Open a folder first: pulled responses are written into it."));
    return;
  }
  let first: Uri | undefined;
  let written = 0;
  for (const { response, state } of states) {
    const uri = await placeOf(files, response, folder);
    if (uri === undefined) {
      continue;
    }
    if (state !== "same" && (overwrites || !changed.some((one) => one.response === response))) {
      await files.write(uri, response);
      written++;
    }
    await memory.remember(uri.toString(), { ...account, target: response.target });
    first ??= uri;
  }
  if (first !== undefined) {
    await window.showTextDocument(first);
  }
  const kept = states.length - written;
  tell.aside(
    kept === 0
      ? l10n.t("Pulled {0}: {1} written.", name, written)
      : l10n.t("Pulled {0}: {1} written, {2} left as they are.", name, written, kept),
  );
}

async function placeOf(
  files: LocalFiles,
  response: RemoteResponse,
  folder: Uri | undefined,
): Promise<Uri | undefined> {
  const file = await files.find(response);
  return file?.text === undefined && folder !== undefined
    ? folder.with({ path: `${folder.path.replace(/\/$/, "")}/${response.path}` })
    : file?.uri;
}

/** Nothing: the user left, and no file is touched. */
async function mayOverwrite(changed: readonly RemoteResponse[]): Promise<boolean | undefined> {
  const answer = await confirm({
    message: l10n.t("{0} changed here, and what is deployed differs.", listOf(changed)),
    detail: l10n.t(
      "Overwriting replaces what you wrote with what is deployed. Keeping leaves your files as they are.",
    ),
    yes: l10n.t("Overwrite"),
    other: l10n.t("Keep Mine"),
    grave: true,
  });
  return answer === undefined ? undefined : answer === "yes";
}

const LISTED = 4;

function listOf(responses: readonly RemoteResponse[]): string {
  const names = responses
    .slice(0, LISTED)
    .map(({ target }) => `${target.httpMethod} …/${target.statusCode}.json`);
  const more = responses.length - names.length;
  return more > 0 ? l10n.t("{0} and {1} more", names.join(", "), more) : names.join(", ");
}

function nameOf(node: Pulled): string {
  switch (node.kind) {
    case "api":
      return node.api.name;
    case "resource":
      return node.resource.path;
    default:
      return methodName(node);
  }
}
