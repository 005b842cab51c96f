// What the parts of the parser share: the reader, the problems met, the groups counted.
import type { DecodedText } from "../../text/decodedText";
import type { Span } from "../../text/span";
import { PatternReader } from "./reader";
import type { RegexProblem, RegexProblemCode, UndecidedReason } from "./regex";

/** After so many problems the rest is not read: it would say nothing new. */
const MAX_PROBLEMS = 100;

export class ParseState {
  readonly reader: PatternReader;
  readonly problems: RegexProblem[] = [];
  readonly groupNames = new Map<string, number>();
  groupCount = 0;
  undecided: UndecidedReason | undefined;
  /** Set when reading on makes no sense: nothing more is reported. */
  isAbandoned = false;
  #reportCount = 0;

  constructor(text: DecodedText) {
    this.reader = new PatternReader(text);
    this.undecided = text.hasHoles ? "hole" : undefined;
  }

  /** Java's index is the character before its cursor, wherever the cursor got to. */
  report(code: RegexProblemCode, description: string, span: Span): void {
    const { reader } = this;
    // What stands in a hole might close the group or finish the escape.
    if (!this.isAbandoned && !reader.hasPassedHole) {
      this.problems.push({ code, description, index: reader.cursor - 1, span });
    }
    this.#reportCount++;
    this.isAbandoned ||= this.#reportCount >= MAX_PROBLEMS;
  }
}
