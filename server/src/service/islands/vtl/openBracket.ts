// The bracket that is still open where a text ends, strings passed over: what the end of an expression waits for.
export interface OpenBracket {
  readonly open: string;
  readonly close: string;
  readonly at: number;
}

/** Read backwards, since what stands far before is text of any kind. Nothing where the brackets do not fit. */
export function openBracket(before: string): OpenBracket | undefined {
  const closed: string[] = [];
  for (let at = before.length - 1; at >= 0; at--) {
    const character = before.charAt(at);
    if (character === "'" || character === '"') {
      at = before.lastIndexOf(character, at - 1);
      if (at < 0) return undefined;
      continue;
    }
    const close = PAIRS.get(character);
    if (close !== undefined) {
      if (closed.length === 0) return { open: character, close, at };
      if (closed.pop() !== close) return undefined;
    } else if (CLOSING.has(character)) {
      closed.push(character);
    }
  }
  return undefined;
}

const PAIRS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const CLOSING: ReadonlySet<string> = new Set(PAIRS.values());
