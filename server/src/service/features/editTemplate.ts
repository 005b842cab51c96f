// A template as a text of its own, for an editor that shows it apart from its string, and the way back.
// Invariant: the shown text has line feeds only; an edit of it changes nothing else, and keeps the template's line ends.
import type { Analysis, Block } from "../analysis";
import type { IntegrationResponse, Template } from "../model/integrationResponse";
import { type Node, type Property, pathAt, type StringNode } from "../syntax/node";
import { encloses, type Span, shiftSpan, spanOf, touches } from "../text/span";
import { shiftEdit, type TextEdit } from "../text/textEdit";

/** Which template of a document is meant, whatever is edited around it. */
export interface TemplateAddress {
  /** The keys and places on the way to the response, from the document's root; a key written again is its place. */
  readonly path: readonly (string | number)[];
  readonly mediaType: string;
  /** Counts the templates of the same media type before it: a key may be written twice. */
  readonly occurrence: number;
}

export interface ListedTemplate {
  readonly address: TemplateAddress;
  /** The key with its value. */
  readonly span: Span;
}

export type NotShownReason =
  | "gone"
  | "brokenJson"
  | "notString"
  | "notClosed"
  | "invalidEscape"
  | "unfitText";

export interface NotShown {
  readonly kind: "none";
  readonly reason: NotShownReason;
  readonly message: string;
}

export interface ShownTemplate {
  readonly kind: "template";
  readonly address: TemplateAddress;
  readonly text: string;
  /** The string, quotation marks and all. */
  readonly span: Span;
}

/** What is known of a template beside its address, which a renamed key or a response that moved makes another one. */
export interface LastSeen {
  /** Its string, with all that was edited since; or, where `like` is given, what has replaced that. */
  readonly within?: Span | undefined;
  /** Its text. */
  readonly like?: string | undefined;
}

export type TemplateEdits = { readonly kind: "edits"; readonly edits: readonly TextEdit[] } | NotShown;

/** Every template of the document, in the order of the text. */
export function templatesOf(analysis: Analysis): readonly ListedTemplate[] {
  return addressedTemplates(analysis).map(({ block, template, address }) => ({
    address,
    span: shiftSpan(template.property, block.start),
  }));
}

/** The template whose key or value is at the offset. */
export function templateAddressAt(analysis: Analysis, offset: number): TemplateAddress | undefined {
  return templatesOf(analysis).find(({ span }) => touches(span, offset))?.address;
}

/** Where a template stands, with its key. */
export function templateSpan(analysis: Analysis, address: TemplateAddress): Span | undefined {
  const found = findTemplate(analysis, address);
  return found && shiftSpan(found.template.property, found.block.start);
}

/** The response that a template is part of. */
export function responseHolding(
  analysis: Analysis,
  address: TemplateAddress,
): IntegrationResponse | undefined {
  return findTemplate(analysis, address)?.block.content.response;
}

/** The template that is meant, at the address it has now; it is never taken for another one that came to its address. */
export function shownTemplate(
  analysis: Analysis,
  address: TemplateAddress,
  seen: LastSeen = {},
): ShownTemplate | NotShown {
  const found = meantTemplate(analysis, address, seen);
  if (found === undefined) {
    return notShown(hasBrokenJson(analysis) ? "brokenJson" : "gone");
  }
  const node = readable(found);
  return "reason" in node
    ? notShown(node.reason)
    : {
        kind: "template",
        address: found.address,
        text: shown(node.text.value),
        span: shiftSpan(spanOf(node.start, node.end), found.block.start),
      };
}

/** The edits of the document that replace a span of the shown text. */
export function templateEdits(
  analysis: Analysis,
  address: TemplateAddress,
  span: Span,
  newText: string,
): TemplateEdits {
  const found = findTemplate(analysis, address);
  if (found === undefined) {
    return notShown("gone");
  }
  const node = readable(found);
  if ("reason" in node) {
    return notShown(node.reason);
  }
  const { value } = node.text;
  const start = valueOffset(value, Math.min(span.start, span.end));
  const end = valueOffset(value, Math.max(span.start, span.end));
  const written = writtenBetween(value, spanOf(start, end), newText);
  const edit = node.text.edit(written.span, written.text);
  return { kind: "edits", edits: [shiftEdit(edit, found.block.start)] };
}

/** In the line ends of the template, unless one of them and a half of its neighbour would become one. */
function writtenBetween(value: string, span: Span, newText: string): { span: Span; text: string } {
  const eol = /\r\n|\r|\n/.exec(value)?.[0] ?? "\n";
  const inEol = (end: string): string => newText.replace(/\r\n|\r|\n/g, end);
  const isAfterReturn = value.charAt(span.start - 1) === "\r";
  const isBeforeFeed = value.charAt(span.end) === "\n";
  if (newText === "") {
    return isAfterReturn && isBeforeFeed
      ? { span: spanOf(span.start - 1, span.end), text: "\r\n" }
      : { span, text: "" };
  }
  const text = inEol(eol);
  const wouldJoin = (isAfterReturn && text.startsWith("\n")) || (isBeforeFeed && text.endsWith("\r"));
  return { span, text: wouldJoin ? inEol("\r\n") : text };
}

const WHY_NOT: Readonly<Record<NotShownReason, string>> = {
  gone: "The document has this template no more.",
  brokenJson: "The JSON of the document is broken, so this template is not found in it: mend it first.",
  notString:
    'API Gateway takes a template as a string, and this value is none: write the template as a string, or "" for an empty one.',
  notClosed: "The string of this template does not end on its line: close it with a quotation mark first.",
  invalidEscape:
    "The string of this template has an escape that JSON does not know, so what API Gateway would read is not certain: mend it first.",
  unfitText:
    "This template holds a character that an editor cannot keep, such as a NUL or half of a surrogate pair: edit it in its string.",
};

function notShown(reason: NotShownReason): NotShown {
  return { kind: "none", reason, message: WHY_NOT[reason] };
}

/** A NUL makes a file binary, a leading byte order mark is dropped, and a lone surrogate is no UTF-8. */
const UNFIT = /^\uFEFF|\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function readable({ block, template: { value } }: Found): StringNode | { readonly reason: NotShownReason } {
  if (value === undefined || !value.quoted) {
    return { reason: "notString" };
  }
  if (!value.closed) {
    return { reason: "notClosed" };
  }
  const { problems } = block.content.tree;
  if (problems.some(({ code, span }) => code === "invalidEscape" && encloses(value, span))) {
    return { reason: "invalidEscape" };
  }
  return UNFIT.test(value.text.value) ? { reason: "unfitText" } : value;
}

function shown(value: string): string {
  return value.replace(/\r\n?/g, "\n");
}

/** The offset in the value of an offset in the shown text, where CRLF is one character. */
function valueOffset(value: string, shownOffset: number): number {
  const pairs = /\r\n/g;
  let offset = Math.max(0, shownOffset);
  for (let pair = pairs.exec(value); pair !== null && pair.index < offset; pair = pairs.exec(value)) {
    offset++;
  }
  return Math.min(offset, value.length);
}

interface Found {
  readonly block: Block;
  readonly template: Template;
}

interface Addressed extends Found {
  readonly address: TemplateAddress;
}

function meantTemplate(
  analysis: Analysis,
  address: TemplateAddress,
  { within, like }: LastSeen,
): Addressed | undefined {
  const there = findTemplate(analysis, address);
  const atAddress = there && { ...there, address };
  if (within === undefined && like === undefined) {
    return atAddress;
  }
  const all = addressedTemplates(analysis);
  if (like === undefined) {
    return all.find((one) => startOf(one) === within?.start);
  }
  const isLike = (one: Found) => textOf(one) === like;
  const near = within === undefined ? all : all.filter((one) => touches(within, startOf(one)));
  const alike = near.filter(isLike);
  return (
    near.find((one) => sameAddress(one.address, address) && (!isByPlace(address) || isLike(one))) ??
    (alike.length === 1 ? alike[0] : undefined) ??
    (atAddress !== undefined && isLike(atAddress) ? atAddress : undefined)
  );
}

function startOf({ block, template: { value } }: Found): number {
  return value === undefined ? -1 : block.start + value.start;
}

function textOf(found: Found): string | undefined {
  const node = readable(found);
  return "reason" in node ? undefined : shown(node.text.value);
}

/** By counting, so that another template has the address as soon as something before it comes or goes. */
function isByPlace({ path, occurrence }: TemplateAddress): boolean {
  return occurrence > 0 || path.some((step) => typeof step === "number");
}

function sameAddress(one: TemplateAddress, other: TemplateAddress): boolean {
  return (
    one.mediaType === other.mediaType &&
    one.occurrence === other.occurrence &&
    one.path.length === other.path.length &&
    one.path.every((step, index) => step === other.path[index])
  );
}

function hasBrokenJson({ frame, blocks }: Analysis): boolean {
  const trees = [...(frame === undefined ? [] : [frame]), ...blocks].map(({ content }) => content.tree);
  return trees.some(({ problems }) => problems.length > 0);
}

function addressedTemplates(analysis: Analysis): readonly Addressed[] {
  return analysis.blocks.flatMap((block) => addressed(analysis, block));
}

function addressed(analysis: Analysis, block: Block): readonly Addressed[] {
  const seen = new Map<string, number>();
  const { response } = block.content;
  const path = response === undefined || response.templates.length === 0 ? [] : pathOf(analysis, block);
  return (response?.templates ?? []).map((template) => {
    const { mediaType } = template;
    const occurrence = seen.get(mediaType) ?? 0;
    seen.set(mediaType, occurrence + 1);
    return { block, template, address: { path, mediaType, occurrence } };
  });
}

function findTemplate(
  analysis: Analysis,
  { path, mediaType, occurrence }: TemplateAddress,
): Found | undefined {
  const block = blockOf(analysis, path);
  const template = block?.content.response?.templates.filter((one) => one.mediaType === mediaType)[
    occurrence
  ];
  return block && template && { block, template };
}

function blockOf({ blocks, frame }: Analysis, path: readonly (string | number)[]): Block | undefined {
  if (frame === undefined) {
    return path.length === 0 ? blocks[0] : undefined;
  }
  const node = path.reduce<Node | undefined>(childOf, frame.content.tree.root);
  return node && blocks.find(({ start }) => start === frame.start + node.start);
}

function childOf(parent: Node | undefined, step: string | number): Node | undefined {
  if (parent?.kind === "array") {
    return typeof step === "number" ? parent.items[step] : undefined;
  }
  if (parent?.kind !== "object") {
    return undefined;
  }
  const { properties } = parent;
  return (typeof step === "number" ? properties[step] : firstNamed(properties, step))?.value;
}

function firstNamed(properties: readonly Property[], name: string): Property | undefined {
  return properties.find(({ key }) => key.text.value === name);
}

/** Empty where the response is the document. */
function pathOf({ frame }: Analysis, { start }: Block): readonly (string | number)[] {
  if (frame === undefined) {
    return [];
  }
  // Behind the bracket, so that what ends before it is not on the way.
  const nodes = pathAt(frame.content.tree.root, start - frame.start + 1);
  const last = nodes.findLastIndex((one) => one.start === start - frame.start && "kind" in one);
  return nodes.slice(0, last + 1).flatMap((one, index) => stepsInto(one, nodes[index - 1]));
}

function stepsInto(one: Node | Property, parent: Node | Property | undefined): readonly (string | number)[] {
  if (parent === undefined || !("kind" in parent)) {
    return [];
  }
  if ("kind" in one) {
    return parent.kind === "array" ? [parent.items.indexOf(one)] : [];
  }
  const name = one.key.text.value;
  const properties = parent.kind === "object" ? parent.properties : [one];
  return [firstNamed(properties, name) === one ? name : properties.indexOf(one)];
}
