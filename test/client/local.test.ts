// API Gateway Local as the user meets it: started, used, missed when it is gone, and left again.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { leaveLocal } from "../../client/src/commands/leaveLocal";
import { startLocal } from "../../client/src/commands/startLocal";
import { connectionQuestions } from "../../client/src/deploy/questions";
import { tellFailure } from "../../client/src/deploy/tellOutcome";
import { remembered } from "../../client/src/remembered";
import { Names } from "../../client/src/remote/names";
import { Remote } from "../../client/src/remote/remote";
import { Tell } from "../../client/src/tell";
import { ApiTree } from "../../client/src/views/apiTree";
import type { DeployFailure } from "../../server/src/contract";

const URL_THERE = "http://127.0.0.1:4570";

interface Told {
  readonly message: string;
  readonly actions: readonly { readonly title: string; readonly run: () => unknown }[];
}

/** The window: what was told and is answered by the title of an action, the user's settings, who listens to them. */
const { world } = vi.hoisted(() => ({
  world: {
    told: [] as Told[],
    asides: [] as string[],
    /** The titles that the user presses, in turn. */
    presses: [] as string[],
    endpoint: undefined as string | undefined,
    ran: [] as string[],
    changed: [] as ((event: { affectsConfiguration: () => boolean }) => unknown)[],
  },
}));

vi.mock("vscode", () => {
  const listen = () => ({ dispose: () => undefined });
  const show = async (message: string, ...actions: Told["actions"]) => {
    world.told.push({ message, actions });
    const [next] = world.presses;
    const pressed = actions.find(({ title }) => title === next);
    if (pressed !== undefined) {
      world.presses.shift();
    }
    return pressed;
  };
  return {
    l10n: {
      t: (text: string, ...values: readonly unknown[]) =>
        text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
    },
    env: { remoteName: undefined },
    commands: {
      executeCommand: async (command: string) => {
        world.ran.push(command);
      },
    },
    ConfigurationTarget: { Global: 1 },
    CancellationTokenSource: class {
      readonly token = {};
      dispose() {}
    },
    EventEmitter: class {
      readonly event = listen;
      fire() {}
      dispose() {}
    },
    ThemeColor: class {},
    ThemeIcon: class {},
    TreeItem: class {
      readonly label: string;
      constructor(label: string) {
        this.label = label;
      }
    },
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    ProgressLocation: { Notification: 15 },
    Uri: { parse: () => ({}) },
    window: {
      createTreeView: () => ({ message: "", dispose: () => undefined }),
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      setStatusBarMessage: (message: string) => world.asides.push(message),
      createOutputChannel: () => ({ error: () => undefined, show: () => undefined }),
      withProgress: (_: unknown, work: (...given: readonly unknown[]) => unknown) => work({}, {}),
    },
    workspace: {
      isTrusted: true,
      getConfiguration: () => ({
        inspect: (name: string) => ({
          globalValue: name === "apigatewayResponse.endpointUrl" ? world.endpoint : undefined,
        }),
        update: async (_: string, value: string | undefined) => {
          world.endpoint = value;
          for (const heard of world.changed) {
            heard({ affectsConfiguration: () => true });
          }
        },
      }),
      createFileSystemWatcher: () => ({
        ...{ onDidChange: listen, onDidCreate: listen, onDidDelete: listen, dispose: () => undefined },
      }),
      onDidSaveTextDocument: listen,
      onDidCreateFiles: listen,
      onDidDeleteFiles: listen,
      onDidRenameFiles: listen,
      onDidGrantWorkspaceTrust: listen,
      onDidChangeConfiguration: (heard: (typeof world.changed)[number]) => {
        world.changed.push(heard);
        return { dispose: () => undefined };
      },
    },
  };
});

beforeEach(() => {
  Object.assign(world, { told: [], asides: [], presses: [], endpoint: undefined, ran: [], changed: [] });
});

/** A server on which API Gateway Local is what the setting names, once it was started. */
function scene() {
  const asked: string[] = [];
  const service = { listens: false };
  const connection = {
    run: async (command: string) => {
      const name = command.replace("apigatewayResponse.server.", "");
      asked.push(name);
      switch (name) {
        case "startLocal": {
          const already = service.listens;
          service.listens = true;
          return { kind: "started", url: URL_THERE, already };
        }
        case "awsChoices":
          return {
            kind: "choices",
            profiles: [],
            regions: [],
            ...(service.listens && world.endpoint === URL_THERE ? { local: URL_THERE } : {}),
          };
        default:
          return { kind: "apis", apis: [], endpoint: URL_THERE };
      }
    },
  };
  const tell = new Tell();
  const kept = new Map<string, unknown>([
    ["apigatewayResponse.accounts", [{ profile: "dev", region: "eu-west-1" }]],
  ]);
  const memory = {
    get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void kept.set(key, value),
  };
  const names = new Names(memory as never);
  const remote = new Remote({ connection: connection as never, tell, names, signs: true });
  const tree = new ApiTree(
    { remote, files: { onDidWrite: () => ({ dispose: () => undefined }) } as never, memory: memory as never },
    {
      openCommand: "open",
      failureCommand: "fail",
    },
  );
  const shown: string[] = [];
  return {
    ...{ asked, tell, remote, tree, service, shown, kept },
    start: () => startLocal(remote, tell, { refresh: () => tree.refresh(), show: () => shown.push("view") }),
    roots: async () => {
      const items = [];
      for (const node of await tree.getChildren()) {
        const { label, description, contextValue } = await tree.getTreeItem(node);
        items.push([label, description, contextValue]);
      }
      return items;
    },
  };
}

const ACCOUNTS = [["dev", "eu-west-1", "account"]];
const LOCAL = [["API Gateway Local", "127.0.0.1:4570", "local"]];

/** Everything that was begun without being waited for. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("nothing is sent there before the user says so; then the view has it alone, until Back to AWS", async () => {
  const { start, roots, shown, tell, kept } = scene();
  const before = structuredClone([...kept]);
  await start();
  await settled();
  expect(world.endpoint).toBeUndefined();
  expect(await roots()).toEqual(ACCOUNTS);

  world.presses = ["Send Everything There"];
  await start();
  await settled();
  expect(world.endpoint).toBe(URL_THERE);
  expect(shown).toEqual(["view"]);
  expect(await roots()).toEqual(LOCAL);
  expect(world.told.at(-1)?.message).toContain("Your own keys are not used.");

  await leaveLocal(tell);
  expect(world.endpoint).toBeUndefined();
  expect(await roots()).toEqual(ACCOUNTS);
  expect([...kept]).toEqual(before);
});

test("where it is in use already, it is shown at once and nothing is offered", async () => {
  const { start, roots, shown } = scene();
  world.endpoint = URL_THERE;
  expect(await roots()).toEqual(ACCOUNTS);
  await start();
  expect(shown).toEqual(["view"]);
  expect(world.told.at(-1)?.actions.map(({ title }) => title)).toEqual(["Copy Address"]);
  expect(await roots()).toEqual(LOCAL);
});

test("the view asks nobody what it is, where no endpoint is set", async () => {
  const { roots, asked } = scene();
  expect(await roots()).toEqual(ACCOUNTS);
  expect(asked).toEqual([]);
});

describe("where nothing answers any more", () => {
  const failure = (couldStartLocal?: true): DeployFailure => ({
    kind: "failed",
    reason: "network",
    message: "Nothing answers.",
    ...(couldStartLocal === undefined ? {} : { couldStartLocal }),
  });

  test("one press starts it, and what was asked goes on", async () => {
    const { tell } = scene();
    world.presses = ["Start API Gateway Local"];
    const attempt = { uri: {} as never, again: () => undefined, resume: () => world.ran.push("resumed") };
    tellFailure(tell, failure(true), attempt);
    await settled();
    expect(world.ran).toEqual(["apigatewayResponse.startLocal", "resumed"]);
  });

  test("that is not offered where it would not help", () => {
    const { tell } = scene();
    tellFailure(tell, failure(), { uri: {} as never, again: () => undefined, resume: () => undefined });
    expect(world.told.map(({ actions }) => actions.map(({ title }) => title))).toEqual([
      ["Try Again", "Show Log"],
    ]);
  });
});

test.each([
  ["API Gateway Local has no profile and one Region, so neither is asked for", URL_THERE, 0, "us-east-1"],
  ["any other endpoint is asked about as AWS is", undefined, 2, undefined],
])("%s", (_, local, questions, region) => {
  const draft: { profile?: string | undefined; region?: string } = { profile: "old" };
  const choices = {
    profiles: local === undefined ? ["a", "b"].map((name) => ({ name, method: "SSO" })) : [],
    regions: [],
    defaultRegion: "us-east-1",
    ...(local === undefined ? {} : { local }),
  };
  const memory = remembered({ get: (_key: string, otherwise: unknown) => otherwise } as never);
  expect(connectionQuestions(choices, memory, draft)).toHaveLength(questions);
  expect(draft.region).toBe(region);
  expect(draft.profile).toBe(local === undefined ? "a" : undefined);
});
