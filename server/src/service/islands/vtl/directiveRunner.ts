// Runs statements: text, `#set`, `#if`, `#foreach`, macros and the other directives of Velocity 1.7.
// Invariant: `#break` and `#stop` unwind through `BreakSignal` to the place that Velocity gives them.
import type { Span } from "../../text/span";
import { Evaluator } from "./evaluator";
import { BlockValue, ForeachScope } from "./foreachScope";
import { iteratorOf } from "./java/access";
import { JavaNumber } from "./java/number";
import { type JavaIterator, JavaThrow, textOf, type Value } from "./java/value";
import { StopSignal } from "./outcome";
import { parseVtlText } from "./parse";
import { refusedFor } from "./problem";
import { setupProblem } from "./problems";
import {
  type Directive,
  type Expression,
  type IfDirective,
  literalOf,
  type SetDirective,
  type Statement,
} from "./tree";
import { MacroVariables, NullVariables, type Variables } from "./variables";

/** `#break` and `#stop`: what they end. */
export class BreakSignal {
  readonly ends: "nearest" | "all" | ForeachScope;

  constructor(ends: BreakSignal["ends"]) {
    this.ends = ends;
  }
}

const DEEPEST_MACRO = 20;
const DEEPEST_BLOCK = 2;

interface Macro {
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
  readonly span: Span;
}

export class DirectiveRunner extends Evaluator {
  readonly #macros = new Map<string, Macro>();
  readonly #blocks = new WeakMap<BlockValue, readonly Statement[]>();
  #macroDepth = 0;

  /** Makes macros known. The first of a name stays: Velocity lets no template replace it. */
  define(directives: readonly Directive[]): void {
    for (const { args, body, span } of directives) {
      const [first, ...parameters] = args;
      if (first === undefined || body === undefined || this.#macros.has(literalOf(first))) continue;
      this.#macros.set(literalOf(first), {
        parameters: parameters.map(parameterName),
        body: body.children,
        span,
      });
    }
  }

  children(statements: readonly Statement[], variables: Variables): void {
    const first = statements[0];
    if (first === undefined) return;
    this.deeper(first.span, () => {
      for (const statement of statements) this.#statement(statement, variables);
    });
  }

  #statement(statement: Statement, variables: Variables): void {
    this.step(statement.span);
    switch (statement.kind) {
      case "text":
      case "comment":
        this.print(statement.output);
        return;
      case "reference":
        this.printReference(statement, variables);
        return;
      case "set":
        this.#set(statement, variables);
        return;
      case "if":
        this.#if(statement, variables);
        return;
      case "directive":
        this.#directive(statement, variables);
        return;
      case "broken":
        throw new StopSignal("unknown", this.place ?? statement.span);
    }
  }

  #set({ target, targetName, value }: SetDirective, variables: Variables): void {
    const result = this.value(value, variables);
    // Velocity 1.7 keeps the old value rather than assign null.
    if (result === null) return;
    if (target.steps.length === 0) variables.put(targetName, result);
    else this.assign(target, result, variables);
  }

  #if(directive: IfDirective, variables: Variables): void {
    const branch = directive.branches.find(({ condition }) => this.isTrue(condition, variables));
    const body = branch?.body ?? directive.otherwise?.body;
    if (body !== undefined) this.children(body.children, variables);
  }

  #directive(directive: Directive, variables: Variables): void {
    const { name, args, body } = directive;
    switch (name) {
      case "macro":
        return;
      case "literal":
        this.print(directive.bodyLiteral);
        return;
      case "foreach":
        this.#foreach(directive, variables);
        return;
      case "define":
        variables.put(assignedName(args[0]), this.#block(directive, DEEPEST_BLOCK, variables));
        return;
      case "evaluate":
        this.#evaluate(directive, variables);
        return;
      case "stop":
        if (args[0] !== undefined) this.value(args[0], variables);
        throw new BreakSignal("all");
      case "break":
        throw this.#break(directive, variables);
      case "include":
        this.#include(directive, variables);
        return;
      case "parse":
        this.#parse(directive, variables);
        return;
      default:
        if (name.startsWith("@") && body === undefined) this.print(`#${name}`);
        else this.#macro(directive, variables);
    }
  }

  #break({ args, span }: Directive, variables: Variables): BreakSignal {
    const [scope] = args;
    if (scope === undefined) return new BreakSignal("nearest");
    const value = this.value(scope, variables);
    if (value instanceof ForeachScope) return new BreakSignal(value);
    const message = `${literalOf(scope)} is not a valid org.apache.velocity.runtime.directive.Scope instance`;
    throw this.fail("VelocityException", message, span);
  }

  #foreach(directive: Directive, variables: Variables): void {
    const { args, body, span } = directive;
    const [element, , list] = args;
    this.#checkSetup(directive);
    const name = elementName(element);
    const iterator = list === undefined ? undefined : iteratorOf(this.value(list, variables), this.cost);
    if (iterator === undefined) return;
    const before = ["velocityCount", "velocityHasNext", name].map(
      (key) => [key, variables.get(key)] as const,
    );
    const scope = new ForeachScope(variables.get("foreach"));
    variables.put("foreach", scope);
    const restore = () => {
      for (const [key, value] of before.toReversed()) {
        if (value === null) variables.remove(key);
        else variables.put(key, value);
      }
      if (name === "foreach") {
        const message =
          "A #foreach whose variable is $foreach loses track of itself. Name the variable otherwise.";
        throw this.fail("NullPointerException", message, span);
      }
      this.#leaveScope(variables);
    };
    let count = 0;
    while (iterator.hasNext) {
      this.step(span);
      if (count >= this.limits.loop) throw new StopSignal("loop", this.place ?? span);
      const value = this.#next(iterator, span);
      scope.index = count++;
      scope.hasNext = iterator.hasNext;
      variables.put("velocityCount", JavaNumber.int(count));
      variables.put("velocityHasNext", scope.hasNext);
      variables.put(name, value);
      const inside = value === null ? new NullVariables(variables, name) : variables;
      try {
        // Velocity renders the fourth thing after the name: an argument too many takes the place of the body.
        if (args[3] !== undefined) this.#printArgument(args[3], inside);
        else this.children(body?.children ?? [], inside);
      } catch (thrown) {
        if (!(thrown instanceof BreakSignal)) throw thrown;
        if (thrown.ends === "nearest" || thrown.ends === scope) break;
        restore();
        throw thrown;
      }
    }
    restore();
  }

  /** What an argument prints where it stands for a body: the references in it, whatever they are part of. */
  #printArgument(argument: Expression, variables: Variables): void {
    const rest = [argument];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      this.step(next.span);
      if (next.kind === "reference") this.printReference(next, variables);
      else if (next.kind === "list") rest.push(...next.items.toReversed());
      else if (next.kind === "range") rest.push(next.to, next.from);
      else if (next.kind === "map") {
        rest.push(...next.entries.flatMap(({ key, value }) => [key, value]).toReversed());
      }
    }
  }

  /** What Velocity finds missing only now. */
  #checkSetup(directive: Directive): void {
    const problem = setupProblem(directive, this.source);
    if (problem?.onlyWhenRun !== true) return;
    throw this.fail(problem.velocity.exception, problem.message, directive.nameSpan);
  }

  #next(iterator: JavaIterator, span: Span): Value {
    try {
      return iterator.next();
    } catch (thrown) {
      if (!(thrown instanceof JavaThrow)) throw thrown;
      const exception = thrown.exception.slice(thrown.exception.lastIndexOf(".") + 1);
      const message = "The list that #foreach goes through was changed meanwhile.";
      throw this.fail(exception, message, span);
    }
  }

  #leaveScope(variables: Variables): void {
    const scope = variables.get("foreach");
    if (!(scope instanceof ForeachScope)) return;
    if (scope.parent !== undefined) variables.put("foreach", scope.parent);
    else if (scope.replaced !== null) variables.put("foreach", scope.replaced);
    else variables.remove("foreach");
  }

  #block(directive: Directive, mostNested: number, variables: Variables): BlockValue {
    const children = directive.body?.children ?? [];
    const block = new BlockValue(mostNested, (self) => {
      let printed = false;
      const text = this.captured(() => {
        printed = this.printBlock(self, variables);
      });
      return printed ? text : null;
    });
    this.#blocks.set(block, children);
    return block;
  }

  protected printBlock(block: BlockValue, variables: Variables): boolean {
    if (block.nested >= block.mostNested) return false;
    block.nested++;
    try {
      this.#untilBreak(() => this.children(this.#blocks.get(block) ?? [], variables), false);
    } finally {
      block.nested--;
    }
    return true;
  }

  /** Runs what a `#break` ends; an `#evaluate` is ended by `#stop` as well. */
  #untilBreak(run: () => void, endedByStop: boolean): void {
    try {
      run();
    } catch (thrown) {
      if (!(thrown instanceof BreakSignal)) throw thrown;
      if (thrown.ends !== "nearest" && !(endedByStop && thrown.ends === "all")) throw thrown;
    }
  }

  #macro(directive: Directive, variables: Variables): void {
    const isBlockCall = directive.name.startsWith("@");
    const name = isBlockCall ? directive.name.slice(1) : directive.name;
    const macro = this.#macros.get(name);
    if (macro === undefined) {
      this.print(directive.literal);
      return;
    }
    const word = directive.args.findLast((arg) => arg.kind === "word");
    if (word !== undefined) {
      const message = `Invalid arg '${literalOf(word)}' in macro #${name}`;
      throw this.fail("TemplateInitException", message, directive.span, this.positionOf(directive.span));
    }
    const inside = this.#pass(directive.args, macro.parameters, variables);
    if (isBlockCall) inside.passValue("bodyContent", this.#block(directive, DEEPEST_MACRO, variables));
    if (this.#macroDepth >= DEEPEST_MACRO) {
      const message = `Max calling depth of ${DEEPEST_MACRO} was exceeded in macro '${name}'`;
      throw this.fail("MacroOverflowException", message, directive.span);
    }
    this.#untilBreak(() => {
      this.#macroDepth++;
      this.children(macro.body, inside);
      // Velocity forgets to count back when a #break ends the macro.
      this.#macroDepth--;
    }, false);
  }

  #pass(args: readonly Expression[], parameters: readonly string[], variables: Variables): MacroVariables {
    const inside = new MacroVariables(variables);
    for (const [index, name] of parameters.entries()) {
      const expression = args[index];
      if (expression === undefined) continue;
      if (isConstant(expression)) {
        inside.passValue(name, this.value(expression, variables));
      } else {
        const read = () => this.#argument(expression, variables);
        inside.passArgument(name, { expression, read }, literalOf(expression));
      }
    }
    return inside;
  }

  /** A bare variable is handed on as it is: where it has no value the macro's own reference says so. */
  #argument(expression: Expression, variables: Variables): Value {
    this.step(expression.span);
    if (expression.kind !== "reference" || expression.steps.length > 0) {
      return this.value(expression, variables);
    }
    return this.deeper(expression.span, () => variables.get(expression.root));
  }

  #evaluate(directive: Directive, variables: Variables): void {
    const [argument] = directive.args;
    const value = argument === undefined ? null : this.value(argument, variables);
    const text = value === null ? "" : textOf(value);
    const parsed = parseVtlText(text);
    const problem = refusedFor(parsed.problems);
    if (problem !== undefined) {
      throw this.fail(
        "ParseErrorException",
        problem.message,
        directive.span,
        this.positionOf(directive.span),
      );
    }
    const { source, place } = this;
    this.deeper(directive.span, () => {
      this.place = place ?? directive.span;
      this.source = text;
      try {
        this.define(parsed.template.macros);
        this.#untilBreak(() => this.children(parsed.template.children, variables), true);
      } finally {
        this.source = source;
        this.place = place;
      }
    });
  }

  #include({ args, span }: Directive, variables: Variables): void {
    for (const [index, arg] of args.entries()) {
      const isTextual = arg.kind === "string" || arg.kind === "reference";
      if (!isTextual) {
        const message = `invalid #include() argument '${literalOf(arg)}'`;
        throw this.fail("VelocityException", message, span);
      }
      const value = this.value(arg, variables);
      if (value !== null) throw this.#noResource(value, span);
      this.print(`<!-- include error : error with arg ${index} please see log. see error log -->`);
    }
  }

  #parse(directive: Directive, variables: Variables): void {
    const { args, span } = directive;
    this.#checkSetup(directive);
    const value = args[0] === undefined ? null : this.value(args[0], variables);
    if (value !== null) throw this.#noResource(value, span);
  }

  #noResource(value: Value, span: Span) {
    return this.fail("ResourceNotFoundException", `Unable to find resource '${textOf(value)}'`, span);
  }
}

function parameterName(parameter: Expression): string {
  const image = parameter.kind === "reference" ? parameter.image : literalOf(parameter);
  return image.startsWith("$") ? image.slice(1) : image;
}

function assignedName(target: Expression | undefined): string {
  if (target === undefined) return "";
  return (target.kind === "reference" ? target.image : literalOf(target)).slice(1);
}

function elementName(element: Expression | undefined): string {
  return element?.kind === "reference" ? element.root : assignedName(element);
}

/** What Velocity computes once, at the call. */
function isConstant(expression: Expression): boolean {
  return ["integer", "float", "boolean", "word", "hole", "broken"].includes(expression.kind);
}
