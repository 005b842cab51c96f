// Every text that a template may print, read as JSON while it is "printed": each branch is taken, loops run
// none, one and two times. Invariant: what is called broken is broken whatever the payload is.
import type { Span } from "../../../text/span";
import { spanOf } from "../../../text/span";
import type { Directive, Expression, IfDirective, Reference, Statement, Template, Text } from "../tree";
import { AbstractEvaluator, placeValue } from "./abstractEvaluator";
import { type AbstractValue, ANY, booleanValue, keyOf, knownText, SOME_BOOLEAN } from "./abstractValue";
import { conditionKey, Environment } from "./environment";
import {
  afterJson,
  afterUnknown,
  afterWord,
  BEGIN,
  faultAtEnd,
  isInText,
  isMeantAsJson,
  type JsonFault,
  type JsonState,
  readText,
} from "./jsonState";

export interface PossibleOutputs {
  /** In the order of the text. None where each way through the template may well end in JSON. */
  readonly broken: readonly BrokenOutput[];
  readonly printed: ReadonlyMap<Reference, PrintedValue>;
  /** What conditions ask whether it is true: references alone, behind `!`, and between `&&` and `||`. */
  readonly asked: ReadonlyMap<Reference, readonly AbstractValue[]>;
  /** What each `#foreach` goes through. */
  readonly loops: ReadonlyMap<Directive, readonly AbstractValue[]>;
  /** Places of the payload that are maps, since the template takes members of them. */
  readonly maps: ReadonlySet<string>;
}

export interface BrokenOutput {
  readonly fault: JsonFault;
  /** What stands where the JSON breaks. */
  readonly span: Span;
  /** When it happens; always, if there is nothing here. */
  readonly when: Choice | undefined;
}

/** One of the ways that lead on from a directive. */
export interface Choice {
  readonly kind: "branch" | "noBranch" | "empty" | "single" | "several";
  /** The `#if`, `#elseif`, `#else` or `#foreach`. */
  readonly span: Span;
}

export interface PrintedValue {
  readonly values: readonly AbstractValue[];
  /** Whether it stands in a JSON text; nothing where that is not known. */
  readonly inText: boolean | undefined;
}

const MOST_STEPS = 20_000;
const MOST_WAYS = 64;
/** So many ways may know what they assumed of conditions. */
const MOST_ASSUMING = 16;
const MOST_CHOICES = 200;
/** Characters that cost as much as a step. */
const TEXT_PER_STEP = 128;
/** Variables whose copying costs as much as a step. */
const VARIABLES_PER_STEP = 32;
const COUNTS = [0, 1, 2];

interface Way {
  /** Nothing: it may be anywhere. */
  readonly state: JsonState | undefined;
  readonly failed: boolean;
  readonly environment: Environment;
  /** The choices that led here, as bits. */
  readonly taken: bigint;
  /** How much was printed. */
  readonly progress: number;
}

export function possibleOutputs(
  template: Template,
  macros: ReadonlySet<string>,
): PossibleOutputs | undefined {
  const run = new SymbolicRun(macros);
  try {
    return run.outputs(template);
  } catch (thrown) {
    if (thrown instanceof TooMuch) return undefined;
    throw thrown;
  }
}

class TooMuch {}

interface Failure {
  readonly fault: JsonFault;
  readonly span: Span;
}

/** With what had been printed by then: of several ways that fail, the one that got farthest knows best. */
interface FailureAt extends Failure {
  readonly progress: number;
}

interface Noted {
  readonly values: Map<string, AbstractValue>;
  /** Whether in a JSON text; nothing where that is not known. */
  readonly places: Set<boolean | undefined>;
}

function printedValue({ values, places }: Noted): PrintedValue {
  const [inText] = places;
  return { values: [...values.values()], inText: places.size === 1 ? inText : undefined };
}

class SymbolicRun {
  readonly #macros: ReadonlySet<string>;
  readonly #evaluator: AbstractEvaluator;
  readonly #choices: Choice[] = [];
  readonly #choiceIds = new Map<string, number>();
  readonly #failures: (FailureAt | undefined)[] = [];
  readonly #printed = new Map<Reference, Noted>();
  readonly #asked = new Map<Reference, Map<string, AbstractValue>>();
  readonly #loops = new Map<Directive, Map<string, AbstractValue>>();
  #ended: Way[] = [];
  #broken: Way[] = [];
  #furthest: FailureAt | undefined;
  #attempted = 0n;
  #steps = 0;

  constructor(macros: ReadonlySet<string>) {
    this.#macros = macros;
    this.#evaluator = new AbstractEvaluator(macros);
  }

  outputs(template: Template): PossibleOutputs {
    const begin: Way = {
      state: BEGIN,
      failed: false,
      environment: new Environment(),
      taken: 0n,
      progress: 0,
    };
    const ways = [...this.#children(template.children, [begin]), ...this.#ended, ...this.#broken];
    const end = spanOf(template.span.end, template.span.end);
    const whole = ways.filter((way) => !way.failed && !this.#failsAtEnd(way, end));
    return {
      broken: whole.length > 0 ? this.#brokenChoices(whole) : this.#brokenAlways(),
      printed: new Map([...this.#printed].map(([at, noted]) => [at, printedValue(noted)])),
      asked: new Map([...this.#asked].map(([at, values]) => [at, [...values.values()]])),
      loops: new Map([...this.#loops].map(([at, values]) => [at, [...values.values()]])),
      maps: this.#evaluator.maps,
    };
  }

  #failsAtEnd(way: Way, span: Span): boolean {
    const fault = way.state === undefined || way.state.open === "" ? undefined : faultAtEnd(way.state);
    if (fault !== undefined) this.#fail(way, { fault, span });
    return fault !== undefined;
  }

  #brokenAlways(): readonly BrokenOutput[] {
    return this.#furthest === undefined ? [] : [brokenBy(this.#furthest, undefined)];
  }

  /** Choices behind which no way ended well, the outermost at each place. */
  #brokenChoices(whole: readonly Way[]): readonly BrokenOutput[] {
    const fine = whole.reduce((taken, way) => taken | way.taken, 0n);
    const found: BrokenOutput[] = [];
    for (const [id, when] of this.#choices.entries()) {
      const bit = 1n << BigInt(id);
      const failure = this.#failures[id];
      if ((this.#attempted & bit) === 0n || (fine & bit) !== 0n || failure === undefined) continue;
      const isTold = found.some(
        ({ span, when: other }) => span.start === failure.span.start || other?.span.start === when.span.start,
      );
      if (!isTold) found.push(brokenBy(failure, when));
    }
    return found.sort((a, b) => a.span.start - b.span.start);
  }

  #step(count = 1): void {
    this.#steps += count;
    if (this.#steps > MOST_STEPS) throw new TooMuch();
  }

  #fail(way: Way, found: Failure, printed = 0): Way {
    const failure: FailureAt = { ...found, progress: way.progress + printed };
    for (const [id] of this.#choices.entries()) {
      if ((way.taken & (1n << BigInt(id))) === 0n) continue;
      const known = this.#failures[id];
      if (known === undefined || known.progress < failure.progress) this.#failures[id] = failure;
    }
    if (this.#furthest === undefined || this.#furthest.progress < failure.progress) this.#furthest = failure;
    return { ...way, state: undefined, failed: true };
  }

  #choose(way: Way, choice: Choice): Way {
    const key = `${choice.kind}${choice.span.start}`;
    let id = this.#choiceIds.get(key);
    if (id === undefined) {
      id = this.#choices.length;
      if (id >= MOST_CHOICES) throw new TooMuch();
      this.#choiceIds.set(key, id);
      this.#choices.push(choice);
    }
    const bit = 1n << BigInt(id);
    if (!way.failed) this.#attempted |= bit;
    return { ...way, taken: way.taken | bit };
  }

  /** Ways that cannot be told apart any more are one. With too many of them, what was assumed is forgotten. */
  #merged(ways: readonly Way[]): readonly Way[] {
    const merged = mergedWays(ways);
    if (merged.length <= MOST_ASSUMING) return merged;
    this.#step(merged.length);
    const coarse = mergedWays(
      merged.map((way) => ({ ...way, environment: way.environment.withoutAssumptions() })),
    );
    if (coarse.length > MOST_WAYS) throw new TooMuch();
    return coarse;
  }

  #children(statements: readonly Statement[], ways: readonly Way[]): readonly Way[] {
    let current = ways;
    for (const statement of statements) {
      if (current.length === 0) return current;
      this.#step(current.length);
      current = this.#merged(current.flatMap((way) => this.#statement(statement, way)));
    }
    return current;
  }

  #statement(statement: Statement, way: Way): readonly Way[] {
    switch (statement.kind) {
      case "text":
        return [this.#text(way, statement.output, (at) => placeIn(statement, at))];
      case "comment":
        return [this.#text(way, statement.output, () => statement.span)];
      case "reference":
        return this.#reference(statement, way);
      case "set": {
        const { target, targetName, value } = statement;
        this.#step(Math.floor(way.environment.size / VARIABLES_PER_STEP));
        const found = this.#evaluator.value(value, way.environment);
        if (target.steps.length === 0)
          return [{ ...way, environment: way.environment.with(targetName, found) }];
        const isGiven = target.root === "context";
        return [isGiven ? way : { ...way, environment: way.environment.withChanged(target.root) }];
      }
      case "if":
        return this.#if(statement, way);
      case "directive":
        return this.#directive(statement, way);
      case "broken":
        throw new TooMuch();
    }
  }

  #text(way: Way, text: string, place: (at: number) => Span): Way {
    if (way.state === undefined || text === "") return way;
    this.#step(Math.floor(text.length / TEXT_PER_STEP));
    const read = readText(way.state, text);
    if (read === undefined) return { ...way, state: undefined };
    if ("fault" in read && !isMeantAsJson(read.state, text.charAt(read.at)))
      return { ...way, state: undefined };
    return "fault" in read
      ? this.#fail(way, { fault: read.fault, span: place(read.at) }, read.at)
      : { ...way, state: read, progress: way.progress + text.length };
  }

  #reference(reference: Reference, way: Way): readonly Way[] {
    if (reference.runt) return [this.#text(way, reference.root, () => reference.span)];
    if (reference.escaped || reference.escapes !== "" || reference.prefix !== "") {
      return [{ ...way, state: way.state !== undefined && isInText(way.state) ? way.state : undefined }];
    }
    const value = this.#evaluator.reference(reference, way.environment);
    this.#note(reference, value, way);
    return this.#value(value, reference.span, way);
  }

  #note(reference: Reference, value: AbstractValue, { state, failed }: Way): void {
    const noted = this.#printed.get(reference) ?? { values: new Map(), places: new Set() };
    this.#printed.set(reference, noted);
    noted.values.set(keyOf(value), value);
    if (!failed) noted.places.add(state === undefined ? undefined : isInText(state));
  }

  #value(value: AbstractValue, span: Span, way: Way): readonly Way[] {
    const { state } = way;
    if (state === undefined) return [way];
    const known = knownText(value);
    if (known !== undefined) return [this.#text(way, known, () => span)];
    switch (value.kind) {
      case "parts":
        return value.parts.reduce<readonly Way[]>(
          (ways, part) => ways.flatMap((before) => this.#value(part, span, before)),
          [way],
        );
      case "json":
      case "someNumber":
      case "someBoolean": {
        const next = afterJson(state);
        if (typeof next === "string" && !isMeantAsJson(state, "")) return [{ ...way, state: undefined }];
        return typeof next === "string"
          ? [this.#fail(way, { fault: next, span })]
          : next.map((after) => ({ ...way, state: after, progress: way.progress + 1 }));
      }
      case "word": {
        const next = afterWord(state);
        if (typeof next === "string" && !isMeantAsJson(state, "")) return [{ ...way, state: undefined }];
        return [typeof next === "string" ? this.#fail(way, { fault: next, span }) : { ...way, state: next }];
      }
      default:
        return afterUnknown(state).map((after) => ({ ...way, state: after, progress: way.progress + 1 }));
    }
  }

  #if({ branches, otherwise, span }: IfDirective, way: Way): readonly Way[] {
    const done: Way[] = [];
    let open: readonly Way[] = [way];
    for (const { condition, body, keyword } of branches) {
      const split = open.flatMap((before) => this.#split(condition, before));
      this.#step(split.length);
      const entered = split.filter(({ holds }) => holds);
      const ways = entered.map(({ way: inside }) => this.#choose(inside, { kind: "branch", span: keyword }));
      done.push(...this.#children(body.children, ways));
      open = split.filter(({ holds }) => !holds).map(({ way: beside }) => beside);
    }
    if (otherwise !== undefined) {
      const ways = open.map((before) => this.#choose(before, { kind: "branch", span: otherwise.keyword }));
      done.push(...this.#children(otherwise.body.children, ways));
    } else {
      const first = branches[0]?.keyword ?? span;
      done.push(...open.map((before) => this.#choose(before, { kind: "noBranch", span: first })));
    }
    return done;
  }

  #split(condition: Expression, way: Way): readonly { readonly way: Way; readonly holds: boolean }[] {
    const holds = this.#evaluator.truth(condition, way.environment);
    for (const reference of askedIn(condition)) {
      const value = this.#evaluator.reference(reference, way.environment);
      const values = this.#asked.get(reference) ?? new Map<string, AbstractValue>();
      this.#asked.set(reference, values.set(keyOf(value), value));
    }
    if (holds !== undefined) return [{ way, holds }];
    let asked: Expression = condition;
    let turned = false;
    while (asked.kind === "not" || asked.kind === "group") {
      turned = asked.kind === "not" ? !turned : turned;
      asked = asked.kind === "not" ? asked.operand : asked.expression;
    }
    const key = conditionKey(asked);
    return [true, false].map((outcome) => ({
      way: { ...way, environment: way.environment.assuming(key, outcome !== turned) },
      holds: outcome,
    }));
  }

  #directive(directive: Directive, way: Way): readonly Way[] {
    const { name, args, body, literal, span } = directive;
    switch (name) {
      case "macro":
        return [way];
      case "literal":
        return [this.#text(way, directive.bodyLiteral, () => span)];
      case "foreach":
        return this.#foreach(directive, way);
      case "stop":
        this.#ended.push(way);
        return [];
      case "break":
        this.#broken.push(way);
        return [];
      case "define": {
        const [target] = args;
        const defined = target?.kind === "reference" ? target.root : "";
        // What it sets where it is printed is not followed.
        this.#children(body?.children ?? [], [{ ...way, state: undefined, failed: true }]);
        return [{ ...way, environment: way.environment.with(defined, ANY) }];
      }
      case "include":
      case "parse":
      case "evaluate":
        throw new TooMuch();
      default:
        // A macro may set and print anything.
        if (this.#macros.has(name) || name.startsWith("@")) throw new TooMuch();
        return [this.#text(way, literal, () => span)];
    }
  }

  #foreach(directive: Directive, way: Way): readonly Way[] {
    const [element, , list] = directive.args;
    const name = element?.kind === "reference" ? element.root : "";
    const through = list === undefined ? ANY : this.#evaluator.value(list, way.environment);
    const values = this.#loops.get(directive) ?? new Map<string, AbstractValue>();
    this.#loops.set(directive, values.set(keyOf(through), through));
    const item: AbstractValue =
      through.kind === "payload"
        ? { kind: "payload", path: `${through.path}[*]` }
        : through.kind === "list"
          ? through.item
          : ANY;
    const size = through.kind === "list" ? through.size : undefined;
    const counts = size === undefined ? COUNTS : [Math.min(size, 2)];
    return counts.flatMap((count) => {
      const kind = (["empty", "single", "several"] as const)[count] ?? "several";
      const begun = this.#choose(way, { kind, span: directive.nameSpan });
      return this.#iterations(directive, begun, {
        name,
        item,
        count,
        isLonger: size !== undefined && size > 2,
      });
    });
  }

  #iterations({ body }: Directive, begun: Way, { name, item, count, isLonger }: Loop): readonly Way[] {
    const outerBroken = this.#broken;
    this.#broken = [];
    let ways: readonly Way[] = [begun];
    let last = ways;
    for (let index = 0; index < count; index++) {
      last = ways;
      const place = isLonger ? undefined : index;
      ways = this.#children(
        body?.children ?? [],
        ways.map((at) => ({ ...at, environment: iteration(at.environment, name, item, place, count) })),
      );
    }
    const left = this.#merged([...ways, ...this.#broken]);
    this.#broken = outerBroken;
    // What was found out about an item is of no use behind the loop, and would keep apart what is the same there.
    const own = [name, "foreach", "velocityCount", "velocityHasNext"];
    const before = own.map((one) => [one, begun.environment.get(one) ?? ANY] as const);
    const behind = left.map((at) => {
      const environment = count > 1 ? settled(at.environment, last) : at.environment;
      return { ...at, environment: environment.withAll(before) };
    });
    return this.#merged(behind);
  }
}

function brokenBy({ fault, span }: Failure, when: Choice | undefined): BrokenOutput {
  return { fault, span, when };
}

function mergedWays(all: readonly Way[]): readonly Way[] {
  if (all.length < 2) return all;
  // One that failed has nothing more to tell while others go on.
  const live = all.filter(({ failed }) => !failed);
  const ways = live.length > 0 ? live : all;
  const merged = new Map<string, Way>();
  for (const way of ways) {
    const { state, failed, environment } = way;
    const place = state === undefined ? String(failed) : `${state.mode} ${state.open} ${state.rest}`;
    const key = `${place}\n${environment.key}`;
    const same = merged.get(key);
    merged.set(key, same === undefined ? way : joinedWay(same, way));
  }
  return [...merged.values()];
}

function joinedWay(one: Way, other: Way): Way {
  return { ...one, taken: one.taken | other.taken, progress: Math.max(one.progress, other.progress) };
}

interface Loop {
  readonly name: string;
  readonly item: AbstractValue;
  readonly count: number;
  /** More items than are gone through. */
  readonly isLonger: boolean;
}

/** Behind a loop that may go on for longer: only what another iteration leaves as it is, is known. */
function settled(environment: Environment, before: readonly Way[]): Environment {
  const unsettled = [...environment.names()].filter((name) => {
    const key = keyOf(environment.get(name) ?? ANY);
    return !before.some((way) => keyOf(way.environment.get(name) ?? ANY) === key);
  });
  return unsettled.length === 0 ? environment : environment.withAll(unsettled.map((name) => [name, ANY]));
}

function iteration(
  environment: Environment,
  name: string,
  item: AbstractValue,
  index: number | undefined,
  count: number,
): Environment {
  return environment.withAll([
    [name, item],
    ["foreach", { kind: "foreach", index, count }],
    ["velocityCount", placeValue(index, 1)],
    ["velocityHasNext", index === undefined ? SOME_BOOLEAN : booleanValue(index < count - 1)],
  ]);
}

function placeIn({ span, output }: Text, at: number): Span {
  return output.length === span.end - span.start ? spanOf(span.start + at, span.start + at + 1) : span;
}

/** The references of a condition that are asked whether they are true: alone, behind `!`, and between `&&` and `||`. */
function askedIn(condition: Expression): readonly Reference[] {
  switch (condition.kind) {
    case "reference":
      return [condition];
    case "not":
      return askedIn(condition.operand);
    case "group":
      return askedIn(condition.expression);
    case "operation":
      return condition.rest.every(({ operator }) => operator === "&&" || operator === "||")
        ? [condition.first, ...condition.rest.map(({ operand }) => operand)].flatMap(askedIn)
        : [];
    default:
      return [];
  }
}
