// The API Gateway view: accounts, their APIs, paths, methods, and the responses beside the files here.
// Invariant: an account is asked when one of its nodes is opened, once, and again only when the user says so or the
// shared AWS files have changed, or of an API in which something was deployed. Rows are painted anew only where
// they would look otherwise: what moves under the mouse swallows the click.
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
  type Uri,
  window,
  workspace,
} from "vscode";
import type { DeployFailure, DeployTarget, RemoteResource } from "../../../server/src/contract";
import type { ReadMethod } from "../commands/pull";
import { plain } from "../deploy/words";
import { ENDPOINT_SETTING } from "../hostState";
import { type LocalFiles, originOf } from "../remote/localFiles";
import type { ApiPlace, MethodPlace, Node, ResponsePlace } from "../remote/nodes";
import { type Account, type ApiList, isFailure, type Remote } from "../remote/remote";
import { lookOf } from "./stateLooks";

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
  readonly #commands: TreeCommands;
  readonly #didChange = new EventEmitter<Node | undefined>();
  readonly #listening: readonly Disposable[];
  readonly #apis = new Map<string, Promise<ApiList | DeployFailure>>();
  readonly #resources = new Map<string, Promise<readonly RemoteResource[] | DeployFailure>>();
  /** Of each account, by what it was last told to be asked at. */
  readonly #endpoints = new Map<string, string>();
  /** The nodes that are on show, so that one can be painted anew by itself. */
  readonly #shownApis = new Map<string, Node & ApiPlace>();
  readonly #shownMethods = new Map<string, ShownMethod>();
  /** The methods whose files are looked at, and whether one of these changed meanwhile. */
  readonly #looking = new Map<string, boolean>();

  #local: Promise<string | undefined> | undefined;

  constructor(
    means: { readonly remote: Remote; readonly files: LocalFiles; readonly memory: Memento },
    commands: TreeCommands,
  ) {
    this.#remote = means.remote;
    this.#files = means.files;
    this.#memory = means.memory;
    this.#commands = commands;
    // Of a folder that comes or goes with all that is in it there may be no event but its own.
    const watcher = workspace.createFileSystemWatcher("{**/restapis,**/restapis/**}");
    const look = (uri: Uri): void => this.#fileChanged(uri);
    this.#listening = [
      window.createTreeView(API_VIEW, { treeDataProvider: this, showCollapseAll: true }),
      watcher,
      watcher.onDidChange(look),
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
      // A watcher may miss what is written into a folder that is itself new.
      this.#files.onDidWrite(look),
      workspace.onDidSaveTextDocument(({ uri }) => look(uri)),
      workspace.onDidCreateFiles(({ files }) => files.forEach(look)),
      workspace.onDidDeleteFiles(({ files }) => files.forEach(look)),
      workspace.onDidRenameFiles(({ files }) =>
        files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]).forEach(look),
      ),
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

  get accounts(): readonly Account[] {
    return this.#memory.get<readonly Account[]>(KEY, []);
  }

  /** Asks anew, what is open at once and the rest when it is opened. */
  refresh(): void {
    this.#local = undefined;
    this.#apis.clear();
    this.#resources.clear();
    this.#endpoints.clear();
    this.#shownApis.clear();
    this.#shownMethods.clear();
    this.#didChange.fire(undefined);
  }

  /** Asks once more for what is below a node. What failed is not kept. */
  readAgain(node: Node): void {
    this.#didChange.fire(node);
  }

  /** What the view shows of this API is old; of any API, where it is not known which. */
  deployed(target: DeployTarget | undefined): void {
    for (const [key, node] of this.#shownApis) {
      if (target === undefined || node.api.id === target.restApiId) {
        this.#resources.delete(key);
        this.#didChange.fire(node);
      }
    }
  }

  /** Takes over what somebody else has just read, so that it is not asked for again. */
  async didRead(place: ApiPlace, methods: readonly ReadMethod[]): Promise<void> {
    const key = apiKey(place);
    const known = await this.#resources.get(key);
    const node = this.#shownApis.get(key);
    if (node?.endpoint !== place.endpoint || known === undefined || isFailure(known)) {
      return;
    }
    const resources = known.map((resource) => ({
      ...resource,
      methods: resource.methods.map((method) => {
        const { responses = method.responses } =
          methods.find(
            ({ resourceId, httpMethod }) => resourceId === resource.id && httpMethod === method.httpMethod,
          ) ?? {};
        return { ...method, responses };
      }),
    }));
    if (JSON.stringify(resources) !== JSON.stringify(known)) {
      this.#resources.set(key, Promise.resolve(resources));
      this.#didChange.fire(node);
    }
  }

  async add(account: Account): Promise<void> {
    const others = this.accounts.filter((one) => keyOf(one) !== keyOf(account));
    await this.#memory.update(KEY, [...others, account]);
    this.#didChange.fire(undefined);
  }

  async remove(account: Account): Promise<void> {
    const key = keyOf(account);
    await this.#memory.update(
      KEY,
      this.accounts.filter((one) => keyOf(one) !== key),
    );
    this.#forget(key);
    this.#didChange.fire(undefined);
  }

  /** What was read of an account that the view does not show any more: one that comes back is asked anew. */
  #forget(account: string): void {
    this.#apis.delete(account);
    this.#endpoints.delete(account);
    for (const [api, node] of this.#shownApis) {
      if (keyOf(node.account) === account) {
        this.#resources.delete(api);
        this.#shownApis.delete(api);
      }
    }
    for (const [method, { node }] of this.#shownMethods) {
      if (keyOf(node.account) === account) {
        this.#shownMethods.delete(method);
      }
    }
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return workspace.isTrusted ? this.#roots() : [];
      case "account":
        return this.#apisOf(node);
      case "api":
        return this.#resourcesOf(node);
      case "resource":
        return node.resource.methods.map((method) => this.#shown({ ...node, kind: "method", method }));
      case "method": {
        const responses = await this.#responsesIn(node);
        return responses.length === 0
          ? [note(l10n.t("No integration response yet."))]
          : responses.map((response) => ({ ...response, kind: "response" }));
      }
      default:
        return [];
    }
  }

  /** Those of a method, on both sides. */
  async responsesOf(place: MethodPlace): Promise<readonly ResponsePlace[]> {
    const { api, resource, method } = place;
    const target = { restApiId: api.id, resourceId: resource.id, httpMethod: method.httpMethod };
    const beside = await this.#files.besideMethod(originOf(place), target, method.responses);
    return beside.map((response) => ({ ...place, ...response }));
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case "account": {
        if (node.local !== undefined) {
          return item(l10n.t("API Gateway Local"), {
            icon: "vm",
            state: Expanded,
            kind: "local",
            description: node.local.replace("http://", ""),
            tooltip: l10n.t(
              "All requests go to {0} on this machine, with keys that are nobody's.",
              node.local,
            ),
          });
        }
        const { profile, region } = node.account;
        const endpoint = this.#endpoints.get(keyOf(node.account));
        const isElsewhere = endpoint !== undefined && endpoint !== "AWS";
        return item(profile ?? l10n.t("No profile"), {
          icon: isElsewhere ? "debug-disconnect" : "account",
          state: Expanded,
          kind: node.kind,
          description: isElsewhere ? l10n.t("{0}, NOT AWS: {1}", region, endpoint) : region,
          tooltip:
            endpoint === undefined
              ? undefined
              : isElsewhere
                ? l10n.t("Endpoint: {0}, NOT AWS", endpoint)
                : l10n.t("Endpoint: AWS"),
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
        return item(node.resource.path, { icon: "symbol-folder", state: Collapsed, kind: node.kind });
      case "method": {
        const { httpMethod, integrationType } = node.method;
        return item(httpMethod, {
          icon: "symbol-method",
          state: Expanded,
          kind: node.kind,
          description: integrationType ?? l10n.t("no integration"),
        });
      }
      case "response":
        return this.#responseItem(node);
      case "note":
        return this.#noteItem(node);
    }
  }

  #responseItem(node: Extract<Node, { readonly kind: "response" }>): TreeItem {
    const { state, target, uri } = node;
    const { words, icon, color } = lookOf(state);
    const made = item(target.statusCode, {
      icon,
      state: None,
      kind: `response.${state}`,
      description: words,
      tooltip: uri === undefined || state === "notPulled" ? words : `${words}\n${uri.fsPath}`,
    });
    made.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
    made.command = { command: this.#commands.openCommand, title: l10n.t("Open"), arguments: [node] };
    return made;
  }

  #noteItem(node: Extract<Node, { readonly kind: "note" }>): TreeItem {
    const { text, failure } = node;
    if (failure === undefined) {
      return item(text, { icon: "info", state: None, kind: node.kind, tooltip: text });
    }
    const made = item(text, {
      icon: "error",
      state: None,
      kind: failure.commandLine === undefined ? "note.failed" : "note.signIn",
      tooltip: text,
    });
    made.command = {
      command: this.#commands.failureCommand,
      title: l10n.t("What Can Be Done"),
      arguments: [node],
    };
    return made;
  }

  /** All requests go to API Gateway Local while that is the endpoint, whatever account they are for. */
  async #roots(): Promise<Node[]> {
    this.#local ??= this.#remote.local();
    const local = await this.#local;
    return local === undefined
      ? this.accounts.map((account) => ({ kind: "account", account }))
      : [{ kind: "account", account: LOCAL_ACCOUNT, local }];
  }

  async #apisOf(node: Extract<Node, { readonly kind: "account" }>): Promise<Node[]> {
    const { account } = node;
    const key = keyOf(account);
    const list = await kept(this.#apis, key, () => this.#remote.apis(account));
    if (isFailure(list)) {
      return [failed(list, node)];
    }
    const { apis, endpoint } = list;
    if (this.#endpoints.get(key) !== endpoint) {
      this.#endpoints.set(key, endpoint);
      this.#didChange.fire(node);
    }
    return apis.length === 0
      ? [note(l10n.t("No REST API in {0}.", account.region))]
      : apis.map((api) => this.#shown({ kind: "api", account, endpoint, api }));
  }

  async #resourcesOf(node: Extract<Node, { readonly kind: "api" }>): Promise<Node[]> {
    const resources = await kept(this.#resources, apiKey(node), () => this.#remote.resources(node));
    if (isFailure(resources)) {
      return [failed(resources, node)];
    }
    return resources.length === 0
      ? [note(l10n.t("No method yet."))]
      : resources.map((resource) => ({ ...node, kind: "resource", resource }));
  }

  #shown(node: Extract<Node, { readonly kind: "api" | "method" }>): Node {
    if (node.kind === "api") {
      this.#shownApis.set(apiKey(node), node);
    } else {
      this.#shownMethods.set(methodKey(node), { node });
    }
    return node;
  }

  #responsesIn(node: Extract<Node, { readonly kind: "method" }>): Promise<readonly ResponsePlace[]> {
    const responses = this.responsesOf(node);
    this.#shownMethods.set(methodKey(node), { node, responses });
    return responses;
  }

  /** Only the methods whose file it is, or whose files lie below it, look at their files again; asks nobody. */
  #fileChanged({ path }: Uri): void {
    const found = FILE_OR_ABOVE.exec(path);
    if (found === null) {
      return;
    }
    const [, restApiId, resourceId, httpMethod] = found;
    for (const [key, { node }] of this.#shownMethods) {
      const { api, resource, method } = node;
      if (
        (restApiId ?? api.id) === api.id &&
        (resourceId ?? resource.id) === resource.id &&
        (httpMethod ?? method.httpMethod) === method.httpMethod
      ) {
        void this.#lookAgain(key);
      }
    }
  }

  /** A file is told of several times, and a checkout writes many: who is looking looks once more. */
  async #lookAgain(key: string): Promise<void> {
    if (this.#looking.has(key)) {
      this.#looking.set(key, true);
      return;
    }
    do {
      this.#looking.set(key, false);
      await this.#look(key);
    } while (this.#looking.get(key) === true);
    this.#looking.delete(key);
  }

  async #look(key: string): Promise<void> {
    const shown = this.#shownMethods.get(key);
    if (shown === undefined) {
      return;
    }
    const { node, responses } = shown;
    const looks = Promise.all([this.responsesOf(node), responses]);
    const isOther = await looks.then(
      ([now, before]) => before === undefined || looksOf(now) !== looksOf(before),
      // The view says what is wrong when it lists them.
      () => true,
    );
    if (isOther) {
      this.#didChange.fire(node);
    }
  }
}

/** `responses`: as they were last listed; absent while the method stands closed. */
interface ShownMethod {
  readonly node: Node & MethodPlace;
  readonly responses?: Promise<readonly ResponsePlace[]>;
}

/** What the rows of responses show of them. */
function looksOf(responses: readonly ResponsePlace[]): string {
  return JSON.stringify(
    responses.map(({ target, state, uri }) => [target.statusCode, state, uri?.toString()]),
  );
}

/** A file of a response, or one of the folders above it up to `restapis`. */
const FILE_OR_ABOVE =
  /\/restapis(?:\/([^/]+)(?:\/resources(?:\/([^/]+)(?:\/methods(?:\/([^/]+)(?:\/integration(?:\/responses(?:\/[^/]+)?)?)?)?)?)?)?)?$/;

/** A failure is told once and not kept: whoever asks again asks the account. */
async function kept<Value>(
  known: Map<string, Promise<Value | DeployFailure>>,
  key: string,
  ask: () => Promise<Value | DeployFailure>,
): Promise<Value | DeployFailure> {
  const asking = known.get(key) ?? ask();
  known.set(key, asking);
  const answer = await asking;
  if (isFailure(answer) && known.get(key) === asking) {
    known.delete(key);
  }
  return answer;
}

function keyOf({ profile, region }: Account): string {
  return JSON.stringify([profile ?? null, region]);
}

function apiKey({ account, api }: ApiPlace): string {
  return JSON.stringify([keyOf(account), api.id]);
}

function methodKey({ resource, method, ...place }: MethodPlace): string {
  return JSON.stringify([apiKey(place), resource.id, method.httpMethod]);
}

function note(text: string): Node {
  return { kind: "note", text };
}

function failed(failure: DeployFailure, below: Node): Node {
  return { kind: "note", text: plain(failure.message), failure, below };
}

const { Collapsed, Expanded, None } = TreeItemCollapsibleState;

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
