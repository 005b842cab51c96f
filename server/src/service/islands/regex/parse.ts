// Reads a pattern as JDK 17's `Pattern.compile` does, down to what it makes of `x{1}{2}`, and goes on after an error.
// Total, and without recursion: the groups that are open stand on a stack of our own.
import type { DecodedText } from "../../text/decodedText";
import { type Span, spanOf } from "../../text/span";
import { CLUSTER, extentOfAll, extentOfEither, LINE_BREAK, NOTHING, ONE, UNKNOWN_LENGTH } from "./extent";
import { FLAG_LETTERS, Flag, type Flags, type Folding, foldingOf } from "./flags";
import { MAX_DEPTH, parseClass } from "./parseClass";
import { type Escape, isCharacterEscape, parseEscape, parseGroupName, parseProperty } from "./parseEscape";
import { parseQuantifier } from "./parseQuantifier";
import { ParseState } from "./parseState";
import type { AssertionKind, CharacterSet, FlagChange, Regex, RegexNode } from "./regex";
import { studyExtent } from "./study";

/** More than anybody writes. A pattern of more characters is one hole, of which nothing is told. */
const MOST_CHARACTERS = 0x20000;

export function parseRegex(text: DecodedText): Regex {
  return text.value.length > MOST_CHARACTERS ? tooLong(text) : readRegex(text);
}

function tooLong({ value }: DecodedText): Regex {
  return {
    source: value,
    root: { kind: "hole", span: spanOf(0, value.length), extent: UNKNOWN_LENGTH },
    groupCount: 0,
    groupNames: new Map(),
    problems: [],
    quoteMarks: [],
    comments: [],
    undecided: "tooLong",
  };
}

function readRegex(text: DecodedText): Regex {
  const state = new ParseState(text);
  const root = new Parser(state).parse();
  return {
    source: text.value,
    root,
    groupCount: state.groupCount,
    groupNames: state.groupNames,
    problems: state.problems,
    quoteMarks: state.reader.quoteMarks,
    comments: state.reader.comments,
    undecided: state.undecided,
  };
}

type GroupShape =
  | { readonly kind: "plain"; readonly flags: FlagChange | undefined }
  | { readonly kind: "atomic" }
  | {
      readonly kind: "capturing";
      readonly number: number;
      readonly name: string | undefined;
      readonly nameSpan: Span | undefined;
    }
  | {
      readonly kind: "look";
      readonly behind: boolean;
      readonly negative: boolean;
      readonly byCodePoint: boolean;
    };

/** A group that is open, or the whole pattern. */
interface Level {
  readonly start: number;
  readonly bodyStart: number;
  readonly shape: GroupShape;
  /** The flags outside, which hold again after it. */
  readonly flags: Flags;
  readonly branches: RegexNode[];
  branchStart: number;
  items: RegexNode[];
}

class Parser {
  readonly #state: ParseState;
  readonly #levels: Level[];
  #lastSupplementary: number | undefined;

  constructor(state: ParseState) {
    this.#state = state;
    this.#levels = [this.#open(0, { kind: "plain", flags: undefined })];
  }

  parse(): RegexNode {
    const { reader } = this.#state;
    for (;;) {
      const level = this.#levels.at(-1);
      if (level === undefined) {
        throw new RangeError("The whole pattern is never closed by a parenthesis.");
      }
      if (this.#state.isAbandoned) {
        return this.#abandon(level);
      }
      const code = reader.peek();
      if (reader.atHole) {
        const start = reader.cursor;
        reader.cursor++;
        this.#addAtom({ kind: "hole", span: reader.span(start, start + 1), extent: UNKNOWN_LENGTH });
      } else if (code === 0x7c) {
        this.#endBranch(level, reader.cursor);
        reader.next();
        level.branchStart = reader.cursor;
      } else if (code === 0x29) {
        this.#closeParenthesis(level);
      } else if (code === 0 && reader.atEnd) {
        return this.#end();
      } else {
        this.#parseItem(level, code);
      }
    }
  }

  #parseItem(level: Level, code: number): void {
    const { reader } = this.#state;
    const start = reader.cursor;
    switch (String.fromCodePoint(code)) {
      case "(":
        this.#openGroup();
        break;
      case "[": {
        const { set, items, negated, span } = parseClass(this.#state);
        this.#addAtom(this.#setNode(span, set, items, negated));
        break;
      }
      case "^":
        reader.next();
        this.#addAssertion(
          start,
          reader.has(Flag.multiline)
            ? reader.has(Flag.unixLines)
              ? "unixLineStart"
              : "lineStart"
            : "inputStart",
        );
        break;
      case "$":
        reader.next();
        this.#addAssertion(start, dollar(reader.has(Flag.multiline), reader.has(Flag.unixLines)));
        break;
      case ".":
        reader.next();
        this.#addAtom({
          kind: "any",
          span: reader.span(start, start + 1),
          extent: ONE,
          except: reader.has(Flag.dotAll)
            ? "nothing"
            : reader.has(Flag.unixLines)
              ? "lineFeed"
              : "lineTerminators",
        });
        break;
      case "?":
      case "*":
      case "+": {
        reader.next();
        const span = reader.span(start, start + 1);
        const sign = String.fromCodePoint(code);
        this.#state.report("danglingQuantifier", `Dangling meta character '${sign}'`, span);
        level.items.push({ kind: "invalid", span, extent: UNKNOWN_LENGTH });
        break;
      }
      default:
        this.#parseAtoms(code);
    }
  }

  /**
   * A string of plain characters, which Java compares as a whole; the last one stands alone if it is repeated. What
   * is none (`\d`, or nothing before a `{`) is one atom.
   */
  #parseAtoms(first: number): void {
    const { reader } = this.#state;
    const characters: { readonly codePoint: number; readonly from: number; readonly to: number }[] = [];
    let code = first;
    let other: (() => void) | undefined;
    while (!reader.atHole) {
      const from = reader.cursor;
      if (code === 0x5c) {
        const letter = reader.codeAt(from + 1);
        if (characters.length > 0 && (reader.isHoleAt(from + 1) || !isCharacterEscape(letter))) {
          break;
        }
        if (letter === 0x70 || letter === 0x50) {
          reader.cursor++;
          const set = parseProperty(this.#state);
          other = () => this.#addAtom(this.#setNode(this.#spanFrom(from), set, undefined, false));
          break;
        }
        const escaped = parseEscape(this.#state, { inClass: false, isRange: false });
        if (escaped.kind !== "character") {
          const to = reader.cursor;
          other = () => this.#addEscape(escaped, from, to);
          break;
        }
        characters.push({ codePoint: escaped.codePoint, from, to: Math.min(reader.cursor, reader.length) });
        code = reader.peek();
      } else if (isMeta(code) || (code === 0 && reader.atEnd)) {
        if (isQuantifier(code) && characters.length > 1) {
          const last = characters.pop();
          reader.cursor = last?.from ?? reader.cursor;
        }
        break;
      } else {
        characters.push({ codePoint: code, from, to: from + 1 });
        code = reader.next();
      }
    }
    this.#addCharacters(characters, other !== undefined);
    other?.();
  }

  #addCharacters(
    characters: readonly { readonly codePoint: number; readonly from: number; readonly to: number }[],
    isFollowed: boolean,
  ): void {
    const { reader } = this.#state;
    const folding = foldingOf(reader.flags);
    const nodes = characters.map(
      ({ codePoint, from, to }): RegexNode => ({
        kind: "character",
        span: reader.span(from, to),
        extent: ONE,
        codePoint,
        folding,
        alone: characters.length === 1,
      }),
    );
    const only = nodes[0];
    // What follows in the same string was read already: no quantifier can stand between.
    if (nodes.length > 1 || isFollowed) {
      const items = this.#levels.at(-1)?.items;
      for (const node of nodes) {
        items?.push(node);
      }
    } else if (only !== undefined) {
      this.#addAtom(only);
    } else {
      this.#addAtom({ kind: "empty", span: reader.span(reader.cursor, reader.cursor), extent: NOTHING });
    }
  }

  #addEscape(escaped: Escape, from: number, to: number): void {
    const { reader } = this.#state;
    const span = reader.span(from, Math.min(to, reader.length));
    this.#addAtom(
      escaped.kind === "set"
        ? this.#setNode(span, escaped.set, undefined, false, true)
        : escapeNode(escaped, span, foldingOf(reader.flags)),
    );
  }

  /** Only classes in brackets and properties mind CANON_EQ; `\d` and its like do not. */
  #setNode(
    span: Span,
    set: CharacterSet,
    items: Extract<RegexNode, { kind: "set" }>["items"],
    negated: boolean,
    isPredefined = false,
  ): RegexNode {
    const composed = !isPredefined && this.#state.reader.has(Flag.canonicalEquivalence);
    return { kind: "set", span, extent: composed ? CLUSTER : ONE, set, items, negated, composed };
  }

  #addAssertion(start: number, assertion: AssertionKind): void {
    const span = this.#state.reader.span(start, start + 1);
    this.#addAtom({ kind: "assertion", span, extent: NOTHING, assertion });
  }

  /** Adds what may be repeated, with the quantifier after it. */
  #addAtom(atom: RegexNode): void {
    this.#levels.at(-1)?.items.push(parseQuantifier(this.#state, atom));
  }

  #spanFrom(start: number): Span {
    const { reader } = this.#state;
    return reader.span(start, Math.min(reader.cursor, reader.length));
  }

  #open(start: number, shape: GroupShape, flags = this.#state.reader.flags): Level {
    const bodyStart = this.#state.reader.cursor;
    return { start, bodyStart, shape, flags, branches: [], branchStart: bodyStart, items: [] };
  }

  #endBranch(level: Level, end: number): void {
    const { items } = level;
    const only = items.length === 1 ? items[0] : undefined;
    const { reader } = this.#state;
    level.branches.push(
      only ?? {
        kind: "sequence",
        span: reader.span(level.branchStart, Math.min(end, reader.length)),
        extent: extentOfAll(items),
        items,
      },
    );
    level.items = [];
  }

  #bodyOf(level: Level, end: number): RegexNode {
    this.#endBranch(level, end);
    const { branches } = level;
    const only = branches.length === 1 ? branches[0] : undefined;
    const { reader } = this.#state;
    return (
      only ?? {
        kind: "alternation",
        span: reader.span(level.bodyStart, Math.min(end, reader.length)),
        extent: extentOfEither(branches),
        branches,
      }
    );
  }

  #closeParenthesis(level: Level): void {
    const { reader } = this.#state;
    const start = reader.cursor;
    if (this.#levels.length === 1) {
      const span = reader.span(start, start + 1);
      this.#state.report("unmatchedParenthesis", "Unmatched closing ')'", span);
      reader.cursor++;
      level.items.push({ kind: "invalid", span, extent: UNKNOWN_LENGTH });
      return;
    }
    const body = this.#bodyOf(level, start);
    this.#checkLookbehind(level, body);
    reader.cursor = start + 1;
    this.#close(level, body, reader.span(level.start, start + 1));
  }

  #close(level: Level, body: RegexNode, span: Span): void {
    const { reader } = this.#state;
    this.#levels.pop();
    reader.flags = level.flags;
    this.#addAtom(groupNode(level.shape, body, span));
  }

  #checkLookbehind({ shape, start, bodyStart }: Level, body: RegexNode): void {
    if (shape.kind === "look" && shape.behind && !studyExtent(body).bounded) {
      this.#state.report(
        "unboundedLookbehind",
        "Look-behind group does not have an obvious maximum length",
        this.#state.reader.span(start, Math.max(bodyStart, this.#state.reader.cursor + 1)),
      );
    }
  }

  /** The rest is one invalid node. */
  #abandon(level: Level): RegexNode {
    const { reader } = this.#state;
    const rest = reader.span(Math.min(reader.cursor, reader.length), reader.length);
    level.items.push({ kind: "invalid", span: rest, extent: UNKNOWN_LENGTH });
    reader.cursor = reader.length;
    return this.#end();
  }

  /** The pattern ended: what is open is closed, and Java names the innermost. */
  #end(): RegexNode {
    const { reader, problems } = this.#state;
    if (this.#levels.length === 1 && reader.cursor !== reader.length && problems.length === 0) {
      const span = reader.span(reader.length - 1, reader.length);
      this.#state.report("internal", "Unexpected internal error", span);
    }
    const innermost = this.#levels.at(-1);
    if (this.#levels.length > 1 && innermost !== undefined) {
      const body = this.#bodyOf(innermost, reader.length);
      this.#checkLookbehind(innermost, body);
      reader.read();
      const header = reader.span(innermost.start, innermost.bodyStart);
      this.#state.report("unclosedGroup", "Unclosed group", header);
      this.#close(innermost, body, reader.span(innermost.start, reader.length));
    }
    while (this.#levels.length > 1) {
      const level = this.#levels.at(-1);
      if (level !== undefined) {
        this.#close(level, this.#bodyOf(level, reader.length), reader.span(level.start, reader.length));
      }
    }
    const whole = this.#levels[0];
    return whole === undefined
      ? { kind: "empty", span: reader.span(0, 0), extent: NOTHING }
      : this.#bodyOf(whole, reader.length);
  }

  /** The cursor stands on the parenthesis. */
  #openGroup(): void {
    const { reader } = this.#state;
    const start = reader.cursor;
    const { flags } = reader;
    if (this.#levels.length > MAX_DEPTH) {
      const span = reader.span(start, start + 1);
      this.#state.report("tooDeep", "Stack overflow during pattern compilation", span);
      this.#state.isAbandoned = true;
      return;
    }
    const shape = reader.next() === 0x3f ? this.#groupShape(start) : this.#capturing(undefined, undefined);
    if (shape !== undefined) {
      this.#levels.push(this.#open(start, shape, flags));
    }
  }

  #capturing(name: string | undefined, nameSpan: Span | undefined): GroupShape {
    this.#state.groupCount++;
    return { kind: "capturing", number: this.#state.groupCount, name, nameSpan };
  }

  /** What `(?` begins; nothing where it only sets flags. The cursor stands on the question mark. */
  #groupShape(start: number): GroupShape | undefined {
    const { reader } = this.#state;
    if (reader.isHoleAt(reader.cursor + 1)) {
      reader.cursor++;
      return { kind: "plain", flags: undefined };
    }
    const code = reader.skip();
    switch (code === 0 ? "" : String.fromCodePoint(code)) {
      case ":":
        return { kind: "plain", flags: undefined };
      case "=":
      case "!":
        return { kind: "look", behind: false, negative: code === 0x21, byCodePoint: false };
      case ">":
        return { kind: "atomic" };
      case "<":
        return this.#afterLess(start);
      case "$":
      case "@":
        this.#state.report("unknownGroup", "Unknown group type", reader.span(start, reader.cursor));
        return { kind: "plain", flags: undefined };
      default:
        reader.cursor--;
        return this.#flagGroup(start);
    }
  }

  /** A lookbehind or a named group. */
  #afterLess(start: number): GroupShape {
    const { reader, groupNames } = this.#state;
    const nameStart = reader.cursor;
    const first = reader.read();
    if (first === 0x3d || first === 0x21) {
      const byCodePoint = this.#hasSupplementaryFrom(reader.cursor);
      return { kind: "look", behind: true, negative: first === 0x21, byCodePoint };
    }
    const name = parseGroupName(this.#state, first, nameStart);
    if (name === undefined) {
      this.#passName(nameStart);
      return this.#capturing(undefined, undefined);
    }
    const nameSpan = reader.span(nameStart, reader.cursor - 1);
    if (groupNames.has(name)) {
      this.#state.report(
        "repeatedGroupName",
        `Named capturing group <${name}> is already defined`,
        reader.span(start, reader.cursor),
      );
    }
    const group = this.#capturing(name, nameSpan);
    groupNames.set(name, this.#state.groupCount);
    return group;
  }

  /** Goes on behind a name that is none, if it has an end. */
  #passName(start: number): void {
    const { reader } = this.#state;
    let at = start;
    while (at < reader.length && !NAME_ENDS.includes(reader.codeAt(at))) {
      at++;
    }
    reader.cursor =
      reader.codeAt(at) === 0x3e && at < reader.length ? at + 1 : Math.min(start, reader.length);
  }

  #flagGroup(start: number): GroupShape | undefined {
    const { reader } = this.#state;
    let on = 0;
    let off = 0;
    let isOff = false;
    for (let code = reader.peek(); ; code = reader.next()) {
      const letter = code > 0 ? String.fromCodePoint(code) : "";
      const flag = FLAG_LETTERS.get(letter);
      if (flag !== undefined && !reader.atHole) {
        on = isOff ? on & ~flag : on | flag;
        off = isOff ? off | flag : off;
        reader.flags = isOff ? reader.flags & ~flag : reader.flags | flag;
      } else if (letter === "-" && !isOff) {
        isOff = true;
      } else {
        break;
      }
    }
    const end = reader.read();
    const change = { span: reader.span(start, Math.min(reader.cursor, reader.length)), on, off };
    if (end === 0x29) {
      const level = this.#levels.at(-1);
      level?.items.push({ kind: "flags", span: change.span, extent: NOTHING, change });
      return undefined;
    }
    if (end !== 0x3a) {
      this.#state.report("unknownModifier", "Unknown inline modifier", change.span);
      reader.cursor = Math.min(reader.cursor - 1, reader.length);
    }
    return { kind: "plain", flags: change };
  }

  /** Whether a supplementary character or half of one stands anywhere after: then Java steps by code points. */
  #hasSupplementaryFrom(index: number): boolean {
    const { reader } = this.#state;
    if (this.#lastSupplementary === undefined) {
      let at = reader.length - 1;
      while (at >= 0 && !isSupplementary(reader.codeAt(at))) {
        at--;
      }
      this.#lastSupplementary = at;
    }
    return this.#lastSupplementary >= index;
  }
}

const NAME_ENDS: readonly number[] = [0x3e, 0x28, 0x29];

function escapeNode(escaped: Escape, span: Span, folding: Folding): RegexNode {
  switch (escaped.kind) {
    case "assertion":
      return { kind: "assertion", span, extent: NOTHING, assertion: escaped.assertion };
    case "reference": {
      const { group, name } = escaped;
      return { kind: "reference", span, extent: UNKNOWN_LENGTH, group, name, folding };
    }
    case "lineBreak":
      return { kind: "lineBreak", span, extent: LINE_BREAK };
    case "grapheme":
      return { kind: "grapheme", span, extent: CLUSTER };
    default:
      return { kind: "invalid", span, extent: UNKNOWN_LENGTH };
  }
}

function dollar(isMultiline: boolean, isUnix: boolean): AssertionKind {
  if (isMultiline) {
    return isUnix ? "unixLineEnd" : "lineEnd";
  }
  return isUnix ? "unixLastLineEnd" : "lastLineEnd";
}

function groupNode(shape: GroupShape, body: RegexNode, span: Span): RegexNode {
  if (shape.kind === "look") {
    const { behind, negative, byCodePoint } = shape;
    const reach = behind ? studyExtent(body) : body.extent;
    return { kind: "look", span, extent: NOTHING, behind, negative, byCodePoint, body, reach };
  }
  return {
    kind: "group",
    span,
    extent: body.extent,
    number: shape.kind === "capturing" ? shape.number : undefined,
    name: shape.kind === "capturing" ? shape.name : undefined,
    nameSpan: shape.kind === "capturing" ? shape.nameSpan : undefined,
    atomic: shape.kind === "atomic",
    body,
    flags: shape.kind === "plain" ? shape.flags : undefined,
  };
}

/** What ends a string of characters. */
function isMeta(code: number): boolean {
  return isQuantifier(code) || META.includes(code);
}

const META: readonly number[] = [0x24, 0x2e, 0x5e, 0x28, 0x5b, 0x7c, 0x29];

function isQuantifier(code: number): boolean {
  return code === 0x2a || code === 0x2b || code === 0x3f || code === 0x7b;
}

function isSupplementary(code: number): boolean {
  return code > 0xffff || (code >= 0xd800 && code <= 0xdfff);
}
