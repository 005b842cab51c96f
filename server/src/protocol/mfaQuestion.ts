// Asks the client for the code of an MFA device.
// Invariant: the answer is the code or nothing; it is kept nowhere, and the question is taken back when nobody waits.
import { CancellationTokenSource, type Connection } from "vscode-languageserver";
import { MFA_CODE_REQUEST } from "../contract";
import type { AskMfaCode } from "../deploy";

export function createMfaQuestion(connection: Connection): AskMfaCode {
  return async (question, stop) => {
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    stop.addEventListener("abort", cancel, { once: true });
    try {
      const code: unknown = await connection.sendRequest(MFA_CODE_REQUEST, question, cancellation.token);
      return typeof code === "string" && code !== "" ? code : undefined;
    } catch {
      return undefined;
    } finally {
      stop.removeEventListener("abort", cancel);
      cancellation.dispose();
    }
  };
}
