// The body of the PUT: what the text says, and nothing that it does not.
// Invariant: absent stays absent, empty stays empty, and of a repeated key the last counts. A form not yet filled in
// says nothing.
import type { Analysis, Block } from "../analysis";
import { type IntegrationResponse, isPlaceholder, memberOf } from "../model/integrationResponse";
import type { Node, SyntaxProblemCode } from "../syntax/node";
import { onlyBlock } from "./targetKeys";

export interface Wanted {
  readonly selectionPattern?: string;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly contentHandling?: string;
}

export type NotWantedReason =
  /** The document holds no integration response. */
  | "notRecognised"
  /** It holds several, and none was chosen. */
  | "severalResponses"
  /** The text is not JSON, so what it says would be a guess. */
  | "brokenSyntax"
  /** A value is of a type that the service has no use for. */
  | "wrongType";

export type WantedOrNone =
  | { readonly kind: "wanted"; readonly wanted: Wanted }
  | { readonly kind: "none"; readonly reason: NotWantedReason };

/** Problems that leave no doubt what the text says. */
const HARMLESS: ReadonlySet<SyntaxProblemCode> = new Set(["comment", "trailingComma", "controlCharacter"]);

/** `block`: which response, in a document of several. */
export function wantedOf(analysis: Analysis, block: Block | undefined = onlyBlock(analysis)): WantedOrNone {
  if (block === undefined && analysis.blocks.length > 1) {
    return { kind: "none", reason: "severalResponses" };
  }
  const response = block?.content.response;
  if (response === undefined) {
    return { kind: "none", reason: "notRecognised" };
  }
  if (response.tree.problems.some(({ code }) => !HARMLESS.has(code))) {
    return { kind: "none", reason: "brokenSyntax" };
  }
  const wanted =
    response.dialect === "parameterMap"
      ? mapsOf({ parameters: response.object, templates: undefined })
      : bodyOf(response);
  return wanted === undefined ? { kind: "none", reason: "wrongType" } : { kind: "wanted", wanted };
}

function bodyOf(response: IntegrationResponse): Wanted | undefined {
  const selectionPattern = readString(response, "selectionPattern");
  const contentHandling = readString(response, "contentHandling");
  const maps = mapsOf({
    parameters: memberOf(response, "responseParameters")?.value,
    templates: memberOf(response, "responseTemplates")?.value,
  });
  if (selectionPattern === "wrongType" || contentHandling === "wrongType" || maps === undefined) {
    return undefined;
  }
  return { ...selectionPattern, ...maps, ...contentHandling };
}

/** The member alone, an empty object where it is absent or null. */
function readString<const K extends "selectionPattern" | "contentHandling">(
  response: IntegrationResponse,
  name: K,
): { readonly [Name in K]?: string } | "wrongType" {
  const node = memberOf(response, name)?.value;
  if (isAbsent(node)) {
    return {};
  }
  return node?.kind === "string"
    ? ({ [name]: node.text.value } as { readonly [Name in K]: string })
    : "wrongType";
}

function mapsOf({
  parameters,
  templates,
}: {
  readonly parameters: Node | undefined;
  readonly templates: Node | undefined;
}): Wanted | undefined {
  const responseParameters = isAbsent(parameters) ? undefined : readMap(parameters, undefined);
  const responseTemplates = isAbsent(templates) ? undefined : readMap(templates, "");
  if (responseParameters === "wrongType" || responseTemplates === "wrongType") {
    return undefined;
  }
  return {
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
  };
}

/** `null` is JSON's word for an absent member. */
function isAbsent(node: Node | undefined): boolean {
  return node === undefined || isNull(node);
}

function isNull(node: Node | undefined): boolean {
  return node?.kind === "literal" && node.value === null;
}

/** `nullAs`: what a null among the values stands for, where it stands for anything. */
function readMap(
  node: Node | undefined,
  nullAs: string | undefined,
): Readonly<Record<string, string>> | "wrongType" {
  if (node?.kind !== "object") {
    return "wrongType";
  }
  const entries = new Map<string, string>();
  for (const property of node.properties) {
    const { key, value } = property;
    const text = value?.kind === "string" ? value.text.value : isNull(value) ? nullAs : undefined;
    if (text === undefined) {
      return "wrongType";
    }
    if (isPlaceholder({ property })) {
      entries.delete(key.text.value);
    } else {
      entries.set(key.text.value, text);
    }
  }
  return Object.fromEntries(entries);
}
