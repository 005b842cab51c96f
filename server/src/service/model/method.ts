// One method as far as it is in sight: its integration, its responses and what its method responses declare.
// Invariant: what is not in sight is `undefined` and never taken for absent. Spans are relative to the method's start.
import type { ObjectNode, Property, StringNode, Tree } from "../syntax/node";
import type { Span } from "../text/span";
import type { IntegrationResponse, Located, RequestTemplate } from "./integrationResponse";
import { stringMember } from "./integrationResponse";

/** What stands behind a method, by the type of its integration and the shape of its URI. */
export type Backend = "lambda" | "aws" | "http" | "mock" | "proxy";

export interface Integration {
  readonly type: Located<string> | undefined;
  readonly uri: Located<string> | undefined;
  /** Unknown where the type is not written or is none, and of `AWS` where the URI is not. */
  readonly backend: Backend | undefined;
  readonly requests: readonly RequestTemplate[];
}

/** One response of the method, in whichever document. */
export interface MethodMember {
  readonly uri: string;
  /** From the response itself, the key it stands under or the name of its file. */
  readonly status: string | undefined;
  /** What to mark when the response as a whole is meant. */
  readonly nameSpan: Span;
  readonly response: IntegrationResponse;
  /** A sibling's own document, and where in it the response's spans count from. */
  readonly document?: { readonly text: string; readonly start: number };
}

/** One method response: the headers that it declares. */
export interface Declaration {
  readonly status: string | undefined;
  readonly nameSpan: Span;
  readonly object: ObjectNode;
  /** The object that lists the headers, where there is one. */
  readonly parameters: ObjectNode | undefined;
  readonly headers: readonly DeclaredHeader[];
}

export interface DeclaredHeader {
  readonly name: string;
  readonly key: StringNode;
  readonly property: Property;
}

export interface Declarations {
  /** The document that holds them. */
  readonly uri: string;
  readonly tree: Tree;
  /** The object to add a method response to; a list has none. */
  readonly map: ObjectNode | undefined;
  readonly all: readonly Declaration[];
}

export interface Method {
  /** The method's own verb, where it is in sight. */
  readonly httpMethod: string | undefined;
  readonly integration: Integration | undefined;
  readonly members: readonly MethodMember[];
  /** `undefined`: the method responses are not in sight. */
  readonly declarations: Declarations | undefined;
  /** Whether every response of the method is in sight, as in what the service prints of it. */
  readonly isWhole: boolean;
  /** What to mark when something is missing among the responses. */
  readonly listSpan: Span | undefined;
}

export function backendOf(type: string | undefined, uri: string | undefined): Backend | undefined {
  switch (type?.toUpperCase()) {
    case "AWS":
      return uri === undefined ? undefined : uri.includes("lambda:path/") ? "lambda" : "aws";
    case "HTTP":
      return "http";
    case "MOCK":
      return "mock";
    case "AWS_PROXY":
    case "HTTP_PROXY":
      return "proxy";
    default:
      return undefined;
  }
}

/** The headers that a response maps, in small letters, since HTTP does not tell them apart by case. */
export function mappedHeaders({ mappings }: IntegrationResponse): Set<string> {
  return new Set(mappings.flatMap(({ key }) => (key.kind === "header" ? [key.name.toLowerCase()] : [])));
}

/** Whether a template of the response may set headers on its own. */
export function overridesHeaders({ templates }: IntegrationResponse): boolean {
  return templates.some(({ value }) => value?.text.value.includes("responseOverride") ?? false);
}

/** The pattern, empty for the default response; `undefined` where it cannot be known. */
export function patternOf(response: IntegrationResponse): string | undefined {
  const written = response.members.filter(({ key }) => key.text.value === "selectionPattern");
  const { value } = written.at(-1) ?? {};
  if (written.length === 0 || (value?.kind === "literal" && value.value === null)) {
    return "";
  }
  const pattern = stringMember(response, "selectionPattern");
  return pattern === undefined || pattern.node.text.hasHoles ? undefined : pattern.value;
}
