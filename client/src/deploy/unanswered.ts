// What is told where the language server gave no answer, which it does for every expected failure.
import { l10n } from "vscode";
import type { DeployFailure } from "../../../server/src/contract";

/** Nothing had been sent to write. */
export function unanswered(): DeployFailure {
  return {
    kind: "failed",
    reason: "unexpected",
    message: l10n.t("The language server did not answer. Nothing was deployed."),
  };
}

/** A write may have been under way. */
export function inDoubt(message: string): DeployFailure {
  return { kind: "failed", reason: "inDoubt", message };
}
