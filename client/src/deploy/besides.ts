// What a write brought along: what was declared before it, and what it showed of earlier deploys that were in doubt.
// Invariant: nothing that was sent or found out goes unsaid because the write itself went well.
import { l10n } from "vscode";
import type { Declaration, DeploySuccess } from "../../../server/src/contract";
import { headerNames } from "./foreseen";
import { plain } from "./words";

/** In sentences, to go on behind what is said of the write. */
export function besidesOf({
  declared,
  earlier = [],
}: Pick<DeploySuccess, "declared" | "earlier">): readonly string[] {
  return [
    ...(declared === undefined ? [] : [declaredWords(declared)]),
    ...earlier.map(({ message }) => plain(message)),
  ];
}

function declaredWords({ call, headers }: Declaration): string {
  const names = headerNames(headers);
  if (call === "declareHeaders") {
    return l10n.t("Before that, these headers were declared on the method response: {0}.", names);
  }
  return names === ""
    ? l10n.t("Before that, the method response was put.")
    : l10n.t("Before that, the method response was put, with these headers: {0}.", names);
}
