// Tells which dialect a document is written in, or that it holds no integration response.
// Invariant: a foreign document is recognised only by what nothing else has; when in doubt it is not ours.
import { KEY_PREFIX } from "../../islands/mapping/parseKey";
import type { Node, ObjectNode } from "../../syntax/node";
import { findProperty } from "../../syntax/node";
import { MEMBERS } from "../../vocabulary/members";
import type { DialectId, DocumentFacts } from "./dialect";
import { PRINTED_MEMBERS } from "./serviceOutput";

/** Members of the documents that resemble ours: method responses, integrations, gateway responses, whole APIs. */
export const MEMBERS_OF_OTHERS: ReadonlySet<string> = new Set([
  "AWSTemplateFormatVersion",
  "Resources",
  "authorizationType",
  "cacheKeyParameters",
  "cacheNamespace",
  "defaultResponse",
  "integrationHttpMethod",
  "integrationResponses",
  "methodIntegration",
  "methodResponses",
  "openapi",
  "passthroughBehavior",
  "patchOperations",
  "paths",
  "requestParameters",
  "requestTemplates",
  "resource",
  "responseModels",
  "responseType",
  "swagger",
  "type",
  "uri",
]);

export function recogniseDialect(root: Node | undefined, facts: DocumentFacts): DialectId | undefined {
  if (root?.kind !== "object") {
    return undefined;
  }
  const keys = root.properties.map((property) => property.key.text.value);
  if (isParameterMap(root, keys)) {
    return isMethodResponseMap(root) ? undefined : "parameterMap";
  }
  if (isMethodResponse(root)) {
    return undefined;
  }
  if (
    !facts.own &&
    !(keys.some((key) => isBodyMember(root, key)) && !keys.some((key) => MEMBERS_OF_OTHERS.has(key)))
  ) {
    return undefined;
  }
  if (keys.some((key) => PRINTED_MEMBERS.has(key))) {
    return "serviceOutput";
  }
  return keys.some((key) => MEMBERS.get(key)?.role === "target") ? "cliInput" : "putBody";
}

function isParameterMap(root: ObjectNode, keys: readonly string[]): boolean {
  return (
    root.properties.length > 0 &&
    keys.some((key) => key.startsWith(KEY_PREFIX)) &&
    !keys.some((key) => MEMBERS.has(key))
  );
}

/** Header to `true` or `false` declares headers: a method response's business, and not ours. */
function isMethodResponseMap(map: ObjectNode): boolean {
  return (
    map.properties.length > 0 &&
    map.properties.every(({ value }) => value?.kind === "literal" && typeof value.value === "boolean")
  );
}

/** What a method response never has. With one of them it is an integration response that took over too much. */
const NEVER_DECLARED = ["selectionPattern", "responseTemplates", "contentHandling"];

function isMethodResponse(root: ObjectNode): boolean {
  if (NEVER_DECLARED.some((name) => findProperty(root, name) !== undefined)) {
    return false;
  }
  const parameters = findProperty(root, "responseParameters")?.value;
  return (
    findProperty(root, "responseModels") !== undefined ||
    (parameters?.kind === "object" && isMethodResponseMap(parameters))
  );
}

function isBodyMember(root: ObjectNode, key: string): boolean {
  // Looked for only under these names: the other members of a large document are many.
  const valueHere = (): Node | undefined => findProperty(root, key)?.value;
  switch (key) {
    case "responseParameters": {
      const value = valueHere();
      return (
        value?.kind === "object" &&
        value.properties.some(({ key: name }) => name.text.value.startsWith(KEY_PREFIX))
      );
    }
    case "responseTemplates":
      return valueHere()?.kind === "object";
    case "selectionPattern":
    case "contentHandling":
      return valueHere()?.kind === "string";
    default:
      return false;
  }
}
