// Where to go on after an error: behind the parentheses of the broken directive, or at the end of its line.
// Invariant: the answer lies after the start of what is broken, so that reading always moves on.
import type { Failure } from "./tokenStream";

const DIRECTIVE_AHEAD = /#\{?(?:if|elseif|else|end|set|foreach|macro|define)\b/y;
const OPENING = "([{";
const CLOSING = ")]}";

export function recoveryOffset(text: string, start: number, failure: Failure | undefined): number {
  const failedAt = failure?.token?.start ?? failure?.lexical?.start ?? start;
  if (failure?.token?.kind === "eof") return text.length;
  const first = text.charAt(failedAt);
  // A `$`, `#` or comment that runs into the end of the text leaves nothing to go on with.
  if (failure?.lexical?.atEnd === true && first !== '"' && first !== "'") return text.length;
  const from = startOf(text, start, failedAt);
  const behind = behindBrackets(text, from);
  if (behind !== undefined) return behind;
  const end = failure?.end ?? start + 1;
  return Math.min(text.length, Math.max(start + 1, failure?.lexical === undefined ? end : failedAt + 1));
}

/** The broken piece begins at its `#` or `$`, which may follow blanks. */
function startOf(text: string, start: number, failedAt: number): number {
  let from = start;
  while (from < failedAt && text.charAt(from) !== "#" && text.charAt(from) !== "$") from++;
  return from;
}

/** Behind the bracket that closes the first one that opens; a line's end or the next directive ends the search. */
function behindBrackets(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n" || character === "\r") return at > from ? at : undefined;
    if (at > from && character === "#") {
      DIRECTIVE_AHEAD.lastIndex = at;
      if (DIRECTIVE_AHEAD.test(text)) return at;
    }
    if (character === '"' || character === "'") {
      at = closingQuote(text, at) ?? at;
    } else if (OPENING.includes(character)) {
      depth++;
    } else if (CLOSING.includes(character)) {
      depth--;
      if (depth <= 0) return at + 1;
    }
  }
  return undefined;
}

/** The quote that closes a string on the same line. */
function closingQuote(text: string, at: number): number | undefined {
  const close = text.indexOf(text.charAt(at), at + 1);
  if (close < 0) return undefined;
  const between = text.slice(at, close);
  return between.includes("\n") || between.includes("\r") ? undefined : close;
}
