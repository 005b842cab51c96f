// One integration response as it stands in a file, whatever the dialect. Spans are relative to its block.
import type { MappingKey, MappingSource } from "../islands/mapping/mapping";
import type { Program, Regex } from "../islands/regex";
import type { ParsedTemplate } from "../islands/vtl";
import type { Node, ObjectNode, Property, StringNode, Tree } from "../syntax/node";
import type { DecodedText } from "../text/decodedText";
import { SKELETON_KEY } from "../vocabulary/grammar";
import type { DialectId } from "./dialects/dialect";
import type { Backend } from "./method";

export interface IntegrationResponse {
  readonly dialect: DialectId;
  readonly tree: Tree;
  /** The object that holds the members; in a bare map, the map itself. */
  readonly object: ObjectNode;
  /** Every member in order, known or not, repeated or not. Empty in a bare map. */
  readonly members: readonly Property[];
  /** Absent where there is none or it is no string. An empty one stands for the default response. */
  readonly pattern: SelectionPattern | undefined;
  readonly mappings: readonly Mapping[];
  readonly templates: readonly Template[];
  /** What answers behind it, where the document shows the integration. */
  readonly backend: Backend | undefined;
  /** The request templates of the integration, where the document shows it. */
  readonly requests: readonly RequestTemplate[] | undefined;
}

/** The regular expression of `selectionPattern`. It is read and compiled when somebody first asks. */
export interface SelectionPattern {
  readonly node: StringNode;
  readonly regex: () => Regex;
  readonly program: () => Program;
}

/** One entry of `responseParameters`. */
export interface Mapping {
  readonly property: Property;
  readonly key: MappingKey;
  /** Absent where the value is no string. */
  readonly source: Located<MappingSource> | undefined;
}

/** One entry of `responseTemplates`: a media type and its Velocity template. */
export interface Template {
  readonly property: Property;
  readonly mediaType: string;
  /** Absent where the value is no string. A null template stands for an empty one. */
  readonly value: StringNode | undefined;
  /** The value as Velocity reads it, its spans those of the decoded value. Read when somebody first asks. */
  readonly parsed: () => ParsedTemplate;
}

/** One entry of the integration's `requestTemplates`: what a call is made of, or the answer of a MOCK. */
export interface RequestTemplate {
  readonly mediaType: string;
  /** A null template stands for an empty one. */
  readonly text: string;
  /** Read when somebody first asks. */
  readonly parsed: () => ParsedTemplate;
}

/** A Velocity template wherever it stands: in a string, or as a document of its own. */
export interface TemplateText {
  readonly text: DecodedText;
  /** Its spans are those of the decoded value. */
  readonly parsed: () => ParsedTemplate;
}

/** A value together with the syntax it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly node: StringNode;
}

/** A member by its name. Of a repeated one the last counts, as for every reader of JSON. */
export function memberOf(response: IntegrationResponse, name: string): Property | undefined {
  return response.members.findLast((member) => member.key.text.value === name);
}

export function stringMember(response: IntegrationResponse, name: string): Located<string> | undefined {
  const node: Node | undefined = memberOf(response, name)?.value;
  return node?.kind === "string" ? { value: node.text.value, node } : undefined;
}

/** The object among those of a response that a property stands in: itself, or the map of a member. */
export function holderOf(
  { object, members }: IntegrationResponse,
  property: Property,
): ObjectNode | undefined {
  return [object, ...members.map(({ value }) => value)].find(
    (node): node is ObjectNode => node?.kind === "object" && node.properties.includes(property),
  );
}

/** `{ "KeyName": "" }`, as the AWS CLI's `--generate-cli-skeleton` prints a map: a form not yet filled in. */
export function isPlaceholder({ property: { key, value } }: Pick<Mapping | Template, "property">): boolean {
  return key.text.value === SKELETON_KEY && value?.kind === "string" && value.text.value === "";
}
