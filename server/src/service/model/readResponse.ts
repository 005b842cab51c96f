// Reads an integration response out of a tree whose dialect is known.
import { parseMappingKey } from "../islands/mapping/parseKey";
import { parseMappingSource } from "../islands/mapping/parseSource";
import { compileRegex, parseRegex } from "../islands/regex";
import { parseVtl, parseVtlText } from "../islands/vtl";
import { lazily } from "../lazily";
import type { ObjectNode, Property, StringNode, Tree } from "../syntax/node";
import type { DialectId } from "./dialects/dialect";
import type {
  IntegrationResponse,
  Mapping,
  RequestTemplate,
  SelectionPattern,
  Template,
} from "./integrationResponse";
import type { Backend } from "./method";

const MEMBERS_PER_STEP = 512;

export interface ReadOptions {
  readonly backend?: Backend | undefined;
  readonly requests?: readonly RequestTemplate[] | undefined;
  /** An earlier version: what it made of a string that still reads the same is taken over. */
  readonly earlier?: IntegrationResponse | undefined;
}

/** Yields at bounded steps: a map may have as many mappings as the text has room for. */
export function* readResponse(
  tree: Tree,
  object: ObjectNode,
  dialect: DialectId,
  { backend, requests, earlier }: ReadOptions = {},
): Generator<void, IntegrationResponse> {
  const members = dialect === "parameterMap" ? [] : object.properties;
  const parameterMaps: ObjectNode[] = dialect === "parameterMap" ? [object] : [];
  const templateMaps: ObjectNode[] = [];
  yield* forEachInSteps(members, ({ key, value }) => {
    if (value?.kind === "object") {
      if (key.text.value === "responseParameters") {
        parameterMaps.push(value);
      } else if (key.text.value === "responseTemplates") {
        templateMaps.push(value);
      }
    }
  });
  const mappings: Mapping[] = [];
  for (const map of parameterMaps) {
    yield* forEachInSteps(map.properties, (property) => mappings.push(readMapping(property)));
  }
  const templates: Template[] = [];
  for (const map of templateMaps) {
    yield* forEachInSteps(map.properties, (property) =>
      templates.push(readTemplate(property, earlier?.templates[templates.length])),
    );
  }
  const pattern = readPattern(members, earlier?.pattern);
  return { dialect, tree, object, members, pattern, mappings, templates, backend, requests };
}

function* forEachInSteps(
  properties: readonly Property[],
  read: (property: Property) => void,
): Generator<void, void> {
  for (const [at, property] of properties.entries()) {
    read(property);
    if ((at + 1) % MEMBERS_PER_STEP === 0) {
      yield;
    }
  }
}

/** Parsed and compiled only when somebody asks. */
function readPattern(
  members: readonly Property[],
  earlier: SelectionPattern | undefined,
): SelectionPattern | undefined {
  const node = members.findLast(({ key }) => key.text.value === "selectionPattern")?.value;
  if (node?.kind !== "string") {
    return undefined;
  }
  if (earlier !== undefined && readsTheSame(node, earlier.node)) {
    return { ...earlier, node };
  }
  const regex = lazily(() => parseRegex(node.text));
  return { node, regex, program: lazily(() => compileRegex(regex())) };
}

function readMapping(property: Property): Mapping {
  const { key, value } = property;
  return {
    property,
    key: parseMappingKey(key.text),
    source: value?.kind === "string" ? { value: parseMappingSource(value.text), node: value } : undefined,
  };
}

function readTemplate(property: Property, earlier: Template | undefined): Template {
  const { key, value } = property;
  const node = value?.kind === "string" ? value : undefined;
  const isAsBefore = node !== undefined && earlier?.value !== undefined && readsTheSame(node, earlier.value);
  return {
    property,
    mediaType: key.text.value,
    value: node,
    parsed: isAsBefore
      ? earlier.parsed
      : lazily(() => (node === undefined ? parseVtlText("") : parseVtl(node.text))),
  };
}

/** Islands count in the value, so that what was made of it holds wherever it stands and however it is escaped. */
function readsTheSame({ text }: StringNode, { text: earlier }: StringNode): boolean {
  return text.value === earlier.value && !text.hasHoles && !earlier.hasHoles;
}
