// The tree of a selection pattern: what `java.util.regex.Pattern` of JDK 17 makes of it.
// Spans are offsets in the decoded value; the string node's `DecodedText` leads back to the source.
import type { Span } from "../../text/span";
import type { Flags, Folding } from "./flags";
import type { CodePointTest } from "./unicode/codePoints";

export interface Regex {
  readonly source: string;
  readonly root: RegexNode;
  readonly groupCount: number;
  readonly groupNames: ReadonlyMap<string, number>;
  /** In the order they were met. The first is the one that Java reports; it stops there. */
  readonly problems: readonly RegexProblem[];
  /** The `\Q` and `\E` marks, which Java takes out before it reads the pattern. */
  readonly quoteMarks: readonly Span[];
  /** White space and comments that `(?x)` lets one write. */
  readonly comments: readonly Span[];
  /** Why what the pattern matches cannot be told, where it cannot. */
  readonly undecided: UndecidedReason | undefined;
}

export type UndecidedReason =
  /** A part of the pattern is unknown. */
  | "hole"
  /** `\N{…}`: we keep no table of character names. */
  | "characterName"
  /** It has more characters than we read. */
  | "tooLong";

export interface RegexProblem {
  readonly code: RegexProblemCode;
  /** In Java's own words. */
  readonly description: string;
  /** Java's own index: code points, counted after `\Q…\E` was taken out; -1 where Java names none. */
  readonly index: number;
  /** What is at fault, as we see it. */
  readonly span: Span;
}

export type RegexProblemCode =
  | "danglingQuantifier"
  | "unclosedGroup"
  | "unmatchedParenthesis"
  | "unclosedClass"
  | "badClass"
  | "illegalRange"
  | "illegalRepetition"
  | "illegalRepetitionRange"
  | "unclosedRepetition"
  | "unknownEscape"
  | "illegalControl"
  | "illegalOctal"
  | "illegalHexadecimal"
  | "unclosedHexadecimal"
  | "hexadecimalTooBig"
  | "illegalUnicode"
  | "illegalCharacterName"
  | "unclosedCharacterName"
  | "unknownCharacterName"
  | "illegalReference"
  | "unknownGroupName"
  | "illegalGroupName"
  | "unclosedGroupName"
  | "repeatedGroupName"
  | "unknownModifier"
  | "unknownGroup"
  | "unclosedProperty"
  | "emptyProperty"
  | "unknownProperty"
  | "unboundedLookbehind"
  | "internal"
  | "tooDeep";

export type RegexNode =
  | AlternationNode
  | SequenceNode
  | CharacterNode
  | AnyNode
  | SetNode
  | AssertionNode
  | GroupNode
  | LookNode
  | FlagsNode
  | RepeatNode
  | ReferenceNode
  | LineBreakNode
  | GraphemeNode
  | EmptyNode
  | HoleNode
  | InvalidNode;

interface NodeBase {
  readonly span: Span;
  readonly extent: Extent;
}

/**
 * How much a node can match, as Java reckons it: in characters, with the overflow of its 32-bit sums, and with
 * nothing after an unlimited group counted. It decides what a lookbehind may hold and how a group is repeated.
 */
export interface Extent {
  readonly min: number;
  readonly max: number;
  readonly bounded: boolean;
  /** Whether it can match in one way only. */
  readonly deterministic: boolean;
}

export interface AlternationNode extends NodeBase {
  readonly kind: "alternation";
  readonly branches: readonly RegexNode[];
}

export interface SequenceNode extends NodeBase {
  readonly kind: "sequence";
  readonly items: readonly RegexNode[];
}

export interface CharacterNode extends NodeBase {
  readonly kind: "character";
  readonly codePoint: number;
  readonly folding: Folding;
  /** Whether Java compares it by itself and not as a part of a string, which folds case otherwise. */
  readonly alone: boolean;
}

export interface AnyNode extends NodeBase {
  readonly kind: "any";
  readonly except: "nothing" | "lineFeed" | "lineTerminators";
}

/** `[…]`, `\d`, `\p{…}`: one character of a set. */
export interface SetNode extends NodeBase {
  readonly kind: "set";
  readonly set: CharacterSet;
  /** What is written in the brackets; absent for a class that has a name. */
  readonly items: readonly ClassItem[] | undefined;
  readonly negated: boolean;
  /** Under CANON_EQ a set takes a whole cluster that composes to one character. */
  readonly composed: boolean;
}

/** What is written in a class, for those who read it; what it matches is in the set. */
export type ClassItem =
  | { readonly kind: "character"; readonly span: Span; readonly codePoint: number }
  | { readonly kind: "range"; readonly span: Span; readonly from: number; readonly to: number }
  | { readonly kind: "set"; readonly span: Span; readonly set: CharacterSet }
  | { readonly kind: "intersection"; readonly span: Span }
  | {
      readonly kind: "class";
      readonly span: Span;
      readonly items: readonly ClassItem[];
      readonly negated: boolean;
    }
  | { readonly kind: "hole"; readonly span: Span }
  | { readonly kind: "invalid"; readonly span: Span };

export type CharacterSet =
  | { readonly kind: "character"; readonly codePoint: number; readonly folding: Folding }
  | { readonly kind: "members"; readonly codePoints: ReadonlySet<number> }
  | { readonly kind: "range"; readonly from: number; readonly to: number; readonly folding: Folding }
  | { readonly kind: "named"; readonly name: string; readonly test: CodePointTest }
  | { readonly kind: "complement"; readonly of: CharacterSet }
  | { readonly kind: "union"; readonly parts: readonly CharacterSet[] }
  | { readonly kind: "intersection"; readonly left: CharacterSet; readonly right: CharacterSet }
  /** What Java forgot to build (`[[a]b&&]`): it throws when it gets here, so nothing matches. */
  | { readonly kind: "missing" }
  | { readonly kind: "unknown" };

export type AssertionKind =
  | "inputStart"
  | "lineStart"
  | "unixLineStart"
  | "inputEnd"
  | "lastLineEnd"
  | "unixLastLineEnd"
  | "lineEnd"
  | "unixLineEnd"
  | "lastMatchEnd"
  | "wordBoundary"
  | "noWordBoundary"
  | "unicodeWordBoundary"
  | "noUnicodeWordBoundary"
  | "graphemeBoundary";

export interface AssertionNode extends NodeBase {
  readonly kind: "assertion";
  readonly assertion: AssertionKind;
}

export interface GroupNode extends NodeBase {
  readonly kind: "group";
  /** The number of a capturing group. */
  readonly number: number | undefined;
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly atomic: boolean;
  readonly body: RegexNode;
  /** The span of `(?i-s:` in a group that sets flags. */
  readonly flags: FlagChange | undefined;
}

export interface LookNode extends NodeBase {
  readonly kind: "look";
  readonly behind: boolean;
  readonly negative: boolean;
  readonly body: RegexNode;
  /** How far back Java looks, by its own arithmetic. */
  readonly reach: Extent;
  /** Whether Java steps back by whole code points: it does when a supplementary one is in the rest of the pattern. */
  readonly byCodePoint: boolean;
}

export interface FlagChange {
  readonly span: Span;
  readonly on: Flags;
  readonly off: Flags;
}

/** `(?i)`: matches nothing, holds until its group ends. */
export interface FlagsNode extends NodeBase {
  readonly kind: "flags";
  readonly change: FlagChange;
}

export type RepeatMode = "greedy" | "reluctant" | "possessive";

export interface RepeatNode extends NodeBase {
  readonly kind: "repeat";
  readonly atom: RegexNode;
  readonly min: number;
  /** Java's largest number where there is no limit. */
  readonly max: number;
  readonly mode: RepeatMode;
  readonly quantifierSpan: Span;
}

/** What Java writes for "no limit". */
export const UNLIMITED = 0x7fffffff;

export interface ReferenceNode extends NodeBase {
  readonly kind: "reference";
  readonly group: number;
  readonly name: string | undefined;
  readonly folding: Folding;
}

export interface LineBreakNode extends NodeBase {
  readonly kind: "lineBreak";
}

export interface GraphemeNode extends NodeBase {
  readonly kind: "grapheme";
}

/** Nothing, where a quantifier stands without anything to repeat: `{1}`, `a{1}{2}`. */
export interface EmptyNode extends NodeBase {
  readonly kind: "empty";
}

export interface HoleNode extends NodeBase {
  readonly kind: "hole";
}

export interface InvalidNode extends NodeBase {
  readonly kind: "invalid";
}
