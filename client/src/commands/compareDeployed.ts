// Compare with Deployed: two canonical texts in VS Code's own diff editor. Nothing is written.
import { l10n, Uri, window, workspace } from "vscode";
import {
  type ChoicesOutcome,
  type CompareParams,
  type ComparisonAnswer,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import type { Choice } from "../remembered";
import type { Beginning, Chooser } from "../remote/choose";
import { chooseTarget } from "../remote/chooseTarget";
import type { LocalFiles } from "../remote/localFiles";
import { nodeOf, placeOf } from "../remote/nodes";
import { type Account, isFailure } from "../remote/remote";
import type { Tell } from "../tell";
import type { ShownDocuments } from "../views/shownDocuments";

export interface CompareMeans extends Chooser {
  readonly files: LocalFiles;
  readonly shown: ShownDocuments;
  readonly tell: Tell;
}

/** An account that is chosen already is not asked for. */
export async function compareDeployed(means: CompareMeans, given: unknown, account?: Account): Promise<void> {
  if (!means.remote.isAllowed()) {
    return;
  }
  const params = await asked(means, given, account);
  if (params !== undefined) {
    await compare(means, params, () => compareDeployed(means, given));
  }
}

async function compare(means: CompareMeans, params: CompareParams, again: () => unknown): Promise<void> {
  const answer = await means.remote.outcome<ComparisonAnswer>(
    l10n.t("Reading what is deployed…"),
    SERVER_COMMANDS.compareDeployed,
    params,
  );
  if (isFailure(answer)) {
    means.tellFailure(answer, { again, resume: () => compare(means, params, again) });
  } else {
    await show(means, answer);
  }
}

async function asked(
  means: CompareMeans,
  given: unknown,
  account: Account | undefined,
): Promise<CompareParams | undefined> {
  const node = nodeOf(given);
  if (node?.kind === "response") {
    const file = await means.files.find(node.target);
    if (file === undefined) {
      means.tell.info(
        l10n.t("This response has not been pulled yet, so there is nothing to compare it with."),
      );
      return undefined;
    }
    await open(file);
    return { ...placeOf(node), uri: file.toString(), target: node.target };
  }
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  if (uri === undefined) {
    means.tell.warn(l10n.t("Open an integration response to compare it."));
    return undefined;
  }
  const editor = window.activeTextEditor;
  const cursor = editor?.document.uri.toString() === uri.toString() ? editor.selection.active : undefined;
  const place = {
    uri: uri.toString(),
    ...(cursor === undefined ? {} : { line: cursor.line, character: cursor.character }),
  };
  const choice = await choose(means, place, account, (known) => compareDeployed(means, uri, known));
  return choice && { ...place, ...choice };
}

/** The server knows open documents only. */
async function open(uri: Uri): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
}

async function choose(
  means: CompareMeans,
  place: { readonly uri: string },
  account: Account | undefined,
  anew: Beginning["anew"],
): Promise<Choice | undefined> {
  const { remote, tellFailure } = means;
  const choices = await remote.outcome<ChoicesOutcome>(undefined, SERVER_COMMANDS.deployChoices, place);
  if (isFailure(choices)) {
    tellFailure(choices, { again: () => anew(), resume: () => anew(account) });
    return undefined;
  }
  return chooseTarget(means, choices, { title: l10n.t("Compare with Deployed"), account, anew });
}

async function show({ names, shown, tell }: CompareMeans, answer: ComparisonAnswer): Promise<void> {
  const { endpoint, here, live, same, target } = answer;
  const name = names.responseInApi(endpoint, target);
  if (same) {
    tell.info(l10n.t("{0} is deployed as it is written here.", name));
    return;
  }
  if (live === undefined) {
    tell.info(l10n.t("{0} is not deployed yet.", name));
  }
  await shown.compare({
    title:
      endpoint === "AWS"
        ? l10n.t("{0}: deployed ↔ here", name)
        : l10n.t("{0}: deployed on {1} ↔ here", name, endpoint),
    left: { name: l10n.t("Deployed"), text: live ?? "" },
    right: { name: l10n.t("Here"), text: here },
  });
}
