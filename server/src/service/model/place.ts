// Where a cursor stands, resolved once, so that no feature walks the tree on its own.
// Invariant: total, and every span and offset in a place is relative to the start of its block.
import type { Analysis, Block } from "../analysis";
import { type CommasAround, commasAround, textBetween } from "../syntax/json/commas";
import {
  type Node,
  type ObjectNode,
  type Property,
  pathAt,
  type StringNode,
  type Tree,
} from "../syntax/node";
import { type Span, touches } from "../text/span";
import type {
  IntegrationResponse,
  Mapping,
  SelectionPattern,
  Template,
  TemplateText,
} from "./integrationResponse";

export type Place =
  | Nowhere
  | BlankPlace
  | GapPlace
  | MemberKeyPlace
  | MappingKeyPlace
  | TemplateKeyPlace
  | MemberValuePlace
  | MappingValuePlace
  | TemplateValuePlace
  | StandaloneTemplatePlace
  | ElsewherePlace;

/** Outside of everything that is ours. */
export interface Nowhere {
  readonly kind: "nowhere";
}

interface InBlock {
  readonly block: Block;
  /** Relative to the block. */
  readonly offset: number;
}

/** In a document of our own that has no object yet: nothing, or a word or string that is being typed. */
export interface BlankPlace extends InBlock {
  readonly kind: "blank";
  readonly typed: Node | undefined;
}

interface InResponse extends InBlock {
  readonly response: IntegrationResponse;
}

/** The three objects that an integration response is made of. */
export type ContainerKind = "members" | "mappings" | "templates";

interface InContainer extends InResponse {
  readonly container: ContainerKind;
  readonly object: ObjectNode;
}

/** Between the members of an object, where a new one may begin. */
export interface GapPlace extends InContainer {
  readonly kind: "gap";
  readonly commas: CommasAround;
}

interface AtProperty extends InContainer {
  readonly property: Property;
}

export interface MemberKeyPlace extends AtProperty {
  readonly kind: "memberKey";
}

export interface MappingKeyPlace extends AtProperty {
  readonly kind: "mappingKey";
  readonly mapping: Mapping;
}

export interface TemplateKeyPlace extends AtProperty {
  readonly kind: "templateKey";
  readonly template: Template;
}

interface AtValue extends AtProperty {
  /** The value, or what is being typed for it. Absent where nothing follows the colon. */
  readonly value: Node | undefined;
}

export interface MemberValuePlace extends AtValue {
  readonly kind: "memberValue";
  readonly name: string;
}

export interface MappingValuePlace extends AtValue {
  readonly kind: "mappingValue";
  readonly mapping: Mapping;
}

export interface TemplateValuePlace extends AtValue {
  readonly kind: "templateValue";
  readonly template: Template;
}

/** In a document that is a template. */
export interface StandaloneTemplatePlace extends InBlock {
  readonly kind: "standaloneTemplate";
  readonly template: TemplateText;
}

/** In the block, but nowhere that a response has a word for: a comment, an array, beside the object. */
export interface ElsewherePlace extends InBlock {
  readonly kind: "elsewhere";
}

export type KeyPlace = MemberKeyPlace | MappingKeyPlace | TemplateKeyPlace;
export type ValuePlace = MemberValuePlace | MappingValuePlace | TemplateValuePlace;

export function placeAt(analysis: Analysis, offset: number): Place {
  const block = blockAt(analysis, offset);
  if (block === undefined) {
    return { kind: "nowhere" };
  }
  const at: InBlock = { block, offset: offset - block.start };
  const { response, tree, template } = block.content;
  if (template !== undefined) {
    return { kind: "standaloneTemplate", ...at, template };
  }
  if (response === undefined) {
    return blankAt(analysis, at, tree);
  }
  const isInComment = commentAt(tree, at.offset) !== undefined;
  const container = isInComment ? undefined : containerAt(response, at.offset);
  return container === undefined
    ? { kind: "elsewhere", ...at }
    : placeInContainer({ ...at, response, ...container }, tree);
}

/** The block at an offset. White space before the only block of a blank document belongs to it too. */
export function blockAt(analysis: Analysis, offset: number): Block | undefined {
  const isBlank = (block: Block) =>
    analysis.blocks.length === 1 && analysis.frame === undefined && block.content.text.trim() === "";
  return analysis.blocks.find(
    (block) => isBlank(block) || touches({ start: block.start, end: endOf(block) }, offset),
  );
}

function endOf(block: Block): number {
  return block.start + block.content.text.length;
}

function blankAt(analysis: Analysis, at: InBlock, tree: Tree): BlankPlace | ElsewherePlace {
  const { root } = tree;
  const elsewhere: ElsewherePlace = { kind: "elsewhere", ...at };
  if (!analysis.own || commentAt(tree, at.offset) !== undefined) {
    return elsewhere;
  }
  if (root === undefined) {
    return { kind: "blank", ...at, typed: undefined };
  }
  const isBeingTyped = root.kind === "string" || root.kind === "opaque" || root.kind === "literal";
  return isBeingTyped && touches(root, at.offset) ? { kind: "blank", ...at, typed: root } : elsewhere;
}

/** A comment that the offset is inside of. The end of a line comment is: more of it may be typed there. */
function commentAt(tree: Tree, offset: number): Span | undefined {
  return tree.comments.find((comment) => {
    const isBlock = tree.text.startsWith("/*", comment.start);
    const isClosed = isBlock && tree.text.endsWith("*/", comment.end);
    return comment.start < offset && (isClosed ? offset < comment.end : offset <= comment.end);
  });
}

type Container = Pick<InContainer, "container" | "object">;

/** The innermost object of the response that the offset is inside of. */
function containerAt(response: IntegrationResponse, offset: number): Container | undefined {
  if (!isInside(response.object, offset)) {
    return undefined;
  }
  if (response.dialect === "parameterMap") {
    return { container: "mappings", object: response.object };
  }
  for (const { key, value } of response.members) {
    if (value?.kind === "object" && isInside(value, offset)) {
      const name = key.text.value;
      return name === "responseParameters"
        ? { container: "mappings", object: value }
        : name === "responseTemplates"
          ? { container: "templates", object: value }
          : undefined;
    }
  }
  return { container: "members", object: response.object };
}

function isInside(object: ObjectNode, offset: number): boolean {
  return object.start < offset && (object.closed ? offset < object.end : offset <= object.end);
}

function placeInContainer(at: InContainer, tree: Tree): Place {
  const { properties } = at.object;
  const touching = properties.find((property) => touches(property, at.offset));
  if (touching !== undefined) {
    return placeInProperty({ ...at, property: touching });
  }
  const commas = commasAround(tree, at.object, { start: at.offset, end: at.offset });
  const { previous } = commas;
  if (previous !== undefined && previous.value === undefined && !commas.before) {
    if (previous.colon !== undefined) {
      return valuePlace({ ...at, property: previous });
    }
    if (!/[\r\n]/.test(textBetween(tree, previous.end, at.offset))) {
      return keyPlace({ ...at, property: previous });
    }
  }
  return { kind: "gap", ...at, commas };
}

function placeInProperty(at: AtProperty): Place {
  const { property, offset } = at;
  const isAtValue = property.colon !== undefined && offset > property.colon;
  return isAtValue ? valuePlace(at) : keyPlace(at);
}

function keyPlace(at: AtProperty): Place {
  switch (at.container) {
    case "members":
      return { kind: "memberKey", ...at };
    case "mappings": {
      const mapping = mappingOf(at);
      return mapping === undefined ? elsewhere(at) : { kind: "mappingKey", ...at, mapping };
    }
    case "templates": {
      const template = templateOf(at);
      return template === undefined ? elsewhere(at) : { kind: "templateKey", ...at, template };
    }
  }
}

function valuePlace(at: AtProperty): Place {
  const { value } = at.property;
  switch (at.container) {
    case "members":
      return { kind: "memberValue", ...at, value, name: at.property.key.text.value };
    case "mappings": {
      const mapping = mappingOf(at);
      return mapping === undefined ? elsewhere(at) : { kind: "mappingValue", ...at, value, mapping };
    }
    case "templates": {
      const template = templateOf(at);
      return template === undefined ? elsewhere(at) : { kind: "templateValue", ...at, value, template };
    }
  }
}

function mappingOf({ response, property }: AtProperty): Mapping | undefined {
  return response.mappings.find((mapping) => mapping.property === property);
}

function templateOf({ response, property }: AtProperty): Template | undefined {
  return response.templates.find((template) => template.property === property);
}

function elsewhere({ block, offset }: InBlock): ElsewherePlace {
  return { kind: "elsewhere", block, offset };
}

/** The string under the cursor, where the place is one. */
export function stringAt(place: Place): StringNode | undefined {
  if (place.kind === "nowhere" || place.kind === "blank" || place.kind === "standaloneTemplate") {
    return undefined;
  }
  const innermost = pathAt(place.block.content.tree.root, place.offset).at(-1);
  return innermost !== undefined && "kind" in innermost && innermost.kind === "string"
    ? innermost
    : undefined;
}

/** The pattern that the cursor is in. */
export function patternAt(place: Place): SelectionPattern | undefined {
  const pattern = place.kind === "memberValue" ? place.response.pattern : undefined;
  return pattern !== undefined && place.kind === "memberValue" && place.value === pattern.node
    ? pattern
    : undefined;
}

export interface TemplateCursor extends TemplateText {
  /** Where in the decoded value. */
  readonly at: number;
  readonly block: Block;
  /** The entry of `responseTemplates`. Absent where the template is a document of its own. */
  readonly template: Template | undefined;
}

/** The template that the cursor is in. */
export function templateAt(place: Place): TemplateCursor | undefined {
  if (place.kind === "standaloneTemplate") {
    const { block, offset, template } = place;
    return { ...template, at: offset, block, template: undefined };
  }
  const node = place.kind === "templateValue" ? place.template.value : undefined;
  if (place.kind !== "templateValue" || node === undefined || !isBetweenQuotes(node, place.offset)) {
    return undefined;
  }
  const { block, template, offset } = place;
  return { text: node.text, at: node.text.fromSource(offset), parsed: template.parsed, block, template };
}

function isBetweenQuotes({ text }: StringNode, offset: number): boolean {
  return text.sourceStart <= offset && offset <= text.sourceEnd;
}

/**
 * The parts of a mapping expression around an offset of its value, as spans of the value, the smaller one first:
 * a name after its prefix, or the text between the single quotes.
 */
export function mappingSpansAt(place: Place, at: number): readonly Span[] {
  const span = namedSpan(place);
  return span !== undefined && touches(span, at) ? [span] : [];
}

function namedSpan(place: Place): Span | undefined {
  if (place.kind === "mappingKey") {
    const { key } = place.mapping;
    return key.kind === "header" ? key.nameSpan : undefined;
  }
  const source = place.kind === "mappingValue" ? place.mapping.source?.value : undefined;
  switch (source?.kind) {
    case "static":
      return source.valueSpan;
    case "integrationHeader":
    case "integrationMultivalueHeader":
    case "stageVariable":
    case "context":
      return source.nameSpan;
    case "integrationBodyPath":
      return source.pathSpan;
    default:
      return undefined;
  }
}
