// Makes the steps of a pattern, choosing as Java does what is repeated how.
import { asciiLower, singleTest, stringTest, testOf } from "./characterSet";
import { foldRegex } from "./fold";
import { isLoopable, isOneCharacter } from "./parseQuantifier";
import type { LoopStep, Program, Step } from "./program";
import type { AnyNode, CharacterNode, Regex, RegexNode, RepeatNode } from "./regex";
import { UNLIMITED } from "./regex";
import { type CodePointTest, foldCase } from "./unicode/codePoints";

/** Steps from one to another; nothing where there are none. */
interface Fragment {
  readonly head: Step | undefined;
  readonly tail: Step | undefined;
  /** The unlimited loops in it that no repetition encloses: those that may remember where they failed. */
  readonly loops: LoopStep[];
}

function emptyFragment(): Fragment {
  return { head: undefined, tail: undefined, loops: [] };
}

export function compileRegex(regex: Regex): Program {
  const undecided = regex.problems.length > 0 ? "invalid" : regex.undecided;
  const end: Step = { op: "matched", next: undefined };
  if (undecided !== undefined) {
    return { start: end, groupCount: 0, localCount: 0, memoCount: 0, undecided };
  }
  const compiler = new Compiler();
  const whole = foldRegex<Fragment>(regex.root, (node, children) => compiler.compile(node, children));
  let memoCount = 0;
  // A reference makes what a round matches depend on more than where it begins.
  for (const loop of compiler.hasReference ? [] : whole.loops) {
    loop.memo = memoCount++;
  }
  return {
    start: endWith(whole, end),
    groupCount: regex.groupCount,
    localCount: compiler.localCount,
    memoCount,
    undecided: undefined,
  };
}

class Compiler {
  localCount = 0;
  hasReference = false;

  compile(node: RegexNode, children: readonly Fragment[]): Fragment {
    switch (node.kind) {
      case "sequence":
        return joinAll(node.items, children);
      case "alternation":
        return choose(children);
      case "group":
        return node.atomic
          ? single({ op: "optional", next: undefined, atom: byItself(children[0]), mode: "atomic" }, children)
          : this.#group(node.number, children[0] ?? emptyFragment());
      case "repeat":
        return this.#repeat(node, children[0] ?? emptyFragment());
      case "look": {
        const { behind, negative, byCodePoint } = node;
        const { min, max } = node.reach;
        const end: Step = { op: behind ? "behindEnd" : "accept", next: undefined };
        const body = endWith(children[0] ?? emptyFragment(), end);
        const look = single(
          { op: "look", next: undefined, body, behind, negative, byCodePoint, min, max },
          children,
        );
        return behind ? { ...look, loops: [] } : look;
      }
      case "reference":
        this.hasReference = true;
        return single({
          op: "reference",
          next: undefined,
          group: node.group,
          fold: node.folding === "exact" ? undefined : node.folding === "unicode" ? foldCase : asciiLower,
        });
      default:
        return single(leaf(node));
    }
  }

  #group(number: number | undefined, body: Fragment): Fragment {
    if (number === undefined) {
      return body;
    }
    const local = this.localCount++;
    const head: Step = { op: "groupStart", next: undefined, local };
    const tail: Step = { op: "groupEnd", next: undefined, local, group: number };
    return join(join(single(head), body), single(tail));
  }

  #repeat(node: RepeatNode, atom: Fragment): Fragment {
    const { mode, min, max } = node;
    const isOptional = min === 0 && max === 1;
    if (!isLoopable(node.atom) || mode === "possessive") {
      const repeated = this.#repeatByItself(node, atom);
      return isLoopable(node.atom) ? { ...repeated, loops: [] } : repeated;
    }
    if (isOptional) {
      const options = mode === "greedy" ? [atom, emptyFragment()] : [emptyFragment(), atom];
      return { ...choose(options), loops: [] };
    }
    if (!node.atom.extent.deterministic) {
      return this.#loop(node, atom);
    }
    const group = node.atom.kind === "group" ? node.atom.number : undefined;
    const inner = group === undefined ? atom : withoutGroup(atom);
    return single({
      op: "repeat",
      next: undefined,
      atom: byItself(inner),
      min,
      max,
      mode,
      isGroup: true,
      group,
    });
  }

  #repeatByItself({ atom, min, max, mode }: RepeatNode, fragment: Fragment): Fragment {
    if (min === 0 && max === 1) {
      return single({ op: "optional", next: undefined, atom: byItself(fragment), mode }, [fragment]);
    }
    if (mode === "greedy" && max === UNLIMITED && isOneCharacter(atom) && fragment.head?.op === "test") {
      return single({ op: "run", next: undefined, test: fragment.head.test, min });
    }
    const step: Step = {
      op: "repeat",
      next: undefined,
      atom: byItself(fragment),
      min,
      max,
      mode,
      isGroup: false,
      group: undefined,
    };
    return single(step, [fragment]);
  }

  #loop({ atom, min, max, mode }: RepeatNode, inner: Fragment): Fragment {
    const isCapturing = atom.kind === "group" && atom.number !== undefined;
    const lazy = mode === "reluctant";
    const begin = isCapturing && inner.head?.op === "groupStart" ? inner.head.local : this.localCount++;
    const body = isCapturing
      ? inner
      : join(single({ op: "groupStart", next: undefined, local: begin }), inner);
    const loop: LoopStep = {
      op: "loop",
      next: undefined,
      body: undefined,
      count: this.localCount++,
      begin,
      min,
      max,
      lazy,
      memo: -1,
    };
    loop.body = endWith(body, loop);
    const start: Step = { op: "loopStart", next: undefined, loop };
    return { head: start, tail: loop, loops: !lazy && max === UNLIMITED ? [loop] : [] };
  }
}

/** The inside of a capturing group: its repetition sets the group itself. */
function withoutGroup(fragment: Fragment): Fragment {
  const { head, tail } = fragment;
  if (head?.op !== "groupStart" || tail?.op !== "groupEnd") {
    return fragment;
  }
  // The group's end is passed over, for it is linked to from within.
  const pass: Step = { op: "pass", next: undefined };
  for (let step = head.next; step !== undefined && step !== tail; step = step.next) {
    if (step.next === tail) {
      step.next = pass;
      return { head: head.next, tail: pass, loops: fragment.loops };
    }
  }
  return emptyFragment();
}

function leaf(node: RegexNode): Step {
  switch (node.kind) {
    case "character":
      return { op: "test", next: undefined, test: singleTest(node.codePoint, node.folding) };
    case "any":
      return { op: "test", next: undefined, test: anyTest(node) };
    case "set":
      return node.composed
        ? { op: "cluster", next: undefined, composed: testOf(node.set) }
        : { op: "test", next: undefined, test: testOf(node.set) };
    case "assertion":
      return { op: "assertion", next: undefined, assertion: node.assertion };
    case "lineBreak":
      return { op: "lineBreak", next: undefined };
    case "grapheme":
      return { op: "cluster", next: undefined, composed: undefined };
    default:
      return { op: "pass", next: undefined };
  }
}

function anyTest({ except }: AnyNode): CodePointTest {
  switch (except) {
    case "nothing":
      return () => true;
    case "lineFeed":
      return (code) => code !== 10;
    case "lineTerminators":
      return (code) => code !== 10 && code !== 13 && code !== 0x85 && (code | 1) !== 0x2029;
  }
}

function single(step: Step, inside: readonly Fragment[] = []): Fragment {
  return { head: step, tail: step, loops: inside.flatMap((fragment) => fragment.loops) };
}

function join(first: Fragment, second: Fragment): Fragment {
  if (first.tail === undefined) {
    return second;
  }
  if (second.head === undefined) {
    return first;
  }
  first.tail.next = second.head;
  for (const loop of second.loops) {
    first.loops.push(loop);
  }
  return { head: first.head, tail: second.tail, loops: first.loops };
}

/** The items one after the other, what Java compares as a string in one step. */
function joinAll(items: readonly RegexNode[], fragments: readonly Fragment[]): Fragment {
  let result = emptyFragment();
  for (let at = 0; at < items.length; ) {
    const string: CharacterNode[] = [];
    for (let item = items[at]; item?.kind === "character" && !item.alone; item = items[++at]) {
      string.push(item);
    }
    if (string.length > 0) {
      result = join(result, single({ op: "string", next: undefined, tests: string.map(stringTest) }));
    } else {
      result = join(result, fragments[at] ?? emptyFragment());
      at++;
    }
  }
  return result;
}

function choose(branches: readonly Fragment[]): Fragment {
  const join: Step = { op: "pass", next: undefined };
  const options = branches.map((branch) => (branch.head === undefined ? undefined : endWith(branch, join)));
  const head: Step = { op: "choose", next: join, options };
  return { head, tail: join, loops: branches.flatMap((branch) => branch.loops) };
}

function byItself(fragment: Fragment | undefined): Step {
  return endWith(fragment ?? emptyFragment(), { op: "accept", next: undefined });
}

function endWith(fragment: Fragment, end: Step): Step {
  if (fragment.head === undefined || fragment.tail === undefined) {
    return end;
  }
  fragment.tail.next = end;
  return fragment.head;
}
