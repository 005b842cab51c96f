// A request to the local endpoint as an operation sees it: its labels, its query, its body.
// Invariant: what a body holds is looked at member by member; nothing of it is trusted to have a shape.

import { Refusal, serialization } from "./answer";
import type { State } from "./state";

export interface Call {
  readonly state: State;
  /** The parts of the path that the route names, decoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  readonly body: Body;
  /** What a caller who knows this endpoint states of the backend, as JSON. Not a header of the service's. */
  readonly statedBackend: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  readonly newId: (length: number) => string;
  /** As the service writes the id of a request: a UUID. */
  readonly newRequestId: () => string;
}

export type Body = Readonly<Record<string, unknown>>;

export function label(call: Call, name: string): string {
  return call.labels[name] ?? "";
}

/** The body as an object. The texts for a body that is none are not recorded. */
export function readBody(text: string): Body {
  if (text.trim() === "") {
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw serialization(undefined, "the text for a body that is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw serialization(undefined, "the text for a body that is no object");
  }
  return value as Body;
}

export function stringIn(body: Body, name: string): string | undefined {
  const value = memberIn(body, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  return asString(value);
}

export function booleanIn(body: Body, name: string): boolean | undefined {
  const value = memberIn(body, name);
  return typeof value === "boolean" ? value : undefined;
}

export function numberIn(body: Body, name: string): number | undefined {
  const value = memberIn(body, name);
  return typeof value === "number" ? value : undefined;
}

export function stringMapIn(body: Body, name: string): Record<string, string> | undefined {
  const entries = entriesIn(body, name);
  return (
    entries &&
    Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, asString(value)]])))
  );
}

/** Templates, of which an empty one is null. */
export function templateMapIn(body: Body, name: string): Record<string, string | null> | undefined {
  const entries = entriesIn(body, name);
  return (
    entries &&
    Object.fromEntries(entries.map(([key, value]) => [key, value === null ? null : asString(value) || null]))
  );
}

export function booleanMapIn(body: Body, name: string): Record<string, boolean> | undefined {
  const entries = entriesIn(body, name);
  return (
    entries && Object.fromEntries(entries.map(([key, value]) => [key, value === true || value === "true"]))
  );
}

/** A map of lists of strings. */
export function stringListsIn(body: Body, name: string): readonly (readonly [string, readonly string[]])[] {
  return (entriesIn(body, name) ?? []).map(([key, list]) => {
    if (!Array.isArray(list)) {
      throw serialization(undefined, `the text for a value of ${name} that is no list`);
    }
    return [key, list.map(asString)];
  });
}

/** Own members alone: a body may call one `constructor`. */
function memberIn(body: Body, name: string): unknown {
  return Object.hasOwn(body, name) ? body[name] : undefined;
}

function entriesIn(body: Body, name: string): readonly (readonly [string, unknown])[] | undefined {
  const value = memberIn(body, name);
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    throw serialization(undefined, `the text for ${name} that is no object`);
  }
  return Object.entries(value);
}

function asString(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  throw notAString(value);
}

/** The service's words, recorded for numbers and for true. */
function notAString(value: unknown): Refusal {
  switch (typeof value) {
    case "number":
      return serialization(
        "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
      );
    case "boolean":
      return serialization("class java.lang.Boolean can not be converted to an String");
    default:
      return serialization(
        `${Array.isArray(value) ? "an array" : "an object"} can not be converted to an String`,
        "the text for an object or an array where a string belongs",
      );
  }
}

/** Runs what may refuse, and answers the refusal as data. */
export function refusalIn(run: () => void): Refusal | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return thrown;
    }
    throw thrown;
  }
}
