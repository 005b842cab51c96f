// What API Gateway puts around a template: `$input`, `$util`, `$context` and `$stageVariables`.
// Invariant: the fitted model of the service: a missing value is the empty text, maps of `$context` print nothing.

import { InputObject, type RequestParameters } from "./inputObject";
import type { Cost } from "./java/cost";
import { JavaMap, textOf, type Value } from "./java/value";
import type { RenderLimits, RenderOutcome } from "./outcome";
import type { ParsedTemplate } from "./parse";
import { renderVtl } from "./render";
import { UtilObject } from "./utilObject";

export interface Surroundings {
  /** The payload, as text. */
  readonly body: string;
  readonly parameters: RequestParameters;
  /** The members of `$context`, in maps; overrides that the request template wrote are among them. */
  readonly context: JavaMap;
  readonly stageVariables: Iterable<readonly [string, string]>;
  /** What the template may find besides, for tests. */
  readonly variables?: Iterable<readonly [string, Value]>;
}

export interface GatewayRendering {
  readonly outcome: RenderOutcome;
  /** `$context` as the template left it. */
  readonly context: JavaMap;
  readonly overrides: Overrides;
}

export interface Overrides {
  /** Whatever was written to `$context.responseOverride.status`. */
  readonly status: Value;
  readonly headers: readonly (readonly [string, string])[];
  /** What the template wrote more than once: `status`, `header.X`. */
  readonly again: readonly string[];
}

export function renderForGateway(
  parsed: ParsedTemplate,
  source: string,
  surroundings: Surroundings,
  limits?: Partial<RenderLimits>,
): GatewayRendering {
  const again = new Set<string>();
  const context = contextMap(surroundings.context, again);
  const outcome = renderVtl(parsed, source, {
    mode: "aws",
    variables: variablesOf(surroundings, context),
    ...(limits === undefined ? {} : { limits }),
  });
  return { outcome, context, overrides: overridesIn(context, again) };
}

/** What a template finds before it has set anything. */
export function gatewayVariables(surroundings: Surroundings): readonly (readonly [string, Value])[] {
  return variablesOf(surroundings, contextMap(surroundings.context, new Set()));
}

function variablesOf(
  { body, parameters, stageVariables, variables = [] }: Surroundings,
  context: JavaMap,
): readonly (readonly [string, Value])[] {
  return [
    ["input", new InputObject(body, parameters)],
    ["util", new UtilObject()],
    ["context", context],
    ["stageVariables", JavaMap.of(stageVariables)],
    ...variables,
  ];
}

/** `$context` with the maps that are there before anything is written to them. */
function contextMap(given: JavaMap, again: Set<string>): JavaMap {
  const context = silent(given);
  if (!(context.get("requestOverride") instanceof JavaMap)) {
    const parts = ["header", "path", "querystring"].map((name) => [name, new JavaMap("silent")] as const);
    context.put("requestOverride", JavaMap.of(parts, "silent"));
  }
  const response = context.get("responseOverride");
  const override = response instanceof JavaMap ? response : new JavaMap();
  override.put("header", new OverrideMap("header.", again, override.get("header")));
  context.put("responseOverride", new OverrideMap("", again, override));
  return context;
}

/** Notes which of its members the template writes twice. */
class OverrideMap extends JavaMap {
  readonly #path: string;
  readonly #again: Set<string>;
  readonly #written = new Set<string>();

  constructor(path: string, again: Set<string>, given: Value) {
    super("silent");
    this.#path = path;
    this.#again = again;
    const members = given instanceof JavaMap ? given.entries() : [];
    for (const { key, value } of members) super.put(key, value);
  }

  override put(key: Value, value: Value, cost?: Cost): Value {
    if (typeof key === "string") {
      if (this.#written.has(key)) this.#again.add(`${this.#path}${key}`);
      this.#written.add(key);
    }
    return super.put(key, value, cost);
  }
}

/** The same members in maps that iterate as Java's `HashMap` does and print nothing. */
function silent(map: JavaMap, depth = 0): JavaMap {
  const copy = new JavaMap("silent");
  for (const { key, value } of map.entries()) {
    copy.put(key, value instanceof JavaMap && depth < 20 ? silent(value, depth + 1) : value);
  }
  return copy;
}

function overridesIn(context: JavaMap, again: Iterable<string>): Overrides {
  const override = context.get("responseOverride");
  if (!(override instanceof JavaMap)) return { status: null, headers: [], again: [] };
  const header = override.get("header");
  const headers = header instanceof JavaMap ? header.entries() : [];
  return {
    status: override.get("status"),
    headers: headers.map(({ key, value }) => [textOf(key), textOf(value)] as const),
    again: [...again],
  };
}
