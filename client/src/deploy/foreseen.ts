// What a plan foresees, in words, and the ways on that it leaves.
// Invariant: what API Gateway is known to refuse is never the first way on, and what is declared is named.
import { l10n } from "vscode";
import { type DeployPlan, type PreflightFinding, planWays, type WayKind } from "../../../server/src/contract";
import type { Way } from "../ask";

const LISTED_FINDINGS = 6;
const HEADER_PREFIX = "method.response.header.";

/** `review`: to look around first; else the digest of what is confirmed. */
export type Decision = { readonly kind: "review" } | { readonly kind: "confirmed"; readonly digest: string };

/** The words on the buttons. */
export type WayTitles = Readonly<Record<WayKind, string>>;

export function deployTitles(): WayTitles {
  return {
    plain: l10n.t("Deploy"),
    declaring: l10n.t("Declare and Deploy"),
    undeclared: l10n.t("Deploy without Declaring"),
    anyway: l10n.t("Deploy Anyway"),
  };
}

/** The first is the one that Enter presses. */
export function waysOf(plan: DeployPlan, titles: WayTitles): readonly Way<Decision>[] {
  const changesNothing = plan.liveState === "read" && plan.differences.length === 0;
  return planWays(plan).map(({ kind, digest }) => ({
    title: kind === "plain" && changesNothing ? titles.anyway : titles[kind],
    answer: { kind: "confirmed", digest },
  }));
}

/** What would break, and what can be declared first. */
export function foreseenLines({ declaration, methodUnread, preflight, verdict }: DeployPlan): string {
  const told = [...preflight].sort(byGravity).filter(({ severity }) => severity !== "hint");
  const listed = told.slice(0, LISTED_FINDINGS);
  const found =
    listed.length === 0
      ? undefined
      : [
          headline(verdict),
          ...listed.map((finding) => `• ${findingWords(finding)}`),
          ...(told.length > listed.length ? [l10n.t("and {0} more", told.length - listed.length)] : []),
        ].join("\n");
  const unread = methodUnread
    ? l10n.t("The method could not be read, so it is not known whether API Gateway takes this.")
    : undefined;
  const declares = declaration === undefined ? undefined : declarationWords(declaration);
  return [found, declares, unread].filter((part) => part !== undefined).join("\n\n");
}

function headline(verdict: DeployPlan["verdict"]): string {
  return verdict === "refused" || verdict === "needsDeclaration"
    ? l10n.t("API Gateway would refuse it as it stands:")
    : l10n.t("What to expect:");
}

/** Which call goes first, and for which headers. */
export function declarationWords({ call, headers }: NonNullable<DeployPlan["declaration"]>): string {
  const names = headerNames(headers);
  const what =
    call === "declareHeaders"
      ? l10n.t("Declaring sends UpdateMethodResponse first, which adds these headers: {0}.", names)
      : names === ""
        ? l10n.t("Declaring sends PutMethodResponse first, for this status and without headers.")
        : l10n.t("Declaring sends PutMethodResponse first, for this status with these headers: {0}.", names);
  return `${what} ${l10n.t("What was declared stays declared, however the deploy ends.")}`;
}

/** `ETag, X-Request-Id` of the keys of a method response. */
export function headerNames(keys: readonly string[]): string {
  return keys
    .map((key) => (key.startsWith(HEADER_PREFIX) ? key.slice(HEADER_PREFIX.length) : key))
    .join(", ");
}

const GRAVITY: readonly PreflightFinding["severity"][] = ["error", "warning", "information", "hint"];

function byGravity(one: PreflightFinding, other: PreflightFinding): number {
  return GRAVITY.indexOf(one.severity) - GRAVITY.indexOf(other.severity);
}

/** Its gravity and what that rests on, before what it says. */
export function findingWords({ evidence, message, severity }: PreflightFinding): string {
  const gravity = {
    error: l10n.t("Error"),
    warning: l10n.t("Warning"),
    information: l10n.t("Information"),
    hint: l10n.t("Hint"),
  }[severity];
  const rests = {
    documented: l10n.t("documented"),
    observed: l10n.t("observed"),
    uncertain: l10n.t("not certain"),
  }[evidence];
  return l10n.t("{0}, {1}: {2}", gravity, rests, message.replaceAll("`", ""));
}
