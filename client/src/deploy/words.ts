// A deploy in words: where it goes, what changes, what is kept.
// Invariant: an endpoint that is neither AWS nor API Gateway Local is named first, and no list is longer than ten lines.
import { l10n } from "vscode";
import type {
  DeployPlan,
  DeployTarget,
  FieldDifference,
  Grant,
  TargetConflict,
  WantedResponse,
} from "../../../server/src/contract";
import type { Dialog } from "../ask";
import { type Decision, deployTitles, foreseenLines, waysOf } from "./foreseen";
import { signerLines } from "./signerLines";

const AWS = "AWS";
const LISTED_DIFFERENCES = 10;
const LONGEST_VALUE = 60;

/** The request's URI path, as the service's reference writes it. */
export function uriOf({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}/integration/responses/${statusCode}`;
}

export function shortName({
  httpMethod,
  statusCode,
}: Pick<DeployTarget, "httpMethod" | "statusCode">): string {
  return `${httpMethod} /…/${statusCode}`;
}

/** The same text for the same response, whatever the order it was written in. */
export function canonicalText(response: WantedResponse): string {
  const { selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
  const ordered = {
    selectionPattern,
    responseParameters: sorted(responseParameters),
    responseTemplates: sorted(responseTemplates),
    contentHandling,
  };
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

function sorted(map: Readonly<Record<string, string>> | undefined): Record<string, string> | undefined {
  return map && Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The question before a write. `notice` says why it is asked again; `name` is what the response is called. */
export function confirmationOf(plan: DeployPlan, notice: string | undefined, name: string): Dialog<Decision> {
  const nothing = plan.liveState === "read" && plan.differences.length === 0;
  const ways = waysOf(plan, deployTitles());
  const review = nothing ? [] : [{ title: l10n.t("Review First"), answer: { kind: "review" } } as const];
  return {
    message: nothing
      ? l10n.t("Nothing to change: {0} is deployed as it is written here.", name)
      : questionOf(plan, name),
    detail: [notice, foreseenLines(plan), targetLines(plan), changeLines(plan), keepLine(plan)]
      .filter((part) => part !== undefined && part !== "")
      .join("\n\n"),
    ways: plan.verdict === "refused" ? [...review, ...ways] : [...ways, ...review],
    grave:
      plan.typedBefore !== undefined ||
      isElsewhere(plan) ||
      plan.liveState === "denied" ||
      plan.verdict !== undefined ||
      notice !== undefined,
  };
}

function questionOf(plan: DeployPlan, name: string): string {
  return l10n.t("Deploy {0} to {1}?", name, destinationOf(plan));
}

type Destination = Pick<DeployPlan, "endpoint" | "isLocal">;

/** Where a write goes, as each question before one names it. */
export function destinationOf(plan: Destination): string {
  if (plan.isLocal === true) {
    return "API Gateway Local";
  }
  return isElsewhere(plan) ? l10n.t("{0}, which is not AWS", plan.endpoint) : AWS;
}

/** Neither AWS nor API Gateway Local: nothing is known of what takes it there. */
export function isElsewhere({ endpoint, isLocal }: Destination): boolean {
  return endpoint !== AWS && isLocal !== true;
}

/** The same for a notification, which has no room but for the gravest. */
export function laterQuestionOf(plan: DeployPlan, name: string): string {
  const question = questionOf(plan, name);
  return plan.verdict === "refused" || plan.verdict === "needsDeclaration"
    ? `${l10n.t("API Gateway would refuse it as it stands.")} ${question}`
    : question;
}

function targetLines(plan: DeployPlan): string {
  return [`${plan.removes ? "DELETE" : "PUT"} ${uriOf(plan.target)}`, ...signerLines(plan)].join("\n");
}

function changeLines({ differences, liveState }: DeployPlan): string {
  switch (liveState) {
    case "absent":
      return l10n.t("Nothing is deployed there yet.");
    case "denied":
      return l10n.t(
        "What is deployed there could not be read, so what is replaced cannot be compared or kept.",
      );
    case "read":
      return differences.length === 0
        ? ""
        : [
            l10n.t("Changes:"),
            ...differences.slice(0, LISTED_DIFFERENCES).map(differenceLine),
            ...(differences.length > LISTED_DIFFERENCES
              ? [l10n.t("and {0} more", differences.length - LISTED_DIFFERENCES)]
              : []),
          ].join("\n");
  }
}

function keepLine({ differences, liveState, removes }: DeployPlan): string {
  if (liveState !== "read" || differences.length === 0) {
    return "";
  }
  return removes
    ? l10n.t("The deployed version is kept on this machine before it is taken away.")
    : l10n.t("The deployed version is kept on this machine before it is replaced.");
}

function differenceLine({ kind, path, live, wanted }: FieldDifference): string {
  switch (kind) {
    case "added":
      return l10n.t("• added {0}: {1}", path, shortened(wanted));
    case "removed":
      return l10n.t("• removed {0}: {1}", path, shortened(live));
    case "changed":
      return l10n.t("• changed {0}: {1} → {2}", path, shortened(live), shortened(wanted));
  }
}

function shortened(value = ""): string {
  const line = value.replace(/\s+/g, " ");
  return line === "" ? '""' : line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE - 1)}…` : line;
}

export function conflictWords(conflicts: readonly TargetConflict[]): string {
  const named = conflicts.map(({ key, inKeys, inPath }) =>
    l10n.t("{0} is {1} in the document and {2} in its path", key, inKeys, inPath),
  );
  return l10n.t("Nothing was sent: {0}. Make the two agree.", named.join("; "));
}

/** Findings speak Markdown; notifications and dialogs do not. */
export function plain(message: string): string {
  return message.replaceAll("`", "");
}

/** What an administrator has to allow. */
export function iamStatement({ action, resource }: Grant): string {
  return JSON.stringify({ Effect: "Allow", Action: action, Resource: resource }, undefined, 2);
}
