// What of a template the cursor is on, resolved once for hover, definition, references and highlights.
// Invariant: spans are those of the decoded value.
import {
  childrenOf,
  type Expression,
  type Occurrence,
  type Reference,
  type Step,
  type StringLiteral,
  scopesOf,
  type Template,
  type VtlNode,
  type VtlScopes,
  type VtlSymbol,
} from "../../islands/vtl";
import type { TemplateCursor } from "../../model/place";
import { type Span, spanOf, touches } from "../../text/span";
import { type DirectiveEntry, TEMPLATE_DIRECTIVES } from "../../vocabulary/directives";

export type TemplateTarget =
  | { readonly kind: "variable"; readonly span: Span; readonly symbol: VtlSymbol; readonly at: Occurrence }
  | { readonly kind: "macro"; readonly span: Span; readonly symbol: VtlSymbol; readonly at: Occurrence }
  /** A step of a reference, by its index. */
  | { readonly kind: "step"; readonly span: Span; readonly reference: Reference; readonly index: number }
  /** `keywords`: those that belong together, such as an `#if` with its `#else` and `#end`. */
  | {
      readonly kind: "directive";
      readonly span: Span;
      readonly entry: DirectiveEntry | undefined;
      readonly keywords: readonly Span[];
    }
  /** The text that a function takes, such as the JSONPath of `$input.path('…')`. */
  | {
      readonly kind: "argument";
      readonly span: Span;
      readonly reference: Reference;
      readonly step: Step & { readonly kind: "method" };
      readonly argument: StringLiteral;
    };

export interface TargetInTemplate {
  readonly target: TemplateTarget | undefined;
  readonly path: readonly VtlNode[];
  readonly scopes: VtlScopes;
}

export function targetAt({ parsed, at }: Pick<TemplateCursor, "parsed" | "at">): TargetInTemplate {
  const { template } = parsed();
  const scopes = scopesOf(template);
  const path = nodePathAt(template, at);
  const target = named(scopes, at) ?? inPath(path, at) ?? named(scopes, behindSign(path, at));
  return { target, path, scopes };
}

/** The sign before a name counts as the name: a word in an editor begins with it. */
function behindSign(path: readonly VtlNode[], at: number): number {
  const node = path.at(-1);
  return node?.kind === "reference" && at < node.rootSpan.start ? node.rootSpan.start : at;
}

/** The nodes around an offset, the outermost first. */
export function nodePathAt(template: Template, at: number): readonly VtlNode[] {
  const path: VtlNode[] = [];
  let among: readonly VtlNode[] = template.children;
  for (;;) {
    const here = among.filter(({ span }) => touches(span, at));
    const next =
      here.find(({ kind, span }) => kind !== "text" && at < span.end) ??
      here.find(({ kind }) => kind !== "text") ??
      here[0];
    if (next === undefined) {
      return path;
    }
    path.push(next);
    among = childrenOf(next);
  }
}

function named(scopes: VtlScopes, at: number): TemplateTarget | undefined {
  for (const symbol of scopes.symbols) {
    for (const occurrence of symbol.occurrences) {
      if (touches(occurrence.span, at)) {
        return { kind: symbol.kind, span: occurrence.span, symbol, at: occurrence };
      }
    }
  }
  return undefined;
}

function inPath(path: readonly VtlNode[], at: number): TemplateTarget | undefined {
  for (const [index, node] of [...path.entries()].reverse()) {
    const target =
      node.kind === "string"
        ? argumentOf(node, path[index - 1])
        : node.kind === "reference"
          ? stepOf(node, at)
          : directiveAt(node, at);
    if (target !== undefined) {
      return target;
    }
  }
  return undefined;
}

function argumentOf(argument: StringLiteral, around: VtlNode | undefined): TemplateTarget | undefined {
  if (around?.kind !== "reference") {
    return undefined;
  }
  const step = around.steps.find((one) => one.kind === "method" && one.args.includes(argument as Expression));
  const { span } = argument;
  return step?.kind === "method"
    ? { kind: "argument", span: spanOf(span.start + 1, span.end - 1), reference: around, step, argument }
    : undefined;
}

function stepOf(reference: Reference, at: number): TemplateTarget | undefined {
  const index = reference.steps.findIndex((step) => touches(nameSpanOf(step), at));
  const step = reference.steps[index];
  return step === undefined ? undefined : { kind: "step", span: nameSpanOf(step), reference, index };
}

export function nameSpanOf(step: Step): Span {
  return step.kind === "method" ? step.nameSpan : step.span;
}

function directiveAt(node: VtlNode, at: number): TemplateTarget | undefined {
  const keywords = keywordsOf(node);
  const span = keywords.find((keyword) => touches(keyword, at));
  if (span === undefined) {
    return undefined;
  }
  const name = nameOfKeyword(node, span);
  return { kind: "directive", span, entry: TEMPLATE_DIRECTIVES.get(name), keywords };
}

/** The keywords of a directive in their order, its `#end` included. */
export function keywordsOf(node: VtlNode): readonly Span[] {
  switch (node.kind) {
    case "set":
      return [node.keyword];
    case "if":
      return [
        ...node.branches.map(({ keyword }) => keyword),
        ...(node.otherwise === undefined ? [] : [node.otherwise.keyword]),
        ...(node.end === undefined ? [] : [node.end]),
      ];
    case "directive":
      return [node.nameSpan, ...(node.end === undefined ? [] : [node.end])];
    default:
      return [];
  }
}

function nameOfKeyword(node: VtlNode, keyword: Span): string {
  switch (node.kind) {
    case "set":
      return "#set";
    case "if":
      return keyword === node.end
        ? "#end"
        : keyword === node.otherwise?.keyword
          ? "#else"
          : keyword.start === node.branches[0]?.keyword.start
            ? "#if"
            : "#elseif";
    case "directive":
      return keyword === node.end ? "#end" : `#${node.name}`;
    default:
      return "";
  }
}
