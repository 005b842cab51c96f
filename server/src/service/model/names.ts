// The names in a document that stand in more than one place: headers, context and stage variables, paths into the body.
// Invariant: in the order of the text, spans absolute, and a name that has a hole in it is none.
import type { Analysis, Block, MethodAnalysis, Part } from "../analysis";
import type { StringNode } from "../syntax/node";
import { type Span, shiftSpan, spanOf, touches } from "../text/span";
import { shiftEdit, type TextEdit } from "../text/textEdit";
import type { Mapping } from "./integrationResponse";

export type NameKind =
  /** A header of the client's response. Its case does not count. */
  | "header"
  /** A header of the backend's response. Its case counts, as that of all below. */
  | "backendHeader"
  | "bodyPath"
  | "stageVariable"
  | "context";

export interface Name {
  readonly kind: NameKind;
  readonly name: string;
  /** `declared`: by a method response. `mapped`: the key of a mapping. `read`: in the value of one. */
  readonly role: "declared" | "mapped" | "read";
  readonly span: Span;
  /** Which method of the document it stands in; in a document of one response there is none to tell apart. */
  readonly method: number | undefined;
  readonly status: string | undefined;
  /** Where the object begins that lists it, as a response does: in it no header may stand twice. */
  readonly list: number;
  /** The edit that puts another name in its place. */
  readonly rewrite: (name: string) => TextEdit;
}

export function namesIn(analysis: Analysis): readonly Name[] {
  return [...mappedNames(analysis), ...declaredNames(analysis)].sort((a, b) => a.span.start - b.span.start);
}

/** The name that the cursor touches. */
export function nameAt(names: readonly Name[], offset: number): Name | undefined {
  return names.find(({ span }) => touches(span, offset));
}

export function isSameName(one: Pick<Name, "kind" | "name">, other: Pick<Name, "kind" | "name">): boolean {
  return one.kind === other.kind && folded(one) === folded(other);
}

/** Whether two names mean one thing of one method, its responses and declarations together. */
export function isSameThing(one: Name, other: Name): boolean {
  return isSameName(one, other) && one.method === other.method;
}

function folded({ kind, name }: Pick<Name, "kind" | "name">): string {
  return kind === "header" ? name.toLowerCase() : name;
}

/** Where names stand; `start` is what their spans count from. */
type Where = Pick<Name, "method" | "status" | "list"> & { readonly start: number };

function* mappedNames(analysis: Analysis): Generator<Name> {
  const methods = methodsIn(analysis);
  for (const block of analysis.blocks) {
    const { response } = block.content;
    if (response !== undefined) {
      const where = {
        start: block.start,
        list: block.start + response.object.start,
        ...placeOf(block, methods),
      };
      for (const mapping of response.mappings) {
        yield* namesOf(mapping, where);
      }
    }
  }
}

function* namesOf({ key, property, source }: Mapping, where: Where): Generator<Name> {
  if (key.kind === "header") {
    yield* nameIn(property.key, key.nameSpan, { kind: "header", role: "mapped" }, where);
  }
  if (source === undefined) {
    return;
  }
  const { node, value } = source;
  switch (value.kind) {
    case "integrationHeader":
    case "integrationMultivalueHeader":
      yield* nameIn(node, value.nameSpan, { kind: "backendHeader", role: "read" }, where);
      return;
    case "integrationBodyPath":
      yield* nameIn(node, value.pathSpan, { kind: "bodyPath", role: "read" }, where);
      return;
    case "stageVariable":
    case "context":
      yield* nameIn(node, value.nameSpan, { kind: value.kind, role: "read" }, where);
  }
}

function* declaredNames(analysis: Analysis): Generator<Name> {
  for (const [method, { start, content }] of methodsIn(analysis).entries()) {
    for (const { status, object, headers } of content.method.declarations?.all ?? []) {
      for (const { name, key } of headers) {
        const { length } = key.text.value;
        const where = { start, method, status, list: start + object.start };
        yield* nameIn(key, spanOf(length - name.length, length), { kind: "header", role: "declared" }, where);
      }
    }
  }
}

function* nameIn(
  { text }: StringNode,
  span: Span,
  what: Pick<Name, "kind" | "role">,
  { start, ...where }: Where,
): Generator<Name> {
  if (!text.hasHoles) {
    yield {
      ...what,
      ...where,
      name: text.value.slice(span.start, span.end),
      span: shiftSpan(text.toSourceSpan(span), start),
      rewrite: (name) => shiftEdit(text.edit(span, name), start),
    };
  }
}

/** The methods whose text the document holds; those that siblings make have their declarations elsewhere. */
function methodsIn({ frame, methods = [] }: Analysis): readonly Part<MethodAnalysis>[] {
  return frame === undefined ? [] : methods;
}

function placeOf(block: Block, methods: readonly Part<MethodAnalysis>[]): Pick<Name, "method" | "status"> {
  for (const [method, { start, content }] of methods.entries()) {
    const member = content.method.members.find(
      ({ response }) => start + response.object.start === block.start,
    );
    if (member !== undefined) {
      return { method, status: member.status };
    }
  }
  return { method: undefined, status: undefined };
}
