// What can be written in a template where the cursor stands.
// Invariant: an edit replaces the word at the cursor, in its line, and is written as the host format needs it.

import type { Analysis } from "../../analysis";
import {
  JavaList,
  JavaMap,
  type ParsedTemplate,
  parseVtlText,
  type Reference,
  scopesOf,
  type Value,
  type VtlScopes,
  walkTemplate,
} from "../../islands/vtl";
import { namesIn } from "../../model/names";
import type { TemplateCursor } from "../../model/place";
import type { Named, NamedSample } from "../../simulate/samples";
import { type Span, shiftSpan, spanOf } from "../../text/span";
import { CONTEXT_VARIABLES } from "../../vocabulary/contextVariables";
import { TEMPLATE_DIRECTIVES } from "../../vocabulary/directives";
import { SNIPPETS, snippetPieces } from "../../vocabulary/snippets";
import {
  type MemberOwner,
  membersOf,
  signatureOf,
  type TemplateMemberEntry,
} from "../../vocabulary/templateMembers";
import { TEMPLATE_ROOTS } from "../../vocabulary/templateRoots";
import type { CompletionItemData, CompletionKind } from "../completion";
import { type Piece, stop, text as textPiece, written } from "../completion/pieces";
import { entryMarkdown } from "../markdown";
import { type Chain, type Typed, typedBefore } from "./beforeCursor";
import { dottedName } from "./contextNames";
import { pathsOf, SampleValues, shownValue } from "./sampleValue";
import { afterMember, type KnownKind, kindOfValue, kindOfVariable, ownerOf } from "./valueKinds";

export function templateCompletions(
  cursor: TemplateCursor,
  analysis: Analysis,
  offset: number,
  sample: NamedSample | undefined,
): readonly CompletionItemData[] {
  const { text, at, parsed, block } = cursor;
  const isInEscape = text.toSource(at) !== offset - block.start;
  const typed = isInEscape ? undefined : typedBefore(text.value, at);
  if (typed === undefined || isSilent(parsed(), at)) {
    return [];
  }
  const scopes = scopesOf(parsed().template);
  const scene: Scene = { cursor, analysis, values: SampleValues.of(sample, cursor, scopes), scopes };
  const span = shiftSpan(text.toSourceSpan(typed.span), block.start);
  return draftsFor(typed, scene).map((draft) => itemOf(draft, span, cursor));
}

interface Scene {
  readonly cursor: TemplateCursor;
  readonly analysis: Analysis;
  readonly values: SampleValues | undefined;
  readonly scopes: VtlScopes;
}

interface TemplateDraft {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  readonly documentation?: (() => string) | undefined;
  readonly order: string;
  readonly filter: string;
  readonly pieces: readonly Piece[];
  readonly retrigger?: boolean;
  readonly preselect?: boolean;
}

function itemOf(draft: TemplateDraft, span: Span, { text }: TemplateCursor): CompletionItemData {
  const { pieces, filter, order, ...shown } = draft;
  const encode = (value: string) => text.edit(spanOf(0, 0), value).newText;
  const content = written(
    pieces.map((piece) => (piece.kind === "choice" ? piece : { ...piece, text: encode(piece.text) })),
  );
  const { label, kind, detail, documentation, retrigger, preselect } = shown;
  return {
    label,
    kind,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    filterText: encode(filter),
    sortText: order,
    edit: { span, newText: content.isSnippet ? content.snippet : content.plain },
    isSnippet: content.isSnippet,
    ...(content.isSnippet ? { plainText: content.plain } : {}),
    ...(retrigger === true ? { retrigger } : {}),
    ...(preselect === true ? { preselect } : {}),
  };
}

/** In a comment, or in text that Velocity prints as it is. */
function isSilent({ template }: ParsedTemplate, at: number): boolean {
  let found = false;
  walkTemplate(template, (node) => {
    const isText = node.kind === "comment" || (node.kind === "text" && node.style === "textblock");
    found ||= isText && node.span.start + 1 < at && at < node.span.end;
    return node.span.start <= at && at <= node.span.end;
  });
  return found;
}

function draftsFor(typed: Typed, scene: Scene): readonly TemplateDraft[] {
  switch (typed.kind) {
    case "blank":
      return scene.cursor.template === undefined ? blankDrafts(scene) : [];
    case "value":
      return signedVariables(scene);
    case "variable":
      return variableDrafts(scene);
    case "directive":
      return directiveDrafts(scene, typed.isAlone);
    case "member":
      return memberDrafts(typed.chain, scene);
    case "argument":
      return argumentDrafts(typed, scene);
  }
}

/** In a document of its own, where nothing else is offered: whatever a template is made of. */
function blankDrafts(scene: Scene): readonly TemplateDraft[] {
  const { value } = scene.cursor.text;
  const line = /[^\r\n]*$/.exec(value.slice(0, scene.cursor.at))?.[0] ?? "";
  const wholes = value.trim() === "" ? wholeTemplates() : [];
  return [...wholes, ...signedVariables(scene), ...directiveDrafts(scene, line.trim() === "")];
}

/** Where no sign is typed yet. */
function signedVariables(scene: Scene): readonly TemplateDraft[] {
  return variableDrafts(scene).map((draft) => ({
    ...draft,
    filter: draft.label,
    pieces: [textPiece("$"), ...draft.pieces],
  }));
}

function wholeTemplates(): readonly TemplateDraft[] {
  return [...SNIPPETS.values()]
    .filter(({ place }) => place === "responseTemplates")
    .flatMap((entry, index): readonly TemplateDraft[] => {
      const value = entry.members[0]?.value;
      return typeof value !== "string"
        ? []
        : [
            {
              label: entry.label,
              kind: "template",
              detail: entry.name,
              documentation: () => entryMarkdown(entry),
              order: `00${numbered(index)}`,
              filter: `${entry.name} ${entry.label}`,
              pieces: snippetPieces(value).map((piece) =>
                piece.kind === "text" ? textPiece(piece.text) : stop(piece.index, piece.text),
              ),
            },
          ];
    });
}

function numbered(index: number): string {
  return String(index).padStart(3, "0");
}

function variableDrafts({ scopes, cursor: { at } }: Scene): readonly TemplateDraft[] {
  const own = scopes.symbols.filter(
    ({ kind, occurrences, reach }) =>
      kind === "variable" &&
      reach.start <= at &&
      at <= reach.end &&
      occurrences.some(({ gives }) => gives !== undefined),
  );
  const names = [...new Map(own.map((symbol) => [symbol.name, symbol])).values()];
  const isInLoop = own.some(({ occurrences }) => occurrences.some(({ gives }) => gives === "loop"));
  return [
    ...names.map(({ name, occurrences }, index) => ({
      label: `$${name}`,
      kind: "variable" as const,
      detail: GIVEN[occurrences.find(({ gives }) => gives !== undefined)?.gives ?? "set"],
      order: `0${numbered(index)}`,
      filter: name,
      pieces: [textPiece(name)],
    })),
    ...[...TEMPLATE_ROOTS.values()]
      .filter(
        ({ scope, root }) => (scope === "everywhere" || isInLoop) && !names.some(({ name }) => name === root),
      )
      .map((entry, index) => ({
        label: entry.name,
        kind: "source" as const,
        detail: entry.scope === "loop" ? "of the loop" : undefined,
        documentation: () => entryMarkdown(entry),
        order: `1${numbered(index)}`,
        filter: entry.root,
        pieces: [textPiece(entry.root)],
      })),
  ];
}

const GIVEN = {
  set: "set in this template",
  loop: "item of the loop",
  parameter: "argument of the macro",
  define: "defined in this template",
  macro: "macro",
} as const;

function directiveDrafts({ scopes, cursor }: Scene, isAlone: boolean): readonly TemplateDraft[] {
  const { at } = cursor;
  const inLines = isAlone && /[\r\n]/.test(cursor.text.value);
  const isOpen = cursor
    .parsed()
    .problems.some(({ kind, opener }) => kind === "unclosed" && opener !== undefined);
  const macros = scopes.symbols.filter(
    ({ kind, occurrences }) => kind === "macro" && occurrences.some(({ gives }) => gives === "macro"),
  );
  return [
    ...[...TEMPLATE_DIRECTIVES.values()].map((entry, index) => ({
      label: entry.name,
      kind: "snippet" as const,
      detail: STANDINGS[entry.standing],
      documentation: () => entryMarkdown(entry),
      order:
        entry.name === "#end" && isOpen ? "0" : `${entry.standing === "works" ? 1 : 3}${numbered(index)}`,
      filter: entry.name,
      pieces: directivePieces(entry.insert, entry.isBlock && inLines),
      preselect: entry.name === "#end" && isOpen,
    })),
    ...macros.map(({ name, occurrences }, index) => {
      const definition = occurrences.find(({ gives }) => gives === "macro")?.directive;
      const parameters = (definition?.args ?? [])
        .slice(1)
        .flatMap((arg) => (arg.kind === "reference" ? arg.root : []));
      return {
        label: `#${name}`,
        kind: "snippet" as const,
        detail: `macro, line ${lineOf(cursor.text.value, definition?.span.start ?? at)}`,
        order: `2${numbered(index)}`,
        filter: `#${name}`,
        pieces: [
          textPiece(`#${name}(`),
          ...parameters.flatMap((parameter, position) => [
            ...(position === 0 ? [] : [textPiece(" ")]),
            stop(position + 1, `$${parameter}`),
          ]),
          textPiece(")"),
        ],
      };
    }),
  ];
}

const STANDINGS = {
  works: undefined,
  doubtful: "reported as unusable in API Gateway",
  refused: "reported to fail in API Gateway",
} as const;

function lineOf(value: string, at: number): number {
  return value.slice(0, at).split("\n").length;
}

type Insert =
  typeof TEMPLATE_DIRECTIVES extends ReadonlyMap<string, infer E>
    ? E extends { readonly insert: infer I }
      ? I
      : never
    : never;

/** A block on lines of its own where its directive stands on one. */
function directivePieces(insert: Insert, inLines: boolean): readonly Piece[] {
  const last = insert.length - 1;
  return insert.flatMap((part, index): readonly Piece[] => {
    if (typeof part === "string") {
      return [textPiece(inLines && index === last ? `\n${part}` : part)];
    }
    const isBody = inLines && index === last - 1;
    return isBody ? [textPiece("\n\t"), stop(0)] : [stop(part.index, part.text)];
  });
}

function memberDrafts({ root, steps, start }: Chain, scene: Scene): readonly TemplateDraft[] {
  const names = steps.map(({ name }) => name);
  const value = sampledBefore(start, scene);
  if (root === "context") {
    const given = names[0] === "authorizer" ? valueMembers(value) : [];
    return withoutDoubles([...given, ...contextDrafts(names)]);
  }
  if (root === "stageVariables" && steps.length === 0) {
    return withoutDoubles([...valueMembers(value), ...stageVariableDrafts(scene)]);
  }
  const isOfParameters = root === "input" && steps[0]?.name === "params" && steps[0].isBare === true;
  if (isOfParameters && steps.length < 3) {
    return steps.length === 1 ? PARAMETER_MAPS : valueMembers(value);
  }
  let kind: KnownKind = kindOfVariable(root, start, scene.scopes);
  for (const { name, form } of steps) {
    kind = form === "index" ? "any" : afterMember(kind, name);
  }
  return [
    ...valueMembers(value),
    ...methodDrafts(kind === "any" && value !== undefined ? kindOfValue(value) : kind),
  ];
}

/** The first of a name. */
function withoutDoubles(drafts: readonly TemplateDraft[]): readonly TemplateDraft[] {
  return [...new Map(drafts.toReversed().map((draft) => [draft.label, draft])).values()].toReversed();
}

/** What `$context.` goes on with. */
function contextDrafts(names: readonly string[]): readonly TemplateDraft[] {
  const prefix = names.map((name) => `${name}.`).join("");
  return [...CONTEXT_VARIABLES.values()]
    .filter(({ name, group }) => (group === "usable" || group === "overrides") && name.startsWith(prefix))
    .filter(({ name }) => name.length > prefix.length)
    .map((entry, index) => {
      const rest = entry.prefix.slice(prefix.length);
      const gap = entry.open ? [stop(1, entry.name.slice(entry.prefix.length + 1, -1))] : [];
      return {
        label: entry.name.slice(prefix.length),
        kind: "variable" as const,
        detail: entry.group === "overrides" ? "to be set" : undefined,
        documentation: () => entryMarkdown(entry),
        order: numbered(index),
        filter: rest,
        pieces: [textPiece(rest), ...gap],
      };
    });
}

function stageVariableDrafts({ analysis }: Scene): readonly TemplateDraft[] {
  const mapped = namesIn(analysis).filter(({ kind }) => kind === "stageVariable");
  const names = new Set([
    ...mapped.map(({ name }) => name),
    ...referencesIn(analysis)
      .filter(({ root }) => root === "stageVariables")
      .flatMap((reference) => dottedName(reference, 1) ?? []),
  ]);
  return [...names].filter(isIdentifier).map((name, index) => ({
    label: name,
    kind: "variable",
    detail: "used in this document",
    order: numbered(index),
    filter: name,
    pieces: [textPiece(name)],
  }));
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z][\w-]*$/.test(name);
}

const PARAMETER_MAPS: readonly TemplateDraft[] = ["path", "querystring", "header"].map((name, index) => ({
  label: name,
  kind: "member",
  detail: "a map",
  order: numbered(index),
  filter: name,
  pieces: [textPiece(name)],
}));

const ANY_OWNERS: readonly MemberOwner[] = ["list", "map", "string", "number"];

function methodDrafts(kind: KnownKind): readonly TemplateDraft[] {
  const owner = ownerOf(kind);
  const owners = owner !== undefined ? [owner] : kind === "any" ? ANY_OWNERS : [];
  const seen = new Set<string>();
  return owners
    .flatMap((one) => membersOf(one))
    .filter(({ member }) => !seen.has(member) && seen.add(member) !== undefined)
    .map((entry, index) => ({
      label: entry.form === "property" ? entry.member : signatureOf(entry),
      kind: entry.form === "property" ? "member" : "method",
      detail: owner === undefined ? entry.name.slice(0, -entry.member.length - 1) : undefined,
      documentation: () => entryMarkdown(entry),
      order: `1${numbered(index)}`,
      filter: entry.member,
      pieces: memberPieces(entry),
    }));
}

/** Required arguments are gaps, in the quotes that a text needs. */
function memberPieces({ member, form, parameters }: TemplateMemberEntry): readonly Piece[] {
  if (form === "property") {
    return [textPiece(member)];
  }
  const given = parameters.filter(({ optional, kind }) => !optional || kind === "parameterName");
  return [
    textPiece(`${member}(`),
    ...given.flatMap(({ kind, name }, index): readonly Piece[] => [
      ...(index === 0 ? [] : [textPiece(", ")]),
      ...(kind === "jsonPath"
        ? [textPiece("'"), stop(index + 1, "$"), textPiece("'")]
        : kind === "regex" || kind === "parameterName"
          ? [textPiece("'"), stop(index + 1, kind === "regex" ? "" : name), textPiece("'")]
          : [stop(index + 1)]),
    ]),
    textPiece(")"),
  ];
}

/** What stands before the dot at the cursor, read by itself: what is being typed around it may be no template yet. */
function typedReference(start: number, { text, at }: TemplateCursor): Reference | undefined {
  const before = text.value.slice(start, at).replace(/\.[\w-]*$/, "");
  // The brace of a formal reference closes behind the cursor.
  const written = /^\$!?\{/.test(before) ? `${before}}` : before;
  const [reference] = parseVtlText(written).template.children;
  return reference?.kind === "reference" && reference.span.end === written.length
    ? { ...reference, rootSpan: shiftSpan(reference.rootSpan, start) }
    : undefined;
}

/** What the sample has before the dot at the cursor. */
function sampledBefore(start: number, { values, cursor }: Scene): Value | undefined {
  const reference = values && typedReference(start, cursor);
  return reference && values.guessed(reference);
}

function valueMembers(value: Value | undefined): readonly TemplateDraft[] {
  return value instanceof JavaMap
    ? value.entries().flatMap(({ key, value: inner }, index) =>
        typeof key === "string" && isIdentifier(key)
          ? [
              {
                label: key,
                kind: "member" as const,
                detail: detailOf(inner),
                order: `0${numbered(index)}`,
                filter: key,
                pieces: [textPiece(key)],
              },
            ]
          : [],
      )
    : [];
}

const MAX_DETAIL = 60;

function detailOf(value: Value): string {
  if (value instanceof JavaList) {
    return "list, in the sample";
  }
  const shown = shownValue(value);
  return value instanceof JavaMap ? "object, in the sample" : `${shown.slice(0, MAX_DETAIL)}, in the sample`;
}

function argumentDrafts(
  { chain, quote, typed }: Typed & { readonly kind: "argument" },
  { analysis, values }: Scene,
): readonly TemplateDraft[] {
  const [step] = chain.steps;
  if (chain.root !== "input" || step === undefined) {
    return [];
  }
  const usedElsewhere = (names: readonly string[]): readonly Offered[] => {
    const texts = referencesIn(analysis)
      .filter(({ root }) => root === "input")
      .flatMap(({ steps }) => {
        const [first] = steps;
        const argument = first?.kind === "method" && names.includes(first.name) ? first.args[0] : undefined;
        return argument?.kind === "string" && argument.text !== typed ? [argument.text] : [];
      });
    return [...new Set(texts)].map((text) => ({ text, detail: "used in this document" }));
  };
  if (step.name === "params") {
    return offeredDrafts([...sampledParameters(values), ...usedElsewhere(["params"])]);
  }
  if (step.name !== "path" && step.name !== "json") {
    return [];
  }
  const sampled = values === undefined ? [] : pathsOf(values.body, quote === "'" ? '"' : "'");
  return offeredDrafts([
    ...sampled.map(({ path, value }) => ({ text: path, detail: detailOf(value) })),
    ...usedElsewhere(["path", "json"]).filter(({ text }) => text !== "$"),
    { text: "$", detail: "the whole body" },
  ]);
}

interface Offered {
  readonly text: string;
  readonly detail: string;
}

/** In the order in which API Gateway looks for them. */
function sampledParameters(values: SampleValues | undefined): readonly Offered[] {
  const { path = [], querystring = [], header = [] } = values?.sample.request ?? {};
  const offered = (named: Named, what: string) =>
    named.map(([text]) => ({ text, detail: `${what}, in the sample` }));
  return [...offered(path, "path"), ...offered(querystring, "query string"), ...offered(header, "header")];
}

function offeredDrafts(offered: readonly Offered[]): readonly TemplateDraft[] {
  return withoutDoubles(
    offered.map(({ text, detail }, index) => ({
      label: text,
      kind: "value",
      detail,
      order: numbered(index),
      filter: text,
      pieces: [textPiece(text)],
    })),
  );
}

/** The references of every template in the document. */
function referencesIn({ blocks }: Analysis): readonly Reference[] {
  const found: Reference[] = [];
  for (const { content } of blocks) {
    const templates = [content.template, ...(content.response?.templates ?? [])];
    for (const template of templates) {
      walkTemplate(template?.parsed().template ?? EMPTY, (node) => {
        if (node.kind === "reference") {
          found.push(node);
        }
        return undefined;
      });
    }
  }
  return found;
}

const EMPTY = { kind: "template", span: spanOf(0, 0), children: [], macros: [] } as const;
