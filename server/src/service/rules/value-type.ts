// Every value of an integration response is a string, or an object whose values are strings.
import type { IntegrationResponse } from "../model/integrationResponse";
import { memberOf } from "../model/integrationResponse";
import { JSON_FORMAT } from "../syntax/json/format";
import type { Node, ObjectNode, Property } from "../syntax/node";
import { spanOf } from "../text/span";
import { MEMBERS } from "../vocabulary/members";
import { asCode } from "./asCode";
import { defineRule, type Fix, type Problem } from "./rule";

export default defineRule({
  id: "value-type",
  title: "Value of the wrong type",
  subject: "response",
  severity: "error",
  evidence: "documented",
  explanation:
    "`responseParameters` and `responseTemplates` are objects whose values are strings; every other member is a string, " +
    "`statusCode` too. A number or boolean in one of the two maps is answered with 400 `SerializationException`, such as " +
    "`class java.lang.Boolean can not be converted to an String`; the AWS CLI refuses it before it is sent " +
    "with `Invalid type for parameter`.\n\n" +
    "A template that is an object is the text of that object in a string. A `null` template stands for an empty one: " +
    'API Gateway takes it, though the AWS CLI does not, and `""` is right for both. ' +
    "What API Gateway makes of `null` elsewhere is not documented; the AWS CLI refuses it.",
  source: "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html",
  examples: {
    faulty: [
      {
        code: '{ "selectionPattern": ⟦200⟧ }',
        fixed: '{ "selectionPattern": "200" }',
        message: "is a number",
      },
      {
        code: '{ "statusCode": ⟦200⟧, "selectionPattern": "" }',
        fixed: '{ "statusCode": "200", "selectionPattern": "" }',
        message: 'Write `"200"`',
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.Access-Control-Allow-Credentials": ⟦true⟧ } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "'a'", "method.response.header.Access-Control-Allow-Credentials": "'true'" } }`,
        message: "`\"'true'\"`",
      },
      {
        code: '{ "responseTemplates": { "application/json": ⟦{ "ok": true }⟧ } }',
        fixed: '{ "responseTemplates": { "application/json": "{ \\"ok\\": true }" } }',
        message: "is an object",
      },
      { code: '{ "selectionPattern": ⟦["4..", "5.."]⟧ }', message: "is an array" },
      { code: `{ "responseParameters": ⟦"'*'"⟧ }`, message: "an object is expected" },
      { code: '{ "responseTemplates": ⟦[]⟧ }', fixed: '{ "responseTemplates": {} }', message: "is an array" },
      {
        code: '{ "responseTemplates": {}, "selectionPattern": ⟦null⟧ }',
        fixed: '{ "responseTemplates": {} }',
        message: "`null`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Id": ⟦null⟧, "method.response.header.ETag": "'a'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "'a'" } }`,
        message: "Leave it out",
      },
    ],
    fine: [
      '{ "responseTemplates": { "application/json": null } }',
      '{ "selectionPattern": "", "responseParameters": {}, "contentHandling": "CONVERT_TO_BINARY" }',
    ],
  },
  *check(response) {
    if (response.dialect === "parameterMap") {
      yield* inMap(response, response.object, "responseParameters");
    }
    for (const [name, { type }] of MEMBERS) {
      const property = memberOf(response, name);
      if (property?.value === undefined) {
        continue;
      }
      if (type === "stringMap" && property.value.kind === "object") {
        yield* inMap(response, property.value, name);
      } else {
        yield* wrong(response, response.object, property, type === "stringMap" ? "object" : "string", name);
      }
    }
  },
});

function* inMap(response: IntegrationResponse, map: ObjectNode, name: string): Generator<Problem> {
  for (const property of map.properties) {
    const { value } = property;
    const isNull = value?.kind === "literal" && value.value === null;
    // Nearly all values are right, and need no generator to tell it.
    if (value?.kind !== "string" && !(isNull && name === "responseTemplates")) {
      yield* wrong(response, map, property, "string", name);
    }
  }
}

/** The problem of a value that is not of the kind its place wants. What is opaque may be of any. */
function* wrong(
  response: IntegrationResponse,
  parent: ObjectNode,
  property: Property,
  expected: "string" | "object",
  member: string,
): Generator<Problem> {
  const { value } = property;
  if (value === undefined || value.kind === expected || value.kind === "opaque") {
    return;
  }
  const span = spanOf(value.start, value.end);
  const byCli = response.dialect === "cliInput" || response.dialect === "parameterMap";
  if (value.kind === "literal" && value.value === null) {
    const removal = JSON_FORMAT.removeProperty(response.tree, parent, property);
    yield {
      span,
      message: `${byCli ? "The AWS CLI refuses `null` here" : "What API Gateway makes of `null` here is not documented, and the AWS CLI refuses it"}. Leave it out.`,
      fixes: () => [{ title: "Leave it out", edits: [removal], preferred: false }],
      severity: byCli ? "error" : "information",
      evidence: byCli ? "observed" : "uncertain",
    };
    return;
  }
  // Recorded answers exist for numbers and booleans in the two maps.
  const isRefused = isScalar(value) && parent !== response.object;
  const meant = meantValue(response, value, expected, member);
  const write = meant === undefined ? "" : ` Write ${asCode(meant)}.`;
  yield {
    span,
    message: `This is ${kindOf(value)}, and ${expected === "string" ? "a string" : "an object"} is expected: ${outcome(isRefused, byCli)}.${write}`,
    fixes: () => fixesFor(value, meant),
    ...(byCli || isRefused ? ({ evidence: "observed" } as const) : {}),
  };
}

function outcome(isRefused: boolean, byCli: boolean): string {
  if (byCli) {
    return "the AWS CLI answers `Invalid type for parameter`";
  }
  return isRefused
    ? "API Gateway answers 400 `SerializationException`"
    : "API Gateway documents no other type here";
}

/** The value as it was probably meant, in JSON. */
function meantValue(
  { tree }: IntegrationResponse,
  value: Node,
  expected: "string" | "object",
  member: string,
): string | undefined {
  const written = tree.text.slice(value.start, value.end);
  if (expected === "object") {
    return value.kind === "array" && value.items.length === 0 ? "{}" : undefined;
  }
  if (value.kind === "literal") {
    return JSON_FORMAT.quote(member === "responseParameters" ? `'${written}'` : written);
  }
  return member === "responseTemplates" ? JSON_FORMAT.quote(written) : undefined;
}

function fixesFor(value: Node, meant: string | undefined): readonly Fix[] {
  if (meant === undefined) {
    return [];
  }
  const title = isScalar(value)
    ? "Put it in quotes"
    : meant === "{}"
      ? "Write an empty object"
      : "Make it the template's text";
  return [
    { title, edits: [{ span: spanOf(value.start, value.end), newText: meant }], preferred: isScalar(value) },
  ];
}

function isScalar(value: Node): boolean {
  return value.kind === "literal";
}

function kindOf(value: Node): string {
  switch (value.kind) {
    case "object":
      return "an object";
    case "array":
      return "an array";
    case "literal":
      return `a ${typeof value.value}`;
    default:
      return "a string";
  }
}
