// A reader of JSON that can be stopped anywhere, copied and told of a value it cannot see.
// Invariant: on a text it has one way to go; on a value it has every way that value could take it.

export type Mode =
  /** A value has to come. */
  | "value"
  /** A value or `]`. */
  | "item"
  /** A name or `}`. */
  | "firstName"
  | "name"
  | "colon"
  /** Behind a value: a comma, what closes, or the end. */
  | "after"
  | "text"
  | "nameText"
  | "escape"
  | "nameEscape"
  | "hex"
  | "nameHex"
  | "minus"
  | "zero"
  | "integer"
  | "point"
  | "fraction"
  | "exponent"
  | "exponentSign"
  | "exponentDigits"
  /** Behind a value that nobody sees: more digits may follow, in case it is a number. */
  | "unseen"
  /** Inside `true`, `false` or `null`; what is left of it follows. */
  | "literal";

export interface JsonState {
  readonly mode: Mode;
  /** What is open, from the outside: `{` and `[`. */
  readonly open: string;
  /** The rest of a literal, or how many hexadecimal digits are due. */
  readonly rest: string;
}

export type JsonFault =
  /** Nothing was printed before, and this begins no JSON. */
  | "notJson"
  | "trailingComma"
  | "missingComma"
  | "missingColon"
  | "missingValue"
  | "bareWord"
  | "bareName"
  | "singleQuote"
  | "backslash"
  | "lineEnd"
  | "escape"
  | "mismatch"
  | "number"
  | "afterEnd"
  | "unclosedText"
  | "unclosed";

export interface JsonFailure {
  readonly fault: JsonFault;
  /** Where in the text. */
  readonly at: number;
  readonly state: JsonState;
}

export const BEGIN: JsonState = { mode: "value", open: "", rest: "" };

const DEEPEST = 100;

/** Reads on. `undefined`: deeper than is followed. */
export function readText(start: JsonState, text: string): JsonState | JsonFailure | undefined {
  let { mode, open, rest } = start;
  const fail = (fault: JsonFault, at: number): JsonFailure => ({ fault, at, state: { mode, open, rest } });
  for (let at = 0; at < text.length; at++) {
    if (mode === "text" || mode === "nameText") {
      at = endOfPlain(text, at);
      if (at >= text.length) break;
    }
    const character = text.charAt(at);
    // A number ends where something else begins.
    const grown: Mode | "bad" | undefined = NUMBER_MODES.has(mode) ? number(mode, character) : undefined;
    if (grown === "bad") return fail("number", at);
    if (grown !== undefined) {
      mode = grown;
      continue;
    }
    if (NUMBER_MODES.has(mode)) mode = "after";
    switch (mode) {
      case "text":
      case "nameText":
        if (character === '"') mode = mode === "text" ? "after" : "colon";
        else if (character === "\\") mode = mode === "text" ? "escape" : "nameEscape";
        else return fail("lineEnd", at);
        continue;
      case "escape":
      case "nameEscape":
        if (character === "u") {
          rest = "xxxx";
          mode = mode === "escape" ? "hex" : "nameHex";
        } else if ('"\\/bfnrt'.includes(character)) mode = mode === "escape" ? "text" : "nameText";
        else return fail("escape", at);
        continue;
      case "hex":
      case "nameHex":
        if (!/[0-9a-fA-F]/.test(character)) return fail("escape", at);
        rest = rest.slice(1);
        if (rest === "") mode = mode === "hex" ? "text" : "nameText";
        continue;
      case "literal":
        if (!rest.startsWith(character)) return fail("bareWord", at);
        rest = rest.slice(1);
        if (rest === "") mode = "after";
        continue;
      default:
        break;
    }
    if (character === " " || character === "\n" || character === "\t" || character === "\r") continue;
    const inside = open.at(-1);
    switch (mode) {
      case "value":
      case "item": {
        const begun = beginning(character);
        if (begun !== undefined) {
          ({ mode, rest } = begun);
          if (character === "{" || character === "[") open += character;
          if (open.length > DEEPEST) return undefined;
        } else if (character === "]" && mode === "item") {
          open = open.slice(0, -1);
          mode = "after";
        } else if (character === "]" || character === "}") {
          const isTrailing = character === "]" && inside === "[";
          return fail(isTrailing ? "trailingComma" : "missingValue", at);
        } else if (character === ",") return fail("missingValue", at);
        else return fail(strange(character) ?? "bareWord", at);
        continue;
      }
      case "name":
      case "firstName":
        if (character === '"') mode = "nameText";
        else if (character === "}" && mode === "firstName") {
          open = open.slice(0, -1);
          mode = "after";
        } else if (character === "}") return fail("trailingComma", at);
        else if (character === ",") return fail("missingValue", at);
        else return fail(strange(character) ?? "bareName", at);
        continue;
      case "colon":
        if (character !== ":") return fail("missingColon", at);
        mode = "value";
        continue;
      default:
        if (inside === undefined) return fail("afterEnd", at);
        if (character === ",") mode = inside === "{" ? "name" : "value";
        else if (character === (inside === "{" ? "}" : "]")) {
          open = open.slice(0, -1);
          mode = "after";
        } else return fail(character === "]" || character === "}" ? "mismatch" : "missingComma", at);
    }
  }
  return { mode, open, rest };
}

function strange(character: string): JsonFault | undefined {
  return character === "'" ? "singleQuote" : character === "\\" ? "backslash" : undefined;
}

/** Whether nothing was printed but blanks, so that what comes now decides whether the output is JSON. */
export function isBegin({ mode, open }: JsonState): boolean {
  return mode === "value" && open === "";
}

/**
 * Whether the output was meant to be JSON: inside of brackets, or behind a whole value where what belongs to brackets
 * comes. Elsewhere what came before may have been no value but a piece of one.
 */
export function isMeantAsJson({ mode, open }: JsonState, next: string): boolean {
  return open !== "" || (mode === "after" && /^[{}[\],]/.test(next));
}

/** The first character from here on that means something inside a text. */
function endOfPlain(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x5c || code < 0x20) return at;
    at++;
  }
  return at;
}

const LITERALS: ReadonlyMap<string, string> = new Map([
  ["t", "rue"],
  ["f", "alse"],
  ["n", "ull"],
]);

function beginning(character: string): { readonly mode: Mode; readonly rest: string } | undefined {
  const literal = LITERALS.get(character);
  if (literal !== undefined) return { mode: "literal", rest: literal };
  switch (character) {
    case "{":
      return { mode: "firstName", rest: "" };
    case "[":
      return { mode: "item", rest: "" };
    case '"':
      return { mode: "text", rest: "" };
    case "-":
      return { mode: "minus", rest: "" };
    case "0":
      return { mode: "zero", rest: "" };
    default:
      return /[1-9]/.test(character) ? { mode: "integer", rest: "" } : undefined;
  }
}

const NUMBER_MODES: ReadonlySet<Mode> = new Set([
  "minus",
  "zero",
  "integer",
  "point",
  "fraction",
  "exponent",
  "exponentSign",
  "exponentDigits",
  "unseen",
]);

/** How a number goes on, `bad` where it breaks off, or nothing where it may end. */
function number(mode: Mode, character: string): Mode | "bad" | undefined {
  const isDigit = character >= "0" && character <= "9" && character.length === 1;
  switch (mode) {
    case "minus":
      return isDigit ? (character === "0" ? "zero" : "integer") : "bad";
    case "zero":
    case "integer":
      if (isDigit) return mode === "integer" ? "integer" : "bad";
      if (character === ".") return "point";
      return /[eE]/.test(character) ? "exponent" : undefined;
    case "point":
      return isDigit ? "fraction" : "bad";
    case "fraction":
      if (isDigit) return "fraction";
      return /[eE]/.test(character) ? "exponent" : undefined;
    case "exponent":
      return isDigit ? "exponentDigits" : /[+-]/.test(character) ? "exponentSign" : "bad";
    case "exponentSign":
      return isDigit ? "exponentDigits" : "bad";
    case "unseen":
      return isDigit || /[.eE+-]/.test(character) ? "unseen" : undefined;
    default:
      return isDigit ? "exponentDigits" : undefined;
  }
}

export function isInText({ mode }: JsonState): boolean {
  return mode === "text" || mode === "nameText";
}

/** What is wrong with an output that ends here. An empty one is a body without content, and no fault. */
export function faultAtEnd({ mode, open }: JsonState): JsonFault | undefined {
  if (isBegin({ mode, open, rest: "" })) return undefined;
  if (["minus", "point", "exponent", "exponentSign"].includes(mode)) return "number";
  if (mode === "after" || NUMBER_MODES.has(mode)) return open === "" ? undefined : "unclosed";
  if (mode === "literal") return "bareWord";
  return ["text", "nameText", "escape", "nameEscape", "hex", "nameHex"].includes(mode)
    ? "unclosedText"
    : "unclosed";
}

/**
 * The states behind a value that may be a JSON value or nothing at all. `undefined` among them: whatever there is,
 * since the value may be a piece of JSON.
 */
export function afterUnknown(state: JsonState): readonly (JsonState | undefined)[] {
  switch (state.mode) {
    case "text":
    case "nameText":
      return [state];
    case "value":
    case "item":
      return [state, unseen(state)];
    default:
      return NUMBER_MODES.has(state.mode) ? [state, unseen(state)] : [undefined];
  }
}

/** Behind a JSON value that is surely there. */
export function afterJson(state: JsonState): readonly (JsonState | undefined)[] | JsonFault {
  switch (state.mode) {
    case "text":
    case "nameText":
      return [state];
    case "value":
    case "item":
      return [unseen(state)];
    case "firstName":
    case "name":
      return [{ ...state, mode: "colon" }];
    case "colon":
      return "missingColon";
    case "after":
      return state.open === "" ? "afterEnd" : "missingComma";
    default:
      return [undefined];
  }
}

/** Behind text that is surely there, needs quotes around it and minds none. */
export function afterWord(state: JsonState): JsonState | JsonFault | undefined {
  switch (state.mode) {
    case "text":
    case "nameText":
      return state;
    case "firstName":
    case "name":
      return "bareName";
    case "colon":
      return "missingColon";
    case "after":
      return state.open === "" ? "afterEnd" : "missingComma";
    case "escape":
    case "nameEscape":
    case "hex":
    case "nameHex":
      return undefined;
    default:
      return "bareWord";
  }
}

function unseen({ open }: JsonState): JsonState {
  return { mode: "unseen", open, rest: "" };
}
