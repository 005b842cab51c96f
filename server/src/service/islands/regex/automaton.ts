// A pattern as a graph of states: each way through it is a text, so that two patterns can be walked at once.
// Invariant: it takes every text that the pattern matches. It takes no other, where `isExact`.
import { singleTest, stringTest, testOf } from "./characterSet";
import type { AnyNode, CharacterSet, Regex, RegexNode, RepeatNode } from "./regex";
import { UNLIMITED } from "./regex";
import type { CodePointTest } from "./unicode/codePoints";

export interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
  readonly accept: number;
  readonly tests: readonly CodePointTest[];
  /** Characters at which the tests may change their answer, beside those that every alphabet holds. */
  readonly edges: ReadonlySet<number>;
  readonly isExact: boolean;
}

export interface State {
  /** Where it goes without taking a character. */
  readonly silent: number[];
  readonly taking: Taking[];
}

export interface Taking {
  /** An index of the automaton's tests. */
  readonly test: number;
  readonly to: number;
}

/** `undefined` where the pattern is none that Java compiles, is not known in full, or has more parts than that. */
export function automatonOf(regex: Regex, mostParts: number): Automaton | undefined {
  if (regex.problems.length > 0 || regex.undecided !== undefined) {
    return undefined;
  }
  const builder = new Builder();
  const start = builder.state();
  const accept = builder.state();
  const tasks: Task[] = [{ node: regex.root, from: start, to: accept }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (builder.parts + tasks.length > mostParts) {
      return undefined;
    }
    build(builder, tasks, task, mostParts);
  }
  const { states, tests, edges, isExact } = builder;
  return builder.parts > mostParts ? undefined : { states, start, accept, tests, edges, isExact };
}

interface Task {
  readonly node: RegexNode;
  readonly from: number;
  readonly to: number;
}

class Builder {
  readonly states: State[] = [];
  readonly tests: CodePointTest[] = [];
  readonly edges = new Set<number>();
  isExact = true;
  /** States, the ways between them, and what the sets of characters are made of. */
  parts = 0;
  readonly #known = new Map<string, number>();

  state(): number {
    this.parts++;
    return this.states.push({ silent: [], taking: [] }) - 1;
  }

  silently(from: number, to: number): void {
    this.parts++;
    this.states[from]?.silent.push(to);
  }

  /** `key`: tests of the same key are the same. */
  taking(from: number, to: number, test: CodePointTest, key?: string): void {
    this.parts++;
    const known = key === undefined ? undefined : this.#known.get(key);
    const index = known ?? this.tests.push(test) - 1;
    if (key !== undefined) {
      this.#known.set(key, index);
    }
    this.states[from]?.taking.push({ test: index, to });
  }

  edge(codePoint: number): void {
    this.parts++;
    for (const near of [codePoint - 1, codePoint, codePoint + 1]) {
      if (near >= 0 && near <= 0x10ffff) {
        this.edges.add(near);
      }
    }
  }
}

function build(builder: Builder, tasks: Task[], { node, from, to }: Task, mostParts: number): void {
  switch (node.kind) {
    case "alternation":
      for (const branch of node.branches.toReversed()) {
        tasks.push({ node: branch, from, to });
      }
      return;
    case "sequence": {
      let at = from;
      for (const [index, item] of node.items.entries()) {
        const next = index === node.items.length - 1 ? to : builder.state();
        tasks.push({ node: item, from: at, to: next });
        at = next;
        if (builder.parts > mostParts) {
          return;
        }
      }
      if (node.items.length === 0) {
        builder.silently(from, to);
      }
      return;
    }
    case "character": {
      const { codePoint, folding, alone } = node;
      builder.edge(codePoint);
      builder.isExact &&= folding !== "unicode";
      const test = alone ? singleTest(codePoint, folding) : stringTest(node);
      builder.taking(from, to, test, `${codePoint} ${folding} ${alone}`);
      return;
    }
    case "any":
      builder.taking(from, to, ANY_TESTS[node.except], node.except);
      return;
    case "set":
      builder.isExact &&= !node.composed && addEdges(builder, node.set);
      builder.taking(from, to, testOf(node.set));
      return;
    case "group":
      builder.isExact &&= !node.atomic;
      tasks.push({ node: node.body, from, to });
      return;
    case "repeat":
      builder.isExact &&= node.mode !== "possessive";
      buildRepeat(builder, tasks, { node, from, to }, mostParts);
      return;
    case "lineBreak":
      builder.isExact = false;
      builder.taking(from, to, isLineEnd, "lineBreak");
      return;
    case "empty":
    case "flags":
      builder.silently(from, to);
      return;
    case "look":
    case "assertion":
      // What they forbid is left to whoever tries the text on the pattern itself.
      builder.isExact = false;
      builder.silently(from, to);
      return;
    default:
      // A reference or a cluster may be any text.
      builder.isExact = false;
      builder.taking(from, from, () => true, "nothing");
      builder.silently(from, to);
  }
}

interface RepeatTask {
  readonly node: RepeatNode;
  readonly from: number;
  readonly to: number;
}

/** The rounds that have to be, one after the other; then those that may be, or a loop. */
function buildRepeat(
  builder: Builder,
  tasks: Task[],
  { node: { atom, min, max }, from, to }: RepeatTask,
  mostParts: number,
): void {
  let at = from;
  const round = () => {
    const next = builder.state();
    tasks.push({ node: atom, from: at, to: next });
    at = next;
  };
  for (let done = 0; done < min && builder.parts <= mostParts; done++) {
    round();
  }
  if (max === UNLIMITED) {
    const loop = builder.state();
    builder.silently(at, loop);
    tasks.push({ node: atom, from: loop, to: loop });
    builder.silently(loop, to);
    return;
  }
  for (let done = min; done < max && builder.parts <= mostParts; done++) {
    builder.silently(at, to);
    round();
  }
  builder.silently(at, to);
}

const LINE_ENDS: ReadonlySet<number> = new Set([10, 13, 0x85, 0x2028, 0x2029]);

const isLineEnd: CodePointTest = (code) => LINE_ENDS.has(code) || code === 11 || code === 12;

const ANY_TESTS: Readonly<Record<AnyNode["except"], CodePointTest>> = {
  nothing: () => true,
  lineFeed: (code) => code !== 10,
  lineTerminators: (code) => !LINE_ENDS.has(code),
};

/** Names of sets that hold nothing outside of what every alphabet lists, where they are not those of all scripts. */
const PLAIN_SETS =
  /^\\(?:[dswhv]|p\{(?:Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print|Blank|Cntrl|XDigit|Space)\})$/;
const OTHER_SCRIPTS = [0x0416, 0x0660, 0x3042, 0x4e2d];

/** Whether all of the set's edges are known. */
function addEdges(builder: Builder, root: CharacterSet): boolean {
  const rest = [root];
  let isKnown = true;
  for (let set = rest.pop(); set !== undefined; set = rest.pop()) {
    switch (set.kind) {
      case "character":
        builder.edge(set.codePoint);
        isKnown &&= set.folding !== "unicode";
        break;
      case "members":
        for (const codePoint of set.codePoints) {
          builder.edge(codePoint);
        }
        break;
      case "range":
        builder.edge(set.from);
        builder.edge(set.to);
        isKnown &&= set.folding !== "unicode";
        break;
      case "complement":
        rest.push(set.of);
        break;
      case "union":
        for (const part of set.parts) {
          rest.push(part);
        }
        break;
      case "intersection":
        rest.push(set.left, set.right);
        break;
      case "named": {
        const { test } = set;
        isKnown &&= PLAIN_SETS.test(set.name) && !OTHER_SCRIPTS.some((code) => test(code));
        break;
      }
      default:
        isKnown = false;
    }
  }
  return isKnown;
}
