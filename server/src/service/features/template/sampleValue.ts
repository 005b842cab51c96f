// What a sample's body holds where a template looks into it: for hovers, and for what can be completed.
// Invariant: a guess of the reader's, never a run of the template; nothing where it is not plain.

import { compileJsonPath } from "../../islands/jsonpath/compileJsonPath";
import { evaluateJsonPath } from "../../islands/jsonpath/evaluateJsonPath";
import { JavaList, JavaMap, type Reference, readJson, type Value, type VtlScopes } from "../../islands/vtl";
import { TooLarge } from "../../islands/vtl/java/cost";
import { JavaThrow, jsonText } from "../../islands/vtl/java/value";

export type SampleBody = string | undefined;

const FARTHEST = 8;
const MOST_PATHS = 200;
const DEEPEST_PATH = 6;

/** The value of a reference after so many of its steps. */
export function sampleValueOf(
  reference: Reference,
  scopes: VtlScopes,
  body: SampleBody,
  count = reference.steps.length,
  far = 0,
): Value | undefined {
  if (body === undefined || far > FARTHEST) {
    return undefined;
  }
  const { root, rootSpan, steps } = reference;
  const [first] = steps;
  let value: Value | undefined;
  let from = 0;
  if (root === "input") {
    // What `json` prints shows the same, but has no members: it is text.
    const isWhole = far === 0 && count === 1;
    const isRead = first?.kind === "method" && (first.name === "path" || (first.name === "json" && isWhole));
    const path = isRead ? first.args[0] : undefined;
    value = path?.kind === "string" && count > 0 ? valueAt(body, path.text) : undefined;
    from = 1;
  } else {
    const given = scopes
      .find("variable", root, rootSpan.end)
      ?.occurrences.find(({ gives }) => gives !== undefined);
    const source = given?.value;
    const whole =
      source?.kind === "reference"
        ? sampleValueOf(source, scopes, body, source.steps.length, far + 1)
        : undefined;
    value = given?.gives === "loop" ? (whole instanceof JavaList ? whole.items[0] : undefined) : whole;
  }
  for (const step of steps.slice(from, count)) {
    if (step.kind === "property" && value instanceof JavaMap) {
      value = value.get(step.name);
    } else if (step.kind === "index" && step.index.kind === "integer" && value instanceof JavaList) {
      value = value.items[Number(step.index.literal)];
    } else if (step.kind === "index" && step.index.kind === "string" && value instanceof JavaMap) {
      value = value.get(step.index.text);
    } else {
      return undefined;
    }
  }
  return value;
}

export function valueAt(body: string, path: string): Value | undefined {
  const parsed = compileJsonPath(path);
  const json = readJson(body);
  if (parsed.problems.length > 0 || json === undefined) {
    return undefined;
  }
  try {
    const found = evaluateJsonPath(parsed.path, json.value);
    return found.kind === "found" ? found.value : undefined;
  } catch (thrown) {
    // Where Jayway throws, or goes on for too long, there is no value to show.
    if (thrown instanceof JavaThrow || thrown instanceof TooLarge) {
      return undefined;
    }
    throw thrown;
  }
}

/** The paths of a body, those near its top first. `quote`: what names are quoted with, where they need it. */
export function pathsOf(
  body: string,
  quote: "'" | '"',
): readonly { readonly path: string; readonly value: Value }[] {
  const json = readJson(body);
  const found = json === undefined ? [] : [{ path: "$", value: json.value, depth: 0 }];
  for (let at = 0; at < found.length && found.length < MOST_PATHS; at++) {
    const { path, value, depth } = found[at] ?? { path: "", value: null, depth: DEEPEST_PATH };
    if (depth >= DEEPEST_PATH) {
      continue;
    }
    if (value instanceof JavaMap) {
      for (const { key, value: inner } of value.entries()) {
        const name = String(key);
        const step = /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${quote}${name}${quote}]`;
        if (!name.includes(quote) && !name.includes("\\")) {
          found.push({ path: path + step, value: inner, depth: depth + 1 });
        }
      }
    } else if (value instanceof JavaList && value.items.length > 0) {
      found.push({ path: `${path}[0]`, value: value.items[0] ?? null, depth: depth + 1 });
    }
  }
  return found.slice(0, MOST_PATHS);
}

/** A value as a hover shows it: JSON, on one line. */
export function shownValue(value: Value): string {
  return jsonText(value);
}
