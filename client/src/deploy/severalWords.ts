// Several responses in words: what changes in each, what the method makes of it, and how each ended.
// Invariant: every response is named by its method, path and status, and none is left out of a count.
import { l10n } from "vscode";
import {
  type BlockingFinding,
  confirmedAmongSeveral,
  type DeployedFile,
  type DeployFailure,
  type DeployPlan,
  inSequence,
  type PreflightFinding,
  planWays,
  proposedDeclaration,
  type Sequenced,
} from "../../../server/src/contract";
import type { Dialog, ManyItem, Way } from "../ask";
import type { Side } from "../remote/localFiles";
import { lookOf } from "../views/stateLooks";
import { declarationWords } from "./foreseen";
import { signerLines } from "./signerLines";
import { destinationOf, isElsewhere, plain } from "./words";

/** A response that could be deployed. */
export interface Planned {
  /** `GET /pets/{petId} 404` */
  readonly name: string;
  readonly side: Side;
  readonly plan: DeployPlan;
  /** Errors in the document that rest on uncertain evidence. */
  readonly doubts: readonly BlockingFinding[];
}

/** A response that cannot be deployed as it stands. */
export interface Withheld {
  readonly name: string;
  readonly message: string;
}

const LISTED = 10;
const NAMED_CHANGES = 3;

export function itemsOf<Value extends Planned>(
  planned: readonly Value[],
  withheld: readonly Withheld[],
  separator: ManyItem<Value>["kind"],
): readonly ManyItem<Value>[] {
  const heading = { label: l10n.t("Cannot be deployed as they are"), kind: separator };
  const sequence = inSequence(planned);
  const likely = likelyOf(sequence);
  const outlooks = new Map(sequence.map((sequenced) => [sequenced.one, outlookOf(sequenced)]));
  return [
    ...planned.map(
      (value): ManyItem<Value> => ({
        label: `$(${lookOf(value.side).icon}) ${value.name}`,
        description: [lookOf(value.side).words, changeSummary(value.plan)].join(", "),
        detail: outlooks.get(value) ?? "",
        picked: likely.has(value),
        value,
      }),
    ),
    ...(withheld.length === 0 ? [] : [heading as ManyItem<Value>]),
    ...withheld.map(
      ({ name, message }): ManyItem<Value> => ({
        label: `$(circle-slash) ${name}`,
        detail: plain(message),
      }),
    ),
  ];
}

/**
 * Nothing is taken for granted that would be refused, or that would undo what somebody else did, nor what takes over from
 * that.
 */
function likelyOf(sequence: readonly Sequenced<Planned>[]): ReadonlySet<Planned> {
  const likely = new Set<Planned>();
  for (const { one, plan, after } of sequence) {
    const isFree = plan.verdict !== "refused" && one.doubts.length === 0 && !MOVED_THERE.has(one.side);
    if (isFree && after.every((other) => likely.has(other))) {
      likely.add(one);
    }
  }
  return likely;
}

const MOVED_THERE: ReadonlySet<Side> = new Set(["both", "changedThere", "goneThere"]);

/** `changed selectionPattern, added ETag` */
export function changeSummary({ differences, liveState }: DeployPlan): string {
  if (liveState === "denied") {
    return l10n.t("what is deployed could not be read");
  }
  if (differences.length === 0) {
    return l10n.t("no difference");
  }
  const named = differences.slice(0, NAMED_CHANGES).map(({ kind, path }) => {
    const name = nameOfPart(path);
    return {
      added: l10n.t("added {0}", name),
      removed: l10n.t("removed {0}", name),
      changed: l10n.t("changed {0}", name),
    }[kind];
  });
  const more = differences.length - named.length;
  return more > 0 ? l10n.t("{0} and {1} more", named.join(", "), more) : named.join(", ");
}

/** The gravest that the method, or the document itself, has against it; else what it waits for. */
function outlookOf(sequenced: Sequenced<Planned>): string {
  const { declaration, methodUnread, preflight, verdict } = sequenced.plan;
  const [doubt] = sequenced.one.doubts;
  if (verdict === "refused") {
    return `$(error) ${refusedWords(sequenced)}`;
  }
  if (verdict === "needsDeclaration" && declaration !== undefined) {
    return `$(warning) ${unlessWords(declaration)}`;
  }
  if (doubt !== undefined) {
    return `$(question) ${l10n.t("API Gateway may refuse it: {0}", plain(doubt.message))}`;
  }
  if (methodUnread === true) {
    return `$(question) ${l10n.t("The method could not be read, so it is not known whether API Gateway takes this.")}`;
  }
  const found = gravest(preflight);
  const waits = waitsWords(sequenced);
  return found !== "" ? `$(warning) ${found}` : waits === "" ? "" : `$(arrow-right) ${waits}`;
}

function refusedWords({ plan, rivals }: Sequenced<Planned>): string {
  const because =
    rivals.length === 0
      ? gravest(plan.preflight)
      : l10n.t("{0} would become the default as well, and a method has one.", namesOf(rivals));
  return l10n.t("API Gateway would refuse it: {0}", because);
}

/** Nothing where it waits for none. */
function waitsWords({ after, plan: { wanted } }: Sequenced<Planned>): string {
  if (after.length === 0) {
    return "";
  }
  return wanted.selectionPattern === undefined
    ? l10n.t("Sent after {0}, from which it takes the default.", namesOf(after))
    : l10n.t(
        "Sent after {0}, from which it takes the pattern “{1}”.",
        namesOf(after),
        wanted.selectionPattern,
      );
}

function namesOf(members: readonly Planned[]): string {
  return members.map(({ name }) => name).join(", ");
}

function unlessWords({ call, headers }: NonNullable<DeployPlan["declaration"]>): string {
  return call === "declareHeaders"
    ? l10n.t("Refused unless it is declared first: {0}", headers.map(nameOfPart).join(", "))
    : l10n.t("Refused unless the method response is put first");
}

/** `ETag` of `responseParameters/method.response.header.ETag` */
function nameOfPart(path: string): string {
  return path.slice(path.indexOf("/") + 1).replace(/^method\.response\.header\./, "");
}

function gravest(preflight: readonly PreflightFinding[]): string {
  const found =
    preflight.find(({ severity }) => severity === "error") ??
    preflight.find(({ severity }) => severity === "warning");
  return found === undefined ? "" : plain(found.message);
}

/** Whether what the methods lack is declared first. */
export type SeveralDecision = "declaring" | "asTheyAre";

/** One question before all of the writes. All plans go to the same account. */
export function severalDialog(api: string, picked: readonly Planned[]): Dialog<SeveralDecision> {
  const chosen = inSequence(picked);
  const [first] = chosen;
  const declares = chosen.some(({ plan }) => proposedDeclaration(plan) !== undefined);
  const kinds = new Set(chosen.flatMap(({ plan }) => planWays(plan)).map(({ kind }) => kind));
  const isAnyway = chosen.some(
    ({ one, plan }) => one.doubts.length > 0 || planWays(plan)[0]?.kind === "anyway",
  );
  const listed = listedOf(chosen);
  const more = chosen.length - listed.length;
  const plainWay: Way<SeveralDecision> = {
    title:
      isAnyway || kinds.has("anyway")
        ? l10n.t("Deploy Anyway")
        : kinds.has("undeclared")
          ? l10n.t("Deploy without Declaring")
          : l10n.t("Deploy"),
    answer: "asTheyAre",
  };
  const declaringWay: Way<SeveralDecision> = {
    title: isAnyway ? l10n.t("Declare and Deploy Anyway") : l10n.t("Declare and Deploy"),
    answer: "declaring",
  };
  return {
    message: questionOf(api, chosen),
    detail: [
      [...listed.map(lineOf), ...(more > 0 ? [l10n.t("and {0} more", more)] : [])].join("\n"),
      first === undefined ? "" : signerLines(first.plan).join("\n"),
      l10n.t("They are sent one after the other; what each replaces is kept on this machine first."),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    ways: declares ? [declaringWay, plainWay] : [plainWay],
    grave: chosen.some(
      ({ one, plan }) =>
        isElsewhere(plan) ||
        one.doubts.length > 0 ||
        plan.verdict !== undefined ||
        plan.typedBefore !== undefined,
    ),
  };
}

/** A count stands for none of which there is more to say than what changes. */
function listedOf(chosen: readonly Sequenced<Planned>[]): readonly Sequenced<Planned>[] {
  const grave = chosen.filter((one) => remarksOf(one).length > 0);
  const others = chosen.filter((one) => !grave.includes(one)).slice(0, Math.max(0, LISTED - grave.length));
  return chosen.filter((one) => grave.includes(one) || others.includes(one));
}

function questionOf(api: string, chosen: readonly Sequenced<Planned>[]): string {
  const [first, ...others] = chosen;
  const destination = first === undefined ? "" : destinationOf(first.plan);
  return first !== undefined && others.length === 0
    ? l10n.t("Deploy {0} of {1} to {2}?", first.one.name, api, destination)
    : l10n.t("Deploy {0} integration responses of {1} to {2}?", chosen.length, api, destination);
}

/** The plan's own digest, or that of its declaration where that was chosen and is of use. */
export function confirmedOf(plan: DeployPlan, decision: SeveralDecision): string {
  return confirmedAmongSeveral(plan, decision === "declaring");
}

function lineOf(sequenced: Sequenced<Planned>): string {
  const { one, plan } = sequenced;
  return [`• ${one.name}: ${changeSummary(plan)}`, ...remarksOf(sequenced).map((line) => `    ${line}`)].join(
    "\n",
  );
}

/** What is known or feared of it, and what goes before it: nothing of that is sent unsaid. */
function remarksOf(sequenced: Sequenced<Planned>): readonly string[] {
  const { one, plan } = sequenced;
  const declaration = proposedDeclaration(plan);
  const waits = waitsWords(sequenced);
  return [
    ...(plan.verdict === "refused" ? [refusedWords(sequenced)] : []),
    ...(waits === "" ? [] : [waits]),
    ...one.doubts.map(({ message }) => l10n.t("API Gateway may refuse it: {0}", plain(message))),
    ...(declaration === undefined ? [] : [declarationWords(declaration)]),
  ];
}

/** A response, and how it ended. */
export interface Ended {
  readonly name: string;
  readonly file: DeployedFile;
}

export function failuresOf(
  ended: readonly Ended[],
): readonly { readonly name: string; readonly failure: DeployFailure }[] {
  return ended.flatMap(({ name, file: { outcome } }) =>
    outcome.kind === "failed" ? [{ name, failure: outcome }] : [],
  );
}

/** One notification's worth: how many are stored, and why the first of the others is not. */
export function summaryWords(ended: readonly Ended[]): string {
  const failures = failuresOf(ended);
  const [first, ...others] = failures;
  const stored = ended.length - failures.length;
  return [
    storedWords(stored, ended.length),
    first === undefined ? "" : failureWords(first.name, first.failure),
    others.length === 0 ? "" : l10n.t("Not stored either: {0}.", others.map(({ name }) => name).join(", ")),
    liveWords(stored, ended.length),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** What the service said of a place is read there. */
function failureWords(name: string, { findings = [], message, reason }: DeployFailure): string {
  return findings.length > 0 && (reason === "badRequest" || reason === "conflict")
    ? l10n.t("{0} was refused, and what the service names is underlined.", name)
    : `${name}: ${plain(message)}`;
}

function storedWords(stored: number, all: number): string {
  if (stored < all) {
    return stored === 1
      ? l10n.t("1 of {0} integration responses is stored.", all)
      : l10n.t("{0} of {1} integration responses are stored.", stored, all);
  }
  return all === 1
    ? l10n.t("1 integration response is stored.")
    : l10n.t("{0} integration responses are stored.", all);
}

function liveWords(stored: number, all: number): string {
  if (stored === 0) {
    return "";
  }
  if (stored < all) {
    return l10n.t("Clients see what is stored after the next deployment of the API to a stage.");
  }
  return all === 1
    ? l10n.t("Clients see it after the next deployment of the API to a stage.")
    : l10n.t("Clients see them after the next deployment of the API to a stage.");
}

/** Every outcome with its words, as a page. */
export function summaryPage(api: string, ended: readonly Ended[]): string {
  const lines = ended.map(({ name, file: { outcome } }) => `- **${name}**: ${outcome.message}`);
  return `# ${l10n.t("Deploy of {0}", api)}\n\n${lines.join("\n")}\n`;
}
