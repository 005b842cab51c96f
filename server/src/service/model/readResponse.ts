// Reads an integration response out of a tree whose dialect is known.
import { parseMappingKey } from "../islands/mapping/parseKey";
import { parseMappingSource } from "../islands/mapping/parseSource";
import { compileRegex, parseRegex } from "../islands/regex";
import { lazily } from "../lazily";
import type { Node, ObjectNode, Tree } from "../syntax/node";
import type { DialectId } from "./dialects/dialect";
import type { IntegrationResponse, Mapping, SelectionPattern, Template } from "./integrationResponse";

export function readResponse(tree: Tree, object: ObjectNode, dialect: DialectId): IntegrationResponse {
  const isMap = dialect === "parameterMap";
  const valuesOf = (name: string): readonly ObjectNode[] =>
    object.properties
      .filter((member) => member.key.text.value === name)
      .flatMap(({ value }) => asObject(value));
  return {
    dialect,
    tree,
    object,
    members: isMap ? [] : object.properties,
    pattern: isMap ? undefined : readPattern(object),
    mappings: (isMap ? [object] : valuesOf("responseParameters")).flatMap(readMappings),
    templates: isMap ? [] : valuesOf("responseTemplates").flatMap(readTemplates),
  };
}

function asObject(node: Node | undefined): readonly ObjectNode[] {
  return node?.kind === "object" ? [node] : [];
}

function readPattern({ properties }: ObjectNode): SelectionPattern | undefined {
  const node = properties.findLast(({ key }) => key.text.value === "selectionPattern")?.value;
  if (node?.kind !== "string") {
    return undefined;
  }
  const regex = lazily(() => parseRegex(node.text));
  return { node, regex, program: lazily(() => compileRegex(regex())) };
}

function readMappings(map: ObjectNode): readonly Mapping[] {
  return map.properties.map((property) => ({
    property,
    key: parseMappingKey(property.key.text),
    source:
      property.value?.kind === "string"
        ? { value: parseMappingSource(property.value.text), node: property.value }
        : undefined,
  }));
}

function readTemplates(map: ObjectNode): readonly Template[] {
  return map.properties.map((property) => ({
    property,
    mediaType: property.key.text.value,
    value: property.value?.kind === "string" ? property.value : undefined,
  }));
}
