// What stands around a deploy, put together: the view of APIs and its commands.
// Invariant: a host that cannot sign offers none of it, and says why to whoever asks all the same.
import { commands, Disposable, l10n, type Memento, type Uri, window } from "vscode";
import type { DeployFailure } from "../../../server/src/contract";
import { askAll, pick } from "../ask";
import { compareDeployed } from "../commands/compareDeployed";
import { createDeployment } from "../commands/createDeployment";
import { deployChanged } from "../commands/deployChanged";
import { deployHistory, restorePrevious } from "../commands/deployHistory";
import { leaveLocal } from "../commands/leaveLocal";
import { type PullMeans, pull } from "../commands/pull";
import { startLocal } from "../commands/startLocal";
import { TestInvoke } from "../commands/testInvoke";
import type { Connection } from "../connect";
import { runSignIn } from "../deploy/signIn";
import type { Telling } from "../deploy/tellOutcome";
import type { Choice, Remembered } from "../remembered";
import type { Tell } from "../tell";
import { ApiTree } from "../views/apiTree";
import type { ShownDocuments } from "../views/shownDocuments";
import { type Chooser, chooseAccount, chooseResponse } from "./choose";
import { LEAVE_LOCAL, START_LOCAL } from "./localCommands";
import { LocalFiles } from "./localFiles";
import type { Names } from "./names";
import { accountNode, accountOf, type MethodPlace, type Node, nodeOf, type ResponsePlace } from "./nodes";
import { type Account, Remote } from "./remote";

const COMMANDS = {
  pull: "apigatewayResponse.pull",
  compareDeployed: "apigatewayResponse.compareDeployed",
  createDeployment: "apigatewayResponse.createDeployment",
  testInvoke: "apigatewayResponse.testInvoke",
  runTestInvoke: "apigatewayResponse.runTestInvoke",
  startLocal: START_LOCAL,
  leaveLocal: LEAVE_LOCAL,
  addAccount: "apigatewayResponse.addAccount",
  removeAccount: "apigatewayResponse.removeAccount",
  refreshApis: "apigatewayResponse.refreshApis",
  tellFailure: "apigatewayResponse.tellFailure",
  signIn: "apigatewayResponse.signIn",
  readAgain: "apigatewayResponse.readAgain",
  openPulled: "apigatewayResponse.openPulled",
  deployPulled: "apigatewayResponse.deployPulled",
  deployChanged: "apigatewayResponse.deployChanged",
  deployHistory: "apigatewayResponse.deployHistory",
  restorePrevious: "apigatewayResponse.restorePrevious",
} as const;

/** For the manifest: what only a host that signs can offer is hidden where this is set. */
const CANNOT_SIGN = "apigatewayResponse.cannotSign";

export interface RemoteMeans {
  readonly connection: Connection;
  readonly tell: Tell;
  readonly shown: ShownDocuments;
  readonly memory: Remembered;
  readonly state: Memento;
  readonly names: Names;
  readonly signs: boolean;
  readonly deploy: (uri: Uri, choice: Choice) => Promise<void>;
}

export interface Registered extends Disposable {
  /** What asks for an account, and for what is in it. */
  readonly chooser: Chooser;
  /** Offers to make an API live of which only the id is known. */
  readonly publish: Telling["publish"];
  /** Shows what was deployed from this machine. */
  readonly historyCommand: string;
}

export function registerRemote(means: RemoteMeans): Registered {
  const { connection, tell, shown, memory, state, names, signs, deploy } = means;
  const remote = new Remote({ connection, tell, names, signs });
  const files = new LocalFiles(connection, state);
  const chooser: Chooser = {
    remote,
    memory,
    names,
    tellFailure: (failure, attempt) => remote.tellFailure(failure, attempt),
  };
  const tree = new ApiTree(
    { remote, files, memory: state },
    { openCommand: COMMANDS.openPulled, failureCommand: COMMANDS.tellFailure },
  );
  const invoke = new TestInvoke({ ...chooser, tell, runCommand: COMMANDS.runTestInvoke });
  const publish: Telling["publish"] = async (account, endpoint, restApiId) => {
    const api = { id: restApiId, name: names.apiOf(endpoint, { restApiId }) ?? restApiId };
    await createDeployment({ ...chooser, tell }, { kind: "api", account, endpoint, api } satisfies Node);
  };
  const telling = { tell, shown, publish };
  const history = { ...telling, connection, remote, memory, names };
  const pulling = {
    ...chooser,
    files,
    tell,
    didRead: (...seen: Parameters<ApiTree["didRead"]>) => void tree.didRead(...seen),
  };
  const on = (command: string, run: (given: unknown) => unknown): Disposable =>
    commands.registerCommand(command, run);
  if (!signs) {
    void commands.executeCommand("setContext", CANNOT_SIGN, true);
  }
  const all = Disposable.from(
    tree,
    invoke,
    connection.onDidChangeAwsFiles(() => {
      tree.refresh();
      invoke.forget();
    }),
    connection.onDidDeploy((target) => tree.deployed(target)),
    on(COMMANDS.pull, (given) => pull(pulling, given)),
    on(COMMANDS.compareDeployed, (given) => compareDeployed({ ...chooser, files, shown, tell }, given)),
    on(COMMANDS.createDeployment, (given) => createDeployment({ ...chooser, tell }, given)),
    on(COMMANDS.testInvoke, (given) => invoke.open(given)),
    on(COMMANDS.runTestInvoke, (given) => invoke.run(given)),
    on(COMMANDS.startLocal, () =>
      startLocal(remote, tell, {
        refresh: () => tree.refresh(),
        show: () => commands.executeCommand("apigatewayResponse.apis.focus"),
      }),
    ),
    on(COMMANDS.leaveLocal, () => leaveLocal(tell)),
    on(COMMANDS.addAccount, () => addAccount(chooser, tree)),
    on(COMMANDS.removeAccount, (given) => removeAccount(tree, tell, accountOf(given))),
    on(COMMANDS.refreshApis, () => tree.refresh()),
    on(COMMANDS.tellFailure, (given) => {
      const { failure, below } = failedNode(given) ?? {};
      if (failure !== undefined && below !== undefined) {
        const again = () => addAccount(chooser, tree);
        remote.tellFailure(failure, { again, resume: () => tree.readAgain(below) });
      }
    }),
    on(COMMANDS.signIn, (given) => {
      const { failure, below } = failedNode(given) ?? {};
      return below === undefined || failure?.commandLine === undefined
        ? undefined
        : runSignIn(tell, { commandLine: failure.commandLine, resume: () => tree.readAgain(below) });
    }),
    on(COMMANDS.readAgain, (given) => {
      const { below } = failedNode(given) ?? {};
      return below === undefined ? undefined : tree.readAgain(below);
    }),
    on(COMMANDS.openPulled, (given) =>
      openPulled({ ...pulling, list: (method) => tree.responsesOf(method) }, given),
    ),
    on(COMMANDS.deployChanged, (given) =>
      deployChanged({ ...chooser, ...telling, connection, files }, given),
    ),
    on(COMMANDS.deployHistory, (given) => deployHistory(history, given)),
    on(COMMANDS.restorePrevious, (given) => restorePrevious(history, given)),
    on(COMMANDS.deployPulled, async (given) => {
      const node = nodeOf(given);
      const file = node?.kind === "response" ? await files.find(node.target) : undefined;
      if (node?.kind === "response" && file !== undefined && remote.isAllowed()) {
        const choice = { ...node.account, target: node.target };
        await memory.remember(file.toString(), choice);
        await window.showTextDocument(file);
        await deploy(file, choice);
      }
    }),
  );
  return { chooser, publish, historyCommand: COMMANDS.deployHistory, dispose: () => all.dispose() };
}

async function addAccount(chooser: Chooser, tree: ApiTree): Promise<void> {
  const account = chooser.remote.isAllowed()
    ? await chooseAccount(chooser, { title: "API Gateway", anew: () => addAccount(chooser, tree) })
    : undefined;
  if (account !== undefined) {
    await tree.add(account);
  }
}

async function removeAccount(tree: ApiTree, tell: Tell, given: Account | undefined): Promise<void> {
  let account = given;
  if (account === undefined && tree.accounts.length === 0) {
    tell.info(l10n.t("The view shows no profile and region, so there is none to remove."));
    return;
  }
  if (account === undefined) {
    const question = pick({
      placeholder: l10n.t("Profile and region to remove from the view"),
      items: tree.accounts.map((value) => ({
        label: `$(account) ${value.profile ?? l10n.t("No profile")}`,
        description: value.region,
        value,
      })),
      answer: (value) => {
        account = value;
      },
    });
    await askAll(l10n.t("Remove from View"), [question]);
  }
  if (account !== undefined) {
    await tree.remove(account);
  }
}

interface OpenMeans extends PullMeans {
  readonly list: (method: MethodPlace) => Promise<readonly ResponsePlace[]>;
}

/** Opens the file of a response; where there is none yet, it is pulled. */
async function openPulled(means: OpenMeans, given: unknown): Promise<void> {
  if (!means.remote.isAllowed()) {
    return;
  }
  const node = nodeOf(given);
  const place =
    node?.kind === "response"
      ? node
      : await chooseResponse(
          means,
          {
            title: l10n.t("Open Integration Response"),
            account: accountOf(node),
            anew: (known) => openPulled(means, accountNode(known)),
          },
          means.list,
        );
  if (place === undefined) {
    return;
  }
  const file = await means.files.find(place.target);
  await (file === undefined
    ? pull(means, { ...place, kind: "response" } satisfies Node)
    : window.showTextDocument(file));
}

function failedNode(given: unknown): Extract<Node, { readonly failure: DeployFailure }> | undefined {
  const node = nodeOf(given);
  return node?.kind === "note" && node.failure !== undefined ? node : undefined;
}
