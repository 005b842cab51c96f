// What the service prints of a method: where its integration, responses and declarations stand in the tree.
// It reads the JSON of the CLI, the answers of boto3 and the raw HAL of the service, in which `_embedded` nests.
import type { Node, ObjectNode, StringNode } from "../../syntax/node";
import { findProperty, stringValue } from "../../syntax/node";

export interface MethodOutline {
  /** The outermost object of the method. */
  readonly object: ObjectNode;
  readonly integration: ObjectNode;
  readonly responses: StatusObjects | undefined;
  readonly declarations: StatusObjects | undefined;
}

/** Objects by status: the members of a map, or in HAL an object or a list of them. */
export interface StatusObjects {
  readonly map: ObjectNode | undefined;
  readonly entries: readonly StatusObject[];
}

export interface StatusObject {
  readonly key: StringNode | undefined;
  readonly object: ObjectNode;
}

/** Members of a response as such. An object that has one is none of the objects around it. */
const OWN_MEMBERS = ["selectionPattern", "responseParameters", "responseTemplates"];

/** Members by which the service or a client of it shows that it printed the document. */
export const PRINTED_MEMBERS: ReadonlySet<string> = new Set(["_embedded", "_links", "ResponseMetadata"]);

const SIGNS = [
  '"integrationResponses"',
  '"methodIntegration"',
  '"integration:responses"',
  '"method:integration"',
];

/** A look at the text, so that documents of one response are not searched for methods. */
export function mayHoldMethods(text: string): boolean {
  return SIGNS.some((sign) => text.includes(sign));
}

/** The methods of a document, in the order of the text. */
export function outlineMethods(root: Node | undefined): readonly MethodOutline[] {
  if (root?.kind === "array") {
    return root.items.flatMap(outlineMethods);
  }
  if (root?.kind !== "object") {
    return [];
  }
  if (isAnotherKind(root)) {
    return [];
  }
  const outline = outlineMethod(root);
  return outline === undefined ? root.properties.flatMap(({ value }) => outlineMethods(value)) : [outline];
}

/** The method that an object is, if it is one: what `get-method` or `get-integration` prints. */
export function outlineMethod(object: ObjectNode): MethodOutline | undefined {
  if (OWN_MEMBERS.some((name) => findProperty(object, name) !== undefined)) {
    return undefined;
  }
  const own = memberOrEmbedded(object, "methodIntegration", "method:integration");
  const integration = own?.kind === "object" ? own : object;
  const responses = statusObjects(integration, "integrationResponses", "integration:responses");
  if (own?.kind !== "object" && responses === undefined) {
    return undefined;
  }
  const declarations = statusObjects(object, "methodResponses", "method:responses");
  return { object, integration, responses, declarations };
}

/** A template or API definition writes the same names with another meaning, or may. */
function isAnotherKind(object: ObjectNode): boolean {
  return ["swagger", "openapi", "Resources", "AWSTemplateFormatVersion", "paths"].some(
    (name) => findProperty(object, name) !== undefined,
  );
}

function memberOrEmbedded(object: ObjectNode, name: string, relation: string): Node | undefined {
  const embedded = findProperty(object, "_embedded")?.value;
  return (
    findProperty(object, name)?.value ??
    (embedded?.kind === "object" ? findProperty(embedded, relation)?.value : undefined)
  );
}

function statusObjects(object: ObjectNode, name: string, relation: string): StatusObjects | undefined {
  const direct = findProperty(object, name)?.value;
  if (direct?.kind === "object") {
    return {
      map: direct,
      entries: direct.properties.flatMap(({ key, value }) =>
        value?.kind === "object" ? [{ key, object: value }] : [],
      ),
    };
  }
  const found = memberOrEmbedded(object, name, relation);
  const listed = found?.kind === "array" ? found.items : found === undefined ? undefined : [found];
  return (
    listed && {
      map: undefined,
      entries: listed.flatMap((item) => (item.kind === "object" ? [{ key: undefined, object: item }] : [])),
    }
  );
}

/** The status of an object: its own word, else the key it stands under. */
export function statusOf({ key, object }: StatusObject): string | undefined {
  const own = stringValue(findProperty(object, "statusCode")?.value);
  return own === undefined || own === "" ? key?.text.value : own;
}
