// Asks the client for the code of an MFA device.
// Invariant: the answer is the code or nothing; it is kept nowhere, and whoever gives up takes the question back.
import { CancellationTokenSource, type Connection } from "vscode-languageserver";
import { MFA_CODE_REQUEST } from "../contract";
import type { AskMfaCode } from "../deploy";

export function createMfaQuestion(connection: Connection, signal: AbortSignal): AskMfaCode {
  return async (question) => {
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const code: unknown = await connection.sendRequest(MFA_CODE_REQUEST, question, cancellation.token);
      return typeof code === "string" && code !== "" ? code : undefined;
    } catch {
      return undefined;
    } finally {
      signal.removeEventListener("abort", cancel);
      cancellation.dispose();
    }
  };
}
