// Deploy History and Restore Previous: what was deployed from this machine, and the way back.
// Invariant: a version is put back only after its difference to what is deployed now was shown and confirmed.
import { type Disposable, l10n, window } from "vscode";
import {
  type DeployHistoryParams,
  type DeployPlan,
  type DeploySuccess,
  type DeployTarget,
  type HistoryAnswer,
  type HistorySummary,
  SERVER_COMMANDS,
  TARGET_KEYS,
} from "../../../server/src/contract";
import { askAll, decide, type PickItem, pick } from "../ask";
import type { Connection } from "../connect";
import { besidesOf } from "../deploy/besides";
import { waysOf } from "../deploy/foreseen";
import { isWhole } from "../deploy/target";
import type { Telling } from "../deploy/tellOutcome";
import { typedFor } from "../deploy/typedFor";
import { canonicalText, confirmationOf } from "../deploy/words";
import type { Remembered } from "../remembered";
import type { Names } from "../remote/names";
import { nodeOf } from "../remote/nodes";
import type { Account, Remote } from "../remote/remote";

export interface HistoryMeans extends Telling {
  readonly connection: Connection;
  readonly remote: Remote;
  readonly memory: Remembered;
  readonly names: Names;
}

/** Shows what one deploy changed, and offers to undo it. Of a response in the view or in front, its own deploys first. */
export async function deployHistory(means: HistoryMeans, given: unknown): Promise<void> {
  const entry = await chosen(means, {
    title: l10n.t("Deploy History"),
    about: await aboutOf(means, given),
    fits: () => true,
    again: () => deployHistory(means, given),
  });
  if (entry === undefined) {
    return;
  }
  const { shown, tell } = means;
  const when = timeWords(entry.time);
  const name = nameOf(means, entry);
  const after = { name: l10n.t("After"), text: entry.sent ?? "" };
  if (!entry.restorable) {
    await shown.show(after.name, after.text);
    tell.info(
      l10n.t(
        "This is what the deploy of {0} sent. What was deployed before it could not be read at the time, so it is not known here and cannot be restored.",
        when,
      ),
    );
    return;
  }
  const comparison = await shown.compare({
    title: l10n.t("{0}: before ↔ after the deploy of {1}", name, when),
    left: { name: l10n.t("Before"), text: entry.replaced ?? "" },
    right: after,
  });
  tell.info(changeWords(entry), {
    title: l10n.t("Restore the Version Before"),
    run: async () => {
      comparison.dispose();
      await restore(means, entry);
    },
  });
}

/** Undoes a deploy: what it replaced comes back. */
export async function restorePrevious(means: HistoryMeans, given: unknown): Promise<void> {
  const entry = await chosen(means, {
    title: l10n.t("Restore Previous"),
    about: await aboutOf(means, given),
    fits: ({ restorable, outcome }) => restorable && outcome !== "failed",
    again: () => restorePrevious(means, given),
  });
  if (entry !== undefined) {
    await restore(means, entry);
  }
}

/** What the history is asked about: as much of a target as is known. */
async function aboutOf({ connection, memory }: HistoryMeans, given: unknown): Promise<Partial<DeployTarget>> {
  const node = nodeOf(given);
  const uri = window.activeTextEditor?.document.uri;
  if (node?.kind === "response") {
    return node.target;
  }
  return uri === undefined
    ? {}
    : { ...memory.targetOf(uri.toString()), ...(await connection.target(uri))?.known };
}

interface Wanted {
  readonly title: string;
  readonly about: Partial<DeployTarget>;
  readonly fits: (entry: HistorySummary) => boolean;
  readonly again: () => unknown;
}

async function chosen(means: HistoryMeans, wanted: Wanted): Promise<HistorySummary | undefined> {
  const { title, about } = wanted;
  if (!means.remote.isAllowed()) {
    return undefined;
  }
  const found =
    about.restApiId === undefined ? [] : await listed(means, wanted, isWhole(about) ? about : undefined);
  if (found === undefined) {
    return undefined;
  }
  const own = found.filter((entry) => isAbout(entry, about));
  const answer = own.length === 0 ? "others" : await choose(means, title, own, "withOthers");
  return answer === "others" ? chosenOfOthers(means, wanted, own.length === 0) : answer;
}

async function chosenOfOthers(
  means: HistoryMeans,
  wanted: Wanted,
  isAll: boolean,
): Promise<HistorySummary | undefined> {
  const found = await listed(means, wanted);
  if (found === undefined) {
    return undefined;
  }
  const others = found.filter((entry) => !isAbout(entry, wanted.about));
  if (others.length === 0) {
    means.tell.info(
      isAll
        ? l10n.t("Nothing was deployed from this machine yet that this could show.")
        : l10n.t("Nothing else was deployed from this machine yet."),
    );
    return undefined;
  }
  const answer = await choose(means, wanted.title, others, "alone");
  return answer === "others" ? undefined : answer;
}

/** The entries that fit, of one response or of all; nothing after a failure was told. */
async function listed(
  { remote }: HistoryMeans,
  { title, fits, again }: Wanted,
  target?: DeployTarget,
): Promise<readonly HistorySummary[] | undefined> {
  const params: DeployHistoryParams = target === undefined ? {} : { target };
  const history = await remote.ask<HistoryAnswer>(title, SERVER_COMMANDS.deployHistory, params, again);
  return history?.entries.filter(fits);
}

async function choose(
  means: HistoryMeans,
  title: string,
  entries: readonly HistorySummary[],
  listing: "withOthers" | "alone",
): Promise<HistorySummary | "others" | undefined> {
  let answer: HistorySummary | "others" | undefined;
  const others = {
    label: `$(list-unordered) ${l10n.t("Deploys of other responses…")}`,
    value: "others",
  } as const;
  const items: readonly PickItem<HistorySummary | "others">[] = [
    ...entries.map((entry) => ({
      label: `$(${ICONS[entry.outcome]}) ${timeWords(entry.time)}`,
      description: `${nameOf(means, entry)}, ${outcomeWords(entry)}`,
      detail: placeWords(means, entry),
      value: entry,
    })),
    ...(listing === "withOthers" ? [others] : []),
  ];
  await askAll(title, [
    pick({
      placeholder: l10n.t("Deploys from this machine, the newest first"),
      items,
      answer: (value) => {
        answer = value;
      },
    }),
  ]);
  return answer;
}

/** Nothing known fits nothing: then all of the history is listed. */
function isAbout({ target }: HistorySummary, about: Partial<DeployTarget>): boolean {
  return (
    about.restApiId !== undefined &&
    TARGET_KEYS.every((key) => about[key] === undefined || about[key] === target[key])
  );
}

async function restore(means: HistoryMeans, summary: HistorySummary): Promise<void> {
  const { remote, tell } = means;
  const { entry, time } = summary;
  const name = nameOf(means, summary);
  const when = timeWords(time);
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
  if (isThere(plan)) {
    tell.info(
      plan.removes
        ? l10n.t(
            "{0} is not deployed, as before the deploy of {1}, so there is nothing to take away.",
            name,
            when,
          )
        : l10n.t(
            "{0} is deployed as it was before the deploy of {1}, so there is nothing to restore.",
            name,
            when,
          ),
    );
    return;
  }
  const { removes } = plan;
  const comparison = await showPlan(means, plan, name);
  const decision = await decide({
    message: removes
      ? l10n.t("Take {0} away again, as before the deploy of {1}?", name, when)
      : l10n.t("Restore {0} as it was before the deploy of {1}?", name, when),
    detail: confirmationOf(plan, undefined, name).detail,
    ways: waysOf(plan, {
      plain: removes ? l10n.t("Take Away") : l10n.t("Restore"),
      declaring: l10n.t("Declare and Restore"),
      undeclared: l10n.t("Restore without Declaring"),
      anyway: l10n.t("Restore Anyway"),
    }),
    grave: true,
  }).finally(() => comparison.dispose());
  if (decision?.kind !== "confirmed") {
    return;
  }
  const typed = await typedFor(plan, name);
  if (typed === "declined") {
    return;
  }
  const outcome = await remote.ask<DeploySuccess>(
    l10n.t("Restoring {0}…", name),
    SERVER_COMMANDS.restore,
    { entry, confirmed: decision.digest, ...typed },
    again,
  );
  if (outcome !== undefined) {
    const said = outcome.removed
      ? l10n.t("{0} is gone again, as before the deploy of {1}.", name, when)
      : l10n.t("{0} is restored as it was before the deploy of {1}.", name, when);
    const live = l10n.t("Clients see it after the next deployment of the API to a stage.");
    tell.info([said, ...besidesOf(outcome), live].join(" "), {
      title: l10n.t("Create Deployment…"),
      run: () => means.publish(accountOf(plan), plan.endpoint, plan.target.restApiId),
    });
  }
}

function accountOf({ profile, region }: DeployPlan): Account {
  return { ...(profile === undefined ? {} : { profile }), region };
}

/** Whether what would come back is deployed already. */
function isThere({ removes, liveState, differences }: DeployPlan): boolean {
  return removes ? liveState === "absent" : liveState === "read" && differences.length === 0;
}

function showPlan(
  { shown }: HistoryMeans,
  { live, liveState, removes, wanted }: DeployPlan,
  name: string,
): Promise<Disposable> {
  const right = { name: l10n.t("To be restored"), text: removes ? "" : canonicalText(wanted) };
  // Beside what could not be read, an empty side would say that nothing is deployed.
  return liveState === "denied"
    ? shown.show(right.name, right.text)
    : shown.compare({
        title: removes
          ? l10n.t("{0}: deployed ↔ taken away", name)
          : l10n.t("{0}: deployed ↔ to be restored", name),
        left: { name: l10n.t("Deployed"), text: live === undefined ? "" : canonicalText(live) },
        right,
      });
}

const ICONS: Readonly<Record<HistorySummary["outcome"], string>> = {
  deployed: "check",
  failed: "error",
  inDoubt: "question",
  overtaken: "arrow-swap",
};

function changeWords({ outcome, replaced, sent, time }: HistorySummary): string {
  const when = timeWords(time);
  if (outcome === "failed") {
    return l10n.t(
      "This is what the deploy of {0} would have changed. It failed, so nothing was changed.",
      when,
    );
  }
  if (outcome === "inDoubt") {
    return l10n.t("This is what the deploy of {0} was to change. Whether it did is not known.", when);
  }
  if (outcome === "overtaken") {
    return l10n.t(
      "This is what the deploy of {0} was to change. Whether it did is not known: something else was deployed there by the time that it could be read.",
      when,
    );
  }
  if (replaced === undefined) {
    return l10n.t("This is what the deploy of {0} added. Nothing was deployed there before.", when);
  }
  return sent === undefined
    ? l10n.t("This is what the deploy of {0} took away.", when)
    : l10n.t("This is what the deploy of {0} changed.", when);
}

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

function nameOf({ names }: HistoryMeans, { endpoint, target }: HistorySummary): string {
  return names.responseOf(endpoint, target);
}

function placeWords({ names }: HistoryMeans, { endpoint, region, target }: HistorySummary): string {
  const { restApiId, resourceId } = target;
  const api = names.apiOf(endpoint, target);
  return [
    api === undefined ? restApiId : `${api} (${restApiId})`,
    ...(names.pathOf(endpoint, target) === undefined ? [resourceId] : []),
    endpoint === "AWS" ? region : `${region}, ${endpoint}`,
  ].join(", ");
}
