// Asks the user for the code of an MFA device when the server needs one to take on a role.
// Invariant: the code goes to the server and nowhere else, and the box is gone when nobody waits for it any more.
import { type CancellationToken, l10n, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { MFA_CODE_REQUEST, type MfaQuestion } from "../../server/src/contract";

export function answerMfa(client: BaseLanguageClient): void {
  client.onRequest(MFA_CODE_REQUEST, ({ profile, serial }: MfaQuestion, token: CancellationToken) =>
    window
      .showInputBox(
        {
          title: l10n.t("MFA Code for the Profile {0}", profile),
          prompt: l10n.t("The code that the device {0} shows now", serial),
          placeHolder: "123456",
          ignoreFocusOut: true,
          validateInput: (code) =>
            /^(?:\d{6})?$/.test(code.trim()) ? undefined : l10n.t("A code is six digits."),
        },
        token,
      )
      .then((code) => code?.trim() || null),
  );
}
