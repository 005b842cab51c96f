// The values of expressions while a template runs, and what references print.
// Invariant: Velocity's null rules: no value is null in plain Velocity, and the empty text in API Gateway.
import type { Span } from "../../text/span";
import { areEqual, computed, isOrdered } from "./conditions";
import { BlockValue } from "./foreachScope";
import { callMethod, type Found, getProperty, setProperty } from "./java/access";
import { Budget, type Cost, TooLarge } from "./java/cost";
import { ArithmeticFailure } from "./java/decimal";
import { integerFromText, JavaNumber } from "./java/number";
import { RangeList } from "./java/rangeList";
import { classNameOf, JavaList, JavaMap, JavaThrow, textOrNull, type Value } from "./java/value";
import { FailSignal, type RenderLimits, StopSignal } from "./outcome";
import {
  type Expression,
  type IndexStep,
  literalOf,
  type Operation,
  type OperationStep,
  type Reference,
  type Statement,
  type Step,
} from "./tree";
import type { Variables } from "./variables";
import { type VelocityPosition, velocityPosition } from "./velocityPosition";

/** A step of a regular expression is that much shorter than one of the template. */
const COINS_A_STEP = 8;

export abstract class Evaluator {
  readonly isGateway: boolean;
  readonly limits: RenderLimits;
  /** What is run: the template, or the text of an `#evaluate` in it. */
  protected source: string;
  /** Inside an `#evaluate` everything happens at its place. */
  protected place: Span | undefined;
  /** What methods are charged: the renderer's own steps, in smaller coin. */
  protected readonly cost: Cost;
  #output = "";
  #steps = 0;
  #depth = 0;
  #made = 0;

  constructor(source: string, isGateway: boolean, limits: RenderLimits) {
    this.source = source;
    this.isGateway = isGateway;
    this.limits = limits;
    this.cost = this.#costOfMethods();
  }

  abstract children(statements: readonly Statement[], variables: Variables): void;

  get output(): string {
    return this.#output;
  }

  protected print(text: string): void {
    this.cost.make(text.length);
    this.#output += text;
    if (this.#output.length > this.limits.output) throw new StopSignal("size", this.place);
  }

  /** What is printed while something runs, kept apart from the output. */
  protected captured(run: () => void): string {
    const before = this.#output;
    this.#output = "";
    try {
      run();
      return this.#output;
    } finally {
      this.#output = before;
    }
  }

  #costOfMethods(): Cost {
    const left = () => (this.limits.steps - this.#steps) * COINS_A_STEP;
    return {
      get left() {
        return left();
      },
      spend: (amount) => {
        this.#steps += amount / COINS_A_STEP;
        if (this.#steps > this.limits.steps) throw new StopSignal("steps", this.place);
      },
      make: (amount) => {
        this.#made += amount;
        if (this.#made > this.limits.memory) throw new StopSignal("memory", this.place);
      },
      giveUp: () => {
        throw new StopSignal("unknown", this.place);
      },
    };
  }

  protected step(span: Span): void {
    if (++this.#steps > this.limits.steps) throw new StopSignal("steps", this.place ?? span);
  }

  protected deeper<T>(span: Span, run: () => T): T {
    if (++this.#depth > this.limits.nesting) throw new StopSignal("nesting", this.place ?? span);
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }

  protected fail(exception: string, message: string, span: Span, position?: VelocityPosition): FailSignal {
    return new FailSignal(exception, message, this.place ?? span, position);
  }

  protected positionOf(span: Span): VelocityPosition {
    return velocityPosition(this.source, span.start);
  }

  value(expression: Expression, variables: Variables): Value {
    this.step(expression.span);
    return this.deeper(expression.span, () => this.#value(expression, variables));
  }

  #value(expression: Expression, variables: Variables): Value {
    switch (expression.kind) {
      case "reference":
        return expression.computable ? this.#execute(expression, variables) : null;
      case "string": {
        const { template } = expression;
        if (template === undefined) return expression.text;
        const text = this.captured(() => this.children(template.children, variables));
        return expression.hasLineComment ? text : text.slice(0, -1);
      }
      case "integer":
        return integerFromText(expression.literal);
      case "float":
        return JavaNumber.double(Number(expression.literal));
      case "boolean":
        return expression.value;
      case "list":
        return new JavaList(expression.items.map((item) => this.value(item, variables)));
      case "range":
        return this.#range(expression, variables);
      case "map": {
        const map = new JavaMap();
        for (const { key, value } of expression.entries) {
          const found = this.value(key, variables);
          map.put(found, this.value(value, variables), this.cost);
        }
        return map;
      }
      case "operation":
        return this.#operation(expression, variables);
      case "not":
        return !this.isTrue(expression.operand, variables);
      case "group":
        return this.value(expression.expression, variables);
      case "word":
        return null;
      case "hole":
      case "broken":
        throw new StopSignal("unknown", this.place ?? expression.span);
    }
  }

  /** What a condition makes of an expression: literals and sums are never true. */
  isTrue(expression: Expression, variables: Variables): boolean {
    switch (expression.kind) {
      case "reference": {
        this.step(expression.span);
        const value = this.#execute(expression, variables);
        if (value === null || typeof value === "boolean") return value === true;
        return !(value instanceof BlockValue) || value.text() !== null;
      }
      case "boolean":
        return expression.value;
      case "not":
        return this.deeper(expression.span, () => !this.isTrue(expression.operand, variables));
      case "group":
        return this.deeper(expression.span, () => this.isTrue(expression.expression, variables));
      case "operation":
        if (isArithmetic(expression)) return false;
        return this.value(expression, variables) === true;
      case "hole":
      case "broken":
        throw new StopSignal("unknown", this.place ?? expression.span);
      default:
        return false;
    }
  }

  #range(expression: Expression & { readonly kind: "range" }, variables: Variables): Value {
    const from = this.value(expression.from, variables);
    const to = this.value(expression.to, variables);
    if (!(from instanceof JavaNumber) || !(to instanceof JavaNumber)) return null;
    return new RangeList(from.int, to.int, this.cost);
  }

  #operation(operation: Operation, variables: Variables): Value {
    const { rest } = operation;
    const operator = rest[0]?.operator;
    if (operator === "||" || operator === "&&") {
      const decisive = operator === "||";
      const operands = [operation.first, ...rest.map((step) => step.operand)];
      return operands.some((operand) => this.isTrue(operand, variables) === decisive) === decisive;
    }
    let left = this.value(operation.first, variables);
    let literal = literalOf(operation.first);
    for (const step of rest) {
      this.step(step.operatorSpan);
      const right = this.value(step.operand, variables);
      left = this.#applied(step, left, right, literal);
      literal = step.literal;
    }
    return left;
  }

  #applied(step: OperationStep, left: Value, right: Value, literal: string): Value {
    switch (step.operator) {
      case "==":
        return areEqual(left, right, this.cost);
      case "!=":
        return !areEqual(left, right, this.cost);
      case "<":
      case ">":
      case "<=":
      case ">=":
        return isOrdered(step.operator, left, right, this.cost);
      default: {
        const result = this.#computed(step, left, right, literal);
        if (typeof result === "string") {
          this.cost.make(result.length);
          if (result.length > this.limits.output) throw new TooLarge();
        }
        if (result instanceof JavaNumber && result.isIntegral && result.whole.toString(16).length > 4_000) {
          throw new TooLarge();
        }
        return result;
      }
    }
  }

  #computed(step: OperationStep, left: Value, right: Value, literal: string): Value {
    try {
      return computed(step.operator, left, right, { left: literal, right: literalOf(step.operand) });
    } catch (thrown) {
      if (!(thrown instanceof ArithmeticFailure)) throw thrown;
      throw this.fail("ArithmeticException", thrown.message, step.operatorSpan);
    }
  }

  /** What a reference without a value is. */
  protected get missing(): Value {
    return this.isGateway ? "" : null;
  }

  #execute(reference: Reference, variables: Variables): Value {
    if (reference.runt) return null;
    return this.found(reference, variables) ?? this.missing;
  }

  /** What a reference leads to; null where it leads nowhere. */
  protected found(reference: Reference, variables: Variables): Value {
    let value = variables.get(reference.root);
    for (const step of reference.steps) {
      if (value === null) return null;
      value = this.#stepInto(value, step, variables);
    }
    return value;
  }

  #stepInto(target: Value, step: Step, variables: Variables): Value {
    this.step(step.span);
    if (step.kind === "index") return this.#indexed(target, step, variables);
    if (step.kind === "property") {
      return this.#guarded(target, step, () => getProperty(target, step.name, this.cost))?.value ?? null;
    }
    const args = step.args.map((arg) => this.value(arg, variables));
    return this.#guarded(target, step, () => callMethod(target, step.name, args, this.cost))?.value ?? null;
  }

  #guarded(
    target: Value,
    step: Step & { readonly name: string },
    run: () => Found | undefined,
  ): Found | undefined {
    try {
      return run();
    } catch (thrown) {
      if (!(thrown instanceof JavaThrow)) throw thrown;
      const className = target === null ? "null" : classNameOf(target);
      throw this.fail(
        "MethodInvocationException",
        `Invocation of method '${step.name}' in  class ${className} threw exception ${thrown.exception}: ${thrown.message}`,
        step.span,
        this.positionOf(step.span),
      );
    }
  }

  #indexed(target: Value, step: IndexStep, variables: Variables): Value {
    const index = this.#index(target, step, variables);
    try {
      return callMethod(target, "get", [index], this.cost)?.value ?? null;
    } catch (thrown) {
      if (!(thrown instanceof JavaThrow)) throw thrown;
      const of = index === null ? "null" : classNameOf(index);
      const className = target === null ? "null" : classNameOf(target);
      throw this.fail(
        "VelocityException",
        `Error invoking method 'get(${of})' in ${className}: ${thrown.message}`,
        step.span,
      );
    }
  }

  /** A negative index counts from the end of whatever has a size. */
  #index(target: Value, step: IndexStep, variables: Variables): Value {
    const index = this.value(step.index, variables);
    if (!(index instanceof JavaNumber) || index.type !== "Integer" || index.int >= 0) return index;
    const size = callMethod(target, "size", [], this.cost)?.value;
    if (!(size instanceof JavaNumber)) {
      const className = target === null ? "null" : classNameOf(target);
      throw this.fail(
        "VelocityException",
        `A 'size()' method required for negative value ${index} does not exist for class '${className}'`,
        step.span,
      );
    }
    return JavaNumber.int(size.int + index.int);
  }

  /** What `#set` does to a member: it reaches for the last step and leaves it where nothing can be set. */
  protected assign(reference: Reference, value: Value, variables: Variables): void {
    let target = variables.get(reference.root);
    for (const step of reference.steps.slice(0, -1)) {
      if (target === null) return;
      target = this.#stepInto(target, step, variables);
    }
    const last = reference.steps.at(-1);
    if (target === null || last === undefined) return;
    const holder = target;
    if (last.kind !== "index") {
      this.#guarded(holder, last, () => ({ value: setProperty(holder, last.name, value, this.cost) }));
      return;
    }
    const index = this.#index(holder, last, variables);
    try {
      if (callMethod(holder, "set", [index, value], this.cost) === undefined)
        callMethod(holder, "put", [index, value], this.cost);
    } catch (thrown) {
      if (!(thrown instanceof JavaThrow)) throw thrown;
      throw this.fail("MethodInvocationException", thrown.message, last.span, this.positionOf(last.span));
    }
  }

  protected printReference(reference: Reference, variables: Variables): void {
    if (reference.runt) {
      this.print(reference.root);
      return;
    }
    this.step(reference.span);
    const value = this.#execute(reference, variables);
    const nullText = () => variables.literalFor(reference.nullText) ?? reference.nullText;
    if (reference.escaped) {
      this.print(`${reference.escapes}${value === null ? "\\" : ""}${nullText()}`);
      return;
    }
    if (value instanceof BlockValue && this.printBlock(value, variables)) return;
    const text = typeof value === "string" ? value : textOrNull(value, new Budget(this.cost));
    if (text === null) this.print(reference.escapes + reference.escapes + reference.prefix + nullText());
    else this.print(reference.escapes + reference.prefix + text);
  }

  protected abstract printBlock(block: BlockValue, variables: Variables): boolean;
}

function isArithmetic(operation: Operation): boolean {
  return ["+", "-", "*", "/", "%"].includes(operation.rest[0]?.operator ?? "");
}
