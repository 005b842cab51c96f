// Create Deployment: the API as it is defined now becomes live on a stage.
// Invariant: nothing is sent before the user confirmed the stage, the endpoint and who signs.
import { l10n } from "vscode";
import {
  type CreateDeploymentParams,
  type DeploymentAnswer,
  SERVER_COMMANDS,
  type SignerAnswer,
  type StagesAnswer,
} from "../../../server/src/contract";
import { askAll, confirm, pick, text } from "../ask";
import { signerLines } from "../deploy/signerLines";
import { typedWord } from "../deploy/typedFor";
import { plain } from "../deploy/words";
import { type Chooser, chooseApi } from "../remote/choose";
import { type ApiPlace, accountNode, accountOf, apiNodeOf, placeOf } from "../remote/nodes";
import type { Tell } from "../tell";

export interface CreateDeploymentMeans extends Chooser {
  readonly tell: Tell;
}

export async function createDeployment(means: CreateDeploymentMeans, given: unknown): Promise<void> {
  const { remote, tell } = means;
  if (!remote.isAllowed()) {
    return;
  }
  const title = l10n.t("Create Deployment");
  const place =
    apiNodeOf(given) ??
    (await chooseApi(means, {
      title,
      account: accountOf(given),
      anew: (known) => createDeployment(means, accountNode(known)),
    }));
  if (place === undefined) {
    return;
  }
  const { api } = place;
  const again = () => createDeployment(means, { kind: "api", ...place });
  const listed = await remote.ask<StagesAnswer>(
    l10n.t("Reading the stages of {0}…", api.name),
    SERVER_COMMANDS.listStages,
    { ...placeOf(place), restApiId: api.id },
    again,
  );
  const stageName = listed && (await chooseStage(title, listed));
  const signer = stageName && (await remote.signer(placeOf(place), again));
  if (!stageName || !signer || !(await isConfirmed(place, stageName, signer))) {
    return;
  }
  const typed = await typedWord(signer.typedBefore, l10n.t("Deploy to a Protected Target"), (word) =>
    l10n.t("{0} is protected. Type {0} to make {1} live on {2}.", word, api.name, stageName),
  );
  if (typed === "declined") {
    return;
  }
  const params: CreateDeploymentParams = {
    ...placeOf(place),
    ...typed,
    restApiId: api.id,
    stageName,
    confirmed: true,
  };
  const made = await remote.ask<DeploymentAnswer>(
    l10n.t("Deploying {0} to {1}…", api.name, stageName),
    SERVER_COMMANDS.createDeployment,
    params,
    again,
  );
  if (made !== undefined) {
    const words = [
      l10n.t("{0} is live on stage {1} (deployment {2}).", api.name, stageName, made.deploymentId),
      ...(signer.isLocal === true ? [] : [l10n.t("Clients may see it a little later.")]),
      ...(made.settled
        ? [l10n.t("The answer was lost on the way; reading the stage showed a new deployment.")]
        : []),
      ...(made.earlier ?? []).map(({ message }) => plain(message)),
    ];
    tell.info(words.join(" "));
  }
}

async function chooseStage(title: string, { stages }: StagesAnswer): Promise<string | undefined> {
  let chosen: string | undefined;
  let isNew = stages.length === 0;
  const ofStages = pick<string | undefined>({
    placeholder: l10n.t("Stage that shall serve the API as it is now"),
    items: [
      ...stages.map(({ stageName, lastUpdated }) => ({
        label: stageName,
        description:
          lastUpdated === undefined
            ? ""
            : l10n.t("last changed {0}", lastUpdated.slice(0, 16).replace("T", " ")),
        value: stageName,
      })),
      { label: `$(add) ${l10n.t("New stage…")}`, value: undefined },
    ],
    answer: (stage) => {
      isNew = stage === undefined;
      chosen = stage;
    },
  });
  const ofName = text({
    prompt: l10n.t("Name of the new stage"),
    placeholder: l10n.t("such as {0}", "prod"),
    validate: (typed) =>
      /^[A-Za-z0-9_-]{1,128}$/.test(typed)
        ? undefined
        : l10n.t("A stage's name is letters, digits, hyphens and underscores, 128 at most."),
    answer: (name) => {
      chosen = name;
    },
  });
  const isAnswered = isNew || (await askAll(title, [ofStages]));
  return isAnswered && (!isNew || (await askAll(title, [ofName]))) ? chosen : undefined;
}

async function isConfirmed({ api }: ApiPlace, stageName: string, signer: SignerAnswer): Promise<boolean> {
  const answer = await confirm({
    message: l10n.t("Make {0} live on stage {1}?", api.name, stageName),
    detail: [
      l10n.t(
        "Everything that was changed in the API since its last deployment becomes live, not one response alone.",
      ),
      "",
      ...signerLines(signer),
    ].join("\n"),
    yes: l10n.t("Create Deployment"),
    grave: true,
  });
  return answer === "yes";
}
