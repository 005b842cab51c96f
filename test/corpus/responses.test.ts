// The integration responses inside real OpenAPI and CloudFormation documents, each said as a PUT body: what the rules
// tell of them is a reviewed golden of rule, position and message, so that a false alarm is seen.
import { describe, expect, test } from "vitest";
import { Lines } from "../../server/src/service/text/lines";
import { checkGolden } from "../support/golden";
import { analyseOwn, findingsIn } from "../support/rules";
import { corpusFiles } from "./corpus";
import { inWordsOfPut, isObject, type Json } from "./json";

const requests = corpusFiles("put-request");
const others = ["cloudformation-json", "openapi-json"].flatMap((folder) =>
  corpusFiles(folder).map((file) => ({ ...file, name: `${folder}/${file.name}` })),
);

describe.skipIf(requests.length + others.length === 0)("standalone", () => {
  test("what is told of real requests and responses", () => {
    const told = [
      ...requests.map(({ name, text }) => ({ name: `put-request/${name}`, text })),
      ...others.flatMap(({ name, text }) =>
        putBodiesIn(JSON.parse(text)).map((body, index) => ({
          name: `${name}#${index + 1}`,
          text: JSON.stringify(body, undefined, 2),
        })),
      ),
    ];
    const failures = told.flatMap(({ text }) =>
      analyseOwn(text).blocks.flatMap(({ content }) => content.failures),
    );
    expect(failures).toEqual([]);
    const lines = told.flatMap(({ name, text }) => tell(name, text));
    checkGolden("test/corpus/responses.golden.txt", `${[`${told.length} responses`, ...lines].join("\n")}\n`);
  });
});

function tell(name: string, text: string): readonly string[] {
  const lines = new Lines(text);
  return findingsIn(analyseOwn(text)).map(({ finding, start }) => {
    const { line, column } = lines.positionAt(start + finding.span.start);
    return `${name}:${line + 1}:${column + 1} ${finding.rule} ${finding.severity}: ${finding.message}`;
  });
}

const NONE: { readonly [key: string]: Json } = {};

/** Every integration response in a document of another kind, in the words of a PUT body. What is computed is left out. */
function putBodiesIn(value: Json): readonly Json[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(putBodiesIn);
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "IntegrationResponses" && Array.isArray(inner)) {
      return inner.map((response) => inWordsOfPut(response));
    }
    const { responses } = key === "x-amazon-apigateway-integration" && isObject(inner) ? inner : NONE;
    if (responses !== undefined && isObject(responses)) {
      return Object.entries(responses).map(([pattern, response]) => ({
        ...(pattern === "default" ? {} : { selectionPattern: pattern }),
        ...(inWordsOfPut(response) as object),
      }));
    }
    return putBodiesIn(inner);
  });
}
