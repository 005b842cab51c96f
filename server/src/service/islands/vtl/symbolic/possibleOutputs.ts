// Every text that a template may print, read as JSON while it is "printed": each branch is taken, loops run
// none, one and two times. Invariant: what is called broken is broken whatever the payload is.
import type { Span } from "../../../text/span";
import { spanOf } from "../../../text/span";
import type {
  Directive,
  Expression,
  IfDirective,
  Reference,
  SetDirective,
  Statement,
  Template,
  Text,
} from "../tree";
import { conditionParts } from "../walk";
import { AbstractEvaluator } from "./abstractEvaluator";
import { type AbstractValue, ANY, keyOf, knownText } from "./abstractValue";
import { conditionsAskedAgain } from "./askedAgain";
import { askedBy, conditionKey, Slots, type Stretches, stretchesOf } from "./environment";
import { definedName, Footprints, loopVariables } from "./footprint";
import {
  afterJson,
  afterUnknown,
  afterWord,
  BEGIN,
  faultAtEnd,
  isBegin,
  isInText,
  isMeantAsJson,
  type JsonFault,
  type JsonState,
  readText,
} from "./jsonState";
import { iteration, type Loop, type Rounds, settled } from "./loop";
import { type Failure, furthestOf, merged, type Outcome, onward, Places, type Way } from "./way";

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

/** What of a template shapes its outputs, as `studyTemplate` found it. */
export interface Followed {
  readonly template: Template;
  readonly sets: readonly SetDirective[];
  readonly directives: readonly Directive[];
  readonly macros: ReadonlySet<string>;
}

const MOST_STEPS = 20_000;
const MOST_WAYS = 64;
/** So many ways may know what they assumed of conditions. */
const MOST_ASSUMING = 16;
const MOST_CHOICES = 200;
/** Characters that cost as much as a step. */
const TEXT_PER_STEP = 128;
/** Variables and conditions whose copying costs as much as a step. */
const SLOTS_PER_STEP = 1024;
/** Looks for the name of a variable in a condition that cost as much as a step. */
const LOOKS_PER_STEP = 64;
const COUNTS = [0, 1, 2];

/** `remembers`: else each way is followed by itself, which finds the same. */
export function possibleOutputs(followed: Followed, remembers = true): PossibleOutputs | undefined {
  try {
    return new SymbolicRun(followed, remembers).outputs();
  } catch (thrown) {
    if (thrown instanceof TooMuch) return undefined;
    throw thrown;
  }
}

class TooMuch {}

interface Noted {
  readonly values: Map<string, AbstractValue>;
  /** Whether in a JSON text; nothing where that is not known. */
  readonly places: Set<boolean | undefined>;
}

function printedValue({ values, places }: Noted): PrintedValue {
  const [inText] = places;
  return { values: [...values.values()], inText: places.size === 1 ? inText : undefined };
}

/** A statement with what was found out about it so far, by what it was entered with. */
interface Visited {
  readonly statement: Statement;
  readonly looksAt: Stretches;
  readonly changes: Stretches;
  readonly outcomes: Outcome[];
}

class SymbolicRun {
  readonly #remembers: boolean;
  readonly #template: Template;
  readonly #macros: ReadonlySet<string>;
  readonly #slots: Slots;
  readonly #evaluator: AbstractEvaluator;
  readonly #places = new Places();
  readonly #footprints: Footprints;
  readonly #visited = new Map<Statement, Visited>();
  readonly #loopsIn = new Map<Directive, Loop>();
  readonly #choices: Choice[] = [];
  readonly #bits = new Map<string, bigint>();
  readonly #printed = new Map<Reference, Noted>();
  readonly #asked = new Map<Reference, Map<string, AbstractValue>>();
  readonly #loops = new Map<Directive, Map<string, AbstractValue>>();
  readonly #stepsOfWay: number;
  #ended: Way[] = [];
  #broken: Way[] = [];
  #failures: Failure[] = [];
  /** Whether too many ways made it forget what was assumed: of what else is known, too. */
  #forgot = false;
  /** Whether another way may come to what is being run: else there is nothing to keep for it. */
  #mayComeAgain = false;
  #attempted = 0n;
  #steps = 0;

  constructor({ template, sets, directives, macros }: Followed, remembers: boolean) {
    this.#remembers = remembers;
    this.#template = template;
    this.#macros = macros;
    this.#evaluator = new AbstractEvaluator(macros);
    const loops = directives.filter(({ name }) => name === "foreach");
    const names = new Set([
      ...loops.flatMap(loopVariables),
      ...sets.flatMap(({ target, targetName }) => (target.steps.length === 0 ? [targetName] : [target.root])),
      ...directives.filter(({ name }) => name === "define").map(definedName),
    ]);
    this.#slots = new Slots(names, conditionsAskedAgain(template));
    this.#footprints = new Footprints(this.#slots);
    this.#stepsOfWay = 1 + Math.floor(this.#slots.size / SLOTS_PER_STEP);
    this.#steps = Math.floor((names.size * this.#slots.conditions) / LOOKS_PER_STEP);
  }

  outputs(): PossibleOutputs {
    const { children, span } = this.#template;
    const begin: Way = {
      place: this.#places.of(BEGIN),
      environment: this.#slots.begin,
      taken: 0n,
      progress: 0,
    };
    const ways = [...this.#children(children, [begin]), ...this.#ended, ...this.#broken];
    const end = spanOf(span.end, span.end);
    const whole = ways.filter((way) => !way.place.failed && !this.#failsAtEnd(way, end));
    return {
      broken: whole.length > 0 ? this.#brokenChoices(whole) : this.#brokenAlways(),
      printed: new Map([...this.#printed].map(([at, noted]) => [at, printedValue(noted)])),
      asked: new Map([...this.#asked].map(([at, values]) => [at, [...values.values()]])),
      loops: new Map([...this.#loops].map(([at, values]) => [at, [...values.values()]])),
      maps: this.#evaluator.maps,
    };
  }

  #failsAtEnd(way: Way, span: Span): boolean {
    const { state } = way.place;
    const isSure = state !== undefined && (state.open !== "" || isInText(state));
    const fault = isSure ? faultAtEnd(state) : undefined;
    if (fault !== undefined) this.#fail(way, fault, span);
    return fault !== undefined;
  }

  #brokenAlways(): readonly BrokenOutput[] {
    const furthest = furthestOf(this.#failures);
    return furthest === undefined ? [] : [brokenBy(furthest, undefined)];
  }

  /** Choices behind which no way ended well, the outermost at each place. */
  #brokenChoices(whole: readonly Way[]): readonly BrokenOutput[] {
    const fine = whole.reduce((taken, way) => taken | way.taken, 0n);
    const found: BrokenOutput[] = [];
    for (const [id, when] of this.#choices.entries()) {
      const bit = 1n << BigInt(id);
      if ((this.#attempted & bit) === 0n || (fine & bit) !== 0n) continue;
      const failure = furthestOf(this.#failures.filter(({ taken }) => (taken & bit) !== 0n));
      if (failure === undefined) continue;
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

  #fail(way: Way, fault: JsonFault, span: Span, printed = 0): Way {
    this.#failures.push({ fault, span, taken: way.taken, progress: way.progress + printed });
    return { ...way, place: this.#places.failed };
  }

  #choose(way: Way, kind: Choice["kind"], span: Span): Way {
    const key = `${kind}${span.start}`;
    let bit = this.#bits.get(key);
    if (bit === undefined) {
      if (this.#choices.length >= MOST_CHOICES) throw new TooMuch();
      bit = 1n << BigInt(this.#choices.push({ kind, span }) - 1);
      this.#bits.set(key, bit);
    }
    if (!way.place.failed) this.#attempted |= bit;
    return { ...way, taken: way.taken | bit };
  }

  /** With too many ways, what was assumed is forgotten. */
  #merged(ways: readonly Way[]): readonly Way[] {
    const left = merged(ways);
    if (left.length <= MOST_ASSUMING) return left;
    this.#step(left.length);
    this.#forgot = true;
    const coarse = merged(
      left.map((way) => ({ ...way, environment: this.#slots.withoutAssumptions(way.environment) })),
    );
    if (coarse.length > MOST_WAYS) throw new TooMuch();
    return coarse;
  }

  #children(statements: readonly Statement[], ways: readonly Way[]): readonly Way[] {
    let current = ways;
    for (const statement of statements) {
      if (current.length === 0) return current;
      this.#step(current.length * this.#stepsOfWay);
      const [only, another] = current;
      current = this.#merged(
        only !== undefined && another === undefined && !this.#mayComeAgain
          ? this.#statement(statement, only)
          : this.#passed(this.#visit(statement), current),
      );
    }
    return current;
  }

  #passed(visited: Visited, ways: readonly Way[]): readonly Way[] {
    const outer = this.#mayComeAgain;
    this.#mayComeAgain = true;
    const passed: Way[] = [];
    for (const way of ways) this.#pass(visited, way, passed);
    this.#mayComeAgain = outer;
    return passed;
  }

  #visit(statement: Statement): Visited {
    let visited = this.#visited.get(statement);
    if (visited === undefined) {
      const { looksAt, changes } = this.#footprints.of(statement);
      visited = {
        statement,
        looksAt: stretchesOf(looksAt),
        changes: stretchesOf(changes),
        outcomes: [],
      };
      this.#visited.set(statement, visited);
    }
    return visited;
  }

  /** A way goes through a statement as one before it did that knew the same of what the statement looks at. */
  #pass({ statement, looksAt, changes, outcomes }: Visited, way: Way, into: Way[]): void {
    const { place, environment } = way;
    const seen = environment.at(looksAt);
    // They are few: to look at each is quicker than any table.
    const known = outcomes.find((outcome) => outcome.place === place && outcome.seen === seen);
    if (known !== undefined) {
      this.#step(known.steps);
      this.#follow(known, way, into, changes);
      return;
    }
    const outer = {
      ended: this.#ended,
      broken: this.#broken,
      failures: this.#failures,
      forgot: this.#forgot,
    };
    this.#ended = [];
    this.#broken = [];
    this.#failures = [];
    this.#forgot = false;
    const before = this.#steps;
    const next = this.#statement(statement, { ...way, taken: 0n, progress: 0 });
    const found: Outcome = {
      place,
      seen,
      steps: this.#steps - before,
      next,
      ended: this.#ended,
      broken: this.#broken,
      failures: this.#failures,
    };
    // What is forgotten is more than what the statement may change.
    if (this.#remembers && !this.#forgot) outcomes.push(found);
    this.#ended = outer.ended;
    this.#broken = outer.broken;
    this.#failures = outer.failures;
    this.#forgot ||= outer.forgot;
    this.#follow(found, way, into, undefined);
  }

  /** Goes on from a way as was found, from where nothing else may have changed than what is told. */
  #follow(found: Outcome, way: Way, into: Way[], changes: Stretches | undefined): void {
    for (const exit of found.next) into.push(onward(way, exit, changes));
    for (const exit of found.ended) this.#ended.push(onward(way, exit, changes));
    for (const exit of found.broken) this.#broken.push(onward(way, exit, changes));
    for (const { fault, span, taken, progress } of found.failures) {
      this.#failures.push({ fault, span, taken: way.taken | taken, progress: way.progress + progress });
    }
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
        const found = this.#evaluator.value(value, way.environment);
        if (target.steps.length === 0)
          return [{ ...way, environment: way.environment.with(targetName, found) }];
        // A member of it is changed.
        const isGiven = target.root === "context";
        return [isGiven ? way : { ...way, environment: way.environment.with(target.root, ANY) }];
      }
      case "if":
        return this.#if(statement, way);
      case "directive":
        return this.#directive(statement, way);
      case "broken":
        throw new TooMuch();
    }
  }

  #at(way: Way, state: JsonState | undefined, printed = 0): Way {
    return { ...way, place: this.#places.of(state), progress: way.progress + printed };
  }

  #text(way: Way, text: string, place: (at: number) => Span): Way {
    const { state } = way.place;
    if (state === undefined || text === "") return way;
    this.#step(Math.floor(text.length / TEXT_PER_STEP));
    const read = readText(state, text);
    if (read === undefined) return this.#at(way, undefined);
    if ("fault" in read && !isMeantAsJson(read.state, text.charAt(read.at))) {
      const at = text.search(/\S/);
      return isBegin(state) ? this.#fail(way, "notJson", place(at), read.at) : this.#at(way, undefined);
    }
    return "fault" in read
      ? this.#fail(way, read.fault, place(read.at), read.at)
      : this.#at(way, read, text.length);
  }

  #reference(reference: Reference, way: Way): readonly Way[] {
    const { state } = way.place;
    if (reference.runt) return [this.#text(way, reference.root, () => reference.span)];
    if (reference.escaped || reference.escapes !== "" || reference.prefix !== "") {
      return [state !== undefined && !isInText(state) ? this.#at(way, undefined) : way];
    }
    const value = this.#evaluator.reference(reference, way.environment);
    this.#note(reference, value, way);
    return this.#value(value, reference.span, way);
  }

  #note(reference: Reference, value: AbstractValue, { place: { state, failed } }: Way): void {
    const noted = this.#printed.get(reference) ?? { values: new Map(), places: new Set() };
    this.#printed.set(reference, noted);
    noted.values.set(keyOf(value), value);
    if (!failed) noted.places.add(state === undefined ? undefined : isInText(state));
  }

  #value(value: AbstractValue, span: Span, way: Way): readonly Way[] {
    const { state } = way.place;
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
        if (typeof next === "string" && !isMeantAsJson(state, "")) return [this.#at(way, undefined)];
        return typeof next === "string"
          ? [this.#fail(way, next, span)]
          : next.map((after) => this.#at(way, after, 1));
      }
      case "word": {
        const next = afterWord(state);
        if (typeof next === "string" && !isMeantAsJson(state, "") && !isBegin(state)) {
          return [this.#at(way, undefined)];
        }
        return [typeof next === "string" ? this.#fail(way, next, span) : this.#at(way, next)];
      }
      default:
        return afterUnknown(state).map((after) => this.#at(way, after, 1));
    }
  }

  #if({ branches, otherwise, span }: IfDirective, way: Way): readonly Way[] {
    const done: Way[] = [];
    let open: readonly Way[] = [way];
    for (const { condition, body, keyword } of branches) {
      const entered: Way[] = [];
      const beside: Way[] = [];
      for (const before of open) this.#split(condition, before, { entered, beside });
      this.#step(entered.length + beside.length);
      const ways = entered.map((inside) => this.#choose(inside, "branch", keyword));
      done.push(...this.#children(body.children, ways));
      open = beside;
    }
    if (otherwise !== undefined) {
      const ways = open.map((before) => this.#choose(before, "branch", otherwise.keyword));
      done.push(...this.#children(otherwise.body.children, ways));
    } else {
      const first = branches[0]?.keyword ?? span;
      done.push(...open.map((before) => this.#choose(before, "noBranch", first)));
    }
    return done;
  }

  #split(
    condition: Expression,
    way: Way,
    { entered, beside }: { readonly entered: Way[]; readonly beside: Way[] },
  ): void {
    const holds = this.#evaluator.truth(condition, way.environment);
    for (const reference of askedIn(condition)) {
      const value = this.#evaluator.reference(reference, way.environment);
      const values = this.#asked.get(reference) ?? new Map<string, AbstractValue>();
      this.#asked.set(reference, values.set(keyOf(value), value));
    }
    if (holds !== undefined) {
      (holds ? entered : beside).push(way);
      return;
    }
    const { asked, turned } = askedBy(condition);
    const key = conditionKey(asked);
    entered.push({ ...way, environment: way.environment.assuming(key, !turned) });
    beside.push({ ...way, environment: way.environment.assuming(key, turned) });
  }

  #directive(directive: Directive, way: Way): readonly Way[] {
    const { name, body, literal, span } = directive;
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
      case "define":
        // What it sets where it is printed is not followed.
        this.#children(body?.children ?? [], [{ ...way, place: this.#places.failed }]);
        return [{ ...way, environment: way.environment.with(definedName(directive), ANY) }];
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
    const [, , list] = directive.args;
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
    const loop = this.#loopOf(directive);
    return counts.flatMap((count) => {
      const kind = (["empty", "single", "several"] as const)[count] ?? "several";
      const begun = this.#choose(way, kind, directive.nameSpan);
      return this.#iterations(loop, begun, { item, count, isLonger: size !== undefined && size > 2 });
    });
  }

  #loopOf(directive: Directive): Loop {
    let loop = this.#loopsIn.get(directive);
    if (loop === undefined) {
      loop = {
        body: directive.body?.children ?? [],
        own: this.#slots.assignment(loopVariables(directive)),
        changed: this.#slots.variablesIn(stretchesOf(this.#footprints.of(directive).changes)),
      };
      this.#loopsIn.set(directive, loop);
    }
    return loop;
  }

  #iterations({ body, own, changed }: Loop, begun: Way, { item, count, isLonger }: Rounds): readonly Way[] {
    const outer = { broken: this.#broken, mayComeAgain: this.#mayComeAgain };
    this.#broken = [];
    this.#mayComeAgain = true;
    let ways: readonly Way[] = [begun];
    let last = ways;
    for (let index = 0; index < count; index++) {
      last = ways;
      const inside = iteration(item, isLonger ? undefined : index, count);
      ways = this.#children(
        body,
        ways.map((at) => ({ ...at, environment: at.environment.assign(own, inside) })),
      );
    }
    const left = this.#merged([...ways, ...this.#broken]);
    this.#broken = outer.broken;
    this.#mayComeAgain = outer.mayComeAgain;
    // What was found out about an item is of no use behind the loop, and would keep apart what is the same there.
    const behind = left.map((at) => {
      const environment = count > 1 ? settled(at.environment, last, changed) : at.environment;
      return { ...at, environment: environment.restore(own, begun.environment) };
    });
    return this.#merged(behind);
  }
}

function brokenBy({ fault, span }: Failure, when: Choice | undefined): BrokenOutput {
  return { fault, span, when };
}

function placeIn({ span, output }: Text, at: number): Span {
  return output.length === span.end - span.start ? spanOf(span.start + at, span.start + at + 1) : span;
}

/** The references of a condition that are asked whether they are true: alone, behind `!`, and between `&&` and `||`. */
function askedIn(condition: Expression): readonly Reference[] {
  return conditionParts(condition).flatMap((part) =>
    part.kind === "not" ? askedIn(part.operand) : part.kind === "reference" ? [part] : [],
  );
}
