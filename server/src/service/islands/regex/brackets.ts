// Where the brackets of a pattern stand, and which belong together.
import { type Span, spanOf } from "../../text/span";
import { foldRegex } from "./fold";
import type { ClassItem, GroupNode, LookNode, Regex } from "./regex";

export interface Brackets {
  /** `(`, with what says which kind of group it is: `(?:`, `(?<name>`, `(?s:`; or `[` and `[^`. */
  readonly open: Span;
  /** Absent where it is missing. */
  readonly close: Span | undefined;
}

/** The brackets of a group. */
export function bracketsOf({ span, body }: GroupNode | LookNode, source: string): Brackets {
  const opening = /\((?:\?(?:[:>]|<?[=!]|<[A-Za-z0-9]*>|[A-Za-z-]*:))?/y;
  opening.lastIndex = span.start;
  const length = opening.exec(source)?.[0].length ?? 1;
  const isClosed = source.charAt(span.end - 1) === ")" && span.end - 1 >= body.span.end;
  return {
    open: spanOf(span.start, span.start + length),
    close: isClosed ? spanOf(span.end - 1, span.end) : undefined,
  };
}

/** The pair of brackets that an offset touches one of: that of the innermost group or class, if both are there. */
export function bracketPairAt({ root, source }: Regex, offset: number): readonly [Span, Span] | undefined {
  let found: readonly [Span, Span] | undefined;
  const consider = (open: Span, close: Span | undefined): void => {
    const touches = (span: Span) => span.start <= offset && offset <= span.end;
    if (close === undefined || !(touches(open) || touches(close))) {
      return;
    }
    // The bracket behind the cursor is meant, as editors have it, before the one in front of it.
    if (found === undefined || startsAt(open, close, offset)) {
      found = [open, close];
    }
  };
  foldRegex(root, (node) => {
    if (node.kind === "group" || node.kind === "look") {
      const { open, close } = bracketsOf(node, source);
      consider(open, close);
    } else if (node.kind === "set" && node.items !== undefined) {
      for (const { start, end } of classesIn(node.items, node.span)) {
        const isClosed = source.charAt(end - 1) === "]" && end - start > 1;
        const length = source.charAt(start + 1) === "^" ? 2 : 1;
        consider(spanOf(start, start + length), isClosed ? spanOf(end - 1, end) : undefined);
      }
    }
  });
  return found;
}

function startsAt(open: Span, close: Span, offset: number): boolean {
  return open.start === offset || close.start === offset;
}

function classesIn(items: readonly ClassItem[], span: Span): readonly Span[] {
  const found = [span];
  const rest = [...items];
  for (let item = rest.pop(); item !== undefined; item = rest.pop()) {
    if (item.kind === "class") {
      found.push(item.span);
      for (const inner of item.items) {
        rest.push(inner);
      }
    }
  }
  return found;
}
