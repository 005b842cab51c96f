// All telling: notifications and the log.
// Invariant: the same thing is not said twice at a time, and the log holds no credentials and no document's text.
import { type Disposable, type LogOutputChannel, l10n, window } from "vscode";

/** What a notification offers to do. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

export class Tell implements Disposable {
  readonly #open = new Set<string>();
  #log: LogOutputChannel | undefined;

  /** Made when first needed: a window without a document of ours shows no channel. */
  get log(): LogOutputChannel {
    this.#log ??= window.createOutputChannel("API Gateway Integration Response", { log: true });
    return this.#log;
  }

  readonly showLog: Action = { title: l10n.t("Show Log"), run: () => this.log.show() };

  info(message: string, ...actions: readonly Action[]): void {
    void this.#say(window.showInformationMessage, message, actions);
  }

  warn(message: string, ...actions: readonly Action[]): void {
    void this.#say(window.showWarningMessage, message, actions);
  }

  error(message: string, ...actions: readonly Action[]): void {
    void this.#say(window.showErrorMessage, message, actions);
  }

  /** For what the user has just done: gone by itself, and in nobody's way. */
  aside(message: string): void {
    window.setStatusBarMessage(message, 5000);
  }

  dispose(): void {
    this.#log?.dispose();
  }

  async #say(
    show: (message: string, ...items: Action[]) => Thenable<Action | undefined>,
    message: string,
    actions: readonly Action[],
  ): Promise<void> {
    if (this.#open.has(message)) {
      return;
    }
    this.#open.add(message);
    try {
      const chosen = await show(message, ...actions);
      this.#open.delete(message);
      await chosen?.run();
    } catch (error) {
      this.log.error(error instanceof Error ? error.name : typeof error);
    } finally {
      this.#open.delete(message);
    }
  }
}
