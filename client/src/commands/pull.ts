// Pull Integration Responses: what is deployed, as files that carry their target.
// Invariant: a file that was changed here is written over only after the user said so.
import { l10n, Uri, window } from "vscode";
import {
  type DeployFailure,
  type PullAnswer,
  type RemoteResponse,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { confirm } from "../ask";
import { type Chooser, chooseMethod } from "../remote/choose";
import { type FileState, type LocalFiles, type LocalResponse, originOf } from "../remote/localFiles";
import {
  type ApiNode,
  type ApiPlace,
  accountNode,
  accountOf,
  apiNodeOf,
  methodName,
  placeOf,
} from "../remote/nodes";
import { type Account, isFailure } from "../remote/remote";
import type { Tell } from "../tell";

export interface PullMeans extends Chooser {
  readonly files: LocalFiles;
  readonly tell: Tell;
  /** Methods were read anew. */
  readonly didRead: (api: ApiPlace, methods: readonly ReadMethod[]) => void;
}

/** A method with all that is deployed of it. */
export interface ReadMethod {
  readonly resourceId: string;
  readonly httpMethod: string;
  readonly responses: readonly RemoteResponse[];
}

export async function pull(means: PullMeans, given: unknown): Promise<void> {
  if (!means.remote.isAllowed()) {
    return;
  }
  const node = apiNodeOf(given) ?? (await chosen(means, accountOf(given)));
  if (node === undefined) {
    return;
  }
  const methods = await read(means, node);
  if (isFailure(methods)) {
    means.tellFailure(methods, { again: () => pull(means, undefined), resume: () => pull(means, node) });
    return;
  }
  means.didRead(node, methods);
  const responses = methods
    .flatMap((method) => method.responses)
    .filter(({ target }) => node.kind !== "response" || target.statusCode === node.target.statusCode);
  if (responses.length === 0) {
    means.tell.info(
      node.kind === "response"
        ? l10n.t(
            "{0} of {1} is not deployed, so there is nothing to pull.",
            node.target.statusCode,
            nameOf(node),
          )
        : l10n.t("{0} has no integration responses yet, so there is nothing to pull.", nameOf(node)),
    );
    return;
  }
  await write(means, node, responses);
}

async function chosen(means: PullMeans, account: Account | undefined): Promise<ApiNode | undefined> {
  const method = await chooseMethod(means, {
    title: l10n.t("Pull Integration Responses"),
    account,
    anew: (known) => pull(means, accountNode(known)),
  });
  return method && { kind: "method", ...method };
}

/** Read anew: a tree may be old. */
async function read({ remote }: PullMeans, node: ApiNode): Promise<readonly ReadMethod[] | DeployFailure> {
  const { api } = node;
  if (node.kind === "api" || node.kind === "resource") {
    const resources = await remote.resources(node, l10n.t("Reading {0}…", api.name));
    return isFailure(resources)
      ? resources
      : resources
          .filter(({ id }) => node.kind === "api" || id === node.resource.id)
          .flatMap(({ id, methods }) => methods.map((method) => ({ ...method, resourceId: id })));
  }
  const method = { resourceId: node.resource.id, httpMethod: node.method.httpMethod };
  const answer = await remote.outcome<PullAnswer>(
    l10n.t("Reading {0}…", methodName(node)),
    SERVER_COMMANDS.pullResponses,
    { ...placeOf(node), restApiId: api.id, ...method },
  );
  return isFailure(answer) ? answer : [{ ...method, responses: answer.responses }];
}

async function write(
  { files, memory, tell }: PullMeans,
  node: ApiNode,
  responses: readonly RemoteResponse[],
): Promise<void> {
  const name = nameOf(node);
  const origin = originOf(node);
  const beside = await files.beside(origin, responses);
  const changed = beside.filter(({ state }) => MINE.has(state));
  const overwrites = changed.length === 0 ? false : await mayOverwrite(changed);
  if (overwrites === undefined) {
    return;
  }
  const isNew = beside.some(({ state }) => state === "notPulled");
  const folder = isNew ? await files.folder() : undefined;
  if (isNew && folder === undefined) {
    tell.warn(l10n.t("Open a folder first: pulled responses are written into it."));
    return;
  }
  let first: Uri | undefined;
  let written = 0;
  for (const local of beside) {
    const { response, state, target } = local;
    const uri = state === "notPulled" && folder !== undefined ? placeIn(folder, response) : local.uri;
    if (uri === undefined || response === undefined) {
      continue;
    }
    if (state !== "same" && (overwrites || !changed.includes(local))) {
      const isWritten = await files.write(origin, uri, response).catch(() => false);
      if (!isWritten) {
        tell.error(l10n.t("{0} could not be written, so it is as it was.", uri.fsPath));
        continue;
      }
      written++;
    }
    await memory.remember(uri.toString(), { ...node.account, target });
    first ??= uri;
  }
  if (first !== undefined) {
    await window.showTextDocument(first);
  }
  const kept = beside.length - written;
  tell.aside(
    kept === 0
      ? l10n.t("Pulled {0}: {1} written.", name, written)
      : l10n.t("Pulled {0}: {1} written, {2} left as they are.", name, written, kept),
  );
}

function placeIn(folder: Uri, response: RemoteResponse | undefined): Uri | undefined {
  return response && Uri.joinPath(folder, response.path);
}

/** What the user wrote, or may have written. */
const MINE: ReadonlySet<FileState> = new Set<FileState>(["changedHere", "both", "differs"]);

/** Nothing: the user left, and no file is touched. */
async function mayOverwrite(changed: readonly LocalResponse[]): Promise<boolean | undefined> {
  const answer = await confirm({
    message: l10n.t("What is deployed differs from {0}.", listOf(changed)),
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

function listOf(responses: readonly LocalResponse[]): string {
  const names = responses
    .slice(0, LISTED)
    .map(({ target }) => `${target.httpMethod} …/${target.statusCode}.json`);
  const more = responses.length - names.length;
  return more > 0 ? l10n.t("{0} and {1} more", names.join(", "), more) : names.join(", ");
}

function nameOf(node: ApiNode): string {
  switch (node.kind) {
    case "api":
      return node.api.name;
    case "resource":
      return node.resource.path;
    default:
      return methodName(node);
  }
}
