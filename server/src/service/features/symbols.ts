// The outline of a document: the response, its members, and the headers and templates in them.
import type { Analysis, Block, BlockAnalysis, MethodAnalysis } from "../analysis";
import type { IntegrationResponse, Mapping, Template } from "../model/integrationResponse";
import { stringMember } from "../model/integrationResponse";
import type { Node, Property } from "../syntax/node";
import { type Span, shiftSpan, spanOf } from "../text/span";
import { MEMBERS } from "../vocabulary/members";
import { STATUS_CODES } from "../vocabulary/statusCodes";
import { templateOf } from "./template/blocks";
import { templateSymbols } from "./template/symbols";

export type SymbolKind =
  | "method"
  | "response"
  | "member"
  | "target"
  | "map"
  | "header"
  | "template"
  | "variable"
  | "function";

export interface SymbolData {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  /** The whole of it; `selectionSpan`, its name, lies within. */
  readonly span: Span;
  readonly selectionSpan: Span;
  readonly children: readonly SymbolData[];
}

const MAX_DETAIL = 80;

export function symbolsOf(analysis: Analysis): readonly SymbolData[] {
  const template = templateOf(analysis);
  if (template !== undefined) {
    return templateSymbols(template);
  }
  const responses = (blocks: readonly Block[]) =>
    blocks.flatMap(({ start, content }) => responseSymbols(content).map((symbol) => shifted(symbol, start)));
  const { frame, methods = [], blocks } = analysis;
  if (frame === undefined) {
    return responses(blocks);
  }
  return methods.map(({ start, content }) => {
    const span = spanOf(start, start + content.text.length);
    return {
      ...nameOfMethod(content),
      kind: "method" as const,
      span,
      selectionSpan: spanOf(start, start + 1),
      children: responses(blocks.filter((block) => start <= block.start && block.start < span.end)),
    };
  });
}

function nameOfMethod({ method }: MethodAnalysis): Pick<SymbolData, "name" | "detail"> {
  const { httpMethod, integration, members } = method;
  return {
    name: httpMethod === undefined ? "Method" : `Method ${httpMethod}`,
    detail: [integration?.type?.value, count(members.length, "response")]
      .filter((part) => part !== undefined)
      .join(", "),
  };
}

function shifted(symbol: SymbolData, by: number): SymbolData {
  return {
    ...symbol,
    span: shiftSpan(symbol.span, by),
    selectionSpan: shiftSpan(symbol.selectionSpan, by),
    children: symbol.children.map((child) => shifted(child, by)),
  };
}

function responseSymbols({ response, text }: BlockAnalysis): readonly SymbolData[] {
  if (response === undefined) {
    return [];
  }
  const { object } = response;
  const entries = entriesOf(response, text);
  return [
    {
      ...nameOf(response),
      kind: "response",
      span: spanOfNode(object),
      selectionSpan: { start: object.start, end: Math.min(object.start + 1, object.end) },
      children:
        response.dialect === "parameterMap"
          ? [...entries.values()]
          : response.members.map((member) => memberSymbol(member, entries, text)),
    },
  ];
}

function nameOf(response: IntegrationResponse): Pick<SymbolData, "name" | "detail"> {
  if (response.dialect === "parameterMap") {
    return { name: "Response parameters", detail: "" };
  }
  const status = stringMember(response, "statusCode")?.value ?? "";
  const reason = STATUS_CODES.get(status)?.reason;
  const pattern = stringMember(response, "selectionPattern")?.value ?? "";
  return {
    name: status === "" ? "Integration response" : `Integration response ${status}`,
    detail: [reason, pattern === "" ? "default" : `for ${shortened(pattern)}`]
      .filter((part) => part !== undefined)
      .join(", "),
  };
}

/** The entries of both maps, by their syntax. */
type Entries = ReadonlyMap<Property, SymbolData>;

function entriesOf({ mappings, templates }: IntegrationResponse, text: string): Entries {
  return new Map([
    ...mappings.map((mapping) => [mapping.property, headerSymbol(mapping, text)] as const),
    ...templates.map((template) => [template.property, templateSymbol(template, text)] as const),
  ]);
}

function memberSymbol(member: Property, entries: Entries, text: string): SymbolData {
  const { value } = member;
  const isMap = value?.kind === "object";
  const children = isMap ? value.properties.flatMap((property) => entries.get(property) ?? []) : [];
  return {
    name: nameOrDots(member.key.text.value),
    detail: isMap ? count(value.properties.length, "entry", "entries") : valueText(value, text),
    kind: isMap ? "map" : isTarget(member) ? "target" : "member",
    ...spansOf(member),
    children,
  };
}

function isTarget({ key }: Property): boolean {
  return MEMBERS.get(key.text.value)?.role === "target";
}

function headerSymbol({ property, key, source }: Mapping, text: string): SymbolData {
  return {
    name: nameOrDots(key.kind === "header" ? key.name : property.key.text.value),
    detail: source === undefined ? valueText(property.value, text) : shortened(source.node.text.value),
    kind: "header",
    ...spansOf(property),
    children: [],
  };
}

function templateSymbol({ property, mediaType, value }: Template, text: string): SymbolData {
  return {
    name: nameOrDots(mediaType),
    detail: value === undefined ? valueText(property.value, text) : shortened(value.text.value),
    kind: "template",
    ...spansOf(property),
    children: [],
  };
}

function spansOf(property: Property): Pick<SymbolData, "span" | "selectionSpan"> {
  return { span: { start: property.start, end: property.end }, selectionSpan: spanOfNode(property.key) };
}

function spanOfNode({ start, end }: Span): Span {
  return { start, end };
}

function valueText(node: Node | undefined, text: string): string {
  return node === undefined
    ? ""
    : shortened(node.kind === "string" ? node.text.value : text.slice(node.start, node.end));
}

/** One line of at most so many characters. */
function shortened(value: string): string {
  const line = value
    .slice(0, 4 * MAX_DETAIL)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length > MAX_DETAIL ? `${characters.slice(0, MAX_DETAIL - 1).join("")}…` : line;
}

/** Editors refuse a symbol without a name. */
function nameOrDots(name: string): string {
  return name.trim() === "" ? "…" : shortened(name);
}

function count(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}
