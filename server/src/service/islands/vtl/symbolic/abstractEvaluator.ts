// What expressions may give, without a payload to run them on.
// Invariant: whatever is not understood is `any`, which nobody draws a conclusion from.
import {
  type Expression,
  literalOf,
  type MethodStep,
  type Operation,
  type Reference,
  type Step,
  type StringLiteral,
} from "../tree";
import {
  type AbstractValue,
  ANY,
  booleanValue,
  joined,
  knownText,
  numberValue,
  OUTSIDE,
  SOME_BOOLEAN,
  SOME_NUMBER,
  textValue,
} from "./abstractValue";
import { conditionKey, type Environment } from "./environment";

export class AbstractEvaluator {
  /** Places of the payload that the template takes members of: maps, then. */
  readonly maps = new Set<string>();
  readonly #macros: ReadonlySet<string>;

  constructor(macros: ReadonlySet<string>) {
    this.#macros = macros;
  }

  value(expression: Expression, environment: Environment): AbstractValue {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, environment);
      case "string":
        return this.#string(expression, environment);
      case "integer":
        return numberValue(Number(expression.literal));
      case "float":
        return SOME_NUMBER;
      case "boolean":
        return booleanValue(expression.value);
      case "list":
        for (const item of expression.items) this.value(item, environment);
        return { kind: "list", item: ANY, size: expression.items.length };
      case "range":
        return { kind: "list", item: SOME_NUMBER, size: this.#rangeSize(expression, environment) };
      case "map":
        for (const { value } of expression.entries) this.value(value, environment);
        return { kind: "map" };
      case "operation":
        return this.#operation(expression, environment);
      case "not": {
        const holds = this.truth(expression.operand, environment);
        return holds === undefined ? SOME_BOOLEAN : booleanValue(!holds);
      }
      case "group":
        return this.value(expression.expression, environment);
      default:
        return ANY;
    }
  }

  /** What a condition makes of it. Nothing where that depends on the payload, or on the version of Velocity. */
  truth(expression: Expression, environment: Environment): boolean | undefined {
    const assumed = environment.assumed(conditionKey(expression));
    if (assumed !== undefined) return assumed;
    switch (expression.kind) {
      case "boolean":
        return expression.value;
      case "group":
        return this.truth(expression.expression, environment);
      case "not": {
        const holds = this.truth(expression.operand, environment);
        return holds === undefined ? undefined : !holds;
      }
      case "operation":
      case "reference": {
        const value = this.value(expression, environment);
        return value.kind === "boolean" ? value.value : undefined;
      }
      default:
        return undefined;
    }
  }

  reference(reference: Reference, environment: Environment): AbstractValue {
    if (reference.runt || !reference.computable) return ANY;
    let value = environment.get(reference.root);
    let literal = reference.root;
    for (const step of reference.steps) {
      value = this.#step(value, step, literal, environment);
      literal += step.kind === "index" ? `[${literalOf(step.index)}]` : `.${step.name}`;
    }
    return value.kind === "payload" && value.path === "" ? ANY : value;
  }

  #string(literal: StringLiteral, environment: Environment): AbstractValue {
    const { template } = literal;
    if (template === undefined) return textValue(literal.text);
    const parts: AbstractValue[] = [];
    for (const child of template.children) {
      if (child.kind === "text") parts.push(textValue(child.output));
      else if (child.kind === "reference" && !child.escaped && child.escapes === "" && child.prefix === "") {
        parts.push(this.reference(child, environment));
      } else if (child.kind === "directive" && this.#isText(child.name)) {
        parts.push(textValue(child.literal));
      } else return ANY;
    }
    return joined(parts);
  }

  #rangeSize(range: Expression & { kind: "range" }, environment: Environment): number | undefined {
    const from = this.value(range.from, environment);
    const to = this.value(range.to, environment);
    return from.kind === "number" && to.kind === "number" ? Math.abs(from.value - to.value) + 1 : undefined;
  }

  #isText(name: string): boolean {
    return (
      !this.#macros.has(name) &&
      !/^(?:@|foreach$|include$|parse$|macro$|literal$|evaluate$|break$|define$|stop$)/.test(name)
    );
  }

  #operation(operation: Operation, environment: Environment): AbstractValue {
    const operator = operation.rest[0]?.operator;
    const operands = [operation.first, ...operation.rest.map(({ operand }) => operand)];
    if (operator === "||" || operator === "&&") {
      const truths = operands.map((operand) => this.truth(operand, environment));
      const decisive = operator === "||";
      if (truths.includes(decisive)) return booleanValue(decisive);
      return truths.includes(undefined) ? SOME_BOOLEAN : booleanValue(!decisive);
    }
    const [first, ...rest] = operands.map((operand) => this.value(operand, environment));
    let left = first ?? ANY;
    for (const [index, right] of rest.entries())
      left = computed(operation.rest[index]?.operator ?? "", left, right);
    return left;
  }

  #step(of: AbstractValue, step: Step, literal: string, environment: Environment): AbstractValue {
    if (step.kind === "index") {
      const index = this.value(step.index, environment);
      return this.#member(of, knownText(index), literal, index.kind === "number");
    }
    const args = step.kind === "method" ? step.args.map((arg) => this.value(arg, environment)) : [];
    switch (of.kind) {
      case "input":
        return inputMember(step, args[0]);
      case "util":
        return utilMember(step, args[0]);
      case "foreach":
        return foreachMember(of, step.name);
      default:
        break;
    }
    if (step.kind === "property") return this.#member(of, step.name, literal, false);
    if (of.kind === "payload" && MAP_METHODS.has(step.name)) this.maps.add(of.path);
    if (step.name === "get")
      return this.#member(of, args[0] && knownText(args[0]), literal, args[0]?.kind === "number");
    return called(of, step, args);
  }

  #member(of: AbstractValue, name: string | undefined, literal: string, isIndex: boolean): AbstractValue {
    switch (of.kind) {
      case "context":
        return name === undefined ? ANY : contextValue(of.name === "" ? name : `${of.name}.${name}`);
      case "stageVariables":
        return { kind: "harmless" };
      case "params":
        if (of.within) return OUTSIDE;
        return name === undefined || PARAMETER_MAPS.has(name) ? { kind: "params", within: true } : ANY;
      case "payload":
        if (!isIndex && name !== undefined && !OF_ANY_OBJECT.has(name)) this.maps.add(of.path);
        return {
          kind: "payload",
          path: isIndex
            ? `${of.path}[${name}]`
            : name === undefined
              ? `${of.path}[${literal}]`
              : childPath(of.path, name),
        };
      case "list":
        return isIndex ? of.item : ANY;
      default:
        return ANY;
    }
  }
}

export function childPath(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}['${name}']`;
}

function inputMember(step: Exclude<Step, { kind: "index" }>, path: AbstractValue | undefined): AbstractValue {
  if (step.name === "body") return { kind: "body" };
  if (step.kind !== "method") return ANY;
  switch (step.name) {
    case "path": {
      const text = path && knownText(path)?.trim();
      return text === undefined ? ANY : payloadAt(text);
    }
    case "json":
      return { kind: "json" };
    case "params":
      return step.args.length === 0 ? { kind: "params", within: false } : OUTSIDE;
    default:
      return ANY;
  }
}

/** Nothing is found under another name. */
const PARAMETER_MAPS: ReadonlySet<string> = new Set(["path", "querystring", "header"]);

/** JSON that was a text: what it holds is as unknown as what the payload holds, and leads to no one place of that. */
const PARSED = "parseJson ";

/** Only a path of names and indexes leads to one place. */
function payloadAt(path: string): AbstractValue {
  const whole = path.startsWith("$") ? path : `$.${path}`;
  const steps = /^\$((?:\.[A-Za-z_]\w*|\['[^'\\]*'\]|\[\d+\])*)$/.exec(whole)?.[1];
  if (steps === undefined) return { kind: "payload", path: `${whole} ` };
  return { kind: "payload", path: `$${steps.replaceAll(/\['([A-Za-z_]\w*)'\]/g, ".$1")}` };
}

function utilMember(
  step: Exclude<Step, { kind: "index" }>,
  argument: AbstractValue | undefined,
): AbstractValue {
  switch (step.name) {
    case "escapeJavaScript":
      return argument?.kind === "word" || argument?.kind === "harmless"
        ? { kind: "harmless" }
        : { kind: "escaped" };
    case "urlEncode":
    case "base64Encode":
      return { kind: "harmless" };
    case "urlDecode":
    case "base64Decode":
      return OUTSIDE;
    case "parseJson":
      return { kind: "payload", path: PARSED };
    default:
      return ANY;
  }
}

function foreachMember(of: AbstractValue & { kind: "foreach" }, name: string): AbstractValue {
  switch (name) {
    case "hasNext":
    case "getHasNext":
      return of.index === undefined ? SOME_BOOLEAN : booleanValue(of.index < of.count - 1);
    case "index":
    case "getIndex":
      return placeValue(of.index, 0);
    case "count":
    case "getCount":
      return placeValue(of.index, 1);
    case "first":
    case "isFirst":
    case "getFirst":
      return of.index === undefined ? SOME_BOOLEAN : booleanValue(of.index === 0);
    case "last":
    case "isLast":
    case "getLast":
      return of.index === undefined ? SOME_BOOLEAN : booleanValue(of.index === of.count - 1);
    default:
      return ANY;
  }
}

/** In a loop of unknown length what is second may be any later one. */
export function placeValue(index: number | undefined, from: number): AbstractValue {
  if (index === undefined) return SOME_NUMBER;
  return index === 0 ? numberValue(from) : { kind: "atLeast", value: index + from };
}

/** Properties that values have that are no maps. */
const OF_ANY_OBJECT: ReadonlySet<string> = new Set(["bytes", "class", "empty", "length", "size"]);
const MAP_METHODS: ReadonlySet<string> = new Set(["keySet", "entrySet", "values", "containsKey"]);
const TEXT_METHODS: ReadonlySet<string> = new Set([
  "concat",
  "replace",
  "replaceAll",
  "replaceFirst",
  "substring",
  "toLowerCase",
  "toString",
  "toUpperCase",
  "trim",
]);
const TRUTH_METHODS: ReadonlySet<string> = new Set([
  "contains",
  "containsKey",
  "containsValue",
  "endsWith",
  "equals",
  "equalsIgnoreCase",
  "isEmpty",
  "matches",
  "startsWith",
]);
const NUMBER_METHODS: ReadonlySet<string> = new Set(["size", "length", "indexOf", "lastIndexOf", "hashCode"]);

function called(of: AbstractValue, { name }: MethodStep, args: readonly AbstractValue[]): AbstractValue {
  if (TRUTH_METHODS.has(name)) return SOME_BOOLEAN;
  if (NUMBER_METHODS.has(name)) return SOME_NUMBER;
  if (name === "keySet" && (of.kind === "payload" || of.kind === "params"))
    return { kind: "list", item: OUTSIDE, size: undefined };
  if (name === "split" && of.kind !== "any") return { kind: "list", item: OUTSIDE, size: undefined };
  if (!TEXT_METHODS.has(name)) return ANY;
  switch (of.kind) {
    case "escaped":
      // Whoever names the quote among what is replaced has taken care of it.
      return args.some((arg) => knownText(arg)?.includes("'") ?? true) ? { kind: "harmless" } : ANY;
    case "payload":
      return name === "toString" ? of : ANY;
    case "outside":
    case "body":
      return name === "trim" || name === "toString" || name.startsWith("to") ? of : ANY;
    default:
      return ANY;
  }
}

function computed(operator: string, left: AbstractValue, right: AbstractValue): AbstractValue {
  if (left.kind === "number" && right.kind === "number") return arithmetic(operator, left.value, right.value);
  if (left.kind === "atLeast" && right.kind === "number") return atLeast(operator, left.value, right.value);
  const texts = [knownText(left), knownText(right)] as const;
  switch (operator) {
    case "==":
    case "!=": {
      const isComparable = texts[0] !== undefined && texts[1] !== undefined && left.kind === right.kind;
      return isComparable ? booleanValue((texts[0] === texts[1]) === (operator === "==")) : SOME_BOOLEAN;
    }
    case "<":
    case ">":
    case "<=":
    case ">=":
      return SOME_BOOLEAN;
    case "+":
      return left.kind === "text" || right.kind === "text" || left.kind === "parts" || right.kind === "parts"
        ? joined([left, right])
        : ANY;
    default:
      return ANY;
  }
}

function atLeast(operator: string, least: number, other: number): AbstractValue {
  const known = (isKnown: boolean, value: boolean) => (isKnown ? booleanValue(value) : SOME_BOOLEAN);
  switch (operator) {
    case "==":
      return known(least > other, false);
    case "!=":
      return known(least > other, true);
    case "<":
      return known(least >= other, false);
    case "<=":
      return known(least > other, false);
    case ">":
      return known(least > other, true);
    case ">=":
      return known(least >= other, true);
    default:
      return SOME_NUMBER;
  }
}

function arithmetic(operator: string, left: number, right: number): AbstractValue {
  switch (operator) {
    case "==":
      return booleanValue(left === right);
    case "!=":
      return booleanValue(left !== right);
    case "<":
      return booleanValue(left < right);
    case ">":
      return booleanValue(left > right);
    case "<=":
      return booleanValue(left <= right);
    case ">=":
      return booleanValue(left >= right);
    case "+":
      return numberValue(left + right);
    case "-":
      return numberValue(left - right);
    case "*":
      return numberValue(left * right);
    default:
      return SOME_NUMBER;
  }
}

/** Always there, and by their nature no number and no literal of JSON. */
const WORDS: ReadonlySet<string> = new Set([
  "domainName",
  "extendedRequestId",
  "httpMethod",
  "identity.sourceIp",
  "path",
  "protocol",
  "requestId",
  "requestTime",
  "resourcePath",
]);

function contextValue(name: string): AbstractValue {
  if (WORDS.has(name)) return { kind: "word" };
  if (name === "identity.userAgent") return OUTSIDE;
  return { kind: "context", name };
}
