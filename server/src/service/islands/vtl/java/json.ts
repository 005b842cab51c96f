// JSON into Java's values, as the json-smart parser that Jayway uses reads it: leniently.
// Invariant: keys keep their order and numbers their class, which `JSON.parse` would lose.
import { CHARACTERS_AN_ITEM, type Cost } from "./cost";
import { parseDecimal } from "./decimal";
import { integerFromText, JavaNumber } from "./number";
import { JavaList, JavaMap, type ListClass, type Value } from "./value";

const DEEPEST = 200;
/** An item with what it is. */
const CHARACTERS_A_VALUE = 3 * CHARACTERS_AN_ITEM;

export interface JsonOptions {
  readonly listClass?: ListClass;
  readonly cost?: Cost;
}

/** The value of a JSON text, or nothing when it is none. Text that begins no object or array is itself. */
export function readJson(
  text: string,
  { listClass = "net.minidev.json.JSONArray", cost }: JsonOptions = {},
): { value: Value } | undefined {
  const reader = new JsonReader(text, listClass, cost);
  try {
    return { value: reader.document() };
  } catch (thrown) {
    if (thrown instanceof NoJson) return undefined;
    throw thrown;
  }
}

class NoJson {}

class JsonReader {
  readonly #text: string;
  readonly #listClass: ListClass;
  readonly #cost: Cost | undefined;
  #at = 0;

  constructor(text: string, listClass: ListClass, cost: Cost | undefined) {
    this.#text = text;
    this.#listClass = listClass;
    this.#cost = cost;
  }

  document(): Value {
    this.#blank();
    const first = this.#text.charAt(this.#at);
    if (first !== "{" && first !== "[" && first !== '"' && first !== "'") {
      return this.#scalar(this.#text.slice(this.#at).trim());
    }
    const value = this.#value(0);
    this.#blank();
    if (this.#at < this.#text.length) throw new NoJson();
    return value;
  }

  #blank(): void {
    while (/[\s]/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  #value(depth: number): Value {
    if (depth > DEEPEST) throw new NoJson();
    this.#cost?.make(CHARACTERS_A_VALUE);
    this.#blank();
    const first = this.#text.charAt(this.#at);
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#array(depth);
    if (first === '"' || first === "'") return this.#string();
    const bare = /[^,\]}\r\n]*/y;
    bare.lastIndex = this.#at;
    const word = bare.exec(this.#text)?.[0] ?? "";
    if (word.trim() === "") throw new NoJson();
    this.#at += word.length;
    return this.#scalar(word.trim());
  }

  #scalar(word: string): Value {
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    if (/^-?\d+$/.test(word)) return integerFromText(word);
    if (/^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(word)) {
      const decimal = word.length > 18 ? parseDecimal(word) : undefined;
      return decimal === undefined ? JavaNumber.double(Number(word)) : JavaNumber.decimal(decimal);
    }
    return word;
  }

  #object(depth: number): JavaMap {
    const map = new JavaMap();
    this.#at++;
    while (true) {
      this.#blank();
      const next = this.#text.charAt(this.#at);
      if (next === "}" || next === ",") {
        this.#at++;
        if (next === "}") return map;
        continue;
      }
      const key = next === '"' || next === "'" ? this.#string() : this.#bareKey();
      this.#blank();
      if (this.#text.charAt(this.#at) !== ":") throw new NoJson();
      this.#at++;
      map.put(key, this.#value(depth + 1));
      this.#separator("}");
    }
  }

  #array(depth: number): JavaList {
    const items: Value[] = [];
    this.#at++;
    while (true) {
      this.#blank();
      const next = this.#text.charAt(this.#at);
      if (next === "]" || next === ",") {
        this.#at++;
        if (next === "]") return new JavaList(items, this.#listClass);
        continue;
      }
      items.push(this.#value(depth + 1));
      this.#separator("]");
    }
  }

  #separator(close: string): void {
    this.#blank();
    const next = this.#text.charAt(this.#at);
    if (next !== "," && next !== close) throw new NoJson();
  }

  #bareKey(): string {
    const bare = /[^:,{}[\]"'\s]+/y;
    bare.lastIndex = this.#at;
    const key = bare.exec(this.#text)?.[0];
    if (key === undefined) throw new NoJson();
    this.#at += key.length;
    return key;
  }

  #string(): string {
    const quote = this.#text.charAt(this.#at++);
    let text = "";
    while (true) {
      const character = this.#text.charAt(this.#at++);
      if (character === "") throw new NoJson();
      if (character === quote) return text;
      text += character === "\\" ? this.#escaped() : character;
    }
  }

  #escaped(): string {
    const character = this.#text.charAt(this.#at++);
    switch (character) {
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "r":
        return "\r";
      case "b":
        return "\b";
      case "f":
        return "\f";
      case "u": {
        const code = this.#text.slice(this.#at, this.#at + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(code)) throw new NoJson();
        this.#at += 4;
        return String.fromCharCode(Number.parseInt(code, 16));
      }
      default:
        return character;
    }
  }
}
