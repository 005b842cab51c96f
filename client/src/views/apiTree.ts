// The API Gateway view: accounts, their APIs, paths, methods, and the responses beside the files here.
// Invariant: an account is asked when one of its nodes is opened, once, and again only when the user refreshes or has
// deployed, or when the shared AWS files have changed.
import {
  type Disposable,
  EventEmitter,
  l10n,
  type Memento,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
  workspace,
} from "vscode";
import { type DeployFailure, OWN_FILES, type RemoteResource } from "../../../server/src/contract";
import { plain } from "../deploy/words";
import { ENDPOINT_SETTING } from "../hostState";
import type { FileState, LocalFiles } from "../remote/localFiles";
import type { Node } from "../remote/nodes";
import { type Account, type ApiList, isFailure, type Remote } from "../remote/remote";

/** Of API Gateway Local: nobody's, and in its only Region. */
const LOCAL_ACCOUNT: Account = { region: "us-east-1" };

const KEY = "apigatewayResponse.accounts";
export const API_VIEW = "apigatewayResponse.apis";

/** What opening a node runs, with the node. */
export interface TreeCommands {
  readonly openCommand: string;
  readonly failureCommand: string;
}

export class ApiTree implements TreeDataProvider<Node>, Disposable {
  readonly #remote: Remote;
  readonly #files: LocalFiles;
  readonly #memory: Memento;
  readonly #openCommand: string;
  readonly #failureCommand: string;
  readonly #didChange = new EventEmitter<Node | undefined>();
  readonly #view: TreeView<Node>;
  readonly #listening: readonly Disposable[];
  readonly #apis = new Map<string, Promise<ApiList | DeployFailure>>();
  readonly #resources = new Map<string, Promise<readonly RemoteResource[] | DeployFailure>>();

  #local: Promise<string | undefined> | undefined;

  constructor(
    means: { readonly remote: Remote; readonly files: LocalFiles; readonly memory: Memento },
    { openCommand, failureCommand }: TreeCommands,
  ) {
    this.#remote = means.remote;
    this.#files = means.files;
    this.#memory = means.memory;
    this.#openCommand = openCommand;
    this.#failureCommand = failureCommand;
    this.#view = window.createTreeView(API_VIEW, { treeDataProvider: this, showCollapseAll: true });
    const watcher = workspace.createFileSystemWatcher("**/integration/responses/*.json");
    const update = (): void => this.update();
    this.#listening = [
      this.#view,
      watcher,
      watcher.onDidChange(update),
      watcher.onDidCreate(update),
      watcher.onDidDelete(update),
      workspace.onDidSaveTextDocument(({ uri }) => OWN_FILES.test(uri.path) && update()),
      workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(ENDPOINT_SETTING)) {
          this.refresh();
        }
      }),
    ];
  }

  readonly onDidChangeTreeData = this.#didChange.event;

  dispose(): void {
    for (const one of this.#listening) {
      one.dispose();
    }
    this.#didChange.dispose();
  }

  /** Looks at the files again; asks nobody. */
  update(): void {
    this.#didChange.fire(undefined);
  }

  /** Asks anew, what is open at once and the rest when it is opened. */
  refresh(): void {
    this.#local = undefined;
    this.#apis.clear();
    this.#resources.clear();
    this.update();
  }

  /** As far as the API was listed. */
  async nameOf(restApiId: string): Promise<string | undefined> {
    const lists = await Promise.all(this.#apis.values());
    return lists.flatMap((list) => (isFailure(list) ? [] : list.apis)).find(({ id }) => id === restApiId)
      ?.name;
  }

  async add(account: Account): Promise<void> {
    const others = this.#accounts().filter((one) => keyOf(one) !== keyOf(account));
    await this.#memory.update(KEY, [...others, account]);
    this.refresh();
  }

  async remove(account: Account): Promise<void> {
    await this.#memory.update(
      KEY,
      this.#accounts().filter((one) => keyOf(one) !== keyOf(account)),
    );
    this.refresh();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return workspace.isTrusted ? this.#roots() : [];
      case "account":
        return this.#apisOf(node.account);
      case "api":
        return this.#resourcesOf(node);
      case "resource":
        return node.resource.methods.map((method) => ({ ...node, kind: "method", method }));
      case "method":
        return node.method.responses.map((response) => ({ ...node, kind: "response", response }));
      default:
        return [];
    }
  }

  async getTreeItem(node: Node): Promise<TreeItem> {
    const item = itemOf(node);
    if (node.kind === "response") {
      const { uri } = (await this.#files.find(node.response)) ?? {};
      const state = await this.#files.stateOf(node.response).catch((): FileState => "notPulled");
      const words = STATES[state];
      item.description = words.words();
      item.iconPath = new ThemeIcon(
        words.icon,
        words.color === undefined ? undefined : new ThemeColor(words.color),
      );
      item.tooltip =
        uri === undefined || state === "notPulled" ? words.words() : `${words.words()}\n${uri.fsPath}`;
      item.contextValue = `response.${state}`;
      item.command = { command: this.#openCommand, title: l10n.t("Open"), arguments: [node] };
    }
    if (node.kind === "note" && node.failure !== undefined) {
      item.command = {
        command: this.#failureCommand,
        title: l10n.t("What Can Be Done"),
        arguments: [node],
      };
    }
    return item;
  }

  #accounts(): readonly Account[] {
    return this.#memory.get<readonly Account[]>(KEY, []);
  }

  /** All requests go to API Gateway Local while that is the endpoint, whatever account they are for. */
  async #roots(): Promise<Node[]> {
    this.#local ??= this.#remote.local();
    const local = await this.#local;
    return local === undefined
      ? this.#accounts().map((account) => ({ kind: "account", account }))
      : [{ kind: "account", account: LOCAL_ACCOUNT, local }];
  }

  async #apisOf(account: Account): Promise<Node[]> {
    const asking = kept(this.#apis, keyOf(account), () => this.#remote.apis(account));
    const list = await asking;
    if (isFailure(list)) {
      return [failed(list)];
    }
    const { apis, endpoint } = list;
    const isPlain = endpoint === "AWS" || endpoint === (await this.#local);
    this.#view.message = isPlain ? "" : l10n.t("Endpoint: {0}, NOT AWS", endpoint);
    return apis.length === 0
      ? [note(l10n.t("No REST API in {0}.", account.region))]
      : apis.map((api) => ({ kind: "api", account, api }));
  }

  async #resourcesOf(node: Extract<Node, { readonly kind: "api" }>): Promise<Node[]> {
    const { account, api } = node;
    const key = JSON.stringify([keyOf(account), api.id]);
    const resources = await kept(this.#resources, key, () => this.#remote.resources(account, api.id));
    if (isFailure(resources)) {
      return [failed(resources)];
    }
    return resources.length === 0
      ? [note(l10n.t("No method yet."))]
      : resources.map((resource) => ({ ...node, kind: "resource", resource }));
  }
}

function kept<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  ask: () => Promise<Value>,
): Promise<Value> {
  const asking = known.get(key) ?? ask();
  known.set(key, asking);
  return asking;
}

function keyOf({ profile, region }: Account): string {
  return JSON.stringify([profile ?? null, region]);
}

function note(text: string): Node {
  return { kind: "note", text };
}

function failed(failure: DeployFailure): Node {
  return { kind: "note", text: plain(failure.message), failure };
}

/** Told by an icon and in words, never by colour alone. */
const STATES: Readonly<Record<FileState, { words: () => string; icon: string; color?: string }>> = {
  notPulled: { words: () => l10n.t("not pulled"), icon: "cloud" },
  same: { words: () => l10n.t("same here"), icon: "check" },
  changedHere: {
    words: () => l10n.t("changed here"),
    icon: "arrow-up",
    color: "gitDecoration.modifiedResourceForeground",
  },
  changedThere: {
    words: () => l10n.t("changed there"),
    icon: "arrow-down",
    color: "gitDecoration.modifiedResourceForeground",
  },
  both: {
    words: () => l10n.t("changed here and there"),
    icon: "git-compare",
    color: "gitDecoration.conflictingResourceForeground",
  },
};

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

function itemOf(node: Node): TreeItem {
  switch (node.kind) {
    case "account": {
      const { profile, region } = node.account;
      if (node.local !== undefined) {
        return item(l10n.t("API Gateway Local"), {
          icon: "vm",
          state: Expanded,
          kind: "local",
          description: node.local.replace("http://", ""),
          tooltip: l10n.t("All requests go to {0} on this machine, with keys that are nobody's.", node.local),
        });
      }
      return item(profile ?? l10n.t("No profile"), {
        icon: "account",
        state: Expanded,
        kind: node.kind,
        description: region,
      });
    }
    case "api": {
      const { id, name, description } = node.api;
      return item(name, {
        icon: "server",
        state: Collapsed,
        kind: node.kind,
        description: id,
        tooltip: description,
      });
    }
    case "resource":
      return item(node.resource.path, { icon: "symbol-folder", state: Expanded, kind: node.kind });
    case "method": {
      const { httpMethod, integrationType, responses } = node.method;
      return item(httpMethod, {
        icon: "symbol-method",
        state: responses.length === 0 ? None : Expanded,
        kind: node.kind,
        description: integrationType ?? l10n.t("no integration"),
      });
    }
    case "response":
      return item(node.response.target.statusCode, { icon: "symbol-value", state: None, kind: node.kind });
    case "note":
      return item(node.text, {
        icon: node.failure === undefined ? "info" : "error",
        state: None,
        kind: node.kind,
        tooltip: node.text,
      });
  }
}

interface Looks {
  readonly icon: string;
  readonly state: TreeItemCollapsibleState;
  readonly kind: string;
  readonly description?: string;
  readonly tooltip?: string | undefined;
}

function item(label: string, { icon, state, kind, description, tooltip }: Looks): TreeItem {
  const made = new TreeItem(label, state);
  made.iconPath = new ThemeIcon(icon);
  made.contextValue = kind;
  if (description !== undefined) {
    made.description = description;
  }
  if (tooltip !== undefined) {
    made.tooltip = tooltip;
  }
  return made;
}
