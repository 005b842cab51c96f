// The arguments of a function in a path, as Jayway JsonPath 2.4 takes them apart: JSON, or paths from the root.
// Invariant: what begins like neither is left out, as there; quotes do not keep a parenthesis from counting.
import { type Span, spanOf } from "../../text/span";

export interface WrittenArgument {
  readonly kind: "json" | "path";
  readonly span: Span;
}

/** Nothing where they are not closed properly. `span` is what stands between the parentheses. */
export function argumentsIn(text: string, span: Span): readonly WrittenArgument[] | undefined {
  // Of one character alone Jayway sees no more than the parenthesis behind it.
  if (span.end - span.start < 2) return [];
  const found: WrittenArgument[] = [];
  const open = { "(": 0, "[": 0, "{": 0 };
  let kind: WrittenArgument["kind"] | undefined;
  let isQuoted = false;
  let start = span.start;
  const end = (at: number) => {
    if (kind !== undefined) found.push({ kind, span: spanOf(start, at) });
    kind = undefined;
  };
  for (let at = span.start; at < span.end; at++) {
    const character = text.charAt(at);
    if (kind === undefined && /[$@{"\d]/.test(character)) {
      kind = character === "$" || character === "@" ? "path" : "json";
      start = at;
    }
    if (character === '"' && text.charAt(at - 1) !== "\\") isQuoted = !isQuoted;
    else if (character === "(" || character === "[" || character === "{") open[character]++;
    else if (character === ")") open["("]--;
    else if (character === "]") open["["]--;
    else if (character === "}") open["{"]--;
    const isOutside = !isQuoted && open["("] === 0 && open["["] === 0 && open["{"] === 0;
    if (character === "," && isOutside) end(at);
  }
  end(span.end);
  return open["("] === 0 && open["["] === 0 && open["{"] === 0 ? found : undefined;
}
