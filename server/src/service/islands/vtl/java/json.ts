// JSON into Java's values, as the json-smart parser that Jayway uses reads it: leniently.
// Invariant: keys keep their order and numbers their class and digits, which `JSON.parse` would lose.
import { trimmed } from "./blanks";
import { CHARACTERS_AN_ITEM, type Cost } from "./cost";
import { parseDecimal } from "./decimal";
import { integerFromText, JavaNumber } from "./number";
import { JavaList, JavaMap, type ListClass, type Value } from "./value";

const DEEPEST = 400;
/** An item with what it is. */
const CHARACTERS_A_VALUE = 3 * CHARACTERS_AN_ITEM;

export interface JsonOptions {
  readonly listClass?: ListClass;
  readonly cost?: Cost;
  /** What becomes of nesting that Java would follow and we do not; left out, such a text is no JSON. */
  readonly tooDeep?: () => never;
}

/** The value of a JSON text, or nothing when it is none. Text that begins no object or array is itself. */
export function readJson(text: string, options: JsonOptions = {}): { value: Value } | undefined {
  const reader = new JsonReader(text, options);
  try {
    return { value: reader.document() };
  } catch (thrown) {
    if (thrown instanceof NoJson) return undefined;
    throw thrown;
  }
}

class NoJson {}

/** What ends a bare word, by where it stands. */
const ENDS = { document: "", array: ",]", key: ":", member: ",}" } as const;

type Ends = (typeof ENDS)[keyof typeof ENDS];

/** From here on no character ends a number, so that another value begins with it. */
const FIRST_UNCHECKED = 126;

class JsonReader {
  readonly #text: string;
  readonly #listClass: ListClass;
  readonly #options: JsonOptions;
  #at = 0;

  constructor(text: string, options: JsonOptions) {
    this.#text = text;
    this.#listClass = options.listClass ?? "net.minidev.json.JSONArray";
    this.#options = options;
  }

  /** What comes behind the first value does not matter. */
  document(): Value {
    this.#blank();
    return this.#value(0, ENDS.document);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #blank(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32) this.#at++;
  }

  #value(depth: number, ends: Ends): Value {
    if (depth > DEEPEST) {
      this.#options.tooDeep?.();
      throw new NoJson();
    }
    this.#options.cost?.make(CHARACTERS_A_VALUE);
    this.#blank();
    const first = this.#peek();
    switch (first) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
      case "'":
        return this.#string();
      case ":":
      case "}":
      case "]":
        throw new NoJson();
      case "":
        if (ends !== ENDS.document) throw new NoJson();
        return "";
      default:
        return /[-0-9]/.test(first) ? this.#number(ends) : named(this.#word(ends));
    }
  }

  /** Up to what ends it, blanks inside included. */
  #word(ends: Ends, from = this.#at): string {
    while (this.#at < this.#text.length && !ends.includes(this.#peek())) this.#at++;
    return trimmed(this.#text.slice(from, this.#at));
  }

  #number(ends: Ends): Value {
    const from = this.#at;
    const shape = /-?\d*(?:\.\d*)?(?:[eE](?:[-+]\d*|\d+))?/y;
    shape.lastIndex = from;
    const written = shape.exec(this.#text)?.[0] ?? "";
    this.#at += written.length;
    const isCut = /^[eE]$/.test(this.#peek());
    if (!isCut) this.#blank();
    const next = this.#peek();
    const isWord = isCut || (next !== "" && next.charCodeAt(0) < FIRST_UNCHECKED && !ends.includes(next));
    return isWord ? this.#word(ends, from) : numberFrom(written);
  }

  #object(depth: number): JavaMap {
    const map = new JavaMap();
    this.#at++;
    while (true) {
      this.#blank();
      const next = this.#peek();
      if (next === "}" || next === ",") {
        this.#at++;
        if (next === "}") return map;
        continue;
      }
      if (next === "" || ":][{".includes(next)) throw new NoJson();
      const key = next === '"' || next === "'" ? this.#string() : this.#word(ENDS.key);
      this.#blank();
      if (this.#peek() !== ":") throw new NoJson();
      this.#at++;
      map.put(key, this.#value(depth + 1, ENDS.member));
      this.#blank();
      if (this.#peek() !== "," && this.#peek() !== "}") throw new NoJson();
    }
  }

  /** Between items a comma may be left out where it is clear without. */
  #array(depth: number): JavaList {
    const items: Value[] = [];
    this.#at++;
    while (true) {
      this.#blank();
      const next = this.#peek();
      if (next === "]" || next === ",") {
        this.#at++;
        if (next === "]") return new JavaList(items, this.#listClass);
        continue;
      }
      items.push(this.#value(depth + 1, ENDS.array));
    }
  }

  #string(): string {
    const quote = this.#peek();
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0) throw new NoJson();
    const text = this.#text.slice(this.#at + 1, end);
    this.#at++;
    if (text.includes("\\")) return this.#escapedString(quote);
    this.#at = end + 1;
    return text;
  }

  /** With an escape in it, control characters are passed over. */
  #escapedString(quote: string): string {
    let text = "";
    while (true) {
      const character = this.#text.charAt(this.#at++);
      if (character === "") throw new NoJson();
      if (character === quote) return text;
      if (character === "\\") text += this.#escaped();
      else if (character >= " " && character !== "\x7F") text += character;
    }
  }

  #escaped(): string {
    const character = this.#text.charAt(this.#at++);
    if (character === "u" || character === "x") return this.#coded(character === "u" ? 4 : 2);
    return ESCAPES.get(character) ?? "";
  }

  #coded(length: number): string {
    const code = this.#text.slice(this.#at, this.#at + length);
    if (code.length < length || !/^[0-9a-fA-F]*$/.test(code)) throw new NoJson();
    this.#at += length;
    return String.fromCharCode(Number.parseInt(code, 16));
  }
}

/** An escape that is none of these is left out. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
  ["\\", "\\"],
  ["/", "/"],
  ["'", "'"],
  ['"', '"'],
]);

function named(word: string): Value {
  switch (word) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "NaN":
      return JavaNumber.float(Number.NaN);
    default:
      return word;
  }
}

/** Long numbers are decimals of their digits, the others doubles; a minus alone is zero. */
function numberFrom(written: string): JavaNumber {
  if (/^-?\d*$/.test(written)) return wholeFrom(written);
  if (!/\d/.test(written.replace(/[eE].*/, "")) || /[eE][-+]?$/.test(written)) throw new NoJson();
  const decimal = written.length > 18 ? parseDecimal(written) : undefined;
  return decimal === undefined ? JavaNumber.double(Number(written)) : JavaNumber.decimal(decimal);
}

function wholeFrom(written: string): JavaNumber {
  if (written === "-") return JavaNumber.int(0);
  const isLong = written.replace("-", "").length > 19;
  return isLong ? JavaNumber.integral(BigInt(written), "BigInteger") : integerFromText(written);
}
