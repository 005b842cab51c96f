// How a file stands to what is deployed, as the view shows it. Invariant: told by an icon and in words, never by colour alone.
import { l10n } from "vscode";
import type { FileState } from "../remote/localFiles";

export interface StateLook {
  readonly words: string;
  readonly icon: string;
  readonly color?: string;
}

export function lookOf(state: FileState): StateLook {
  return LOOKS[state]();
}

const LOOKS: Readonly<Record<FileState, () => StateLook>> = {
  notPulled: () => ({ words: l10n.t("not pulled"), icon: "cloud" }),
  same: () => ({ words: l10n.t("same here"), icon: "check" }),
  changedHere: () => ({
    words: l10n.t("changed here"),
    icon: "arrow-up",
    color: "gitDecoration.modifiedResourceForeground",
  }),
  changedThere: () => ({
    words: l10n.t("changed there"),
    icon: "arrow-down",
    color: "gitDecoration.modifiedResourceForeground",
  }),
  both: () => ({
    words: l10n.t("changed here and there"),
    icon: "git-compare",
    color: "gitDecoration.conflictingResourceForeground",
  }),
  differs: () => ({
    words: l10n.t("differs"),
    icon: "diff",
    color: "gitDecoration.modifiedResourceForeground",
  }),
  newHere: () => ({
    words: l10n.t("new here"),
    icon: "add",
    color: "gitDecoration.addedResourceForeground",
  }),
  goneThere: () => ({
    words: l10n.t("gone there"),
    icon: "trash",
    color: "gitDecoration.deletedResourceForeground",
  }),
};
