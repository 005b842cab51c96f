// The headers that `responseParameters` make of the backend's answer, the request and the stage.
// Invariant: a source without a value sets no header, and a body that is no JSON where a path needs it ends in a 500.

import { compileJsonPath } from "../islands/jsonpath/compileJsonPath";
import { evaluateJsonPath } from "../islands/jsonpath/evaluateJsonPath";
import type { MappingSource } from "../islands/mapping/mapping";
import { TooLarge } from "../islands/vtl/java/cost";
import { readJson } from "../islands/vtl/java/json";
import { JavaNumber } from "../islands/vtl/java/number";
import { JavaMap, jsonText, type Value } from "../islands/vtl/java/value";
import type { IntegrationResponse } from "../model/integrationResponse";
import type { Evidence } from "../vocabulary/entry";
import type { Named } from "./samples";
import { quoted, type Trace } from "./trace";

export interface Sources {
  readonly headers: Named;
  /** The backend's body as text. */
  readonly body: string;
  readonly context: JavaMap;
  readonly stageVariables: Named;
}

/** The client's headers; nothing where the service answers with a 500. */
export function mapHeaders(
  { mappings }: IntegrationResponse,
  sources: Sources,
  trace: Trace,
): Named | undefined {
  const reader = new SourceReader(sources);
  const mapped = new Map<string, readonly [string, string]>();
  // Of a repeated key the last counts, as for every reader of JSON.
  const written = new Map(mappings.map((mapping) => [mapping.property.key.text.value, mapping]));
  for (const { key, source } of written.values()) {
    if (key.kind !== "header" || source === undefined || source.value.kind === "invalid") {
      const says = key.kind === "header" ? `The value of ${key.name}` : "A key of responseParameters";
      trace.warn("headers", `${says} is none that API Gateway takes: it would refuse the whole response.`);
      continue;
    }
    const found = reader.read(source.value);
    if (found.kind === "failed") {
      trace.warn("headers", found.says, "observed");
      return undefined;
    }
    const from = source.value.kind === "static" ? "its static value" : source.node.text.value;
    if (found.kind === "none") {
      trace.say("headers", `${key.name} is not sent: ${from} has no value here.`, "observed");
      continue;
    }
    const folded = key.name.toLowerCase();
    if (mapped.has(folded)) {
      trace.warn(
        "headers",
        `${key.name} is mapped twice, in different case. Which of them counts is not known.`,
        "uncertain",
      );
    }
    mapped.set(folded, [key.name, found.text]);
    const note = found.note === undefined ? "" : ` ${found.note}`;
    trace.say("headers", `${key.name} is ${quoted(found.text)}, from ${from}.${note}`, found.evidence);
  }
  if (mappings.length === 0) {
    trace.say(
      "headers",
      "No header is mapped, and none of the backend's is passed on by itself.",
      "observed",
    );
  }
  const bytes = [...mapped.values()].reduce((sum, [, text]) => sum + text.length, 0);
  if (bytes > 10_240) {
    trace.warn(
      "headers",
      "The header values are longer than the 10,240 bytes that API Gateway allows together.",
    );
  }
  return [...mapped.values()];
}

type Found =
  | {
      readonly kind: "value";
      readonly text: string;
      readonly evidence: Evidence;
      readonly note?: string;
    }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly says: string };

const NONE: Found = { kind: "none" };

class SourceReader {
  readonly #sources: Sources;
  #json: { readonly value: Value } | "broken" | undefined;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  read(source: Exclude<MappingSource, { readonly kind: "invalid" }>): Found {
    const { headers, body, context, stageVariables } = this.#sources;
    switch (source.kind) {
      case "static":
        return value(source.value);
      case "integrationHeader":
        return this.#header(source.name, headers);
      case "integrationMultivalueHeader": {
        const all = valuesOf(headers, source.name);
        return value(all.join(","), all.length > 1 ? "observed" : "documented");
      }
      case "integrationBody": {
        const text = body.trim();
        return text === ""
          ? value("{}", "observed", "An empty body counts as {}.")
          : value(text, /[\r\n]/.test(text) ? "uncertain" : "documented");
      }
      case "integrationBodyPath":
        return this.#path(source.path);
      case "stageVariable":
        return value(stageVariables.findLast(([name]) => name === source.name)?.[1]);
      case "context":
        return contextValue(context, source.name);
    }
  }

  #header(name: string, headers: Named): Found {
    const all = valuesOf(headers, name);
    const last = all.at(-1);
    if (last === undefined) {
      return NONE;
    }
    return all.length > 1
      ? value(last, "observed", `Of its ${all.length} values the last is taken.`)
      : value(last);
  }

  #path(path: string): Found {
    const parsed = compileJsonPath(path.startsWith("[") ? `$${path}` : `$.${path}`);
    if (parsed.problems.length > 0) {
      return NONE;
    }
    this.#json ??= this.#parse();
    if (this.#json === "broken") {
      return {
        kind: "failed",
        says: "The body begins like JSON and is none, and a path is to be read in it: the client gets a 500.",
      };
    }
    const find = (root: Value) => {
      try {
        const result = evaluateJsonPath(parsed.path, root);
        return result.kind === "found" ? result.value : null;
      } catch (thrown) {
        if (thrown instanceof TooLarge) {
          return null;
        }
        throw thrown;
      }
    };
    const root = this.#json.value;
    const plain = headerText(find(root));
    if (plain !== undefined) {
      return value(plain);
    }
    const opened = throughErrorMessage(root);
    return opened === undefined
      ? NONE
      : value(
          headerText(find(opened)),
          "documented",
          "The path goes on into the errorMessage, which is JSON itself.",
        );
  }

  #parse(): { readonly value: Value } | "broken" {
    const text = this.#sources.body.trim();
    if (text === "") {
      return { value: new JavaMap() };
    }
    return /^[{["']/.test(text) ? (readJson(text) ?? "broken") : { value: null };
  }
}

function value(text: string | undefined, evidence: Evidence = "documented", note?: string): Found {
  return text === undefined || text === ""
    ? NONE
    : { kind: "value", text, evidence, ...(note === undefined ? {} : { note }) };
}

/** Backend headers are looked up with regard to case. */
function valuesOf(headers: Named, name: string): readonly string[] {
  return headers.filter(([own]) => own === name).map(([, text]) => text);
}

/** The same body with its `errorMessage` read as the JSON that it holds. */
function throughErrorMessage(root: Value): JavaMap | undefined {
  const message = root instanceof JavaMap ? root.get("errorMessage") : null;
  if (typeof message !== "string" || !/^\s*[{[]/.test(message)) {
    return undefined;
  }
  const inside = readJson(message.trim());
  return inside && JavaMap.of([["errorMessage", inside.value]]);
}

/** Lists and maps are written as JSON. */
function headerText(found: Value): string | undefined {
  if (found === null) {
    return undefined;
  }
  try {
    return typeof found === "string" ? found : jsonText(found);
  } catch (thrown) {
    if (thrown instanceof TooLarge) {
      return undefined;
    }
    throw thrown;
  }
}

function contextValue(context: JavaMap, name: string): Found {
  let found: Value = context;
  for (const part of name.split(".")) {
    found = found instanceof JavaMap ? found.get(part) : null;
  }
  if (typeof found === "string") {
    return value(found);
  }
  return found instanceof JavaNumber || typeof found === "boolean" ? value(String(found), "uncertain") : NONE;
}
