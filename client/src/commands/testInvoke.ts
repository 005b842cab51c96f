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
import {
  type InvocationAnswer,
  SERVER_COMMANDS,
  type SignerAnswer,
  type TestInvokeParams,
} from "../../../server/src/contract";
import { confirm } from "../ask";
import { signerLines } from "../deploy/signerLines";
import { typedWord } from "../deploy/typedFor";
import { type Chooser, chooseMethod } from "../remote/choose";
import { readRequest, requestText, withResponse } from "../remote/invokeText";
import { accountNode, type MethodPlace, methodName, nodeOf } from "../remote/nodes";
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
  /** Who signs, by method, as the user saw it. */
  readonly #told = new Map<string, SignerAnswer>();
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
        : await chooseMethod(this.#means, {
            title: l10n.t("Test Invoke"),
            account: node?.kind === "account" ? node.account : undefined,
            anew: (account) => this.open(accountNode(account)),
          });
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
    const unfilled = /(?<=^[A-Z]+ .*)\{[^{}/]*\}/m.exec(document.getText());
    const start = unfilled?.index ?? 0;
    await window.showTextDocument(document, {
      selection: new Range(
        document.positionAt(start),
        document.positionAt(start + (unfilled?.[0].length ?? 0)),
      ),
    });
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
    const again = () => this.run(document.uri);
    const confirmed = await this.#confirmed(method, again);
    if (confirmed === undefined) {
      return;
    }
    const params: TestInvokeParams = {
      ...method.account,
      ...confirmed,
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
      again,
    );
    if (answer === undefined) {
      // Who signs, or what is protected, may not be what was shown any more.
      this.#told.delete(keyOf(method));
    } else if (!document.isClosed) {
      await replace(document, withResponse(document.getText(), answer.result));
    }
  }

  /** Told once for a method; a protected profile or account is typed each time. */
  async #confirmed(
    method: MethodPlace,
    again: () => unknown,
  ): Promise<Pick<TestInvokeParams, "typed"> | undefined> {
    const told = this.#told.get(keyOf(method));
    const signer = told ?? (await this.#means.remote.signer(method.account, again));
    if (signer === undefined || (told === undefined && !(await isConfirmed(method, signer)))) {
      return undefined;
    }
    const typed = await typedWord(signer.typedBefore, l10n.t("Run on a Protected Target"), (word) =>
      l10n.t("{0} is protected. Type {0} to run {1} of {2}.", word, methodName(method), method.api.name),
    );
    if (typed === "declined") {
      return undefined;
    }
    this.#told.set(keyOf(method), signer);
    return typed;
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

function keyOf({ account, api, resource, method }: MethodPlace): string {
  return JSON.stringify([account, api.id, resource.id, method.httpMethod]);
}

async function isConfirmed({ api, resource, method }: MethodPlace, signer: SignerAnswer): Promise<boolean> {
  const answer = await confirm({
    message: l10n.t("Run {0} of {1}?", methodName({ method, resource }), api.name),
    detail: [
      l10n.t(
        "It really runs the backend: what the backend changes is changed, and what it costs is charged.",
      ),
      "",
      ...signerLines(signer),
    ].join("\n"),
    yes: l10n.t("Run"),
    grave: true,
  });
  return answer === "yes";
}

async function replace(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
}
