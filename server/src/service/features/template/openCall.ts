// The parenthesis that the cursor is in, told from the text before it: a call without its end is none in the tree.
export interface OpenCall {
  /** Where its parenthesis opens. */
  readonly open: number;
  readonly commas: number;
  /** How many arguments blanks have set apart, as in the call of a macro. */
  readonly blanks: number;
  /** Whether the end is in the quotes of an argument. */
  readonly isInText: boolean;
}

/** The innermost parenthesis that is open at the end, strings passed over, unless the end is in one that is a template. */
export function openCall(before: string, from = 0): OpenCall | undefined {
  const open: { at: number; commas: number; blanks: number }[] = [];
  let quote = "";
  let quotedFrom = 0;
  for (let at = from; at < before.length; at++) {
    const character = before.charAt(at);
    const innermost = open.at(-1);
    if (quote !== "") {
      quote = character === quote ? "" : quote;
    } else if (innermost !== undefined && (character === "'" || character === '"')) {
      quote = character;
      quotedFrom = at + 1;
    } else if (character === "(") {
      open.push({ at, commas: 0, blanks: 0 });
    } else if (character === ")") {
      open.pop();
    } else if (innermost !== undefined) {
      innermost.commas += character === "," ? 1 : 0;
      innermost.blanks += /\s/.test(character) && /[^\s(]/.test(before.charAt(at - 1)) ? 1 : 0;
    }
  }
  const inString = quote === '"' ? openCall(before, quotedFrom) : undefined;
  if (inString !== undefined) {
    return inString;
  }
  const last = open.at(-1);
  return last && { open: last.at, commas: last.commas, blanks: last.blanks, isInText: quote !== "" };
}
