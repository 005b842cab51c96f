// Reads the quantifier after an atom, if there is one.
import {
  extentOfEither,
  extentOfOptional,
  extentOfRepeat,
  extentOfRun,
  LOOP,
  NOTHING,
  UNKNOWN_LENGTH,
} from "./extent";
import type { ParseState } from "./parseState";
import { isDigit } from "./reader";
import type { Extent, RegexNode, RepeatMode } from "./regex";
import { UNLIMITED } from "./regex";

/** The atom, repeated where a quantifier follows. */
export function parseQuantifier(state: ParseState, atom: RegexNode): RegexNode {
  const { reader } = state;
  const sign = reader.peek();
  const start = reader.cursor;
  if (reader.atHole) {
    return atom;
  }
  switch (sign) {
    case 0x3f:
      return repeat(state, atom, start, 0, 1);
    case 0x2a:
      return repeat(state, atom, start, 0, UNLIMITED);
    case 0x2b:
      return repeat(state, atom, start, 1, UNLIMITED);
    case 0x7b:
      return parseCounted(state, atom, start);
    default:
      return atom;
  }
}

/** The cursor stands on the brace. */
function parseCounted(state: ParseState, atom: RegexNode, start: number): RegexNode {
  const { reader } = state;
  let code = reader.skip();
  if (!isDigit(code)) {
    return fail(state, atom, start, "illegalRepetition", "Illegal repetition");
  }
  let min = 0;
  do {
    min = min * 10 + (code - 0x30);
    if (min > UNLIMITED) {
      return fail(state, atom, start, "illegalRepetitionRange", "Illegal repetition range");
    }
    code = reader.read();
  } while (isDigit(code));
  let max = min;
  if (code === 0x2c) {
    code = reader.read();
    max = code === 0x7d ? UNLIMITED : 0;
    while (isDigit(code)) {
      max = max * 10 + (code - 0x30);
      if (max > UNLIMITED) {
        return fail(state, atom, start, "illegalRepetitionRange", "Illegal repetition range");
      }
      code = reader.read();
    }
  }
  if (code !== 0x7d) {
    return fail(state, atom, start, "unclosedRepetition", "Unclosed counted closure");
  }
  if (max < min) {
    return fail(state, atom, start, "illegalRepetitionRange", "Illegal repetition range");
  }
  reader.cursor--;
  return repeat(state, atom, start, min, max);
}

/** The cursor stands on the last character of the quantifier, before its `?` or `+`. */
function repeat(state: ParseState, atom: RegexNode, start: number, min: number, max: number): RegexNode {
  const { reader } = state;
  let end = reader.cursor;
  let mode: RepeatMode = "greedy";
  const sign = reader.next();
  if ((sign === 0x3f || sign === 0x2b) && !reader.atHole) {
    mode = sign === 0x3f ? "reluctant" : "possessive";
    end = reader.cursor;
    reader.next();
  }
  const quantifierSpan = reader.span(start, end + 1);
  return {
    kind: "repeat",
    span: { start: atom.span.start, end: quantifierSpan.end },
    extent: extentOf(atom, min, max, mode),
    atom,
    min,
    max,
    mode,
    quantifierSpan,
  };
}

function fail(
  state: ParseState,
  atom: RegexNode,
  start: number,
  code: "illegalRepetition" | "illegalRepetitionRange" | "unclosedRepetition",
  description: string,
): RegexNode {
  const { reader } = state;
  const end = closingBrace(state, start);
  const span = reader.span(start, end);
  state.report(code, description, span);
  reader.cursor = end;
  return {
    kind: "sequence",
    span: { start: atom.span.start, end: span.end },
    extent: UNKNOWN_LENGTH,
    items: [atom, { kind: "invalid", span, extent: UNKNOWN_LENGTH }],
  };
}

/** Behind the brace that closes the one at `start`, if it comes soon; else behind that one. */
function closingBrace({ reader }: ParseState, start: number): number {
  for (let at = start + 1; at < Math.min(reader.length, start + 40); at++) {
    const code = reader.codeAt(at);
    if (code === 0x7d) {
      return at + 1;
    }
    if (STOPS.includes(code)) {
      break;
    }
  }
  return Math.min(start + 1, reader.length);
}

const STOPS: readonly number[] = [0x28, 0x29, 0x5b, 0x5d, 0x5c, 0x7c, 0x7b];

function extentOf(atom: RegexNode, min: number, max: number, mode: RepeatMode): Extent {
  const isOptional = min === 0 && max === 1;
  if (isLoopable(atom) && mode !== "possessive") {
    if (isOptional) {
      return extentOfEither([atom, { extent: NOTHING }]);
    }
    return atom.extent.deterministic ? extentOfRepeat(atom, min, max) : LOOP;
  }
  if (isOptional) {
    return extentOfOptional(atom);
  }
  if (max === UNLIMITED && mode === "greedy" && isOneCharacter(atom)) {
    return extentOfRun(min);
  }
  return extentOfRepeat(atom, min, max);
}

/** A group that Java enters again for each round, its inside open to backtracking. */
export function isLoopable(atom: RegexNode): boolean {
  return atom.kind === "group" && !atom.atomic;
}

/** What Java matches one of without looking around. */
export function isOneCharacter(atom: RegexNode): boolean {
  return atom.kind === "any" || (atom.kind === "set" && !atom.composed) || atom.kind === "character";
}
