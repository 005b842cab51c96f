// How a template calls a method: by name and by what the arguments can be taken for, as Velocity's introspection does.
// Invariant: only what stands in a table can be called; the first fitting form wins, so the narrower come first.
import { CHARACTERS_AN_ITEM, type Cost, SIZE_A_COIN } from "./cost";
import { ArithmeticFailure } from "./decimal";
import { JavaNumber } from "./number";
import { classNameOf, JavaChar, JavaList, JavaMap, JavaObject, JavaThrow, type Value } from "./value";

/** What a parameter takes. Numbers written small are Java's primitives, which take no null. */
export type Parameter =
  | "int"
  | "long"
  | "double"
  | "boolean"
  | "char"
  | "char[]"
  | "Object"
  | "String"
  | "CharSequence"
  | "Integer"
  | "Long"
  | "Double"
  | "Float"
  | "Boolean"
  | "Character"
  | "BigInteger"
  | "BigDecimal"
  | "Object[]"
  | "Collection"
  | "Map"
  | "Comparator"
  /** Any further arguments, as an array of objects. */
  | "Object...";

export interface Method<T> {
  readonly takes: readonly Parameter[];
  readonly run: (target: T, args: readonly Value[], cost: Cost) => Value;
  /** Takes as long and makes as little whatever the sizes are; the others are charged for all they take and give. */
  readonly isLight?: boolean;
  /** Prints nothing and is no null. */
  readonly isVoid?: boolean;
}

export type Methods<T> = ReadonlyMap<string, readonly Method<T>[]>;

/** `name`, what it takes, and what it does. */
export function method<T>(
  name: string,
  takes: readonly Parameter[],
  run: Method<T>["run"],
): readonly [string, Method<T>] {
  return [name, { takes, run }];
}

/** One that looks something up, or answers with what was there before. */
export function lightMethod<T>(
  name: string,
  takes: readonly Parameter[],
  run: Method<T>["run"],
): readonly [string, Method<T>] {
  return [name, { takes, run, isLight: true }];
}

export function voidMethod<T>(
  name: string,
  takes: readonly Parameter[],
  run: (target: T, args: readonly Value[], cost: Cost) => void,
): readonly [string, Method<T>] {
  const answer = (target: T, args: readonly Value[], cost: Cost) => {
    run(target, args, cost);
    return "";
  };
  return [name, { takes, run: answer, isVoid: true }];
}

export function methodsOf<T>(list: readonly (readonly [string, Method<T>])[]): Methods<T> {
  const methods = new Map<string, Method<T>[]>();
  for (const [name, form] of list) {
    const forms = methods.get(name);
    if (forms === undefined) methods.set(name, [form]);
    else forms.push(form);
  }
  return methods;
}

/** Runs a method and has what it takes and gives paid for. */
export function callCharged<T>(form: Method<T>, target: T, args: readonly Value[], cost: Cost): Value {
  if (form.isLight) return answer(form, target, args, cost);
  const taken = args.reduce<number>((sum, arg) => sum + sizeOf(arg), sizeOf(target));
  cost.spend(taken / SIZE_A_COIN);
  const value = answer(form, target, args, cost);
  cost.spend(sizeOf(value) / SIZE_A_COIN);
  cost.make(args.reduce((sum, arg) => sum + bulkOf(arg), bulkOf(value)));
  return value;
}

function answer<T>(form: Method<T>, target: T, args: readonly Value[], cost: Cost): Value {
  try {
    return form.run(target, args, cost);
  } catch (thrown) {
    if (!(thrown instanceof ArithmeticFailure)) throw thrown;
    throw new JavaThrow("java.lang.ArithmeticException", thrown.message);
  }
}

/** How many characters, digits or items there are, without those inside of items. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (value instanceof JavaList || value instanceof JavaMap || value instanceof JavaNumber) return value.size;
  return 1;
}

function bulkOf(value: Value): number {
  if (typeof value === "string") return value.length;
  return value instanceof JavaObject ? sizeOf(value) * CHARACTERS_AN_ITEM : 0;
}

export function findMethod<T>(
  methods: Methods<T>,
  name: string,
  args: readonly Value[],
): Method<T> | undefined {
  const fitting = (methods.get(name) ?? []).filter((form) => accepts(form.takes, args));
  const isBare = fitting.length === 0 && args.length > 0;
  if (isBare && methods.get(name)?.some((form) => form.takes.length === 0)) {
    // Velocity 1.7 takes a method without parameters for one that fits any arguments, and Java refuses.
    throw new JavaThrow("java.lang.IllegalArgumentException", "wrong number of arguments");
  }
  // A null fits several forms alike, and then Velocity calls none of them.
  const ambiguous = fitting.length > 1 && args.some((arg, index) => arg === null && differ(fitting, index));
  return ambiguous ? undefined : fitting[0];
}

function differ<T>(forms: readonly Method<T>[], index: number): boolean {
  const taken = new Set(forms.map((form) => form.takes[index]));
  taken.delete("Object");
  return taken.size > 1;
}

function accepts(takes: readonly Parameter[], args: readonly Value[]): boolean {
  if (takes.at(-1) === "Object...") {
    const fixed = takes.slice(0, -1);
    return (
      args.length >= fixed.length && fixed.every((parameter, index) => takesValue(parameter, args[index]))
    );
  }
  return (
    takes.length === args.length && takes.every((parameter, index) => takesValue(parameter, args[index]))
  );
}

function takesValue(parameter: Parameter, value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (value === null) return !PRIMITIVES.has(parameter);
  switch (parameter) {
    case "Object":
    case "Object...":
      return true;
    case "String":
    case "CharSequence":
      return typeof value === "string";
    case "boolean":
    case "Boolean":
      return typeof value === "boolean";
    case "char":
    case "Character":
      return value instanceof JavaChar;
    case "char[]":
      return value instanceof JavaList && value.className === "[C";
    case "int":
    case "Integer":
      return value instanceof JavaNumber && value.type === "Integer";
    case "long":
      return value instanceof JavaNumber && (value.type === "Integer" || value.type === "Long");
    case "Long":
      return value instanceof JavaNumber && value.type === "Long";
    case "double":
      return value instanceof JavaNumber && !value.type.startsWith("Big");
    case "Float":
    case "BigInteger":
    case "BigDecimal":
      return value instanceof JavaNumber && value.type === parameter;
    case "Double":
      return value instanceof JavaNumber && value.type === "Double";
    case "Object[]":
      return value instanceof JavaList && value.isArray && value.className.includes(";");
    case "Collection":
      return value instanceof JavaList && !value.isArray;
    case "Map":
      return value instanceof JavaMap;
    case "Comparator":
      return false;
  }
}

const PRIMITIVES: ReadonlySet<Parameter> = new Set(["int", "long", "double", "boolean", "char"]);

export function intOf(value: Value | undefined): number {
  return value instanceof JavaNumber ? value.int : 0;
}

/** What the comparison of two classes that have no order ends in. */
export function refuseToCompare(_target: unknown, [other]: readonly Value[]): Value {
  const exception = other === null ? "java.lang.NullPointerException" : "java.lang.ClassCastException";
  throw new JavaThrow(exception, `class ${classNameOf(other ?? "")} cannot be cast`);
}
