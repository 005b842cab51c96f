// Test Invoke: a request in a native document, run against the method, and what came of it below.
// Invariant: nothing runs before the user was told, for this method, that the backend really runs.
import {
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { type InvocationAnswer, SERVER_COMMANDS, type TestInvokeParams } from "../../../server/src/contract";
import { confirm } from "../ask";
import { type Chooser, chooseMethod } from "../remote/choose";
import { readRequest, requestText, withResponse } from "../remote/invokeText";
import { type MethodPlace, methodName, nodeOf } from "../remote/nodes";
import type { Tell } from "../tell";

export const INVOKE_LANGUAGE_ID = "apigateway-invoke";

export interface TestInvokeMeans extends Chooser {
  readonly tell: Tell;
  readonly runCommand: string;
}

export class TestInvoke implements Disposable {
  readonly #means: TestInvokeMeans;
  /** By document; a document of an earlier window has none and says so. */
  readonly #methods = new Map<string, MethodPlace>();
  readonly #told = new Set<string>();
  readonly #didOpen = new EventEmitter<void>();
  readonly #listening: Disposable;

  constructor(means: TestInvokeMeans) {
    this.#means = means;
    this.#listening = Disposable.from(
      this.#didOpen,
      languages.registerCodeLensProvider(
        { language: INVOKE_LANGUAGE_ID },
        {
          onDidChangeCodeLenses: this.#didOpen.event,
          provideCodeLenses: (document) => this.#lenses(document),
        },
      ),
      workspace.onDidCloseTextDocument(({ uri }) => this.#methods.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async open(given: unknown): Promise<void> {
    const { remote } = this.#means;
    if (!remote.isAllowed()) {
      return;
    }
    const node = nodeOf(given);
    const method =
      node?.kind === "method" || node?.kind === "response"
        ? node
        : await chooseMethod(this.#means, l10n.t("Test Invoke"));
    if (method === undefined) {
      return;
    }
    const { account, api, resource } = method;
    const notes = [
      l10n.t("{0} of {1}, {2}", methodName(method), api.name, account.region),
      l10n.t("Running it really runs the backend, with all that this does."),
    ];
    const document = await workspace.openTextDocument({
      language: INVOKE_LANGUAGE_ID,
      content: requestText(method.method.httpMethod, resource.path, notes),
    });
    this.#methods.set(document.uri.toString(), method);
    this.#didOpen.fire();
    await window.showTextDocument(document);
  }

  async run(given: unknown): Promise<void> {
    const { remote, tell } = this.#means;
    const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
    const document = workspace.textDocuments.find((one) => one.uri.toString() === uri?.toString());
    if (document === undefined || document.languageId !== INVOKE_LANGUAGE_ID) {
      await this.open(undefined);
      return;
    }
    const method = this.#methods.get(document.uri.toString());
    if (method === undefined) {
      tell.warn(l10n.t("It is not known any more which method this was for. Open Test Invoke again."));
      return;
    }
    if (!remote.isAllowed()) {
      return;
    }
    const request = readRequest(document.getText());
    if (typeof request === "string") {
      tell.warn(request);
      return;
    }
    if (!(await this.#isConfirmed(method))) {
      return;
    }
    const params: TestInvokeParams = {
      ...method.account,
      ...request,
      restApiId: method.api.id,
      resourceId: method.resource.id,
      httpMethod: method.method.httpMethod,
      confirmed: true,
    };
    const answer = await remote.ask<InvocationAnswer>(
      l10n.t("Running {0}…", methodName(method)),
      SERVER_COMMANDS.testInvoke,
      params,
      () => this.run(document.uri),
    );
    if (answer !== undefined && !document.isClosed) {
      await replace(document, withResponse(document.getText(), answer.result));
    }
  }

  async #isConfirmed({ account, api, resource, method }: MethodPlace): Promise<boolean> {
    const key = JSON.stringify([account, api.id, resource.id, method.httpMethod]);
    if (this.#told.has(key)) {
      return true;
    }
    const answer = await confirm({
      message: l10n.t("Run {0} of {1}?", methodName({ method, resource }), api.name),
      detail: [
        l10n.t(
          "It really runs the backend: what the backend changes is changed, and what it costs is charged.",
        ),
        account.profile === undefined ? l10n.t("Profile: none") : l10n.t("Profile: {0}", account.profile),
        l10n.t("Region: {0}", account.region),
      ].join("\n"),
      yes: l10n.t("Run"),
      grave: true,
    });
    if (answer === "yes") {
      this.#told.add(key);
    }
    return answer === "yes";
  }

  #lenses(document: TextDocument): CodeLens[] {
    if (!this.#methods.has(document.uri.toString())) {
      return [];
    }
    const line = document
      .getText()
      .split(/\r?\n/)
      .findIndex((text) => text !== "" && !text.startsWith("#"));
    const title = `$(play) ${l10n.t("Run (really runs the backend)")}`;
    const at = Math.max(line, 0);
    return [
      new CodeLens(new Range(at, 0, at, 0), {
        title,
        command: this.#means.runCommand,
        arguments: [document.uri],
      }),
    ];
  }
}

async function replace(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
}
