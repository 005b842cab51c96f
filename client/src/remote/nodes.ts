// What the tree shows and commands take: an account, an API, a path, a method, a response.
// Invariant: a node names everything above it, so that a command needs no other.
import type {
  DeployFailure,
  RemoteApi,
  RemoteMethod,
  RemoteResource,
  RemoteResponse,
} from "../../../server/src/contract";
import type { Account } from "./remote";

export interface ApiPlace {
  readonly account: Account;
  readonly api: RemoteApi;
}

export interface MethodPlace extends ApiPlace {
  readonly resource: Pick<RemoteResource, "id" | "path">;
  readonly method: RemoteMethod;
}

export type Node =
  /** `local`: the endpoint in use, which is API Gateway Local. */
  | { readonly kind: "account"; readonly account: Account; readonly local?: string }
  | ({ readonly kind: "api" } & ApiPlace)
  | ({ readonly kind: "resource" } & ApiPlace & { readonly resource: RemoteResource })
  | ({ readonly kind: "method" } & MethodPlace)
  | ({ readonly kind: "response" } & MethodPlace & { readonly response: RemoteResponse })
  /** Something to read: that there is nothing, or a failure, which is told in full when it is opened. */
  | { readonly kind: "note"; readonly text: string; readonly failure?: DeployFailure };

const KINDS: ReadonlySet<unknown> = new Set(["account", "api", "resource", "method", "response", "note"]);

/** A command of a tree's menu brings its node; one from the palette brings nothing. */
export function nodeOf(value: unknown): Node | undefined {
  return KINDS.has((value as { readonly kind?: unknown } | undefined)?.kind) ? (value as Node) : undefined;
}

/** For a command that asks for the rest. */
export function accountNode(account: Account | undefined): Node | undefined {
  return account && { kind: "account", account };
}

/** `GET /pets` */
export function methodName({ method, resource }: Pick<MethodPlace, "method" | "resource">): string {
  return `${method.httpMethod} ${resource.path}`;
}
