// Reads `[…]` and builds the set it stands for, step by step as Java does, for the order of its steps shows:
// `[a&&b&c]` is not what one would think. No recursion: classes may nest as deeply as one likes to write.
import type { Span } from "../../text/span";
import { Flag, foldingOf } from "./flags";
import { parseEscape, parseProperty } from "./parseEscape";
import type { ParseState } from "./parseState";
import type { CharacterSet, ClassItem } from "./regex";
import { toLowerCase, toUpperCase } from "./unicode/codePoints";

export interface ParsedClass {
  readonly set: CharacterSet;
  readonly items: readonly ClassItem[];
  readonly negated: boolean;
  readonly span: Span;
}

/** Where Java's own compiler has run out of stack. */
export const MAX_DEPTH = 1_000;

const UNKNOWN: CharacterSet = { kind: "unknown" };
const OPEN = 0x5b;
const CLOSE = 0x5d;
const AND = 0x26;
const BACKSLASH = 0x5c;

/** One class that is being read: in brackets, or what stands after `&&` without any. */
interface Level {
  readonly start: number;
  readonly bracketed: boolean;
  readonly negated: boolean;
  readonly items: ClassItem[];
  /** The plain characters; Java goes on adding to them after they have become a part of something else. */
  readonly members: Set<number>;
  hasMembers: boolean;
  set: CharacterSet | undefined;
  /** The parts of `set`, where it is a union of this level's making. */
  parts: CharacterSet[] | undefined;
  latest: CharacterSet | undefined;
  /** What was read after `&&` so far; only while it is being read. */
  right: { set: CharacterSet | undefined } | undefined;
  next: number;
}

/** The cursor stands on the `[`. */
export function parseClass(state: ParseState): ParsedClass {
  const { reader } = state;
  const levels = [open(state, true)];
  for (;;) {
    const level = levels.at(-1);
    if (level === undefined) {
      throw new RangeError("A class ends by being returned.");
    }
    if (reader.atEnd && level.next === 0) {
      return giveUp(state, levels);
    }
    if (level.right !== undefined && level.next !== CLOSE && level.next !== AND) {
      const bracketed = level.next === OPEN;
      if (!bracketed) {
        reader.cursor--;
      }
      levels.push(open(state, bracketed));
    } else if (level.right !== undefined) {
      intersect(state, level);
    } else if (level.next === OPEN) {
      levels.push(open(state, true));
    } else if (level.next === AND && startsIntersection(state, level)) {
      level.right = { set: undefined };
    } else if (level.next === CLOSE && (level.set !== undefined || level.hasMembers)) {
      const closed = close(state, level);
      levels.pop();
      const outer = levels.at(-1);
      if (outer === undefined) {
        return closed;
      }
      take(outer, closed, level);
      outer.next = reader.peek();
    } else {
      readItem(state, level);
      level.next = reader.peek();
    }
    if (levels.length > MAX_DEPTH) {
      state.report(
        "tooDeep",
        "Stack overflow during pattern compilation",
        reader.span(levels[0]?.start ?? 0, reader.cursor),
      );
      state.isAbandoned = true;
    }
    if (state.isAbandoned) {
      return giveUp(state, levels);
    }
  }
}

function open(state: ParseState, bracketed: boolean): Level {
  const { reader } = state;
  const start = reader.cursor;
  let next = reader.next();
  // Only right behind the bracket; with white space between, `^` is a character.
  const negated = next === 0x5e && reader.codeAt(reader.cursor - 1) === OPEN;
  if (negated) {
    next = reader.next();
  }
  return {
    start,
    bracketed,
    negated,
    items: [],
    members: new Set(),
    hasMembers: false,
    set: undefined,
    parts: undefined,
    latest: undefined,
    right: undefined,
    next,
  };
}

function close({ reader }: ParseState, level: Level): ParsedClass {
  const span = reader.span(level.start, reader.cursor + 1);
  if (level.bracketed) {
    reader.next();
  }
  if (level.hasMembers) {
    unite(level, membersOf(level));
  }
  const set = level.set ?? UNKNOWN;
  return {
    set: level.negated ? { kind: "complement", of: set } : set,
    items: level.items,
    negated: level.negated,
    span,
  };
}

/** The pattern ended inside the class. */
function giveUp(state: ParseState, levels: readonly Level[]): ParsedClass {
  const { reader } = state;
  const innermost = levels.findLast((level) => level.bracketed) ?? levels[0];
  const start = innermost?.start ?? 0;
  state.report("unclosedClass", "Unclosed character class", reader.span(start, start + 1));
  if (!state.isAbandoned) {
    reader.cursor = Math.max(reader.cursor, reader.length);
  }
  const outermost = levels[0];
  return {
    set: UNKNOWN,
    items: levels.length > 1 ? [] : (outermost?.items ?? []),
    negated: outermost?.negated ?? false,
    span: reader.span(outermost?.start ?? 0, Math.min(reader.cursor, reader.length)),
  };
}

function take(outer: Level, inner: ParsedClass, level: Level): void {
  if (level.bracketed) {
    outer.items.push({ kind: "class", span: inner.span, items: inner.items, negated: inner.negated });
  } else {
    for (const item of inner.items) {
      outer.items.push(item);
    }
  }
  if (outer.right !== undefined) {
    const { set } = outer.right;
    outer.right.set = set === undefined ? inner.set : { kind: "union", parts: [set, inner.set] };
    return;
  }
  outer.latest = inner.set;
  unite(outer, inner.set);
}

function unite(level: Level, part: CharacterSet): void {
  if (level.set === undefined) {
    level.set = part;
  } else if (level.parts !== undefined) {
    level.parts.push(part);
  } else {
    level.parts = [level.set, part];
    level.set = { kind: "union", parts: level.parts };
  }
}

function membersOf(level: Level): CharacterSet {
  return { kind: "members", codePoints: level.members };
}

/** Whether the `&` here is one of two; else the cursor is back on it. */
function startsIntersection({ reader }: ParseState, level: Level): boolean {
  const start = reader.cursor;
  if (reader.next() !== AND) {
    reader.cursor--;
    return false;
  }
  level.items.push({ kind: "intersection", span: reader.span(start, reader.cursor + 1) });
  level.next = reader.next();
  return true;
}

function intersect(state: ParseState, level: Level): void {
  const right = level.right?.set;
  level.right = undefined;
  if (level.hasMembers) {
    const members = membersOf(level);
    if (level.set === undefined) {
      level.latest = members;
    }
    unite(level, members);
    level.hasMembers = false;
  }
  level.latest = right ?? level.latest;
  level.parts = undefined;
  if (level.set !== undefined) {
    level.set = { kind: "intersection", left: level.set, right: level.latest ?? { kind: "missing" } };
  } else if (right !== undefined) {
    level.set = right;
  } else {
    const { reader } = state;
    state.report(
      "badClass",
      "Bad class syntax",
      level.items.at(-1)?.span ?? reader.span(level.start, reader.cursor),
    );
    level.set = UNKNOWN;
  }
}

/** One character, range, escape or property. */
function readItem(state: ParseState, level: Level): void {
  const set = readRange(state, level);
  if (set === undefined) {
    level.hasMembers = true;
  } else {
    unite(level, set);
  }
  level.latest = set;
}

/** The set, or nothing when a character was added to the level's members. */
function readRange(state: ParseState, level: Level): CharacterSet | undefined {
  const { reader } = state;
  const first = reader.peek();
  const start = reader.cursor;
  const spanHere = () => reader.span(start, Math.min(reader.cursor, reader.length));
  let from = first;
  if (reader.atHole) {
    reader.cursor++;
    level.items.push({ kind: "hole", span: spanHere() });
    return UNKNOWN;
  }
  if (first === BACKSLASH) {
    const letter = reader.nextRaw();
    if (letter === 0x70 || letter === 0x50) {
      const set = parseProperty(state);
      level.items.push({ kind: "set", span: spanHere(), set });
      return set;
    }
    const isRange = reader.codeAt(reader.cursor + 1) === 0x2d;
    reader.cursor--;
    const escaped = parseEscape(state, { inClass: true, isRange });
    if (escaped.kind === "set") {
      level.items.push({ kind: "set", span: spanHere(), set: escaped.set });
      return escaped.set;
    }
    if (escaped.kind !== "character") {
      level.items.push({ kind: "invalid", span: spanHere() });
      return UNKNOWN;
    }
    from = escaped.codePoint;
  } else {
    reader.cursor++;
  }
  const single = spanHere();
  if (reader.peek() === 0x2d) {
    const after = reader.codeAt(reader.cursor + 1);
    if (after !== OPEN && after !== CLOSE) {
      return readRangeEnd(state, level, from, start);
    }
  }
  level.items.push({ kind: "character", span: single, codePoint: from });
  return addCharacter(state, level, from);
}

/** The cursor stands on the hyphen. */
function readRangeEnd(state: ParseState, level: Level, from: number, start: number): CharacterSet {
  const { reader } = state;
  let to = reader.next();
  if (reader.atHole) {
    reader.cursor++;
    level.items.push({ kind: "hole", span: reader.span(start, reader.cursor) });
    return UNKNOWN;
  }
  const isEscape = to === BACKSLASH;
  if (isEscape) {
    const escaped = parseEscape(state, { inClass: true, isRange: true });
    if (escaped.kind === "invalid") {
      level.items.push({ kind: "invalid", span: reader.span(start, reader.cursor) });
      return UNKNOWN;
    }
    if (escaped.kind === "set" && escaped.set.kind === "unknown") {
      // A character whose name we do not know.
      level.items.push({ kind: "set", span: reader.span(start, reader.cursor), set: UNKNOWN });
      return UNKNOWN;
    }
    to = escaped.kind === "character" ? escaped.codePoint : -1;
  } else {
    reader.cursor++;
  }
  const span = reader.span(start, Math.min(reader.cursor, reader.length));
  if (!isEscape) {
    reader.peek();
  }
  if (to < from) {
    state.report("illegalRange", "Illegal character range", span);
    level.items.push({ kind: "invalid", span });
    return UNKNOWN;
  }
  level.items.push({ kind: "range", span, from, to });
  return { kind: "range", from, to, folding: foldingOf(reader.flags) };
}

/**
 * Adds a character to the members, both cases of it where case does not count. Some have relatives beyond Latin-1
 * and stand for themselves.
 */
function addCharacter({ reader }: ParseState, level: Level, code: number): CharacterSet | undefined {
  const folding = foldingOf(reader.flags);
  if (code >= 256 || (folding === "unicode" && HAS_FAR_RELATIVES.has(code))) {
    return { kind: "character", codePoint: code, folding };
  }
  const { members } = level;
  members.add(code);
  if (reader.has(Flag.caseInsensitive) && (code < 128 || folding === "unicode")) {
    members.add(toLowerCase(code));
    members.add(toUpperCase(code));
  }
  return undefined;
}

const HAS_FAR_RELATIVES: ReadonlySet<number> = new Set([
  0xff, 0xb5, 0x49, 0x69, 0x53, 0x73, 0x4b, 0x6b, 0xc5, 0xe5,
]);
