// `$input`: the payload and the parameters of the request.
// Invariant: the payload is read as JSON once, and only when a path asks for it.

import { compileJsonPath } from "../jsonpath/compileJsonPath";
import { evaluateJsonPath, type PathResult } from "../jsonpath/evaluateJsonPath";
import { HostObject } from "./java/access";
import { Budget, type Cost, TooDeep } from "./java/cost";
import { readJson } from "./java/json";
import { lightMethod, type Methods, method, methodsOf } from "./java/methods";
import { JavaMap, JavaThrow, jsonText, textOf, type Value } from "./java/value";

type Named = Iterable<readonly [string, string]>;

export interface RequestParameters {
  readonly path: Named;
  readonly querystring: Named;
  readonly header: Named;
}

export class InputObject extends HostObject {
  readonly className = "com.amazonaws.apigateway.Input";
  readonly methods: Methods<HostObject> = METHODS as Methods<HostObject>;
  readonly body: string;
  readonly parameters: JavaMap;
  #json: { readonly value: Value } | undefined;

  constructor(body: string, { path, querystring, header }: RequestParameters) {
    super();
    // An empty payload reads as an empty object.
    this.body = body === "" ? "{}" : body;
    this.parameters = JavaMap.of([
      ["path", JavaMap.of(path)],
      ["querystring", JavaMap.of(querystring)],
      ["header", JavaMap.of(header)],
    ]);
  }

  text(): string {
    return "";
  }

  find(path: Value, cost: Cost): PathResult {
    const text = textOf(path);
    cost.spend(text.length);
    const parsed = compileJsonPath(text);
    const problem = parsed.problems[0];
    if (problem !== undefined)
      throw new JavaThrow("com.jayway.jsonpath.InvalidPathException", problem.message);
    this.#json ??= readJson(this.body, { tooDeep });
    if (this.#json === undefined) {
      throw new JavaThrow("com.jayway.jsonpath.InvalidJsonException", "The payload is not valid JSON.");
    }
    return evaluateJsonPath(parsed.path, this.#json.value, cost);
  }

  /** First in the path, then in the query string, then among the headers. */
  parameter(name: Value, cost: Cost): Value {
    for (const { value } of this.parameters.entries()) {
      const found = value instanceof JavaMap ? value.entry(name, cost) : undefined;
      if (found !== undefined) return found.value;
    }
    return null;
  }
}

export function tooDeep(): never {
  throw new TooDeep();
}

const METHODS = methodsOf<InputObject>([
  lightMethod("getBody", [], (input) => input.body),
  lightMethod("path", ["String"], (input, [path], cost) => {
    const found = input.find(path ?? null, cost);
    return found.kind === "found" ? found.value : null;
  }),
  method("json", ["String"], (input, [path], cost) => {
    const found = input.find(path ?? null, cost);
    return found.kind === "found" ? jsonText(found.value, "/", new Budget(cost)) : '""';
  }),
  lightMethod("params", [], (input) => input.parameters),
  lightMethod("params", ["String"], (input, [name], cost) => input.parameter(name ?? null, cost)),
]);
