// What stands around a deploy, put together: the view of APIs and its commands.
// Invariant: a host that cannot sign offers none of it, and says why to whoever asks all the same.
import { commands, Disposable, type Memento, Uri, window } from "vscode";
import { CLIENT_COMMANDS } from "../../../server/src/contract";
import { compareDeployed } from "../commands/compareDeployed";
import { createDeployment } from "../commands/createDeployment";
import { deployChanged } from "../commands/deployChanged";
import { deployHistory, restorePrevious } from "../commands/deployHistory";
import { leaveLocal } from "../commands/leaveLocal";
import { pull } from "../commands/pull";
import { startLocal } from "../commands/startLocal";
import { TestInvoke } from "../commands/testInvoke";
import type { Connection } from "../connect";
import { type Telling, tellFailure } from "../deploy/tellOutcome";
import type { Remembered } from "../remembered";
import type { Tell } from "../tell";
import { ApiTree } from "../views/apiTree";
import type { ShownDocuments } from "../views/shownDocuments";
import { type Chooser, chooseAccount } from "./choose";
import { LEAVE_LOCAL, START_LOCAL } from "./localCommands";
import { LocalFiles } from "./localFiles";
import { type Node, nodeOf } from "./nodes";
import { Remote } from "./remote";

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
  openPulled: "apigatewayResponse.openPulled",
  tellFailure: "apigatewayResponse.tellFailure",
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
  readonly signs: boolean;
}

export interface Registered extends Disposable {
  /** Something was deployed: what the view shows is old. */
  refresh(): void;
  /** Offers to make an API live of which only the id is known. */
  readonly publish: Telling["publish"];
  /** Shows what was deployed from this machine. */
  readonly historyCommand: string;
}

export function registerRemote({ connection, tell, shown, memory, state, signs }: RemoteMeans): Registered {
  const remote = new Remote(connection, tell, signs);
  const files = new LocalFiles(connection, state);
  const chooser = {
    remote,
    memory,
    tellFailure: (
      failure: Parameters<typeof tellFailure>[1],
      attempt: Parameters<Chooser["tellFailure"]>[1],
    ) => tellFailure(tell, failure, { uri: Uri.parse(""), ...attempt }),
  };
  const tree = new ApiTree(
    { remote, files, memory: state },
    { openCommand: COMMANDS.openPulled, failureCommand: COMMANDS.tellFailure },
  );
  const invoke = new TestInvoke({ ...chooser, tell, runCommand: COMMANDS.runTestInvoke });
  const addAccount = async (): Promise<void> => {
    const beginning = { title: "API Gateway", anew: addAccount };
    const account = remote.isAllowed() ? await chooseAccount(chooser, beginning) : undefined;
    if (account !== undefined) {
      await tree.add(account);
    }
  };
  const publish: Telling["publish"] = async (account, restApiId) => {
    const api = { id: restApiId, name: (await tree.nameOf(restApiId)) ?? restApiId };
    await createDeployment({ ...chooser, tell }, { kind: "api", account, api } satisfies Node);
  };
  const then = (work: Promise<void>): Promise<void> => work.finally(() => tree.update());
  const on = (command: string, run: (given: unknown) => unknown): Disposable =>
    commands.registerCommand(command, run);
  if (!signs) {
    void commands.executeCommand("setContext", CANNOT_SIGN, true);
  }
  const all = Disposable.from(
    tree,
    invoke,
    connection.onDidChangeAwsFiles(() => tree.refresh()),
    on(COMMANDS.pull, (given) => then(pull({ ...chooser, files, tell }, given))),
    on(COMMANDS.compareDeployed, (given) =>
      then(compareDeployed({ ...chooser, connection, files, shown, tell }, given)),
    ),
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
    on(COMMANDS.addAccount, addAccount),
    on(COMMANDS.removeAccount, (given) => {
      const node = nodeOf(given);
      return node?.kind === "account" ? tree.remove(node.account) : undefined;
    }),
    on(COMMANDS.refreshApis, () => tree.refresh()),
    on(COMMANDS.tellFailure, (given) => {
      const node = nodeOf(given);
      if (node?.kind === "note" && node.failure !== undefined) {
        const refresh = () => tree.refresh();
        chooser.tellFailure(node.failure, { again: addAccount, resume: refresh });
      }
    }),
    on(COMMANDS.openPulled, async (given) => {
      const node = nodeOf(given);
      if (node?.kind === "response") {
        const file = await files.find(node.response);
        await (file?.text === undefined
          ? then(pull({ ...chooser, files, tell }, node))
          : window.showTextDocument(file.uri));
      }
    }),
    on(COMMANDS.deployChanged, (given) =>
      deployChanged({ ...chooser, connection, files, publish, shown, tell }, given).finally(() =>
        tree.refresh(),
      ),
    ),
    on(COMMANDS.deployHistory, (given) => deployHistory({ remote, shown, tell, publish }, given)),
    on(COMMANDS.restorePrevious, (given) =>
      restorePrevious({ remote, shown, tell, publish }, given).finally(() => tree.refresh()),
    ),
    on(COMMANDS.deployPulled, async (given) => {
      const node = nodeOf(given);
      const file = node?.kind === "response" ? await files.find(node.response) : undefined;
      if (file?.text !== undefined) {
        await window.showTextDocument(file.uri);
        await commands.executeCommand(CLIENT_COMMANDS.deploy, file.uri);
      }
    }),
  );
  return {
    refresh: () => tree.refresh(),
    publish,
    historyCommand: COMMANDS.deployHistory,
    dispose: () => all.dispose(),
  };
}
