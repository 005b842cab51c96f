// Test Invoke: a request in a native document, run against the method, and what came of it below.
// Invariant: nothing runs before the user was told, for this method, what really runs; the document says which.
import {
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
  TextEditorRevealType,
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
import {
  type InvokeSubject,
  RESPONSE_LINE,
  readRequest,
  readSubject,
  requestText,
  STAGE_VARIABLE,
  withResponse,
} from "../remote/invokeText";
import { accountNode, accountOf, methodName, nodeOf, placeOf } from "../remote/nodes";
import type { Tell } from "../tell";

export const INVOKE_LANGUAGE_ID = "apigateway-invoke";

export interface TestInvokeMeans extends Chooser {
  readonly tell: Tell;
  readonly runCommand: string;
}

export class TestInvoke implements Disposable {
  readonly #means: TestInvokeMeans;
  /** Who signs, by what is run, as the user saw it. */
  readonly #told = new Map<string, SignerAnswer>();
  /** The endpoints that were found to be API Gateway Local, behind which no backend runs. */
  readonly #local = new Set<string>();
  readonly #didChangeLenses = new EventEmitter<void>();
  readonly #listening: Disposable;

  constructor(means: TestInvokeMeans) {
    this.#means = means;
    this.#listening = Disposable.from(
      this.#didChangeLenses,
      languages.registerCodeLensProvider(
        { language: INVOKE_LANGUAGE_ID },
        {
          onDidChangeCodeLenses: this.#didChangeLenses.event,
          provideCodeLenses: (document) => this.#lenses(document),
        },
      ),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** Whoever signs may be somebody else by now, so that it is shown once more. */
  forget(): void {
    this.#told.clear();
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
            account: accountOf(given),
            anew: (known) => this.open(accountNode(known)),
          });
    if (method === undefined) {
      return;
    }
    const notes = [
      (await this.#isLocal(method.endpoint))
        ? noBackend()
        : l10n.t("Running it really runs the backend, with all that this does."),
      l10n.t("A header may come twice. A line “# {0} name=value” sets a stage variable.", STAGE_VARIABLE),
    ];
    const document = await workspace.openTextDocument({
      language: INVOKE_LANGUAGE_ID,
      content: requestText(method, notes),
    });
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
    const subject = readSubject(document.getText());
    if (subject === undefined) {
      tell.warn(
        l10n.t(
          "The lines “# API”, “# Method”, “# Region” and “# Endpoint” say what is run, and one of them is not as it was written. Undo the change, or open Test Invoke again.",
        ),
      );
      return;
    }
    if (!remote.isAllowed()) {
      return;
    }
    const request = readRequest(document.getText(), subject.method);
    if (typeof request === "string") {
      tell.warn(request);
      return;
    }
    const again = () => this.run(document.uri);
    const confirmed = await this.#confirmed(subject, again);
    if (confirmed === undefined) {
      return;
    }
    const params: TestInvokeParams = {
      ...placeOf(subject),
      ...confirmed,
      ...request,
      restApiId: subject.api.id,
      resourceId: subject.resource.id,
      httpMethod: subject.method.httpMethod,
      confirmed: true,
    };
    const answer = await remote.ask<InvocationAnswer>(
      l10n.t("Running {0}…", methodName(subject)),
      SERVER_COMMANDS.testInvoke,
      params,
      again,
    );
    if (answer === undefined) {
      // Who signs, or what is protected, may not be what was shown any more.
      this.#told.delete(keyOf(subject));
    } else if (!document.isClosed) {
      await replace(document, withResponse(document.getText(), answer.result));
      revealAnswer(document);
    }
  }

  /** Told once for what is run; a protected profile or account is typed each time. */
  async #confirmed(
    subject: InvokeSubject,
    again: () => unknown,
  ): Promise<Pick<TestInvokeParams, "typed"> | undefined> {
    const before = this.#told.get(keyOf(subject));
    const isBygone = before?.isLocal === true && !(await this.#isLocal(subject.endpoint));
    const told = isBygone ? undefined : before;
    const signer = told ?? (await this.#means.remote.signer(placeOf(subject), again));
    if (signer === undefined || (told === undefined && !(await isConfirmed(subject, signer)))) {
      return undefined;
    }
    const typed = await typedWord(signer.typedBefore, l10n.t("Run on a Protected Target"), (word) =>
      l10n.t("{0} is protected. Type {0} to run {1} of {2}.", word, methodName(subject), subject.api.name),
    );
    if (typed === "declined") {
      return undefined;
    }
    this.#told.set(keyOf(subject), signer);
    this.#know(subject.endpoint, signer.isLocal === true);
    return typed;
  }

  /** Asked each time: something else may have come to its address. */
  async #isLocal(endpoint: string): Promise<boolean> {
    const isLocal = (await this.#means.remote.local()) === endpoint;
    this.#know(endpoint, isLocal);
    return isLocal;
  }

  #know(endpoint: string, isLocal: boolean): void {
    if (isLocal !== this.#local.has(endpoint)) {
      this.#local[isLocal ? "add" : "delete"](endpoint);
      this.#didChangeLenses.fire();
    }
  }

  #lenses(document: TextDocument): CodeLens[] {
    const subject = readSubject(document.getText());
    if (subject === undefined) {
      return [];
    }
    const line = document
      .getText()
      .split(/\r?\n/)
      .findIndex((text) => text !== "" && !text.startsWith("#"));
    const words = this.#local.has(subject.endpoint) ? l10n.t("Run") : l10n.t("Run (really runs the backend)");
    const at = Math.max(line, 0);
    return [
      new CodeLens(new Range(at, 0, at, 0), {
        title: `$(play) ${words}`,
        command: this.#means.runCommand,
        arguments: [document.uri],
      }),
    ];
  }
}

function noBackend(): string {
  return l10n.t(
    "API Gateway Local runs no backend: it takes the stated answer, else 200 and an empty object.",
  );
}

function keyOf(subject: InvokeSubject): string {
  return JSON.stringify(subject);
}

async function isConfirmed(subject: InvokeSubject, signer: SignerAnswer): Promise<boolean> {
  const answer = await confirm({
    message: l10n.t("Run {0} of {1}?", methodName(subject), subject.api.name),
    detail: [
      signer.isLocal === true
        ? noBackend()
        : l10n.t(
            "It really runs the backend: what the backend changes is changed, and what it costs is charged.",
          ),
      "",
      ...signerLines(signer),
    ].join("\n"),
    yes: l10n.t("Run"),
    grave: signer.isLocal !== true,
  });
  return answer === "yes";
}

function revealAnswer(document: TextDocument): void {
  const line = document.getText().split(/\r?\n/).indexOf(RESPONSE_LINE);
  const editor = window.visibleTextEditors.find((one) => one.document === document);
  editor?.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

async function replace(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
}
