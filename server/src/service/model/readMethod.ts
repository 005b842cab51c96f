// Reads a method out of the tree of what the service printed of it.
import { parseMappingKey } from "../islands/mapping/parseKey";
import { parseVtlText } from "../islands/vtl";
import { lazily } from "../lazily";
import type { Node, ObjectNode, Tree } from "../syntax/node";
import { contentSpan, findProperty } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import { type MethodOutline, type StatusObject, statusOf } from "./dialects/serviceOutput";
import type { Located, RequestTemplate } from "./integrationResponse";
import { backendOf, type Declaration, type Integration, type Method, type MethodMember } from "./method";
import { readResponse } from "./readResponse";

/** What an earlier version made of strings that still read the same is taken over. */
export function* readMethod(
  tree: Tree,
  outline: MethodOutline,
  uri: string,
  earlier?: Method,
): Generator<void, Method> {
  const { responses, declarations } = outline;
  // An integration has a verb too: that of the call to the backend.
  const isMethod = outline.integration !== outline.object;
  const list = findProperty(outline.integration, "integrationResponses");
  const members: MethodMember[] = [];
  const integration = readIntegration(outline.integration);
  for (const entry of responses?.entries ?? []) {
    const response = yield* readResponse(tree, entry.object, "serviceOutput", {
      backend: integration.backend,
      requests: integration.requests,
      earlier: earlier?.members[members.length]?.response,
    });
    members.push({ uri, status: statusOf(entry), nameSpan: nameSpanOf(entry), response });
  }
  return {
    httpMethod: isMethod ? stringOf(outline.object, "httpMethod")?.value : undefined,
    integration,
    members,
    declarations: declarations && {
      uri,
      tree,
      map: declarations.map,
      all: declarations.entries.map(readDeclaration),
    },
    isWhole: responses !== undefined,
    listSpan: list && contentSpan(list.key),
  };
}

export function readIntegration(object: ObjectNode): Integration {
  const type = stringOf(object, "type");
  const uri = stringOf(object, "uri");
  return {
    type,
    uri,
    backend: backendOf(type?.value, uri?.value),
    requests: readRequests(findProperty(object, "requestTemplates")?.value),
  };
}

function readRequests(map: Node | undefined): readonly RequestTemplate[] {
  const properties = map?.kind === "object" ? map.properties : [];
  return properties.map(({ key, value }) => {
    const text = value?.kind === "string" ? value.text.value : "";
    return { mediaType: key.text.value, text, parsed: lazily(() => parseVtlText(text)) };
  });
}

function stringOf(object: ObjectNode, name: string): Located<string> | undefined {
  const node = findProperty(object, name)?.value;
  return node?.kind === "string" ? { value: node.text.value, node } : undefined;
}

function readDeclaration(entry: StatusObject): Declaration {
  const value = findProperty(entry.object, "responseParameters")?.value;
  const parameters = value?.kind === "object" ? value : undefined;
  return {
    status: statusOf(entry),
    nameSpan: nameSpanOf(entry),
    object: entry.object,
    parameters,
    headers: (parameters?.properties ?? []).flatMap((property) => {
      const key = parseMappingKey(property.key.text);
      return key.kind === "header" ? [{ name: key.name, key: property.key, property }] : [];
    }),
  };
}

function nameSpanOf({ key, object }: StatusObject): Span {
  return key === undefined ? spanOf(object.start, Math.min(object.start + 1, object.end)) : contentSpan(key);
}
