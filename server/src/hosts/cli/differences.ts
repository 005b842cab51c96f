// What differs between a file and what is deployed, in print.
import type { DeployPlan, DeployTarget, FieldDifference } from "../../contract";

/** `-` is deployed, `+` is in the file. */
export function differencesText(
  file: string,
  plan: Pick<DeployPlan, "target" | "liveState" | "differences">,
): string {
  const { target, liveState, differences } = plan;
  const head = `${file} → ${targetText(target)}`;
  if (liveState === "denied") {
    return `${head}: what is deployed may not be read`;
  }
  if (differences.length === 0) {
    return `${head}: no difference${liveState === "absent" ? ", but it is not deployed yet" : ""}`;
  }
  const state = liveState === "absent" ? ": not deployed yet" : "";
  return [`${head}${state}`, ...differences.flatMap(differenceLines)].join("\n");
}

export function targetText({ restApiId, resourceId, httpMethod, statusCode }: DeployTarget): string {
  return `${httpMethod} ${statusCode} of resource ${resourceId}, API ${restApiId}`;
}

function differenceLines({ path, kind, live, wanted }: FieldDifference): readonly string[] {
  return [
    `  ${path} (${kind})`,
    ...(live === undefined ? [] : marked("-", live)),
    ...(wanted === undefined ? [] : marked("+", wanted)),
  ];
}

function marked(mark: string, text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => `    ${mark} ${line}`);
}

/** Whether a deploy would change anything: a response that is not there yet is made, even an empty one. */
export function isDifferent({
  liveState,
  differences,
}: Pick<DeployPlan, "liveState" | "differences">): boolean {
  return liveState !== "read" || differences.length > 0;
}
