// What any editor's user reads of a deploy: the question before it, as one message, and the line in the log after it.
// Invariant: the log says how it ended, and nothing of what was sent.
import {
  type Declaration,
  type DeployFailure,
  type DeployOutcome,
  type DeployPlan,
  type PreflightFinding,
  planWays,
  type WayKind,
} from "../contract";
import { targetWords } from "../deploy";

/** More differences than a message box can show. */
const MAX_DIFFERENCES = 8;

export function questionOf(plan: DeployPlan): string {
  const { target, liveState, differences } = plan;
  const named = differences.slice(0, MAX_DIFFERENCES).map(({ kind, path }) => `${kind} ${path}`);
  const more = differences.length - named.length;
  const listed = more > 0 ? [...named, `and ${more} more`] : named;
  const changes =
    liveState === "denied"
      ? "What is deployed now could not be read, so what it replaces cannot be shown or kept."
      : liveState === "absent"
        ? "Nothing is deployed there yet."
        : differences.length === 0
          ? "It equals what is deployed."
          : `Against what is deployed: ${listed.join(", ")}.`;
  const question = `Deploy ${targetWords(target)} to ${placeWords(plan)}? ${changes}`;
  return [question, ...foreseenWords(plan)].join(" ");
}

function placeWords({ endpoint, region, profile, isLocal, identity }: DeployPlan): string {
  if (isLocal === true) {
    return `API Gateway Local at ${endpoint}`;
  }
  const where = endpoint === "AWS" ? `AWS in ${region}` : `${endpoint} (region ${region})`;
  const account = identity === undefined ? "" : `, as ${identity.arn} in the account ${identity.account}`;
  return `${where}${profile === undefined ? "" : ` with the profile ${profile}`}${account}`;
}

export const TITLES = {
  plain: "Deploy",
  declaring: "Declare and Deploy",
  undeclared: "Deploy without Declaring",
  anyway: "Deploy Anyway",
} as const satisfies Readonly<Record<WayKind, string>>;

/** The buttons with what each of them confirms. */
export function waysOf(
  plan: Pick<DeployPlan, "declaration" | "digest" | "verdict">,
): ReadonlyMap<string, string> {
  return new Map(planWays(plan).map(({ kind, digest }) => [TITLES[kind], digest]));
}

/** What would break, and what can be declared first. */
function foreseenWords({ declaration, methodUnread, preflight, verdict }: DeployPlan): readonly string[] {
  const grave = preflight.filter(({ severity }) => severity === "error" || severity === "warning");
  return [
    ...(verdict === "refused" || verdict === "needsDeclaration"
      ? ["API Gateway would refuse it as it stands."]
      : []),
    ...grave.map(({ message }: PreflightFinding) => message),
    ...(declaration === undefined ? [] : [declarationWords(declaration)]),
    ...(methodUnread === true
      ? ["The method could not be read, so it is not known whether API Gateway takes it."]
      : []),
  ];
}

function declarationWords({ call, headers }: Declaration): string {
  const names = headers.map((header) => `\`${header}\``).join(", ");
  return call === "declareHeaders"
    ? `${TITLES.declaring} adds ${names} to the method response first.`
    : `${TITLES.declaring} puts the method response first${names === "" ? "" : `, with ${names}`}.`;
}

export function summaryOf(uri: string, outcome: DeployOutcome): string {
  if (outcome.kind === "deployed") {
    return `Deployed ${uri}: HTTP ${outcome.httpStatus}${outcome.settled ? ", settled by reading" : ""}.`;
  }
  return `Did not deploy ${uri}: ${factsOf(outcome)}.`;
}

/** @param what The command that failed. */
export function failureWords(what: string, failure: DeployFailure): string {
  return `${what} failed: ${factsOf(failure)}.`;
}

function factsOf({ reason, httpStatus, serviceCode, requestId }: DeployFailure): string {
  return [
    reason,
    ...(httpStatus === undefined ? [] : [`HTTP ${httpStatus}`]),
    ...(serviceCode === undefined ? [] : [serviceCode]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
  ].join(", ");
}
