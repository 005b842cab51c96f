// What is known to become of a PUT, by what was found on the method before it.
// Invariant: what is uncertain decides nothing.
import type { Declaration, PlanVerdict, PreflightFinding } from "./deploy";

/** What the service is known to refuse it for as it stands. */
export function refusalsIn(found: readonly PreflightFinding[]): readonly PreflightFinding[] {
  return found.filter(({ severity, evidence }) => severity === "error" && evidence !== "uncertain");
}

export function verdictOf(
  found: readonly PreflightFinding[],
  declaration: Declaration | undefined,
): PlanVerdict | undefined {
  const refusals = refusalsIn(found);
  if (refusals.some((finding) => !isMended(finding, declaration))) {
    return "refused";
  }
  if (refusals.length > 0) {
    return "needsDeclaration";
  }
  return found.some((finding) => finding.severity === "warning" && isMended(finding, declaration))
    ? "wantsDeclaration"
    : undefined;
}

function isMended({ offer, path }: PreflightFinding, declaration: Declaration | undefined): boolean {
  return (
    declaration !== undefined &&
    offer === declaration.call &&
    (offer === "putMethodResponse" ||
      declaration.headers.some((header) => path === `responseParameters/${header}`))
  );
}
