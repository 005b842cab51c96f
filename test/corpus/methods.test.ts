// The methods of real OpenAPI and CloudFormation documents, each as `aws apigateway get-method` would print it: what is
// told of integration, responses and declarations together is a reviewed golden of rule, position and message.
import { describe, expect, test } from "vitest";
import { analyse, failuresOf } from "../../server/src/service/analysis";
import { Lines } from "../../server/src/service/text/lines";
import { checkGolden } from "../support/golden";
import { findingsIn } from "../support/rules";
import { corpusFiles } from "./corpus";
import { inWordsOfPut, isObject, type Json } from "./json";

const documents = ["cloudformation-json", "openapi-json"].flatMap((folder) =>
  corpusFiles(folder).map((file) => ({ ...file, name: `${folder}/${file.name}` })),
);

describe.skipIf(documents.length === 0)("methods", () => {
  test("what is told of real methods", () => {
    const told = documents.flatMap(({ name, text }) =>
      methodsIn(JSON.parse(text)).map((method, index) => ({
        name: `${name}#${index + 1}`,
        text: JSON.stringify(method, undefined, 2),
      })),
    );
    const lines = told.flatMap(({ name, text }) => tell(name, text));
    checkGolden("test/corpus/methods.golden.txt", `${[`${told.length} methods`, ...lines].join("\n")}\n`);
  });
});

function tell(name: string, text: string): readonly string[] {
  const analysis = analyse({ uri: "file:///method.json", own: false, tellsSyntax: true, text });
  expect(failuresOf(analysis)).toEqual([]);
  expect(analysis.methods).toHaveLength(1);
  const lines = new Lines(text);
  return findingsIn(analysis).map(({ finding, start }) => {
    const { line, column } = lines.positionAt(start + finding.span.start);
    return `${name}:${line + 1}:${column + 1} ${finding.rule} ${finding.severity}: ${finding.message}`;
  });
}

const NONE: { readonly [key: string]: Json } = {};
const INTEGRATION = "x-amazon-apigateway-integration";

/** Every method that has responses of its integration, wherever in the document. */
function methodsIn(value: Json): readonly Json[] {
  if (!isObject(value)) {
    return Array.isArray(value) ? value.flatMap(methodsIn) : [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (isObject(inner) && isObject(inner[INTEGRATION] ?? null)) {
      return methodOfOperation(key, inner);
    }
    return isObject(inner) && isObject(inner["Integration"] ?? null)
      ? methodOfResource(inner, objectIn(inner, "Integration"))
      : methodsIn(inner);
  });
}

function methodOfOperation(verb: string, operation: { readonly [key: string]: Json }): readonly Json[] {
  const integration = objectIn(operation, INTEGRATION);
  const { type = null, uri = null } = integration;
  const responses = Object.entries(objectIn(integration, "responses")).map(([pattern, response]) => ({
    status: textIn(response, "statusCode"),
    body: {
      ...(pattern === "default" ? {} : { selectionPattern: pattern }),
      ...(inWordsOfPut(response) as object),
    },
  }));
  const declared = Object.entries(objectIn(operation, "responses")).map(([status, response]) => ({
    status,
    headers: Object.keys(objectIn(response, "headers")).map((name) => `method.response.header.${name}`),
  }));
  return methodOf({ verb, type, uri, responses, declared });
}

function methodOfResource(
  properties: { readonly [key: string]: Json },
  integration: { readonly [key: string]: Json },
): readonly Json[] {
  const { Type: type = null, Uri: uri = null, IntegrationResponses: listed = null } = integration;
  const { MethodResponses: declarations = null } = properties;
  const responses = listOf(listed).map((response) => ({
    status: textIn(response, "StatusCode"),
    body: inWordsOfPut(response) as object,
  }));
  const declared = listOf(declarations).map((response) => ({
    status: textIn(response, "StatusCode"),
    headers: Object.keys(objectIn(response, "ResponseParameters")),
  }));
  return methodOf({ verb: textIn(properties, "HttpMethod"), type, uri, responses, declared });
}

interface Described {
  readonly verb: string;
  readonly type: Json;
  readonly uri: Json;
  readonly responses: readonly { readonly status: string; readonly body: object }[];
  readonly declared: readonly { readonly status: string; readonly headers: readonly string[] }[];
}

function methodOf({ verb, type, uri, responses, declared }: Described): readonly Json[] {
  const text = typeof uri === "string" ? uri : JSON.stringify(uri);
  return responses.length === 0 || typeof type !== "string"
    ? []
    : [
        {
          httpMethod: verb.toUpperCase(),
          methodResponses: Object.fromEntries(
            declared.map(({ status, headers }) => [
              status,
              {
                statusCode: status,
                responseParameters: Object.fromEntries(headers.map((name) => [name, false])),
              },
            ]),
          ),
          methodIntegration: {
            type: type.toUpperCase(),
            uri: text,
            integrationResponses: Object.fromEntries(
              responses.map(({ status, body }) => [status, { statusCode: status, ...body }]),
            ) as Json,
          },
        },
      ];
}

function objectIn(value: Json, key: string): { readonly [key: string]: Json } {
  const inner = isObject(value) ? (value[key] ?? null) : null;
  return isObject(inner) ? inner : NONE;
}

function textIn(value: Json, key: string): string {
  const inner = isObject(value) ? value[key] : undefined;
  return typeof inner === "string" || typeof inner === "number" ? String(inner) : "";
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
