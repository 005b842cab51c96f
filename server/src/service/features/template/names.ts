// The variables and macros of a template: where they come from, where else they stand, and other names for them.
// Invariant: spans and edits are absolute; nothing is renamed to what Velocity or API Gateway has already.
import { CONTROL_DIRECTIVES, DIRECTIVES, scopesOf, type VtlSymbol } from "../../islands/vtl";
import type { TemplateCursor } from "../../model/place";
import { type Span, shiftSpan } from "../../text/span";
import { shiftEdit, type TextEdit } from "../../text/textEdit";
import { TEMPLATE_ROOTS } from "../../vocabulary/templateRoots";
import { type TemplateTarget, targetAt } from "./target";

export interface TemplateName {
  readonly span: Span;
  readonly isGiven: boolean;
  readonly rewrite: (name: string) => TextEdit;
}

export interface NamesOfTemplate {
  readonly kind: VtlSymbol["kind"];
  readonly name: string;
  readonly origin: Span;
  readonly occurrences: readonly TemplateName[];
}

/** The variable or macro under the cursor, wherever the template has it. */
export function templateNamesAt(cursor: TemplateCursor): NamesOfTemplate | undefined {
  const { target } = targetAt(cursor);
  return target?.kind === "variable" || target?.kind === "macro" ? namesOf(target, cursor) : undefined;
}

function namesOf(
  { symbol, span }: TemplateTarget & { readonly kind: "variable" | "macro" },
  { text, block }: TemplateCursor,
): NamesOfTemplate {
  const absolute = (of: Span) => shiftSpan(text.toSourceSpan(of), block.start);
  return {
    kind: symbol.kind,
    name: symbol.name,
    origin: absolute(span),
    occurrences: symbol.occurrences
      .map((occurrence) => ({
        span: absolute(occurrence.span),
        isGiven: occurrence.gives !== undefined,
        rewrite: (name: string) => shiftEdit(text.edit(occurrence.span, name), block.start),
      }))
      .sort((a, b) => a.span.start - b.span.start),
  };
}

/** The keywords that belong to the one under the cursor: `#if` with its `#else` and `#end`. */
export function templateKeywordsAt({ text, block, ...cursor }: TemplateCursor): readonly Span[] {
  const { target } = targetAt(cursor);
  return target?.kind === "directive" && target.keywords.length > 1
    ? target.keywords.map((span) => shiftSpan(text.toSourceSpan(span), block.start))
    : [];
}

/** Why a variable or macro cannot have the name; `undefined` when it can. */
export function whyNoName(
  { kind, name, occurrences }: NamesOfTemplate,
  typed: string,
  { parsed }: TemplateCursor,
): string | undefined {
  if (!occurrences.some(({ isGiven }) => isGiven)) {
    return TEMPLATE_ROOTS.has(`$${name}`)
      ? "API Gateway or Velocity names this variable, so it cannot be renamed."
      : "Nothing in this template gives it a value, so there is nothing to rename.";
  }
  if (!/^[A-Za-z][\w-]*$/.test(typed)) {
    return "A name in Velocity begins with a letter and goes on with letters and digits of ASCII, `_` and `-`.";
  }
  const isKnown =
    kind === "variable"
      ? TEMPLATE_ROOTS.has(`$${typed}`)
      : DIRECTIVES.has(typed) || CONTROL_DIRECTIVES.has(typed);
  if (isKnown) {
    return `\`${kind === "variable" ? "$" : "#"}${typed}\` means something else in templates: choose another name.`;
  }
  const isTaken = scopesOf(parsed().template).symbols.some(
    (symbol) => symbol.kind === kind && symbol.name === typed && typed !== name,
  );
  return isTaken
    ? `The template has a ${kind} \`${typed}\` already: choose another name, or the two become one.`
    : undefined;
}
