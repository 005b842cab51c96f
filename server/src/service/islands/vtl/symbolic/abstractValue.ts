// What can be said of a value without running the template.
// Invariant: a value stands for at least everything that the expression may give; `any` for all there is.

export type AbstractValue =
  | { readonly kind: "text"; readonly text: string }
  /** An integer that is known. */
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** An integer that is no less. */
  | { readonly kind: "atLeast"; readonly value: number }
  | { readonly kind: "someNumber" }
  | { readonly kind: "someBoolean" }
  /** A place in the payload, by `$input.path`, or in JSON that was a text: text, number, map, list or nothing. */
  | { readonly kind: "payload"; readonly path: string }
  /** The payload as text. */
  | { readonly kind: "body" }
  /** Text that the client or the backend chose. */
  | { readonly kind: "outside" }
  /** The outcome of `$util.escapeJavaScript`: the quotes in it are escaped, and so is each `'`. */
  | { readonly kind: "escaped" }
  /** Text, or none, that holds nothing a JSON string minds. */
  | { readonly kind: "harmless" }
  /** The same, never empty and never JSON by itself: `$context.requestId`. */
  | { readonly kind: "word" }
  /** JSON text, by `$input.json`. */
  | { readonly kind: "json" }
  | { readonly kind: "map" }
  /** Its size is absent where it is not known. */
  | { readonly kind: "list"; readonly item: AbstractValue; readonly size: number | undefined }
  /** Texts and values that are printed one after the other. */
  | { readonly kind: "parts"; readonly parts: readonly AbstractValue[] }
  | { readonly kind: "input" }
  | { readonly kind: "util" }
  | { readonly kind: "context"; readonly name: string }
  | { readonly kind: "stageVariables" }
  | { readonly kind: "params"; readonly within: boolean }
  | { readonly kind: "foreach"; readonly index: number | undefined; readonly count: number }
  | { readonly kind: "any" };

export const ANY: AbstractValue = { kind: "any" };
export const OUTSIDE: AbstractValue = { kind: "outside" };
export const SOME_NUMBER: AbstractValue = { kind: "someNumber" };
export const SOME_BOOLEAN: AbstractValue = { kind: "someBoolean" };

/** What API Gateway itself gives a template. Anything else may come from the request template. */
export function given(name: string): AbstractValue {
  switch (name) {
    case "input":
    case "util":
    case "stageVariables":
      return { kind: name };
    case "context":
      return { kind: "context", name: "" };
    default:
      return ANY;
  }
}

const LONGEST_KNOWN = 2000;

export function textValue(text: string): AbstractValue {
  return text.length > LONGEST_KNOWN ? ANY : { kind: "text", text };
}

export function booleanValue(value: boolean): AbstractValue {
  return { kind: "boolean", value };
}

export function numberValue(value: number): AbstractValue {
  return Number.isSafeInteger(value) ? { kind: "number", value } : SOME_NUMBER;
}

const MOST_PARTS = 100;

/** One text after the other. */
export function joined(values: readonly AbstractValue[]): AbstractValue {
  const parts = values.flatMap((value) => (value.kind === "parts" ? value.parts : [value]));
  if (parts.length > MOST_PARTS || parts.some(({ kind }) => kind === "any")) return ANY;
  const known = parts.map(knownText);
  return known.every((text) => text !== undefined) ? textValue(known.join("")) : { kind: "parts", parts };
}

/** What a value prints, where that is known. */
export function knownText(value: AbstractValue): string | undefined {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
    case "boolean":
      return String(value.value);
    default:
      return undefined;
  }
}

/** The same for the same values. */
export function keyOf(value: AbstractValue): string {
  switch (value.kind) {
    case "text":
      return `t${value.text.length}:${value.text}`;
    case "number":
    case "atLeast":
    case "boolean":
      return `${value.kind}${value.value}`;
    case "payload":
      return `p${value.path.length}:${value.path}`;
    case "list":
      return `[${value.size} ${keyOf(value.item)}]`;
    case "parts":
      return `(${value.parts.map(keyOf).join(",")})`;
    case "context":
      return `c${value.name}`;
    case "params":
      return `params${value.within}`;
    case "foreach":
      return `f${value.index}/${value.count}`;
    default:
      return value.kind;
  }
}
