// One example in every dialect. Examples are written as PUT bodies; the others are derived from their text.
// A dialect that cannot say an example tells why: silence would hide a test that never ran.
import type { DialectId } from "../../server/src/service/model/dialects/dialect";
import { outlineMethods } from "../../server/src/service/model/dialects/serviceOutput";
import { parseJson } from "../../server/src/service/syntax/json/parse";
import { findProperty, type SyntaxProblemCode } from "../../server/src/service/syntax/node";
import { MEMBERS } from "../../server/src/service/vocabulary/members";
import { CLOSE, OPEN, readSelections } from "./marks";

export const DIALECTS = [
  "putBody",
  "cliInput",
  "parameterMap",
  "serviceOutput",
] as const satisfies readonly DialectId[];

export type CannotSay =
  /** A PUT body has no keys for the target: its URI has them. */
  | "names a target"
  /** Target keys and mappings are members of an object. */
  | "is no object"
  /** The map of `--response-parameters` has no place for anything else. */
  | "is more than responseParameters"
  /** Nothing tells a map of headers from a PUT body when no key is right. */
  | "has no key that tells a map"
  /** What breaks off, or goes on after its end, would break what stands around it. */
  | "is not one whole object"
  /** One response says nothing of the others, nor of what the method declares. */
  | "is a whole method";

export type Said = { readonly text: string } | { readonly cannotSay: CannotSay };

const TARGET = '"restApiId": "a1b2c3d4e5", "resourceId": "x1y2z3", "httpMethod": "GET", "statusCode": "200"';

/** Rewrites an example, its marks in place. `like`: the example that this is the mended text of. */
export function sayIn(dialect: DialectId, marked: string, like = marked): Said {
  if (outlineMethods(parseJson(readSelections(marked).text).root).length > 0) {
    return dialect === "serviceOutput" ? { text: marked } : { cannotSay: "is a whole method" };
  }
  const root = parseJson(readSelections(marked).text).root;
  const namesTarget =
    root?.kind === "object" &&
    root.properties.some(({ key }) => MEMBERS.get(key.text.value)?.role === "target");
  switch (dialect) {
    case "putBody":
      return namesTarget ? { cannotSay: "names a target" } : { text: marked };
    case "cliInput":
      if (root?.kind !== "object") {
        return { cannotSay: "is no object" };
      }
      return { text: namesTarget ? marked : withTarget(marked) };
    case "parameterMap":
      return root?.kind === "object" ? asParameterMap(marked) : { cannotSay: "is no object" };
    case "serviceOutput":
      return asServiceOutput(marked, like);
  }
}

function withTarget(marked: string): string {
  const after = marked.indexOf("{") + 1 + (marked.includes(`{${CLOSE}`) ? 1 : 0);
  const rest = marked.slice(after);
  const isEmpty = /^\s*(?:\}|$)/.test(rest);
  return `${marked.slice(0, after)} ${TARGET}${isEmpty ? "" : ","}${rest}`;
}

function asParameterMap(marked: string): Said {
  const { text, spans } = readSelections(marked);
  const { root } = parseJson(text);
  const parameters = root?.kind === "object" ? findProperty(root, "responseParameters")?.value : undefined;
  const isAlone =
    root?.kind === "object" &&
    root.properties.length === 1 &&
    root.closed &&
    parameters?.kind === "object" &&
    parameters.closed &&
    /^\s*\{\s*"responseParameters"\s*:\s*$/.test(text.slice(0, parameters.start)) &&
    /^\s*\}\s*$/.test(text.slice(parameters.end)) &&
    spans.every(({ start, end }) => parameters.start <= start && end <= parameters.end);
  if (!isAlone) {
    return { cannotSay: "is more than responseParameters" };
  }
  if (!parameters.properties.some(({ key }) => key.text.value.startsWith("method.response.header."))) {
    return { cannotSay: "has no key that tells a map" };
  }
  const toMarked = (offset: number) => markedOffset(marked, offset);
  return { text: marked.slice(toMarked(parameters.start), toMarked(parameters.end)) };
}

const NAMES_IN_TARGET = ["restApiId", "resourceId", "httpMethod"];

/** As `get-integration` prints it, beside what makes the method complete. */
function asServiceOutput(marked: string, like: string): Said {
  const { text, spans } = readSelections(marked);
  const { root, problems } = parseJson(text);
  if (root?.kind !== "object") {
    return { cannotSay: "is no object" };
  }
  const isWhole =
    root.closed &&
    text.trim() === text.slice(root.start, root.end) &&
    spans.every(({ start, end }) => root.start <= start && end <= root.end) &&
    !problems.some(({ code }) => BREAKS_OUT.has(code));
  if (!isWhole) {
    return { cannotSay: "is not one whole object" };
  }
  if (NAMES_IN_TARGET.some((name) => findProperty(root, name) !== undefined)) {
    return { cannotSay: "names a target" };
  }
  const first = parseJson(readSelections(like).text).root;
  const pattern = first?.kind === "object" ? findProperty(first, "selectionPattern")?.value : undefined;
  const isDefault =
    pattern === undefined ||
    pattern.kind === "literal" ||
    (pattern.kind === "string" && pattern.text.value === "");
  const other = isDefault ? "" : ', "500": { "statusCode": "500" }';
  return { text: `{ "type": "AWS", "integrationResponses": { "200": ${marked.trim()}${other} } }` };
}

const BREAKS_OUT: ReadonlySet<SyntaxProblemCode> = new Set([
  "nestedTooDeep",
  "trailingContent",
  "unclosedArray",
  "unclosedObject",
  "unterminatedComment",
]);

/** Where an offset of the plain text lies in the marked one: behind the marks that stand there. */
function markedOffset(marked: string, offset: number): number {
  let plain = 0;
  let at = 0;
  while (at < marked.length && plain < offset) {
    const character = marked.charAt(at);
    plain += character === OPEN || character === CLOSE ? 0 : 1;
    at++;
  }
  return at;
}
