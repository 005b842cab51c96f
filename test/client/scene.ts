// The client's view and commands in a window and before a service that are not: put together as they are in an editor.
import { deployCommand } from "../../client/src/commands/deploy";
import { remembered } from "../../client/src/remembered";
import { Names } from "../../client/src/remote/names";
import { type RemoteMeans, registerRemote } from "../../client/src/remote/register";
import { Tell } from "../../client/src/tell";
import { FakeService } from "./fakeService";
import { type FakeWindow, Memory, WINDOW } from "./fakeWindow";

export interface Scene {
  readonly window: FakeWindow;
  readonly service: FakeService;
  readonly names: Names;
  readonly memory: ReturnType<typeof remembered>;
  readonly deployed: unknown[];
  readonly view: NonNullable<FakeWindow["view"]>;
  run(command: string, given?: unknown): Promise<void>;
  /** Deploys the document in front. */
  deployActive(): Promise<void>;
  /** A command of a row's menu, or of the row itself. */
  runOn(row: string, command?: string): Promise<void>;
}

const ACCOUNTS = "apigatewayResponse.accounts";

export function setScene(accounts: readonly object[] = [{ profile: "dev", region: "us-east-1" }]): Scene {
  const window = WINDOW;
  window.restart();
  const service = new FakeService();
  const state = new Memory();
  state.update(ACCOUNTS, accounts);
  const names = new Names(new Memory());
  const memory = remembered(state);
  const deployed: unknown[] = [];
  const tell = new Tell();
  const shown = {
    show: async (name: string, text: string) => {
      window.open(`shown/${name}`, text);
      return { dispose: () => undefined };
    },
    compare: async ({ title, left, right }: Comparison) => {
      window.open(`shown/${title}`, `${left.text}↔${right.text}`);
      return { dispose: () => undefined };
    },
  } as unknown as RemoteMeans["shown"];
  const connection = service.connection as unknown as RemoteMeans["connection"];
  const { chooser, publish } = registerRemote({
    ...{ connection, tell, shown },
    memory,
    state,
    names,
    signs: true,
    deploy: async (uri, choice) => void deployed.push([uri.path, choice]),
  });
  const { view } = window;
  if (view === undefined) {
    throw new Error("There is no view.");
  }
  const run = async (command: string, given?: unknown): Promise<void> => {
    await window.run(`apigatewayResponse.${command}`, given);
    await view.settled();
  };
  const deploy = deployCommand({ ...chooser, connection, tell, shown, publish, deploys: true });
  return {
    ...{ window, service, names, memory, deployed, view, run },
    deployActive: () => deploy(),
    runOn: async (row, command) => {
      const { node, item } = await view.row(row);
      await (command === undefined
        ? window.run(item.command?.command ?? "", ...(item.command?.arguments ?? []))
        : run(command, node));
      await view.settled();
    },
  };
}

interface Comparison {
  readonly title: string;
  readonly left: { readonly text: string };
  readonly right: { readonly text: string };
}

/** What the method has, on show down to its responses. */
export async function opened(scene: Scene): Promise<string> {
  await scene.view.show();
  await scene.view.open("pets", "/pets");
  return scene.view.text();
}

export async function stateOf(scene: Scene, statusCode: string): Promise<string | undefined> {
  return (await scene.view.row(`${statusCode} ·`)).item.description;
}
