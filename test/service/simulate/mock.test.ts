// What the request template of a MOCK decides: from the document that shows it, or from the sample that brings one.
// [AWS] marks what recorded answers of the service show, as oracles.md lists it.
import { describe, expect, test } from "vitest";
import {
  builtInSamples,
  previewAt,
  readSamples,
  type Simulation,
  simulate,
  templateProblems,
  triedSample,
} from "../../../server/src/service";
import { foreignDocument, ownDocument } from "../../support/documents";

type Fields = Readonly<Record<string, unknown>>;

const RESPONSES = {
  200: { statusCode: "200", responseTemplates: { "application/json": "ok" } },
  404: { statusCode: "404", selectionPattern: "404", responseTemplates: { "application/json": "none" } },
};

/** What `get-integration` prints of a MOCK, its request templates by media type. */
function printed(requestTemplates: Fields | undefined, integrationResponses: Fields = RESPONSES): string {
  return JSON.stringify({
    type: "MOCK",
    ...(requestTemplates === undefined ? {} : { requestTemplates }),
    integrationResponses,
  });
}

/** The responses of the document, and a sample of its own words tried on them. */
function run(text: string, sample: Fields): Simulation {
  const { samples, problems } = readSamples(JSON.stringify([{ name: "sample", type: "mock", ...sample }]));
  expect(problems).toEqual([]);
  const [named] = samples;
  if (named === undefined) {
    throw new Error("A fixture is no sample.");
  }
  const candidates = foreignDocument(text).blocks.map(({ content }, index) => {
    if (content.response === undefined) {
      throw new Error("A fixture is no response.");
    }
    const status = Object.keys(RESPONSES)[index];
    return { name: status ?? "", status, response: content.response };
  });
  return simulate({ sample: named, candidates });
}

function wordsOf({ trace }: Simulation): string {
  return trace.map(({ stage, says, evidence }) => `${stage}: ${says} (${evidence})`).join("\n");
}

const STATUS = { status: 200 };

describe("the request template that the document shows", () => {
  test.each<[string, string, Fields, string]>([
    ["a plain one", '{"statusCode": 404}', STATUS, "404"],
    [
      "one that asks for a parameter",
      '#if($input.params("id") == "7"){"statusCode": 404}#else{"statusCode": 200}#end',
      { ...STATUS, request: { querystring: { id: "7" } } },
      "404",
    ],
    [
      "one that reads the body of the request",
      `{"statusCode": $input.json('$.status')}`,
      { ...STATUS, request: { body: { status: 404 } } },
      "404",
    ],
    ["[LS] lenient JSON: no quotes", "{statusCode: 404}", STATUS, "404"],
    ["[LS] lenient JSON: single quotes and a comma too many", "{'statusCode': 404,}", STATUS, "404"],
    ["any integer, which meets the default", '{"statusCode": 7}', STATUS, "200"],
  ])("%s: its status selects", (_, template, sample, status) => {
    const found = run(printed({ "application/json": template }), sample);
    expect(found.client?.status).toBe(status);
    expect(wordsOf(found)).toContain("request: The request template of application/json prints the status");
  });

  test("the status of the sample is told where it is another", () => {
    const found = run(printed({ "application/json": '{"statusCode": 404}' }), STATUS);
    expect(wordsOf(found)).toContain("prints the status 404, in place of the sample's 200. (documented)");
  });

  test("[AWS 2025-05-16] what it writes to the overrides is visible in the response template, and counts", () => {
    const template =
      '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "is back")' +
      '#set($context.responseOverride.any = "a")#set($context.requestOverride.header.h = "b"){"statusCode": 200}';
    const shown =
      "$context.responseOverride.any $context.responseOverride.header.foo $context.requestOverride.header.h";
    const responses = { 200: { statusCode: "200", responseTemplates: { "application/json": shown } } };
    const found = run(printed({ "application/json": template }, responses), STATUS);
    expect(found.client).toMatchObject({ status: "444", body: { text: "a is back b" } });
    expect(found.client?.headers).toContainEqual(["foo", "is back"]);
    expect(wordsOf(found)).toContain("finds in $context.responseOverride: status, header.foo. (observed)");
  });

  test("[AWS 2025-05-16] its status 444 and header count even when responseTemplates is {}", () => {
    const template =
      '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "x"){"statusCode": 200}';
    const responses = { 200: { statusCode: "200", responseTemplates: {} } };
    const found = run(printed({ "application/json": template }, responses), STATUS);
    expect(found.client).toMatchObject({ status: "444", body: { text: "" } });
    expect(found.client?.headers).toContainEqual(["foo", "x"]);
  });

  test('[AWS 2025-05-29] $context["requestOverride"].querystring["k"], [$var] and .put() reach the response', () => {
    const template =
      '#set($context["requestOverride"].querystring["k"] = "1")#set($n = "n")' +
      '#set($context.requestOverride.querystring[$n] = "2")#set($_ = $context.requestOverride.path.put("p", "3"))' +
      '{"statusCode": 200}';
    const shown =
      "$context.requestOverride.querystring.k$context.requestOverride.querystring.n$context.requestOverride.path.p";
    const responses = { 200: { statusCode: "200", responseTemplates: { "application/json": shown } } };
    const found = run(printed({ "application/json": template }, responses), STATUS);
    expect(found.client?.body.text).toBe("123");
  });

  test("a variable that it sets is not taken over, which is not documented", () => {
    const responses = { 200: { statusCode: "200", responseTemplates: { "application/json": "[$a]" } } };
    const found = run(printed({ "application/json": '#set($a = 1){"statusCode": 200}' }, responses), STATUS);
    expect(found.client?.body.text).toBe("[]");
  });

  test.each<[string, Fields | undefined, Fields, string]>([
    [
      "that of the Content-Type runs",
      { "application/json": '{"statusCode": 200}', "text/xml": '{"statusCode": 404}' },
      { ...STATUS, request: { header: { "content-type": "text/xml; charset=utf-8" } } },
      "The request template of text/xml prints the status 404",
    ],
    [
      "none of that type",
      { "application/json": '{"statusCode": 404}' },
      { ...STATUS, request: { header: { "Content-Type": "text/xml" } } },
      "no request template for text/xml, and without the statusCode of one it may answer with a 500",
    ],
    ["an empty one", { "application/json": null }, STATUS, "no request template for application/json"],
    ["none at all", undefined, STATUS, "The MOCK has no request template, and without"],
    [
      "not that of a MOCK for a sample of another backend",
      { "application/json": '{"statusCode": 404}' },
      { type: "http", status: 200 },
      "select: For the status 200, response 200 answers",
    ],
  ])("%s", (_, templates, sample, says) => {
    expect(wordsOf(run(printed(templates), sample))).toContain(says);
  });

  test.each([
    ["[LS] no status", '{"status": 200}', "prints no statusCode that is an integer: the client gets a 500."],
    ["[LS] a status in quotes", '{"statusCode": "200"}', "prints no statusCode that is an integer"],
    ["[LS] no JSON", "ok", "prints no statusCode that is an integer"],
    ["an error", "\n#if($a", "That is in line 2, column"],
  ])("%s: API Gateway's own 500", (_, template, says) => {
    const found = run(printed({ "application/json": template }), STATUS);
    expect(found).toMatchObject({ end: "failed", client: { status: "500" }, answering: undefined });
    expect(wordsOf(found)).toContain(says);
  });

  test("one without end is stopped, and what comes of it is open", () => {
    const template = "#foreach($i in [1..999])#foreach($j in [1..999])$i#end#end";
    const found = run(printed({ "application/json": template }), STATUS);
    expect(found).toMatchObject({ end: "open", client: undefined });
    expect(wordsOf(found)).toContain("So it cannot be told which status it prints. (uncertain)");
  });

  test("the preview runs it, with a sample of our own", () => {
    const text = printed({ "application/json": '{"statusCode": 404}' });
    const made = previewAt(foreignDocument(text), text.indexOf('"none"'), []);
    expect(made?.text).toMatch(/^HTTP\/1\.1 404 Not Found\n/);
    expect(made?.text).toContain("1. The request template of application/json prints the status 404");
    expect(made?.shown.file).toBeUndefined();
  });
});

/** What is told of a file that holds one sample. */
function read(sample: Fields) {
  const { samples, problems } = readSamples(JSON.stringify([{ name: "one", ...sample }]));
  return { samples, problems: [...problems, ...templateProblems(samples)] };
}

describe("the request template that a sample brings", () => {
  test("says who answers, and needs neither type nor status", () => {
    const { samples, problems } = read({
      requestTemplate: `{"statusCode": #if($input.params('id') == 7)404#{else}200#end}`,
      request: { path: { id: "7" } },
    });
    expect(problems).toEqual([]);
    expect(samples.map(triedSample)).toEqual([{ backend: "mock", status: "404" }]);
  });

  test("goes before that of the document, and its overrides count", () => {
    const requestTemplate = '#set($context.responseOverride.header.X = "y"){"statusCode": 200}';
    const found = run(printed({ "application/json": '{"statusCode": 404}' }), { requestTemplate });
    expect(found.client).toMatchObject({ status: "200", body: { text: "ok" } });
    expect(found.client?.headers).toContainEqual(["X", "y"]);
    expect(wordsOf(found)).toContain("request: The sample's request template prints the status 200.");
  });

  test("is tried on a document that is one response", () => {
    const [sample] = read({ requestTemplate: '{"statusCode": 404}' }).samples;
    const document = ownDocument(
      '{ "selectionPattern": "404", "responseTemplates": { "application/json": "x" } }',
    );
    const made = sample && previewAt(document, 0, [{ sample, file: "a.samples.json" }]);
    expect(made?.shown.sample.name).toBe("one");
    expect(made?.text).toContain("The sample's request template prints the status 404.");
  });

  test.each<[Fields, string, number]>([
    [{ requestTemplate: "{}" }, "its requestTemplate prints no statusCode that is an integer", 1],
    [{ requestTemplate: "#if(" }, "prints no statusCode", 1],
    [{ requestTemplate: '{"statusCode": 404}', status: 200 }, "prints the status 404: write that", 1],
    [
      { requestTemplate: '{"statusCode": 404}', type: "http", status: 200 },
      "only a MOCK has its requestTemplate",
      1,
    ],
    [{ requestTemplate: {}, type: "mock", status: 200 }, "requestTemplate is the text of a template", 1],
    [
      { requestTemplate: "#foreach($i in [1..999])#foreach($j in [1..999])$i#end#end" },
      "prints no statusCode that is an integer",
      1,
    ],
  ])("%j", (sample, message, left) => {
    const { samples, problems } = read(sample);
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect(samples).toHaveLength(left);
  });

  test("a file of a thousand is read, the first of them run", () => {
    const requestTemplate = '{"statusCode": 200}';
    const all = Array.from({ length: 1000 }, (_, index) => ({ name: `n${index}`, requestTemplate }));
    const { samples, problems } = readSamples(JSON.stringify(all));
    expect(samples).toHaveLength(1000);
    expect(problems).toEqual([]);
    expect(templateProblems(samples).map(({ message }) => message)).toEqual([
      "Sample 201, “n200”: only the first 200 request templates of a file are run.",
    ]);
  });

  test.each([
    ["{}", "prints no statusCode that is an integer: the client gets a 500."],
    ["#if(", "does not end well"],
  ])("%s is shown as the 500 that comes of it, and why", (requestTemplate, why) => {
    const found = run(printed({ "application/json": '{"statusCode": 404}' }), { requestTemplate });
    expect(found).toMatchObject({ end: "failed", client: { status: "500" } });
    expect(wordsOf(found)).toContain(`The sample's request template ${why}`);
  });

  test("is not run by the reader, and once by whoever asks", () => {
    const requestTemplate = "#foreach($i in [1..999])#foreach($j in [1..999])$i#end#end";
    const [sample] = read({ requestTemplate }).samples;
    const first = sample?.requestTemplate?.rendered();
    expect(first).toMatchObject({ mockStatus: undefined, fault: { kind: "stopped" } });
    expect(sample?.requestTemplate?.rendered()).toBe(first);
  });
});

test("the built-in sample of a MOCK states its status, since it stands where no template is", () => {
  const mock = builtInSamples().find(({ sample }) => sample.backend === "mock");
  expect(mock?.requestTemplate).toBeUndefined();
});
