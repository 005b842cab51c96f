// The methods of Java's lists, arrays, maps, their views, entries and iterators that a template can call.
// Invariant: what Java refuses throws; a change to a view of a map changes the map.
import { intOf, type Methods, method, methodsOf, voidMethod } from "./methods";
import { compareNumbers, JavaNumber } from "./number";
import {
  equalValues,
  hashOf,
  JavaEntry,
  JavaIterator,
  JavaList,
  JavaMap,
  JavaThrow,
  type MapEntry,
  TooLarge,
  textOf,
  type Value,
} from "./value";

const LONGEST = 200_000;

const COLLECTION = [
  method<JavaList>("size", [], (list) => JavaNumber.int(list.items.length)),
  method<JavaList>("isEmpty", [], (list) => list.items.length === 0),
  method<JavaList>("contains", ["Object"], (list, [item]) => indexOf(list, item) >= 0),
  method<JavaList>("containsAll", ["Collection"], (list, [all]) =>
    itemsOf(all).every((item) => indexOf(list, item) >= 0),
  ),
  method<JavaList>("iterator", [], (list) => new JavaIterator(list)),
  method<JavaList>("toArray", [], (list) => new JavaList([...list.items], "[Ljava.lang.Object;")),
  method<JavaList>("equals", ["Object"], (list, [other]) => equalValues(list, other ?? null)),
  method<JavaList>("hashCode", [], (list) => JavaNumber.int(hashOf(list))),
  method<JavaList>("toString", [], (list) => list.text()),
];

const POSITIONS = [
  method<JavaList>("get", ["int"], (list, [index]) => list.items[within(list, intOf(index))] ?? null),
  method<JavaList>("set", ["int", "Object"], (list, [index, item]) => {
    const at = within(list, intOf(index));
    const before = list.items[at] ?? null;
    list.items[at] = item ?? null;
    return before;
  }),
  method<JavaList>("indexOf", ["Object"], (list, [item]) => JavaNumber.int(indexOf(list, item))),
  method<JavaList>("lastIndexOf", ["Object"], (list, [item]) =>
    JavaNumber.int(list.items.findLastIndex((other) => equalValues(other, item ?? null))),
  ),
  method<JavaList>("subList", ["int", "int"], (list, [from, to]) => subList(list, intOf(from), intOf(to))),
  method<JavaList>("listIterator", [], (list) => new JavaIterator(list)),
];

const GROWING = [
  voidMethod<JavaList>("trimToSize", [], () => undefined),
  voidMethod<JavaList>("ensureCapacity", ["int"], () => undefined),
  method<JavaList>("add", ["Object"], (list, [item]) => {
    push(list, [item ?? null], list.items.length);
    return true;
  }),
  voidMethod<JavaList>("add", ["int", "Object"], (list, [index, item]) =>
    push(list, [item ?? null], gap(list, intOf(index))),
  ),
  method<JavaList>("addAll", ["Collection"], (list, [all]) => {
    push(list, itemsOf(all), list.items.length);
    return itemsOf(all).length > 0;
  }),
  method<JavaList>("addAll", ["int", "Collection"], (list, [index, all]) => {
    push(list, itemsOf(all), gap(list, intOf(index)));
    return itemsOf(all).length > 0;
  }),
  method<JavaList>("remove", ["int"], (list, [index]) => {
    const at = within(list, intOf(index));
    list.changed();
    return list.items.splice(at, 1)[0] ?? null;
  }),
  method<JavaList>("remove", ["Object"], (list, [item]) => {
    const at = indexOf(list, item);
    if (at < 0) return false;
    list.items.splice(at, 1);
    list.changed();
    return true;
  }),
  method<JavaList>("removeAll", ["Collection"], (list, [all]) => keep(list, itemsOf(all), false)),
  method<JavaList>("retainAll", ["Collection"], (list, [all]) => keep(list, itemsOf(all), true)),
  voidMethod<JavaList>("clear", [], (list) => {
    list.items.length = 0;
    list.changed();
  }),
  voidMethod<JavaList>("sort", ["Comparator"], (list) => {
    list.items.sort(compareNaturally);
    list.changed();
  }),
];

const LIST: Methods<JavaList> = methodsOf([...COLLECTION, ...POSITIONS, ...GROWING]);

/** Velocity wraps an array into a list that cannot grow; `toString`, `equals` and `hashCode` stay the array's own. */
const ARRAY: Methods<JavaList> = methodsOf([
  ...COLLECTION.filter(([name]) => name !== "toString" && name !== "equals"),
  ...POSITIONS,
  method<JavaList>("toString", [], (list) => list.text()),
  method<JavaList>("equals", ["Object"], (list, [other]) => list === other),
]);

const VIEW: Methods<JavaList> = methodsOf([
  ...COLLECTION,
  method<JavaList>("remove", ["Object"], (view, [item]) => removeFromView(view, item ?? null)),
  voidMethod<JavaList>("clear", [], (view) => {
    view.map?.clear();
  }),
]);

export function listMethods(list: JavaList): Methods<JavaList> {
  return list.isArray ? ARRAY : list.hasPositions ? LIST : VIEW;
}

export const MAP_METHODS: Methods<JavaMap> = methodsOf<JavaMap>([
  method("size", [], (map) => JavaNumber.int(map.size)),
  method("isEmpty", [], (map) => map.size === 0),
  method("get", ["Object"], (map, [key]) => map.get(key ?? null)),
  method("getOrDefault", ["Object", "Object"], (map, [key, other]) =>
    map.entry(key ?? null) === undefined ? (other ?? null) : map.get(key ?? null),
  ),
  method("put", ["Object", "Object"], (map, [key, value]) => put(map, key, value)),
  method("putIfAbsent", ["Object", "Object"], (map, [key, value]) => {
    const before = map.get(key ?? null);
    return before === null ? put(map, key, value) : before;
  }),
  method("replace", ["Object", "Object"], (map, [key, value]) =>
    map.entry(key ?? null) === undefined ? null : put(map, key, value),
  ),
  method("replace", ["Object", "Object", "Object"], (map, [key, before, value]) => {
    const found = map.entry(key ?? null);
    if (found === undefined || !equalValues(found.value, before ?? null)) return false;
    put(map, key, value);
    return true;
  }),
  voidMethod("putAll", ["Map"], (map, [other]) => {
    if (!(other instanceof JavaMap)) throw new JavaThrow("java.lang.NullPointerException", "null");
    for (const { key, value } of other.entries()) put(map, key, value);
  }),
  method("containsKey", ["Object"], (map, [key]) => map.entry(key ?? null) !== undefined),
  method("containsValue", ["Object"], (map, [value]) =>
    map.entries().some((entry) => equalValues(entry.value, value ?? null)),
  ),
  method("remove", ["Object"], (map, [key]) => map.remove(key ?? null)),
  method("remove", ["Object", "Object"], (map, [key, value]) => {
    const entry = map.entry(key ?? null);
    const same = entry !== undefined && equalValues(entry.value, value ?? null);
    if (same) map.remove(key ?? null);
    return same;
  }),
  voidMethod("clear", [], (map) => map.clear()),
  method("keySet", [], (map) => view(map, "LinkedKeySet")),
  method("values", [], (map) => view(map, "LinkedValues")),
  method("entrySet", [], (map) => view(map, "LinkedEntrySet")),
  method("equals", ["Object"], (map, [other]) => equalValues(map, other ?? null)),
  method("hashCode", [], (map) => JavaNumber.int(hashOf(map))),
  method("toString", [], (map) => map.text()),
]);

export const ENTRY_METHODS: Methods<JavaEntry> = methodsOf<JavaEntry>([
  method("getKey", [], ({ entry }) => entry.key),
  method("getValue", [], ({ entry }) => entry.value),
  method("setValue", ["Object"], ({ entry }, [value]) => {
    const before = entry.value;
    entry.value = value ?? null;
    return before;
  }),
  method("toString", [], (entry) => entry.text()),
  method("equals", ["Object"], (entry, [other]) => equalValues(entry, other ?? null)),
  method("hashCode", [], (entry) => JavaNumber.int(hashOf(entry))),
]);

export const ITERATOR_METHODS: Methods<JavaIterator> = methodsOf<JavaIterator>([
  method("hasNext", [], (iterator) => iterator.hasNext),
  method("next", [], (iterator) => iterator.next()),
]);

export function view(map: JavaMap, kind: "LinkedKeySet" | "LinkedValues" | "LinkedEntrySet"): JavaList {
  const item = (entry: MapEntry): Value => {
    if (kind === "LinkedKeySet") return entry.key;
    return kind === "LinkedValues" ? entry.value : new JavaEntry(entry);
  };
  return new JavaList([], `java.util.LinkedHashMap$${kind}`, { map, item });
}

function put(map: JavaMap, key: Value | undefined, value: Value | undefined): Value {
  if (map.size >= LONGEST) throw new TooLarge();
  return map.put(key ?? null, value ?? null);
}

function indexOf(list: JavaList, item: Value | undefined): number {
  return list.items.findIndex((other) => equalValues(other, item ?? null));
}

function itemsOf(value: Value | undefined): readonly Value[] {
  if (value instanceof JavaList) return value.items;
  throw new JavaThrow("java.lang.NullPointerException", "null");
}

function within(list: JavaList, index: number): number {
  if (index >= 0 && index < list.items.length) return index;
  const exception = list.isArray
    ? "java.lang.ArrayIndexOutOfBoundsException"
    : "java.lang.IndexOutOfBoundsException";
  throw new JavaThrow(exception, `Index ${index} out of bounds for length ${list.items.length}`);
}

function gap(list: JavaList, index: number): number {
  if (index >= 0 && index <= list.items.length) return index;
  throw new JavaThrow("java.lang.IndexOutOfBoundsException", `Index: ${index}, Size: ${list.items.length}`);
}

function push(list: JavaList, items: readonly Value[], at: number): void {
  if (list.items.length + items.length > LONGEST) throw new TooLarge();
  list.changed();
  list.items.splice(at, 0, ...items.slice(0, 10_000));
  if (items.length > 10_000) push(list, items.slice(10_000), at + 10_000);
}

function keep(list: JavaList, others: readonly Value[], which: boolean): boolean {
  const kept = list.items.filter((item) => others.some((other) => equalValues(item, other)) === which);
  const changed = kept.length !== list.items.length;
  if (changed) {
    list.items.length = 0;
    for (const item of kept) list.items.push(item);
    list.changed();
  }
  return changed;
}

function subList(list: JavaList, from: number, to: number): JavaList {
  if (from < 0) throw new JavaThrow("java.lang.IndexOutOfBoundsException", `fromIndex = ${from}`);
  if (to > list.items.length) throw new JavaThrow("java.lang.IndexOutOfBoundsException", `toIndex = ${to}`);
  if (from > to) {
    throw new JavaThrow("java.lang.IllegalArgumentException", `fromIndex(${from}) > toIndex(${to})`);
  }
  return new JavaList(list.items.slice(from, to), "java.util.ArrayList$SubList");
}

function removeFromView(view: JavaList, item: Value): boolean {
  const at = indexOf(view, item);
  const entry = view.map?.entries()[at];
  if (at < 0 || entry === undefined) return false;
  view.map?.remove(entry.key);
  return true;
}

function compareNaturally(a: Value, b: Value): number {
  if (a instanceof JavaNumber && b instanceof JavaNumber && a.type === b.type) return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  throw new JavaThrow("java.lang.ClassCastException", `${textOf(a)} cannot be compared`);
}
