// Deploy History and Restore Previous: what was deployed from this machine, and the way back.
// Invariant: a version is put back only after its difference to what is deployed now was shown and confirmed.
import { l10n } from "vscode";
import {
  type DeployHistoryParams,
  type DeployPlan,
  type DeploySuccess,
  type HistoryAnswer,
  type HistorySummary,
  SERVER_COMMANDS,
} from "../../../server/src/contract";
import { askAll, decide, pick } from "../ask";
import { waysOf } from "../deploy/foreseen";
import type { Telling } from "../deploy/tellOutcome";
import { typedFor } from "../deploy/typedFor";
import { canonicalText, confirmationOf, shortName } from "../deploy/words";
import { nodeOf } from "../remote/nodes";
import type { Account, Remote } from "../remote/remote";

export interface HistoryMeans extends Telling {
  readonly remote: Remote;
}

/** Shows what one deploy changed, and offers to undo it. Of a response in the view, its own deploys alone. */
export async function deployHistory(means: HistoryMeans, given: unknown): Promise<void> {
  const { shown, tell } = means;
  const entry = await chosen(means, given, l10n.t("Deploy History"), () => true);
  if (entry === undefined) {
    return;
  }
  const { replaced, sent, target, time } = entry;
  const comparison = await shown.compare({
    title: l10n.t("{0}: before ↔ after the deploy of {1}", shortName(target), timeWords(time)),
    left: { name: l10n.t("Before"), text: replaced ?? "" },
    right: { name: l10n.t("After"), text: sent ?? "" },
  });
  if (entry.restorable) {
    tell.info(l10n.t("This is what the deploy of {0} changed.", timeWords(time)), {
      title: l10n.t("Restore the Version Before"),
      run: async () => {
        comparison.dispose();
        await restore(means, entry);
      },
    });
  }
}

/** Undoes a deploy: what it replaced comes back. */
export async function restorePrevious(means: HistoryMeans, given: unknown): Promise<void> {
  const restorable = ({ restorable: may, outcome }: HistorySummary): boolean => may && outcome !== "failed";
  const entry = await chosen(means, given, l10n.t("Restore Previous"), restorable);
  if (entry !== undefined) {
    await restore(means, entry);
  }
}

async function chosen(
  { remote, tell }: HistoryMeans,
  given: unknown,
  title: string,
  fits: (entry: HistorySummary) => boolean,
): Promise<HistorySummary | undefined> {
  if (!remote.isAllowed()) {
    return undefined;
  }
  const node = nodeOf(given);
  const params: DeployHistoryParams = node?.kind === "response" ? { target: node.response.target } : {};
  const history = await remote.ask<HistoryAnswer>(
    title,
    SERVER_COMMANDS.deployHistory,
    params,
    () => undefined,
  );
  if (history === undefined) {
    return undefined;
  }
  const entries = history.entries.filter(fits);
  if (entries.length === 0) {
    tell.info(l10n.t("Nothing was deployed there from this machine yet."));
    return undefined;
  }
  let answer: HistorySummary | undefined;
  await askAll(title, [
    pick({
      placeholder: l10n.t("Deploys from this machine, the newest first"),
      items: entries.map((value) => ({
        label: `$(${ICONS[value.outcome]}) ${timeWords(value.time)}`,
        description: `${value.target.httpMethod} …/${value.target.statusCode}, ${outcomeWords(value)}`,
        detail: `${value.target.restApiId}, ${value.target.resourceId}, ${value.endpoint === "AWS" ? value.region : value.endpoint}`,
        value,
      })),
      answer: (value) => {
        answer = value;
      },
    }),
  ]);
  return answer;
}

async function restore(means: HistoryMeans, summary: HistorySummary): Promise<void> {
  const { remote, shown, tell } = means;
  const { entry, time } = summary;
  const again = () => restore(means, summary);
  const plan = await remote.ask<DeployPlan>(
    l10n.t("Reading what is deployed…"),
    SERVER_COMMANDS.planRestore,
    { entry },
    again,
  );
  if (plan === undefined) {
    return;
  }
  const { live, wanted, removes, target } = plan;
  const comparison = await shown.compare({
    title: l10n.t("{0}: deployed ↔ to be restored", shortName(target)),
    left: { name: l10n.t("Deployed"), text: live === undefined ? "" : canonicalText(live) },
    right: { name: l10n.t("To be restored"), text: removes ? "" : canonicalText(wanted) },
  });
  const words = confirmationOf(plan, undefined);
  const decision = await decide({
    message: removes
      ? l10n.t("Take {0} away again, as before the deploy of {1}?", shortName(target), timeWords(time))
      : l10n.t("Restore {0} as it was before the deploy of {1}?", shortName(target), timeWords(time)),
    detail: words.detail,
    ways: waysOf(plan, {
      plain: l10n.t("Restore"),
      declaring: l10n.t("Declare and Restore"),
      undeclared: l10n.t("Restore without Declaring"),
      anyway: l10n.t("Restore Anyway"),
    }),
    grave: true,
  }).finally(() => comparison.dispose());
  if (decision?.kind !== "confirmed") {
    return;
  }
  const typed = await typedFor(plan);
  if (typed === "declined") {
    return;
  }
  const outcome = await remote.ask<DeploySuccess>(
    l10n.t("Restoring {0}…", shortName(target)),
    SERVER_COMMANDS.restore,
    { entry, confirmed: decision.digest, ...typed },
    again,
  );
  if (outcome !== undefined) {
    const said = outcome.removed
      ? l10n.t("{0} is gone again, as before the deploy of {1}.", shortName(target), timeWords(time))
      : l10n.t("{0} is restored as it was before the deploy of {1}.", shortName(target), timeWords(time));
    tell.info(`${said} ${l10n.t("Clients see it after the next deployment of the API to a stage.")}`, {
      title: l10n.t("Create Deployment…"),
      run: () => means.publish(accountOf(plan), target.restApiId),
    });
  }
}

function accountOf({ profile, region }: DeployPlan): Account {
  return { ...(profile === undefined ? {} : { profile }), region };
}

const ICONS: Readonly<Record<HistorySummary["outcome"], string>> = {
  deployed: "check",
  failed: "error",
  inDoubt: "question",
  overtaken: "arrow-swap",
};

function outcomeWords({ outcome }: HistorySummary): string {
  const words: Readonly<Record<HistorySummary["outcome"], string>> = {
    deployed: l10n.t("deployed"),
    failed: l10n.t("failed"),
    inDoubt: l10n.t("in doubt"),
    overtaken: l10n.t("was in doubt, then overtaken"),
  };
  return words[outcome];
}

function timeWords(time: string): string {
  return new Date(time).toLocaleString();
}
