// The outline of a template that stands alone: its macros and pieces, and the variables that it sets.
import { scopesOf } from "../../islands/vtl";
import type { TemplateText } from "../../model/integrationResponse";
import { encloses } from "../../text/span";
import type { SymbolData } from "../symbols";

const MAX_DETAIL = 80;

export function templateSymbols({ text, parsed }: TemplateText): readonly SymbolData[] {
  const { symbols } = scopesOf(parsed().template);
  const whole = (at: number) => {
    const end = text.value.indexOf("\n", at);
    return end < 0 ? text.value.length : end;
  };
  return symbols
    .flatMap(({ kind, name, occurrences }) =>
      occurrences
        .filter(({ gives }) => gives === "set" || gives === "macro" || gives === "define")
        .slice(0, kind === "macro" ? undefined : 1)
        .map(({ span: selectionSpan, directive, value, gives }): SymbolData => {
          const own = directive?.span ?? value?.span ?? selectionSpan;
          const span = encloses(own, selectionSpan)
            ? own
            : { start: selectionSpan.start, end: Math.max(own.end, selectionSpan.end) };
          const detail = value === undefined ? "" : text.value.slice(value.span.start, value.span.end);
          return {
            name: kind === "macro" ? `#${name}` : `$${name}`,
            detail: (gives === "set" ? detail : text.value.slice(own.start, whole(own.start)))
              .replaceAll(/\s+/g, " ")
              .slice(0, MAX_DETAIL),
            kind: kind === "macro" ? "function" : "variable",
            span,
            selectionSpan,
            children: [],
          };
        }),
    )
    .sort((a, b) => a.span.start - b.span.start);
}
