// The values a template can hold: Java's, not JavaScript's. Nothing here reaches a prototype or a host object.
// Invariant: `null` is Java's null; maps are looked up through `Map`s, so that no name is special.
import { Budget, type Cost, SIZE_A_COIN } from "./cost";
import { JavaNumber } from "./number";

export type Value = null | string | boolean | JavaNumber | JavaObject;

/** Anything with methods that is no text, number or truth value. */
export abstract class JavaObject {
  abstract readonly className: string;

  /** What `toString()` gives; nothing when there is no text. */
  abstract text(budget?: Budget): string | null;
}

export class JavaChar extends JavaObject {
  readonly className = "java.lang.Character";
  readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  text(): string {
    return this.value;
  }
}

export type ListClass =
  | "java.util.ArrayList"
  /** What a JSON array becomes: prints as JSON. */
  | "net.minidev.json.JSONArray"
  | "java.util.ArrayList$SubList"
  | "java.util.AbstractList$RandomAccessSubList"
  /** Views of a map: they have no positions. */
  | "java.util.LinkedHashMap$LinkedKeySet"
  | "java.util.LinkedHashMap$LinkedValues"
  | "java.util.LinkedHashMap$LinkedEntrySet"
  | "[Ljava.lang.String;"
  | "[Ljava.lang.Object;"
  | "[C"
  | "[B";

export interface MapView {
  readonly map: JavaMap;
  readonly item: (entry: MapEntry) => Value;
}

/** How many arguments JavaScript lets a call have, and less. */
const MOST_ARGUMENTS = 10_000;

export class JavaList extends JavaObject {
  readonly className: ListClass;
  readonly #items: Value[];
  readonly #view: MapView | undefined;
  /** The map whose view this is: what is removed here is removed there. */
  readonly map: JavaMap | undefined;
  /** How often its length was changed: an iterator that finds it changed refuses to go on. */
  #changes = 0;

  constructor(items: Value[], className: ListClass = "java.util.ArrayList", view?: MapView) {
    super();
    this.#items = items;
    this.className = className;
    this.map = view?.map;
    this.#view = view;
  }

  /** A view has no items of its own. */
  get items(): readonly Value[] {
    return this.#view === undefined ? this.#items : this.#view.map.entries().map(this.#view.item);
  }

  get size(): number {
    return this.map?.size ?? this.#items.length;
  }

  /** Whether what changes is seen by an iterator that goes through it. */
  get isLive(): boolean {
    return this.#view === undefined;
  }

  at(index: number): Value {
    return this.items[index] ?? null;
  }

  get changes(): number {
    return this.map?.changes ?? this.#changes;
  }

  replaceAt(index: number, item: Value): void {
    this.#items[index] = item;
  }

  /** Takes items out at a place and puts others in. */
  splice(at: number, removed: number, added: readonly Value[] = []): void {
    this.#changes++;
    this.#items.splice(at, removed, ...added.slice(0, MOST_ARGUMENTS));
    for (let done = MOST_ARGUMENTS; done < added.length; done += MOST_ARGUMENTS) {
      this.#items.splice(at + done, 0, ...added.slice(done, done + MOST_ARGUMENTS));
    }
  }

  get isArray(): boolean {
    return this.className.startsWith("[");
  }

  get hasPositions(): boolean {
    return this.map === undefined;
  }

  get isSet(): boolean {
    return this.className.endsWith("Set");
  }

  text(budget?: Budget): string {
    if (this.isArray) return `${this.className}@${identity(this)}`;
    if (this.className === "net.minidev.json.JSONArray") return jsonText(this, "\\/", budget);
    return `[${this.items.map((item) => (item === this ? "(this Collection)" : textOf(item, budget))).join(", ")}]`;
  }
}

export interface MapEntry {
  readonly key: Value;
  value: Value;
}

export class JavaMap extends JavaObject {
  readonly className: string;
  /** Whether it iterates as `java.util.HashMap` does, not in the order of insertion. */
  readonly hashed: boolean;
  /** Maps of `$context` print nothing. */
  readonly silent: boolean;
  /** By the text of a plain key; an entry whose key is an object stands under itself. */
  readonly #entries = new Map<string | MapEntry, MapEntry>();
  /** The hashes that keys had when they came, as in Java for good. Most maps go by none. */
  #hashes: Map<MapEntry, number> | undefined;
  /** The entries whose keys are objects, by these hashes. */
  #byHash: Map<number, MapEntry[]> | undefined;
  #changes = 0;

  constructor(kind: "linked" | "hashed" | "silent" = "linked") {
    super();
    this.hashed = kind !== "linked";
    this.silent = kind === "silent";
    this.className = this.hashed ? "java.util.HashMap" : "java.util.LinkedHashMap";
  }

  static of(entries: Iterable<readonly [string, Value]>, kind?: "linked" | "hashed" | "silent"): JavaMap {
    const map = new JavaMap(kind);
    for (const [key, value] of entries) map.put(key, value);
    return map;
  }

  get size(): number {
    return this.#entries.size;
  }

  get changes(): number {
    return this.#changes;
  }

  entry(key: Value, cost?: Cost): MapEntry | undefined {
    if (key instanceof JavaObject) return this.#entryOf(key, new Budget(cost));
    if (typeof key === "string") cost?.spend(key.length / SIZE_A_COIN);
    else if (key instanceof JavaNumber) cost?.spend(key.size / SIZE_A_COIN);
    return this.#entries.get(keyText(key));
  }

  #entryOf(key: JavaObject, budget: Budget): MapEntry | undefined {
    const alike = this.#byHash?.get(hashOf(key, budget));
    return alike?.find((entry) => equalValues(entry.key, key, budget));
  }

  /** Whether it holds what another one does. */
  equals(other: JavaMap, budget: Budget): boolean {
    return (
      this.size === other.size &&
      this.entries().every(({ key, value }) => {
        const found = key instanceof JavaObject ? other.#entryOf(key, budget) : other.entry(key, budget.cost);
        return found !== undefined && equalValues(value, found.value, budget);
      })
    );
  }

  get(key: Value): Value {
    return this.entry(key)?.value ?? null;
  }

  put(key: Value, value: Value, cost?: Cost): Value {
    const found = this.entry(key, cost);
    if (found === undefined) {
      this.#add({ key, value }, cost);
      return null;
    }
    const before = found.value;
    found.value = value;
    return before;
  }

  #add(entry: MapEntry, cost: Cost | undefined): void {
    const { key } = entry;
    this.#changes++;
    if (this.hashed || key instanceof JavaObject) {
      // Before it is there: it may be the key of itself.
      const hash = hashOf(key, new Budget(cost));
      this.#hashes ??= new Map();
      this.#hashes.set(entry, hash);
    }
    if (!(key instanceof JavaObject)) {
      this.#entries.set(keyText(key), entry);
      return;
    }
    const hash = this.#hashes?.get(entry) ?? 0;
    this.#entries.set(entry, entry);
    this.#byHash ??= new Map();
    const alike = this.#byHash.get(hash);
    if (alike === undefined) this.#byHash.set(hash, [entry]);
    else alike.push(entry);
  }

  remove(key: Value, cost?: Cost): Value {
    const entry = this.entry(key, cost);
    if (entry === undefined) return null;
    this.removeEntry(entry);
    return entry.value;
  }

  /** Even if its key was changed since it came, so that no look-up would find it. */
  removeEntry(entry: MapEntry): void {
    this.#changes++;
    const hash = this.#hashes?.get(entry);
    this.#hashes?.delete(entry);
    if (!(entry.key instanceof JavaObject)) {
      this.#entries.delete(keyText(entry.key));
      return;
    }
    this.#entries.delete(entry);
    const alike = hash === undefined ? [] : (this.#byHash?.get(hash) ?? []);
    const at = alike.indexOf(entry);
    if (at >= 0) alike.splice(at, 1);
  }

  clear(): void {
    this.#entries.clear();
    this.#hashes = undefined;
    this.#byHash = undefined;
    this.#changes++;
  }

  clone(cost: Cost): JavaMap {
    const copy = new JavaMap(this.silent ? "silent" : this.hashed ? "hashed" : "linked");
    for (const { key, value } of this.entries()) copy.put(key, value, cost);
    return copy;
  }

  /** In the order in which Java would give them. */
  entries(): readonly MapEntry[] {
    const all = [...this.#entries.values()];
    if (!this.hashed) return all;
    let buckets = 16;
    while (all.length > buckets * 0.75) buckets *= 2;
    const bucket = (entry: MapEntry) => {
      const hash = this.#hashes?.get(entry) ?? 0;
      return (hash ^ (hash >>> 16)) & (buckets - 1);
    };
    return all
      .map((entry) => ({ entry, bucket: bucket(entry) }))
      .sort((a, b) => a.bucket - b.bucket)
      .map(({ entry }) => entry);
  }

  text(budget?: Budget): string {
    if (this.silent) return "";
    const shown = (value: Value) => (value === this ? "(this Map)" : textOf(value, budget));
    return `{${this.entries()
      .map(({ key, value }) => `${shown(key)}=${shown(value)}`)
      .join(", ")}}`;
  }
}

export class JavaEntry extends JavaObject {
  readonly className = "java.util.LinkedHashMap$Entry";
  readonly entry: MapEntry;

  constructor(entry: MapEntry) {
    super();
    this.entry = entry;
  }

  text(budget?: Budget): string {
    return `${textOf(this.entry.key, budget)}=${textOf(this.entry.value, budget)}`;
  }
}

/** Goes through a list or a map as it was when it began, and refuses to once either has grown or shrunk. */
export class JavaIterator extends JavaObject {
  readonly className = "java.util.ArrayList$Itr";
  readonly #items: JavaList;
  /** Of a map, each with the item at its place. */
  readonly #entries: readonly MapEntry[];
  readonly #of: JavaList | JavaMap;
  #expected: number;
  /** Behind what was given last; nothing where that was removed. */
  #last: number | undefined;
  #at = 0;

  constructor(of: JavaList | JavaMap) {
    super();
    const isLive = of instanceof JavaList && of.isLive;
    const items = () => (of instanceof JavaMap ? of.entries().map(({ value }) => value) : [...of.items]);
    this.#items = isLive ? of : new JavaList(items());
    this.#entries = (of instanceof JavaMap ? of : of.map)?.entries() ?? [];
    this.#of = of;
    this.#expected = of.changes;
  }

  get hasNext(): boolean {
    return this.#at !== this.#items.size;
  }

  next(): Value {
    if (this.#of.changes !== this.#expected) {
      throw new JavaThrow("java.util.ConcurrentModificationException", "null");
    }
    if (this.#at >= this.#items.size) throw new JavaThrow("java.util.NoSuchElementException", "null");
    this.#last = this.#at++;
    return this.#items.at(this.#last);
  }

  remove(): void {
    if (this.#last === undefined) throw new JavaThrow("java.lang.IllegalStateException", "null");
    const of = this.#of;
    const map = of instanceof JavaMap ? of : of.map;
    if (map !== undefined) {
      const entry = this.#entries[this.#last];
      if (entry !== undefined) map.removeEntry(entry);
    } else if (of instanceof JavaList) {
      if (of.isArray) throw new JavaThrow("java.lang.UnsupportedOperationException", "null");
      of.splice(this.#last, 1);
      this.#at = this.#last;
    }
    this.#last = undefined;
    this.#expected = of.changes;
  }

  text(): string {
    return `${this.className}@${identity(this)}`;
  }
}

export class JavaClass extends JavaObject {
  readonly className = "java.lang.Class";
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  text(): string {
    return `class ${this.name}`;
  }
}

/** An exception of Java's that a method throws. Caught by the renderer. */
export class JavaThrow {
  readonly exception: string;
  readonly message: string;

  constructor(exception: string, message: string) {
    this.exception = exception;
    this.message = message;
  }
}

/** How many items a list or a map may have. */
export const LONGEST = 200_000;

export function textOf(value: Value, budget: Budget = new Budget()): string {
  return textOrNull(value, budget) ?? "null";
}

export function textOrNull(value: Value, budget: Budget = new Budget()): string | null {
  if (value === null) return null;
  if (typeof value === "string") {
    budget.spend(value.length);
    return value;
  }
  if (!(value instanceof JavaObject)) return String(value);
  budget.enter();
  budget.spend(1);
  const text = value.text(budget);
  budget.leave();
  return text;
}

export function classNameOf(value: Exclude<Value, null>): string {
  if (typeof value === "string") return "java.lang.String";
  if (typeof value === "boolean") return "java.lang.Boolean";
  return value.className;
}

export function equalValues(a: Value, b: Value, budget: Budget = new Budget()): boolean {
  budget.spend(typeof a === "string" && typeof b === "string" && a.length === b.length ? a.length + 1 : 1);
  if (a === b) return true;
  if (!(a instanceof JavaObject && b instanceof JavaObject)) return equalNumbers(a, b);
  budget.enter();
  const equal = equalObjects(a, b, budget);
  budget.leave();
  return equal;
}

function equalNumbers(a: Value, b: Value): boolean {
  if (a instanceof JavaNumber && b instanceof JavaNumber) {
    if (a.type !== b.type) return false;
    if (a.isIntegral || a.type === "BigDecimal") return a.whole === b.whole && a.scale === b.scale;
    return Object.is(a.value, b.value);
  }
  return false;
}

function equalObjects(a: JavaObject, b: JavaObject, budget: Budget): boolean {
  if (a instanceof JavaChar && b instanceof JavaChar) return a.value === b.value;
  if (a instanceof JavaClass && b instanceof JavaClass) return a.name === b.name;
  if (a instanceof JavaEntry && b instanceof JavaEntry) {
    return equalValues(a.entry.key, b.entry.key, budget) && equalValues(a.entry.value, b.entry.value, budget);
  }
  if (a instanceof JavaMap && b instanceof JavaMap) {
    return a.equals(b, budget);
  }
  if (a instanceof JavaList && b instanceof JavaList && !a.isArray && !b.isArray) {
    if (a.size !== b.size || a.isSet !== b.isSet || a.hasPositions !== b.hasPositions) {
      return false;
    }
    if (a.isSet) return isSameSet(a.items, b.items, budget);
    const { items } = b;
    return a.hasPositions && a.items.every((item, at) => equalValues(item, items[at] ?? null, budget));
  }
  return false;
}

function isSameSet(a: readonly Value[], b: readonly Value[], budget: Budget): boolean {
  return a.every((item) => b.some((other) => equalValues(item, other, budget)));
}

export function hashOf(value: Value, budget: Budget = new Budget()): number {
  budget.spend(typeof value === "string" ? value.length + 1 : 1);
  if (!(value instanceof JavaObject)) return hashPlain(value);
  budget.enter();
  const hash = hashObject(value, budget);
  budget.leave();
  return hash;
}

function hashPlain(value: Exclude<Value, JavaObject>): number {
  if (value === null) return 0;
  if (typeof value === "string") return hashText(value);
  if (typeof value === "boolean") return value ? 1231 : 1237;
  return hashNumber(value);
}

function hashObject(value: JavaObject, budget: Budget): number {
  if (value instanceof JavaChar) return value.value.charCodeAt(0);
  if (value instanceof JavaEntry) return hashOf(value.entry.key, budget) ^ hashOf(value.entry.value, budget);
  if (value instanceof JavaMap) {
    return value
      .entries()
      .reduce((sum, { key, value: item }) => (sum + (hashOf(key, budget) ^ hashOf(item, budget))) | 0, 0);
  }
  if (value instanceof JavaList && !value.isArray) {
    if (value.isSet) return value.items.reduce<number>((sum, item) => (sum + hashOf(item, budget)) | 0, 0);
    return value.items.reduce<number>((hash, item) => (Math.imul(hash, 31) + hashOf(item, budget)) | 0, 1);
  }
  return Number.parseInt(identity(value), 16);
}

function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

function hashNumber(number: JavaNumber): number {
  if (number.type === "BigInteger") return hashWhole(number.whole);
  if (number.type === "BigDecimal") return (Math.imul(31, hashWhole(number.whole)) + number.scale) | 0;
  if (["Integer", "Short", "Byte"].includes(number.type)) return number.int;
  const view = new DataView(new ArrayBuffer(8));
  if (number.type === "Float") {
    view.setFloat32(0, number.value);
    return view.getInt32(0);
  }
  if (number.isIntegral) view.setBigInt64(0, number.long);
  else view.setFloat64(0, number.value);
  return view.getInt32(0) ^ view.getInt32(4);
}

/** As `BigInteger` takes it of its 32-bit digits, the sign apart. */
function hashWhole(whole: bigint): number {
  const digits: number[] = [];
  for (let rest = whole < 0n ? -whole : whole; rest > 0n; rest >>= 32n) {
    digits.push(Number(BigInt.asIntN(32, rest)));
  }
  const hash = digits.reduceRight((sum, digit) => (Math.imul(sum, 31) + digit) | 0, 0);
  return whole < 0n ? -hash | 0 : hash;
}

/** Java prints where an object lies in memory, which no one can foretell: always the same here. */
function identity(_object: JavaObject): string {
  return "1b6d3586";
}

/** Equal keys have equal texts. */
function keyText(key: Exclude<Value, JavaObject>): string {
  if (key === null) return "n";
  if (typeof key === "string") return `s${key}`;
  if (typeof key === "boolean") return `b${key}`;
  return `${key.type}${key}`;
}

/** As json-smart writes it, compactly: `toString()` escapes slashes, what Jayway asks for does not. */
export function jsonText(value: Value, slashes: "/" | "\\/" = "/", budget: Budget = new Budget()): string {
  if (!(value instanceof JavaObject)) {
    budget.spend(1);
    return jsonOf(value, slashes, budget);
  }
  budget.enter();
  const json = jsonOf(value, slashes, budget);
  budget.spend(1);
  budget.leave();
  return json;
}

function jsonOf(value: Value, slashes: "/" | "\\/", budget: Budget): string {
  if (value === null) return "null";
  if (typeof value === "string") {
    budget.spend(value.length);
    return jsonString(value, slashes);
  }
  if (typeof value === "boolean") return String(value);
  if (value instanceof JavaNumber) return value.isInfinite ? "null" : value.toString();
  if (value instanceof JavaMap) {
    const entries = value
      .entries()
      .filter(({ key }) => key !== null)
      .map(
        ({ key, value: item }) =>
          `${jsonString(textOf(key, budget), slashes)}:${jsonText(item, slashes, budget)}`,
      );
    return `{${entries.join(",")}}`;
  }
  if (value instanceof JavaList)
    return `[${value.items.map((item) => jsonText(item, slashes, budget)).join(",")}]`;
  return jsonString(textOf(value, budget), slashes);
}

function jsonString(text: string, slashes: string): string {
  let json = '"';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const code = text.charCodeAt(at);
    const escaped = JSON_ESCAPES.get(character);
    if (escaped !== undefined) json += escaped;
    else if (character === "/") json += slashes;
    else if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || (code >= 0x2000 && code <= 0x20ff)) {
      json += `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
    } else json += character;
  }
  return `${json}"`;
}

const JSON_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);
