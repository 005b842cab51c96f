// The tokens of Velocity 1.7 and the lexical states that decide which of them can come next.
// Invariant: the kinds are listed in the order in which Velocity prefers them among matches of one length.

/** Where the lexer is: the same characters are other tokens in a reference, a directive's head and plain text. */
export type LexicalState =
  | "text"
  /** After `#`, before it is known which directive it is. */
  | "hash"
  /** In the parentheses of a directive. */
  | "directive"
  /** After `$`. */
  | "reference"
  /** After the dot of a reference. */
  | "member"
  /** In the parentheses of a method call. */
  | "arguments"
  /** In the brackets of a reference. */
  | "index"
  | "textblock"
  | "blockComment"
  | "docComment"
  | "lineComment";

export type TokenKind =
  | "eof"
  | "indexOpen"
  | "indexClose"
  | "bracketOpen"
  | "bracketClose"
  | "comma"
  | "range"
  | "colon"
  | "mapOpen"
  | "mapClose"
  | "parenOpen"
  | "parenClose"
  | "argumentsClose"
  | "escapedDirective"
  | "set"
  | "lineCommentStart"
  | "doubleEscape"
  | "escape"
  | "text"
  | "lineCommentEnd"
  | "docCommentEnd"
  | "blockCommentEnd"
  | "textblockEnd"
  | "whitespace"
  | "string"
  | "true"
  | "false"
  | "minus"
  | "plus"
  | "times"
  | "divide"
  | "modulo"
  | "and"
  | "or"
  | "less"
  | "lessOrEqual"
  | "greater"
  | "greaterOrEqual"
  | "equal"
  | "notEqual"
  | "not"
  | "assign"
  | "end"
  | "if"
  | "elseif"
  | "else"
  | "integer"
  | "float"
  | "word"
  | "bracedWord"
  | "identifier"
  | "dot"
  | "braceOpen"
  | "braceClose"
  | "emptyIndex"
  /** A hole of the decoded text where an expression stands: its value is not known. */
  | "hole";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** What Velocity keeps of the characters. References strip their escapes from it, as Velocity does. */
  image: string;
  /** The images of what was skipped before it and still prints, such as a lone `$`. */
  readonly skipped: readonly string[];
  next: Token | undefined;
}
