// API Gateway: Deploy Integration Response. From the open buffer to what the service says it stored.
// Invariant: nothing is written but the plan that was confirmed; when the text or the service moved on, it is asked anew.
import { type Disposable, l10n, Uri, window, workspace } from "vscode";
import {
  type BlockingFinding,
  type ChoicesOutcome,
  type DeployChoices,
  type DeployFailure,
  type DeployOutcome,
  type DeployParams,
  type DeployPlan,
  type PlaceParams,
  type PlanDeployParams,
  type PlanOutcome,
  SERVER_COMMANDS,
  TARGET_KEYS,
} from "../../../server/src/contract";
import { confirm, decide, decideLater } from "../ask";
import { type Connection, cancellable, watched } from "../connect";
import { deployTitles, waysOf } from "../deploy/foreseen";
import {
  type Attempt,
  type Telling,
  tellBlocked,
  tellFailure,
  tellSuccess,
  tellUntrusted,
} from "../deploy/tellOutcome";
import { typedFor } from "../deploy/typedFor";
import { inDoubt, unanswered } from "../deploy/unanswered";
import { canonicalText, confirmationOf, conflictWords, laterQuestionOf, plain, uriOf } from "../deploy/words";
import type { Choice } from "../remembered";
import type { Chooser } from "../remote/choose";
import { chooseTarget } from "../remote/chooseTarget";
import type { Account } from "../remote/remote";

export interface DeployMeans extends Telling, Chooser {
  readonly connection: Connection;
  /** Whether this host can sign requests at all. */
  readonly deploys: boolean;
}

/** `place`: the line and the character that a lens stands at. */
export function deployCommand(means: DeployMeans): (where?: unknown, ...place: unknown[]) => Promise<void> {
  return async (where, line, character) => {
    const { deploys, tell } = means;
    const uri = where instanceof Uri ? where : typeof where === "string" ? Uri.parse(where) : activeUri();
    if (!deploys) {
      tell.warn(
        l10n.t(
          "There are no AWS credentials in the browser, so nothing can be deployed from here. Use a desktop or remote window.",
        ),
      );
    } else if (!workspace.isTrusted) {
      // The server refuses as well; here it is said before anything is asked.
      tellUntrusted(tell);
    } else if (uri === undefined) {
      tell.warn(l10n.t("Open an integration response to deploy it."));
    } else {
      await new Journey(means, { uri, place: placeOf(line, character) ?? cursorIn(uri) }).run();
    }
  };
}

/** From a node of the view: account and target are chosen, and only what the document says against them is asked. */
export function deployAs(means: DeployMeans, uri: Uri, choice: Choice): Promise<void> {
  return new Journey(means, { uri, place: {} }, choice).run();
}

function placeOf(line: unknown, character: unknown): PlaceParams | undefined {
  return typeof line === "number" && typeof character === "number" ? { line, character } : undefined;
}

/** The cursor says which of several responses is meant. */
function cursorIn(uri: Uri): PlaceParams {
  const editor = window.activeTextEditor;
  const isThere = editor?.document.uri.toString() === uri.toString();
  const { line, character } = editor?.selection.active ?? {};
  return isThere && line !== undefined && character !== undefined ? { line, character } : {};
}

function activeUri(): Uri | undefined {
  return window.activeTextEditor?.document.uri;
}

/** What is deployed: a document, and where in it. An account that is chosen already is not asked for. */
interface Subject {
  readonly uri: Uri;
  readonly place: PlaceParams;
  readonly account?: Account | undefined;
}

class Journey {
  readonly #means: DeployMeans;
  readonly #subject: Subject;
  #choice: Choice | undefined;
  /** For telling a failure. */
  readonly #attempt: Attempt;

  /** `earlier`: what was chosen in a journey that this one goes on with. */
  constructor(means: DeployMeans, subject: Subject, earlier?: Choice) {
    const { uri, place } = subject;
    this.#means = means;
    this.#subject = subject;
    this.#choice = earlier;
    this.#attempt = {
      uri,
      again: () => new Journey(means, { uri, place }).run(),
      resume: () => new Journey(means, subject, this.#choice).run(),
    };
  }

  async run(): Promise<void> {
    let notice: string | undefined;
    let accepted: string | undefined;
    for (;;) {
      const choices = await this.#choices();
      if (choices === undefined || !this.#mayBeSent(choices)) {
        return;
      }
      const doubts = JSON.stringify(choices.doubtfulBecause.map(({ message, rule }) => [rule, message]));
      if (choices.doubtfulBecause.length > 0 && doubts !== accepted) {
        if (!(await confirmDoubts(choices.doubtfulBecause))) {
          return;
        }
        accepted = doubts;
      }
      const choice = stillFits(this.#choice, choices) ?? (await this.#ask(choices));
      this.#choice = choice;
      if (choice === undefined) {
        return;
      }
      const outcome = await this.#planAndDeploy(choices, choice, notice);
      if (outcome === undefined || outcome.kind === "deployed") {
        return;
      }
      if (!MOVED_ON.has(outcome.reason)) {
        tellFailure(this.#means.tell, outcome, this.#attempt);
        return;
      }
      notice = plain(outcome.message);
    }
  }

  /** Nothing where the user left. That it is stored is told. */
  async #planAndDeploy(
    choices: DeployChoices,
    choice: Choice,
    notice: string | undefined,
  ): Promise<DeployOutcome | undefined> {
    const plan = await this.#plan(choices, choice);
    if (plan.kind === "failed") {
      return plan;
    }
    const confirmed = await this.#confirmed(plan, notice);
    const typed = confirmed === undefined ? "declined" : await typedFor(plan, this.#nameOf(plan));
    if (confirmed === undefined || typed === "declined") {
      return undefined;
    }
    const deployAnyway = choices.doubtfulBecause.length > 0;
    const outcome = await this.#deploy(plan, { confirmed, deployAnyway, ...typed });
    if (outcome.kind === "deployed") {
      tellSuccess(this.#means, outcome, plan, this.#nameOf(plan));
    }
    return outcome;
  }

  #nameOf({ endpoint, target }: DeployPlan): string {
    return this.#means.names.responseInApi(endpoint, target);
  }

  async #choices(): Promise<DeployChoices | undefined> {
    const { connection, tell } = this.#means;
    const params = { uri: this.#subject.uri.toString(), ...this.#subject.place };
    const outcome = await cancellable(l10n.t("Reading the shared AWS configuration…"), () =>
      connection.run<ChoicesOutcome>(SERVER_COMMANDS.deployChoices, params).catch(unanswered),
    );
    if (outcome === undefined) {
      return undefined;
    }
    if (outcome.kind === "failed") {
      tellFailure(tell, outcome, this.#attempt);
      return undefined;
    }
    return outcome;
  }

  /** What stands against it before anything has to be asked. */
  #mayBeSent({ blockedBy, target }: DeployChoices): boolean {
    const { tell } = this.#means;
    if (!target.recognised) {
      tell.warn(l10n.t("This document holds no integration response, so there is nothing to deploy."));
    } else if (target.conflicts.length > 0) {
      tell.warn(conflictWords(target.conflicts));
    } else if (blockedBy.length > 0) {
      tellBlocked(tell, blockedBy, this.#subject.uri);
    } else {
      return true;
    }
    return false;
  }

  #ask(choices: DeployChoices): Promise<Choice | undefined> {
    return chooseTarget(this.#means, choices, {
      title: l10n.t("Deploy Integration Response"),
      account: this.#subject.account,
      anew: (account) => new Journey(this.#means, { ...this.#subject, account }).run(),
    });
  }

  async #plan({ uri, version }: DeployChoices, { profile, region, target }: Choice): Promise<PlanOutcome> {
    const params: PlanDeployParams = {
      uri,
      ...this.#subject.place,
      version,
      target,
      region,
      ...(profile === undefined ? {} : { profile }),
    };
    return watched(l10n.t("Reading what is deployed…"), (watch) =>
      this.#means.connection.run<PlanOutcome>(SERVER_COMMANDS.planDeploy, params, watch).catch(unanswered),
    );
  }

  /** Shows the difference and asks; answers the digest. The difference is closed again, whatever the answer. */
  async #confirmed(plan: DeployPlan, notice: string | undefined): Promise<string | undefined> {
    const shown = await this.#show(plan);
    try {
      const first = await decide(confirmationOf(plan, notice, this.#nameOf(plan)));
      const decision =
        first?.kind === "review"
          ? await decideLater(laterQuestionOf(plan, this.#nameOf(plan)), waysOf(plan, deployTitles()))
          : first;
      return decision?.kind === "confirmed" ? decision.digest : undefined;
    } finally {
      shown?.dispose();
    }
  }

  async #show(plan: DeployPlan): Promise<Disposable | undefined> {
    const { differences, live, liveState, wanted } = plan;
    const { shown } = this.#means;
    const right = { name: l10n.t("To be deployed"), text: canonicalText(wanted) };
    if (liveState === "denied") {
      return shown.show(right.name, right.text);
    }
    if (liveState === "read" && differences.length === 0) {
      return undefined;
    }
    return shown.compare({
      title: l10n.t("{0}: deployed ↔ to be deployed", this.#nameOf(plan)),
      left: { name: l10n.t("Deployed"), text: live === undefined ? "" : canonicalText(live) },
      right,
    });
  }

  async #deploy(
    plan: DeployPlan,
    decided: Pick<DeployParams, "confirmed" | "deployAnyway" | "typed">,
  ): Promise<DeployOutcome> {
    const { connection, tell } = this.#means;
    const { endpoint, profile, region, target, uri, version } = plan;
    const params: DeployParams = {
      uri,
      ...this.#subject.place,
      version,
      target,
      region,
      ...decided,
      ...(profile === undefined ? {} : { profile }),
    };
    const outcome = await watched(l10n.t("Deploying {0}…", this.#nameOf(plan)), (watch) =>
      connection.run<DeployOutcome>(SERVER_COMMANDS.deploy, params, watch).catch(cutOff),
    );
    const where = `PUT ${uriOf(target)} in ${region}, endpoint ${endpoint}, profile ${profile ?? "none"}`;
    if (outcome.kind === "deployed") {
      const kept = outcome.kept === undefined ? "" : `; what it replaced is kept in ${outcome.kept}`;
      tell.log.info(`${where}: ${outcome.httpStatus}${kept}`);
    } else {
      // The service's own text may quote the document, so it is shown and not logged.
      const facts = [outcome.reason, outcome.httpStatus, outcome.serviceCode, outcome.requestId];
      tell.log.warn(`${where}: ${facts.filter((fact) => fact !== undefined).join(", ")}`);
    }
    return outcome;
  }
}

/** Between the confirmation and the write the text or the service changed: plan and ask again. */
const MOVED_ON: ReadonlySet<DeployFailure["reason"]> = new Set(["documentChanged", "liveChanged"]);

/** The earlier answers, where the document still says nothing against them. */
function stillFits(choice: Choice | undefined, { target: { known } }: DeployChoices): Choice | undefined {
  return choice !== undefined &&
    TARGET_KEYS.every((key) => (known[key] ?? choice.target[key]) === choice.target[key])
    ? choice
    : undefined;
}

async function confirmDoubts(findings: readonly BlockingFinding[]): Promise<boolean> {
  const answer = await confirm({
    message: l10n.t("API Gateway may refuse this integration response."),
    detail: findings
      .map(({ line, message }) => l10n.t("Line {0}: {1}", line + 1, plain(message)))
      .join("\n\n"),
    yes: l10n.t("Deploy Anyway"),
    grave: true,
  });
  return answer === "yes";
}

function cutOff(): DeployFailure {
  return inDoubt(
    l10n.t(
      "The language server stopped before it could say how the deploy ended. Compare with what is deployed now.",
    ),
  );
}
