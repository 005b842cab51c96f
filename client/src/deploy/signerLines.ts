// Who signs and where it goes, as every confirmation before a write says it.
import { env, l10n } from "vscode";
import type { SignerAnswer } from "../../../server/src/contract";

export function signerLines({
  endpoint,
  identity,
  isLocal,
  profile,
  region,
}: Pick<SignerAnswer, "endpoint" | "identity" | "isLocal" | "profile" | "region">): readonly string[] {
  if (isLocal === true) {
    return [
      l10n.t("Endpoint: {0}, API Gateway Local", endpoint),
      l10n.t("Signed with keys that are nobody's"),
    ];
  }
  return [
    endpoint === "AWS" ? l10n.t("Endpoint: AWS") : l10n.t("Endpoint: {0}, NOT AWS", endpoint),
    profile === undefined ? l10n.t("Profile: none") : l10n.t("Profile: {0}", profile),
    ...(identity === undefined
      ? [l10n.t("Account: not known, the service did not say")]
      : [l10n.t("Account: {0}", identity.account), l10n.t("Signed as: {0}", identity.arn)]),
    l10n.t("Region: {0}", region),
    ...(env.remoteName === undefined ? [] : [l10n.t("Credentials: those of {0}", env.remoteName)]),
  ];
}
