// What the tree shows and commands take: an account, an API, a path, a method, a response.
// Invariant: a node names everything above it, the endpoint it was read from too, so that a command needs no other.
import type { Uri } from "vscode";
import type {
  DeployFailure,
  DeployTarget,
  RemoteApi,
  RemoteMethod,
  RemotePlace,
  RemoteResource,
  RemoteResponse,
} from "../../../server/src/contract";
import type { FileState } from "./localFiles";
import type { Account } from "./remote";

export interface ApiPlace {
  readonly account: Account;
  /** Where it was read: `AWS`, or the endpoint in use instead. */
  readonly endpoint: string;
  readonly api: RemoteApi;
}

/** An API that need not have been read from anywhere: its id may be written in a document. */
export type ApiRef = Omit<ApiPlace, "endpoint"> & Partial<Pick<ApiPlace, "endpoint">>;

export interface MethodPlace extends ApiPlace {
  readonly resource: Pick<RemoteResource, "id" | "path">;
  readonly method: RemoteMethod;
}

export interface ResponsePlace extends MethodPlace {
  readonly target: DeployTarget;
  /** Absent where nothing is deployed there: the file is only here. */
  readonly response?: RemoteResponse;
  readonly state: FileState;
  /** The file that it is, or would be; absent without a folder. */
  readonly uri?: Uri;
}

export type Node =
  /** `local`: the endpoint in use, which is API Gateway Local. */
  | { readonly kind: "account"; readonly account: Account; readonly local?: string }
  | ({ readonly kind: "api" } & ApiPlace)
  | ({ readonly kind: "resource" } & ApiPlace & { readonly resource: RemoteResource })
  | ({ readonly kind: "method" } & MethodPlace)
  | ({ readonly kind: "response" } & ResponsePlace)
  /** Something to read: that there is nothing. */
  | { readonly kind: "note"; readonly text: string; readonly failure?: never }
  /** What is below a node could not be read; it is told in full when it is opened. */
  | { readonly kind: "note"; readonly text: string; readonly failure: DeployFailure; readonly below: Node };

/** An API, or something in it. */
export type ApiNode = Exclude<Node, { readonly kind: "account" | "note" }>;

const KINDS: ReadonlySet<unknown> = new Set(["account", "api", "resource", "method", "response", "note"]);

/** A command of a tree's menu brings its node; one from the palette brings nothing. */
export function nodeOf(value: unknown): Node | undefined {
  return KINDS.has((value as { readonly kind?: unknown } | undefined)?.kind) ? (value as Node) : undefined;
}

export function apiNodeOf(value: unknown): ApiNode | undefined {
  const node = nodeOf(value);
  return node?.kind === "account" || node?.kind === "note" ? undefined : node;
}

/** A node that says whose APIs are to be chosen from, and no more. */
export function accountOf(value: unknown): Account | undefined {
  const node = nodeOf(value);
  return node?.kind === "account" ? node.account : undefined;
}

/** For a command that asks for the rest. */
export function accountNode(account: Account | undefined): Node | undefined {
  return account && { kind: "account", account };
}

/** For a request about it: it goes where this was read, or nowhere. */
export function placeOf({
  account,
  endpoint,
}: Pick<ApiRef, "account" | "endpoint">): Account & Pick<RemotePlace, "shownEndpoint"> {
  return { ...account, ...(endpoint === undefined ? {} : { shownEndpoint: endpoint }) };
}

/** `GET /pets` */
export function methodName({
  method,
  resource,
}: {
  readonly method: Pick<RemoteMethod, "httpMethod">;
  readonly resource: Pick<RemoteResource, "path">;
}): string {
  return `${method.httpMethod} ${resource.path}`;
}
