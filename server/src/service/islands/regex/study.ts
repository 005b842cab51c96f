// How much a lookbehind can match, to the letter of Java's arithmetic: what stands before a repetition decides
// whether its sum overflows, and an alternative begins the sum anew. Recursion goes as deep as groups may nest.
import { extentOfEither, NOTHING } from "./extent";
import { isLoopable, isOneCharacter } from "./parseQuantifier";
import type { Extent, RegexNode, RepeatNode } from "./regex";
import { UNLIMITED } from "./regex";

export function studyExtent(node: RegexNode): Extent {
  const study = new Study();
  study.pass(node);
  return study.result();
}

class Study {
  #min = 0;
  #max = 0;
  #bounded = true;
  #deterministic = true;
  /** What was summed up before the latest alternative. */
  #before: Extent = NOTHING;

  result(): Extent {
    return {
      min: (this.#before.min + this.#min) | 0,
      max: (this.#before.max + this.#max) | 0,
      bounded: this.#before.bounded && this.#bounded,
      deterministic: this.#before.deterministic && this.#deterministic,
    };
  }

  /** Adds a node and what is in it, in the order of the pattern. */
  pass(node: RegexNode): void {
    const open = [node];
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      switch (current.kind) {
        case "sequence":
          for (let at = current.items.length - 1; at >= 0; at--) {
            open.push(...current.items.slice(at, at + 1));
          }
          break;
        case "group":
          if (current.atomic) {
            this.#passClosed(current.body);
          } else {
            open.push(current.body);
          }
          break;
        case "alternation":
          this.#passEither(current.branches.map(studyExtent));
          break;
        case "repeat":
          this.#passRepeat(current);
          break;
        default:
          this.#add(current.extent);
      }
    }
  }

  #add({ min, max, bounded, deterministic }: Extent): void {
    this.#min = (this.#min + min) | 0;
    this.#max = (this.#max + max) | 0;
    this.#bounded &&= bounded;
    this.#deterministic &&= deterministic;
  }

  /** What is matched by itself: an alternative in it begins the sum anew only up to its end. */
  #passClosed(node: RegexNode): void {
    const before = this.#before;
    this.#before = NOTHING;
    this.pass(node);
    const { min, max, bounded, deterministic } = this.result();
    this.#min = min;
    this.#max = max;
    this.#bounded = bounded;
    this.#deterministic = deterministic;
    this.#before = before;
  }

  #passEither(extents: readonly Extent[]): void {
    this.#add(extentOfEither(extents.map((extent) => ({ extent }))));
    this.#before = this.result();
    this.#min = 0;
    this.#max = 0;
    this.#bounded = true;
    this.#deterministic = true;
  }

  #passRepeat({ atom, min, max, mode, extent }: RepeatNode): void {
    const isOptional = min === 0 && max === 1;
    if (isOptional && isLoopable(atom) && mode !== "possessive") {
      this.#passEither(mode === "greedy" ? [studyExtent(atom), NOTHING] : [NOTHING, studyExtent(atom)]);
    } else if (isOptional) {
      const least = this.#min;
      this.#passClosed(atom);
      this.#min = least;
      this.#deterministic = false;
    } else if (isOneCharacter(atom) && max === UNLIMITED && mode === "greedy") {
      this.#add(extent);
    } else {
      const round = atom.kind === "group" ? studyExtent(atom) : atom.extent;
      const isLoop = isLoopable(atom) && mode !== "possessive" && !atom.extent.deterministic;
      this.#passRounds(round, min, max, isLoop);
    }
  }

  /** A loop, as Java calls it, has no limit; any other repetition loses its own when the sum overflows. */
  #passRounds(round: Extent, min: number, max: number, isLoop: boolean): void {
    const least = (Math.imul(round.min, min) + this.#min) | 0;
    const most = (Math.imul(round.max, max) + this.#max) | 0;
    this.#bounded = this.#bounded && round.bounded && !isLoop && most >= this.#max;
    this.#min = least < this.#min ? 0xfffffff : least;
    this.#max = most;
    this.#deterministic = false;
  }
}
