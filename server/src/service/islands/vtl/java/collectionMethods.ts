// The methods of Java's lists, arrays, maps, their views, entries and iterators that a template can call.
// Invariant: what Java refuses throws; a change to a view of a map changes the map.
import { Budget, type Cost, TooLarge } from "./cost";
import { intOf, lightMethod, type Methods, method, methodsOf, voidMethod } from "./methods";
import { compareNumbers, JavaNumber } from "./number";
import { SubList } from "./subList";
import {
  equalValues,
  hashOf,
  JavaEntry,
  JavaIterator,
  JavaList,
  JavaMap,
  JavaThrow,
  LONGEST,
  type MapEntry,
  textOf,
  type Value,
} from "./value";

const COLLECTION = [
  lightMethod<JavaList>("size", [], (list) => JavaNumber.int(list.size)),
  lightMethod<JavaList>("isEmpty", [], (list) => list.size === 0),
  method<JavaList>("contains", ["Object"], (list, [item], cost) => indexOf(list, item, cost) >= 0),
  method<JavaList>("containsAll", ["Collection"], (list, [all], cost) =>
    itemsOf(all).every((item) => indexOf(list, item, cost) >= 0),
  ),
  method<JavaList>("iterator", [], (list) => new JavaIterator(list)),
  method<JavaList>("toArray", [], (list) => new JavaList([...list.items], "[Ljava.lang.Object;")),
  method<JavaList>("toArray", ["Object[]"], (list, [kind]) => arrayLike(list, kind)),
  method<JavaList>("equals", ["Object"], (list, [other], cost) =>
    equalValues(list, other ?? null, new Budget(cost)),
  ),
  method<JavaList>("hashCode", [], (list, _none, cost) => JavaNumber.int(hashOf(list, new Budget(cost)))),
  method<JavaList>("toString", [], (list, _none, cost) => list.text(new Budget(cost))),
];

const POSITIONS = [
  lightMethod<JavaList>("get", ["int"], (list, [index]) => list.at(within(list, intOf(index)))),
  lightMethod<JavaList>("set", ["int", "Object"], (list, [index, item]) => {
    const at = within(list, intOf(index));
    const before = list.at(at);
    list.replaceAt(at, item ?? null);
    return before;
  }),
  method<JavaList>("indexOf", ["Object"], (list, [item], cost) => JavaNumber.int(indexOf(list, item, cost))),
  method<JavaList>("lastIndexOf", ["Object"], (list, [item], cost) => {
    const budget = new Budget(cost);
    return JavaNumber.int(list.items.findLastIndex((other) => equalValues(other, item ?? null, budget)));
  }),
  lightMethod<JavaList>("subList", ["int", "int"], (list, [from, to]) =>
    subList(list, intOf(from), intOf(to)),
  ),
  method<JavaList>("listIterator", [], (list) => new JavaIterator(list)),
];

const GROWING = [
  voidMethod<JavaList>("trimToSize", [], () => undefined),
  voidMethod<JavaList>("ensureCapacity", ["int"], () => undefined),
  lightMethod<JavaList>("add", ["Object"], (list, [item]) => {
    insert(list, list.size, [item ?? null]);
    return true;
  }),
  voidMethod<JavaList>("add", ["int", "Object"], (list, [index, item]) =>
    insert(list, gap(list, intOf(index)), [item ?? null]),
  ),
  method<JavaList>("addAll", ["Collection"], (list, [all]) => {
    insert(list, list.size, itemsOf(all));
    return itemsOf(all).length > 0;
  }),
  method<JavaList>("addAll", ["int", "Collection"], (list, [index, all]) => {
    insert(list, gap(list, intOf(index)), itemsOf(all));
    return itemsOf(all).length > 0;
  }),
  method<JavaList>("remove", ["int"], (list, [index]) => {
    const at = within(list, intOf(index));
    const before = list.at(at);
    list.splice(at, 1);
    return before;
  }),
  method<JavaList>("remove", ["Object"], (list, [item], cost) => {
    const at = indexOf(list, item, cost);
    if (at < 0) return false;
    list.splice(at, 1);
    return true;
  }),
  method<JavaList>("removeAll", ["Collection"], (list, [all], cost) => keep(list, itemsOf(all), false, cost)),
  method<JavaList>("retainAll", ["Collection"], (list, [all], cost) => keep(list, itemsOf(all), true, cost)),
  voidMethod<JavaList>("clear", [], (list) => list.splice(0, list.size)),
  voidMethod<JavaList>("sort", ["Comparator"], (list, _none, cost) => {
    const budget = new Budget(cost);
    const sorted = list.items.toSorted((a, b) => {
      budget.spend(1);
      return compareNaturally(a, b);
    });
    list.splice(0, list.size, sorted);
  }),
];

const LIST: Methods<JavaList> = methodsOf([
  ...COLLECTION,
  ...POSITIONS,
  ...GROWING,
  method<JavaList>("clone", [], (list) => new JavaList([...list.items], list.className)),
]);

/** A window on a list has no `clone`. */
const SUB_LIST: Methods<JavaList> = methodsOf([...COLLECTION, ...POSITIONS, ...GROWING]);

const FIXED = [
  method<JavaList>("add", ["Object"], refuseToChange),
  voidMethod<JavaList>("add", ["int", "Object"], refuseToChange),
  method<JavaList>("addAll", ["Collection"], (_list, [all]) => itemsOf(all).length > 0 && refuseToChange()),
  method<JavaList>("addAll", ["int", "Collection"], (list, [index, all]) => {
    gap(list, intOf(index));
    return itemsOf(all).length > 0 && refuseToChange();
  }),
  method<JavaList>("remove", ["int"], refuseToChange),
  method<JavaList>(
    "remove",
    ["Object"],
    (list, [item], cost) => indexOf(list, item, cost) >= 0 && refuseToChange(),
  ),
  method<JavaList>(
    "removeAll",
    ["Collection"],
    (list, [all], cost) => kept(list, itemsOf(all), false, cost).length < list.size && refuseToChange(),
  ),
  method<JavaList>(
    "retainAll",
    ["Collection"],
    (list, [all], cost) => kept(list, itemsOf(all), true, cost).length < list.size && refuseToChange(),
  ),
  voidMethod<JavaList>("clear", [], (list) => {
    if (list.size > 0) refuseToChange();
  }),
];

/** Velocity wraps an array into a list that cannot grow; `toString`, `equals` and `hashCode` stay the array's own. */
const ARRAY: Methods<JavaList> = methodsOf([
  ...COLLECTION.filter(([name]) => name !== "toString" && name !== "equals"),
  ...POSITIONS,
  ...FIXED,
  lightMethod<JavaList>("toString", [], (list) => list.text()),
  lightMethod<JavaList>("equals", ["Object"], (list, [other]) => list === other),
]);

const VIEW: Methods<JavaList> = methodsOf([
  ...COLLECTION,
  method<JavaList>("remove", ["Object"], (view, [item], cost) => removeFromView(view, item ?? null, cost)),
  method<JavaList>("removeAll", ["Collection"], (view, [all], cost) =>
    keepInView(view, itemsOf(all), false, cost),
  ),
  method<JavaList>("retainAll", ["Collection"], (view, [all], cost) =>
    keepInView(view, itemsOf(all), true, cost),
  ),
  method<JavaList>("add", ["Object"], refuseToChange),
  method<JavaList>("addAll", ["Collection"], (_view, [all]) => itemsOf(all).length > 0 && refuseToChange()),
  voidMethod<JavaList>("clear", [], (view) => {
    view.map?.clear();
  }),
]);

export function listMethods(list: JavaList): Methods<JavaList> {
  if (list instanceof SubList) return SUB_LIST;
  return list.isArray ? ARRAY : list.hasPositions ? LIST : VIEW;
}

export const MAP_METHODS: Methods<JavaMap> = methodsOf<JavaMap>([
  lightMethod("size", [], (map) => JavaNumber.int(map.size)),
  lightMethod("isEmpty", [], (map) => map.size === 0),
  lightMethod("get", ["Object"], (map, [key], cost) => map.entry(key ?? null, cost)?.value ?? null),
  lightMethod("getOrDefault", ["Object", "Object"], (map, [key, other], cost) => {
    const entry = map.entry(key ?? null, cost);
    return entry === undefined ? (other ?? null) : entry.value;
  }),
  lightMethod("put", ["Object", "Object"], (map, [key, value], cost) => put(map, key, value, cost)),
  lightMethod("putIfAbsent", ["Object", "Object"], (map, [key, value], cost) => {
    const before = map.entry(key ?? null, cost)?.value ?? null;
    return before === null ? put(map, key, value, cost) : before;
  }),
  lightMethod("replace", ["Object", "Object"], (map, [key, value], cost) =>
    map.entry(key ?? null, cost) === undefined ? null : put(map, key, value, cost),
  ),
  lightMethod("replace", ["Object", "Object", "Object"], (map, [key, before, value], cost) => {
    const found = map.entry(key ?? null, cost);
    if (found === undefined || !equalValues(found.value, before ?? null, new Budget(cost))) return false;
    put(map, key, value, cost);
    return true;
  }),
  voidMethod("putAll", ["Map"], (map, [other], cost) => {
    if (!(other instanceof JavaMap)) throw new JavaThrow("java.lang.NullPointerException", "null");
    for (const { key, value } of other.entries()) put(map, key, value, cost);
  }),
  lightMethod("containsKey", ["Object"], (map, [key], cost) => map.entry(key ?? null, cost) !== undefined),
  method("containsValue", ["Object"], (map, [value], cost) => {
    const budget = new Budget(cost);
    return map.entries().some((entry) => equalValues(entry.value, value ?? null, budget));
  }),
  lightMethod("remove", ["Object"], (map, [key], cost) => map.remove(key ?? null, cost)),
  lightMethod("remove", ["Object", "Object"], (map, [key, value], cost) => {
    const entry = map.entry(key ?? null, cost);
    const same = entry !== undefined && equalValues(entry.value, value ?? null, new Budget(cost));
    if (same) map.remove(key ?? null, cost);
    return same;
  }),
  voidMethod("clear", [], (map) => map.clear()),
  method("clone", [], (map, _none, cost) => map.clone(cost)),
  lightMethod("keySet", [], (map) => view(map, "LinkedKeySet")),
  lightMethod("values", [], (map) => view(map, "LinkedValues")),
  lightMethod("entrySet", [], (map) => view(map, "LinkedEntrySet")),
  method("equals", ["Object"], (map, [other], cost) => equalValues(map, other ?? null, new Budget(cost))),
  method("hashCode", [], (map, _none, cost) => JavaNumber.int(hashOf(map, new Budget(cost)))),
  method("toString", [], (map, _none, cost) => map.text(new Budget(cost))),
]);

export const ENTRY_METHODS: Methods<JavaEntry> = methodsOf<JavaEntry>([
  lightMethod("getKey", [], ({ entry }) => entry.key),
  lightMethod("getValue", [], ({ entry }) => entry.value),
  lightMethod("setValue", ["Object"], ({ entry }, [value]) => {
    const before = entry.value;
    entry.value = value ?? null;
    return before;
  }),
  method("toString", [], (entry, _none, cost) => entry.text(new Budget(cost))),
  method("equals", ["Object"], (entry, [other], cost) => equalValues(entry, other ?? null, new Budget(cost))),
  method("hashCode", [], (entry, _none, cost) => JavaNumber.int(hashOf(entry, new Budget(cost)))),
]);

export const ITERATOR_METHODS: Methods<JavaIterator> = methodsOf<JavaIterator>([
  lightMethod("hasNext", [], (iterator) => iterator.hasNext),
  lightMethod("next", [], (iterator) => iterator.next()),
  voidMethod("remove", [], (iterator) => iterator.remove()),
]);

export function view(map: JavaMap, kind: "LinkedKeySet" | "LinkedValues" | "LinkedEntrySet"): JavaList {
  const item = (entry: MapEntry): Value => {
    if (kind === "LinkedKeySet") return entry.key;
    return kind === "LinkedValues" ? entry.value : new JavaEntry(entry);
  };
  return new JavaList([], `java.util.LinkedHashMap$${kind}`, { map, item });
}

function put(map: JavaMap, key: Value | undefined, value: Value | undefined, cost: Cost): Value {
  if (map.size >= LONGEST) throw new TooLarge();
  return map.put(key ?? null, value ?? null, cost);
}

function indexOf(list: JavaList, item: Value | undefined, cost: Cost): number {
  const budget = new Budget(cost);
  return list.items.findIndex((other) => equalValues(other, item ?? null, budget));
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value instanceof JavaList) return value.items;
  throw new JavaThrow("java.lang.NullPointerException", "null");
}

function within(list: JavaList, index: number): number {
  if (index >= 0 && index < list.size) return index;
  const exception = list.isArray
    ? "java.lang.ArrayIndexOutOfBoundsException"
    : "java.lang.IndexOutOfBoundsException";
  throw new JavaThrow(exception, `Index ${index} out of bounds for length ${list.size}`);
}

function gap(list: JavaList, index: number): number {
  if (index >= 0 && index <= list.size) return index;
  throw new JavaThrow("java.lang.IndexOutOfBoundsException", `Index: ${index}, Size: ${list.size}`);
}

function insert(list: JavaList, at: number, items: readonly Value[]): void {
  if (list.size + items.length > LONGEST) throw new TooLarge();
  // They may be the list's own.
  list.splice(at, 0, [...items]);
}

function keep(list: JavaList, others: readonly Value[], which: boolean, cost: Cost): boolean {
  const items = kept(list, others, which, cost);
  const changed = items.length !== list.size;
  if (changed) list.splice(0, list.size, items);
  return changed;
}

function kept(list: JavaList, others: readonly Value[], which: boolean, cost: Cost): readonly Value[] {
  const budget = new Budget(cost);
  const isAmong = (item: Value) => others.some((other) => equalValues(item, other, budget));
  return list.items.filter((item) => isAmong(item) === which);
}

function keepInView(view: JavaList, others: readonly Value[], which: boolean, cost: Cost): boolean {
  const budget = new Budget(cost);
  const { items } = view;
  const isAmong = (item: Value) => others.some((other) => equalValues(item, other, budget));
  const entries = view.map?.entries() ?? [];
  const gone = entries.filter((_entry, at) => isAmong(items[at] ?? null) !== which);
  for (const entry of gone) view.map?.removeEntry(entry);
  return gone.length > 0;
}

/** An array of texts takes nothing else. */
function arrayLike(list: JavaList, kind: Value | undefined): JavaList {
  if (!(kind instanceof JavaList)) throw new JavaThrow("java.lang.NullPointerException", "null");
  const odd = list.items.find((item) => item !== null && typeof item !== "string");
  if (kind.className === "[Ljava.lang.String;" && odd !== undefined) {
    throw new JavaThrow("java.lang.ArrayStoreException", `arraycopy: element type mismatch: ${textOf(odd)}`);
  }
  return new JavaList([...list.items], kind.className);
}

function refuseToChange(): never {
  throw new JavaThrow("java.lang.UnsupportedOperationException", "null");
}

function subList(list: JavaList, from: number, to: number): JavaList {
  if (from < 0) throw new JavaThrow("java.lang.IndexOutOfBoundsException", `fromIndex = ${from}`);
  if (to > list.size) throw new JavaThrow("java.lang.IndexOutOfBoundsException", `toIndex = ${to}`);
  if (from > to) {
    throw new JavaThrow("java.lang.IllegalArgumentException", `fromIndex(${from}) > toIndex(${to})`);
  }
  return new SubList(list, from, to);
}

function removeFromView(view: JavaList, item: Value, cost: Cost): boolean {
  const at = indexOf(view, item, cost);
  const entry = view.map?.entries()[at];
  if (at < 0 || entry === undefined) return false;
  view.map?.removeEntry(entry);
  return true;
}

function compareNaturally(a: Value, b: Value): number {
  if (a instanceof JavaNumber && b instanceof JavaNumber && a.type === b.type) return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  throw new JavaThrow("java.lang.ClassCastException", `${textOf(a)} cannot be compared`);
}
