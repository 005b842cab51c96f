// What the service prints of methods: which parts are blocks, and that every feature works inside each of them.
import { describe, expect, test } from "vitest";
import {
  type Analysis,
  actionsAt,
  analyse,
  completionsAt,
  findingsOf,
  foldingOf,
  hoverAt,
  lensesOf,
  selectionAt,
  symbolsOf,
  targetKeysOf,
  wantedOf,
} from "../../server/src/service";
import { foreignDocument, ownDocument } from "../support/documents";
import { readCursor } from "../support/marks";

const STATIC = { "method.response.header.ETag": "'a'" };
const DECLARED = {
  "200": { statusCode: "200", responseParameters: { "method.response.header.ETag": false } },
};
const INTEGRATION = {
  type: "AWS",
  httpMethod: "POST",
  uri: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/f/invocations",
  integrationResponses: {
    "200": { statusCode: "200", responseParameters: STATIC, responseTemplates: { "application/json": null } },
  },
};
const METHOD = {
  httpMethod: "GET",
  authorizationType: "NONE",
  methodResponses: DECLARED,
  methodIntegration: INTEGRATION,
};
const RESOURCES = {
  items: [
    { id: "r1", path: "/" },
    { id: "r2", path: "/pets", resourceMethods: { GET: METHOD, POST: { ...METHOD, httpMethod: "POST" } } },
  ],
};
const HAL = {
  _links: { self: { href: "/restapis/a1/resources/r2/methods/GET" } },
  httpMethod: "GET",
  _embedded: {
    "method:integration": {
      type: "HTTP",
      uri: "https://example.com",
      _embedded: { "integration:responses": { statusCode: "200", responseParameters: STATIC } },
    },
    "method:responses": DECLARED["200"],
  },
};

function open(value: unknown, from = foreignDocument): Analysis {
  return from(JSON.stringify(value, undefined, 2));
}

describe("recognised", () => {
  test.each([
    ["get-integration", INTEGRATION, 1, "lambda"],
    ["get-method", METHOD, 1, "lambda"],
    ["get-method by boto3", { ...METHOD, ResponseMetadata: { HTTPStatusCode: 200 } }, 1, "lambda"],
    ["get-resources --embed methods", RESOURCES, 2, "lambda"],
    ["raw HAL", HAL, 1, "http"],
    ["a proxy", { ...INTEGRATION, type: "AWS_PROXY" }, 1, "proxy"],
    ["a mock", { ...INTEGRATION, type: "MOCK", uri: undefined }, 1, "mock"],
    ["another service of AWS", { ...INTEGRATION, uri: "arn:aws:apigateway:r:sqs:path/q" }, 1, "aws"],
  ])("%s", (_, value, count, backend) => {
    for (const from of [foreignDocument, ownDocument]) {
      const { blocks, methods } = open(value, from);
      expect(blocks.map(({ content }) => content.response?.dialect)).toEqual(
        Array(count).fill("serviceOutput"),
      );
      expect(methods?.[0]?.content.method.integration?.backend).toBe(backend);
      const expected = backend === "proxy" ? ["proxy-mapping"] : [];
      expect(findingsOf(open(value, from), new Map()).map(({ rule }) => rule)).toEqual(expected);
    }
  });

  test("get-integration-response as boto3 and the service print it", () => {
    for (const printed of [{ ResponseMetadata: {} }, { _links: {} }]) {
      const analysis = open({
        statusCode: "200",
        responseTemplates: { "application/json": null },
        ...printed,
      });
      expect(analysis.blocks[0]?.content.response?.dialect).toBe("serviceOutput");
      expect(findingsOf(analysis, new Map())).toEqual([]);
    }
  });
});

test("a method is read with its declarations", () => {
  for (const value of [METHOD, HAL]) {
    const method = open(value).methods?.[0]?.content.method;
    expect(method?.httpMethod).toBe("GET");
    expect(method?.members.map(({ status }) => status)).toEqual(["200"]);
    const declared = method?.declarations?.all.map(({ status, headers }) => [
      status,
      headers.map(({ name }) => name),
    ]);
    expect(declared).toEqual([["200", ["ETag"]]]);
  }
});

test("spans of a block count from its start", () => {
  const analysis = open(RESOURCES);
  for (const { start, content } of analysis.blocks) {
    expect(analysis.text.slice(start, start + content.text.length)).toBe(content.text);
    expect(content.response?.object.start).toBe(0);
  }
});

test("an edit elsewhere takes blocks and methods over", () => {
  const text = JSON.stringify(RESOURCES).replace("'a'", "'first'");
  const facts = { uri: "file:///x.json", own: true, tellsSyntax: true };
  const first = analyse({ ...facts, text });
  const edited = text.replace('"path":"/"', '"path":"/longer"').replace(/'a'(?!.*'a')/, "'b'");
  const second = analyse({ ...facts, text: edited }, { previous: first });
  expect(second.blocks[0]?.content).toBe(first.blocks[0]?.content);
  expect(second.methods?.[0]?.content).toBe(first.methods?.[0]?.content);
  expect(second.blocks[1]?.content).not.toBe(first.blocks[1]?.content);
  expect(JSON.stringify(second)).toBe(JSON.stringify(analyse({ ...facts, text: edited })));
});

const MARKED = `{
  "httpMethod": "GET",
  "methodIntegration": {
    "type": "AWS",
    "integrationResponses": {
      "200": { "statusCode": "200" },
      "404": {
        "statusCode": "404",
        "selectionPattern": "4..",
        "responseParameters": { "method.response.header.ETag": "HERE" }
      }
    }
  }
}`;

describe("in the second block", () => {
  const at = (value: string) => readCursor(MARKED.replace("HERE", value));

  test("completion, hover and selection answer", () => {
    const { text, offset } = at("integration.response.header.ET‸ag");
    const analysis = ownDocument(text);
    expect(completionsAt(analysis, offset).items.length).toBeGreaterThan(0);
    const hover = hoverAt(analysis, offset);
    expect(hover && text.slice(hover.span.start, hover.span.end)).toBe("ETag");
    const selected = selectionAt(analysis, offset).map(({ start, end }) => text.slice(start, end));
    expect(selected.slice(0, 2)).toEqual(["ETag", "integration.response.header.ETag"]);
    expect(selected.at(-1)).toBe(text);
  });

  test("findings and fixes lie where they should", () => {
    const { text, offset } = at("‸*");
    const analysis = ownDocument(text);
    const [finding] = findingsOf(analysis, new Map());
    expect(finding && [finding.rule, text.slice(finding.span.start, finding.span.end)]).toEqual([
      "static-quotes",
      "*",
    ]);
    const [fix] = actionsAt(analysis, { start: offset, end: offset }, new Map());
    expect(fix?.title).toBe("Write '*'");
  });

  test("the outline has the method, its responses and their members", () => {
    const { text } = at("'a'‸");
    const [method] = symbolsOf(ownDocument(text));
    expect([method?.name, method?.detail]).toEqual(["Method GET", "AWS, 2 responses"]);
    expect(method?.children.map(({ name }) => name)).toEqual([
      "Integration response 200",
      "Integration response 404",
    ]);
    expect(foldingOf(ownDocument(text)).length).toBe(4);
  });

  test("what stands around names the target", () => {
    const names = (value: unknown) => {
      const analysis = open(value);
      return analysis.blocks.map((block) => targetKeysOf(analysis, block));
    };
    expect(names(METHOD)).toEqual([{ httpMethod: "GET", statusCode: "200" }]);
    expect(names(INTEGRATION)).toEqual([{ statusCode: "200" }]);
    expect(names(RESOURCES)[1]).toEqual({ resourceId: "r2", httpMethod: "POST", statusCode: "200" });
    expect(names(HAL)).toEqual([{ restApiId: "a1", resourceId: "r2", httpMethod: "GET", statusCode: "200" }]);
  });

  test("of several responses one is chosen to be deployed, by its lens or the cursor", () => {
    const analysis = ownDocument(at("'a'‸").text);
    expect(lensesOf(analysis).map(({ kind }) => kind)).toEqual(["deploy", "deploy", "which"]);
    expect(wantedOf(analysis)).toEqual({ kind: "none", reason: "severalResponses" });
    expect(wantedOf(analysis, analysis.blocks[1])).toEqual({
      kind: "wanted",
      wanted: { selectionPattern: "4..", responseParameters: { "method.response.header.ETag": "'a'" } },
    });
  });
});

test("a fault between the blocks is told once, and the blocks are read on", () => {
  const text = MARKED.replace('"AWS",', '"AWS"').replace("HERE", "'a'");
  expect(findingsOf(ownDocument(text), new Map()).map(({ rule }) => rule)).toEqual(["json-syntax"]);
  expect(ownDocument(text).blocks).toHaveLength(2);
});
