// Members of a value as Velocity finds them: methods, properties and what `[…]` and `#set` reach.
// Invariant: a member that is not listed does not exist; no name leads to anything of JavaScript's.
import { CHARACTER_METHODS } from "./characterMethods";
import { ENTRY_METHODS, ITERATOR_METHODS, listMethods, MAP_METHODS } from "./collectionMethods";
import { type Cost, SIZE_A_COIN } from "./cost";
import { callCharged, findMethod, type Methods, method, methodsOf } from "./methods";
import { JavaNumber } from "./number";
import { BOOLEAN_METHODS, numberMethods } from "./numberMethods";
import { STRING_METHODS } from "./stringMethods";
import {
  classNameOf,
  hashOf,
  JavaChar,
  JavaClass,
  JavaEntry,
  JavaIterator,
  JavaList,
  JavaMap,
  JavaObject,
  JavaThrow,
  type Value,
} from "./value";

/** An object of the surroundings, such as `$input`: it brings its own members. */
export abstract class HostObject extends JavaObject {
  abstract readonly methods: Methods<HostObject>;
}

/** What was found; nothing when there is no such member, which is not the same as null. */
export interface Found {
  readonly value: Value;
}

export function callMethod(
  target: Value,
  name: string,
  args: readonly Value[],
  cost: Cost,
): Found | undefined {
  if (target === null) return undefined;
  const found = callOn(target, name, args, cost);
  if (found !== undefined) return found;
  if (name !== "getClass") return undefined;
  if (args.length > 0) throw new JavaThrow("java.lang.IllegalArgumentException", "wrong number of arguments");
  return { value: new JavaClass(classNameOf(target)) };
}

function callOn(
  target: Exclude<Value, null>,
  name: string,
  args: readonly Value[],
  cost: Cost,
): Found | undefined {
  if (typeof target === "string") return call(STRING_METHODS, target, name, args, cost);
  if (typeof target === "boolean") return call(BOOLEAN_METHODS, target, name, args, cost);
  if (target instanceof JavaNumber) return call(numberMethods(target.type), target, name, args, cost);
  if (target instanceof JavaMap) return call(MAP_METHODS, target, name, args, cost);
  if (target instanceof JavaList) return call(listMethods(target), target, name, args, cost);
  if (target instanceof JavaEntry) return call(ENTRY_METHODS, target, name, args, cost);
  if (target instanceof JavaIterator) return call(ITERATOR_METHODS, target, name, args, cost);
  if (target instanceof JavaChar) return call(CHARACTER_METHODS, target, name, args, cost);
  if (target instanceof JavaClass) return call(CLASS_METHODS, target, name, args, cost);
  if (target instanceof HostObject) return call(target.methods, target, name, args, cost);
  return call(OBJECT_METHODS, target, name, args, cost);
}

function call<T>(
  methods: Methods<T>,
  target: T,
  name: string,
  args: readonly Value[],
  cost: Cost,
): Found | undefined {
  const found = findMethod(methods, name, args);
  return found === undefined ? undefined : { value: callCharged(found, target, args, cost) };
}

const OBJECT_METHODS: Methods<JavaObject> = methodsOf<JavaObject>([
  method("toString", [], (object) => object.text()),
  method("hashCode", [], (object) => JavaNumber.int(hashOf(object))),
  method("equals", ["Object"], (object, [other]) => object === other),
]);

const CLASS_METHODS: Methods<JavaClass> = methodsOf<JavaClass>([
  method("getName", [], ({ name }) => name),
  method("getTypeName", [], ({ name }) => name),
  method("getSimpleName", [], ({ name }) =>
    name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("$")) + 1),
  ),
  method("isArray", [], ({ name }) => name.startsWith("[")),
  method("toString", [], (javaClass) => javaClass.text()),
  method(
    "equals",
    ["Object"],
    (javaClass, [other]) => other instanceof JavaClass && other.name === javaClass.name,
  ),
]);

/** `.name`: a getter, the entry of a map, `get("name")`, or a getter of a truth value. */
export function getProperty(target: Value, name: string, cost: Cost): Found | undefined {
  if (target === null) return undefined;
  const getter =
    callMethod(target, `get${name}`, [], cost) ?? callMethod(target, `get${otherCase(name)}`, [], cost);
  if (getter !== undefined) return getter;
  if (target instanceof JavaMap) return { value: target.entry(name, cost)?.value ?? null };
  const got = callMethod(target, "get", [name], cost);
  if (got !== undefined) return got;
  const truth =
    callMethod(target, `is${name}`, [], cost) ?? callMethod(target, `is${otherCase(name)}`, [], cost);
  return typeof truth?.value === "boolean" ? truth : undefined;
}

function otherCase(name: string): string {
  const first = name.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + name.slice(1);
}

/** What `#set($target.name = value)` does; false when there is no way to. */
export function setProperty(target: Value, name: string, value: Value, cost: Cost): boolean {
  if (target instanceof JavaMap) {
    target.put(name, value, cost);
    return true;
  }
  return (
    callMethod(target, `set${name}`, [value], cost) !== undefined ||
    callMethod(target, `set${otherCase(name)}`, [value], cost) !== undefined ||
    callMethod(target, "put", [name, value], cost) !== undefined
  );
}

/** What `#foreach` goes through, or nothing for what is no list. */
export function iteratorOf(value: Value, cost: Cost): JavaIterator | undefined {
  if (value instanceof JavaIterator) return value;
  if (!(value instanceof JavaList || value instanceof JavaMap)) return undefined;
  const isCopied = value instanceof JavaMap || !value.isLive;
  if (isCopied) cost.spend(value.size / SIZE_A_COIN);
  return new JavaIterator(value);
}
