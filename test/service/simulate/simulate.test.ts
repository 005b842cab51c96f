// What the client receives, as tables. [AWS] marks what recorded answers of the service show, as oracles.md lists it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { previewText, readSamples, type Simulation, simulate } from "../../../server/src/service";
import { conversionOf } from "../../../server/src/service/simulate/convertBody";
import { fateOf } from "../../../server/src/service/simulate/deliver";
import { ownDocument } from "../../support/documents";

type Fields = Readonly<Record<string, unknown>>;

interface Given {
  readonly response?: Fields;
  readonly sample?: Fields;
}

/** The simulation of one response of the status 200, or of several by status. */
function run(
  { response = {}, sample = {} }: Given,
  others: Readonly<Record<string, Fields>> = {},
): Simulation {
  const { samples, problems } = readSamples(
    JSON.stringify([{ name: "sample", ...kindOf(sample), ...sample }]),
  );
  expect(problems).toEqual([]);
  const candidates = Object.entries({ 200: response, ...others }).map(([status, fields]) => {
    const [block] = ownDocument(JSON.stringify(fields)).blocks;
    if (block?.content.response === undefined) {
      throw new Error("A fixture is no response.");
    }
    return { name: status, status, response: block.content.response };
  });
  const [named] = samples;
  if (named === undefined) {
    throw new Error("A fixture is no sample.");
  }
  const opened = Object.keys(others).length === 0 ? 0 : undefined;
  return simulate({ sample: named, candidates, opened });
}

function kindOf(sample: Fields): Fields {
  return "errorMessage" in sample || "status" in sample ? {} : { type: "http", status: 200 };
}

function headersOf({ client }: Simulation): Readonly<Record<string, string>> {
  return Object.fromEntries(client?.headers ?? []);
}

function bodyOf({ client }: Simulation): string | undefined {
  return client?.body.text;
}

function wordsOf({ trace }: Simulation): string {
  return trace.map(({ says, evidence }) => `${says} (${evidence})`).join("\n");
}

const template = (text: string): Fields => ({ responseTemplates: { "application/json": text } });
const FAILED = { status: "500", body: { kind: "text", text: '{"message": "Internal server error"}' } };

describe("which response answers", () => {
  const all = { 404: { selectionPattern: "404" }, 500: { selectionPattern: "5\\d{2}" } };
  test.each<[string, Fields, string | undefined, string]>([
    ["[AWS] an HTTP 400 with a default only is a 200", { status: 400 }, "200", "200 answers"],
    ["a pattern that matches", { status: 404 }, "404", "404 answers. Its pattern matches."],
  ])("%s", (_, sample, status, says) => {
    const found = run({ sample }, all);
    expect(found.client?.status).toBe(status);
    expect(wordsOf(found)).toContain(says);
  });

  test("none is the service's own 500", () => {
    const found = run(
      { sample: { errorMessage: "boom" }, response: { selectionPattern: "x" } },
      { 404: { selectionPattern: "y" } },
    );
    expect(found).toMatchObject({ end: "failed", client: FAILED });
    expect(wordsOf(found)).toContain("there is no default: the client gets a 500. (observed)");
  });

  test("several are left open", () => {
    const found = run(
      { sample: { status: 404 } },
      { 404: { selectionPattern: "4.." }, 405: { selectionPattern: "40." } },
    );
    expect(found).toMatchObject({ end: "open", client: undefined });
    expect(previewText(found, { about: [], withTrace: false })).toBe(
      "# Which response answers cannot be told.\n",
    );
  });

  test("one that is looked at is shown though another answers", () => {
    const found = run({ sample: { status: 404 }, response: { selectionPattern: "5.." } });
    expect(found.client?.status).toBe("200");
    expect(wordsOf(found)).toContain(
      "For the status 404, this response does not answer. Its pattern does not match.",
    );
  });
});

/** One mapping on one sample: its value, or nothing where no header is sent. */
function checkMapping(source: string, sample: Fields, value: string | undefined): void {
  const responseParameters = { "method.response.header.X": source };
  expect(headersOf(run({ response: { responseParameters }, sample }))["X"]).toBe(value);
}

describe("headers come from each kind of source", () => {
  const body = { a: { b: [1, "two"] }, n: 1.0, t: true, e: "", u: "https://x/y", z: null };
  const headers = { ETag: "x", "Set-Cookie": ["a=1", "b=2"] };
  const request = { path: { id: "7" } };
  test.each<[string, string | undefined]>([
    ["'it''s'", "it''s"],
    ["''", undefined],
    ["integration.response.header.ETag", "x"],
    ["integration.response.header.etag", undefined],
    ["integration.response.header.Set-Cookie", "b=2"],
    ["integration.response.multivalueheader.Set-Cookie", "a=1,b=2"],
    ["integration.response.multivalueheader.ETag", "x"],
    ["integration.response.multivalueheader.None", undefined],
    ["integration.response.body.a", '{"b":[1,"two"]}'],
    ["integration.response.body.a.b[1]", "two"],
    ["integration.response.body.t", "true"],
    ["integration.response.body.u", "https://x/y"],
    ["integration.response.body.e", undefined],
    ["integration.response.body.z", undefined],
    ["integration.response.body.none.at.all", undefined],
    ["stageVariables.url", "s"],
    ["stageVariables.none", undefined],
    ["context.stage", "v1"],
    ["context.identity.sourceIp", "1.2.3.4"],
    ["context.identity", undefined],
    ["context.authorizer.principalId", undefined],
  ])("%s", (source, value) => {
    const context = { stage: "v1", identity: { sourceIp: "1.2.3.4" } };
    checkMapping(source, { body, headers, request, context, stageVariables: { url: "s" } }, value);
  });

  test.each<[string, Fields, string | undefined]>([
    ["integration.response.body", { body: " text " }, "text"],
    ["integration.response.body", {}, "{}"],
    ["integration.response.body.x", { body: "no JSON" }, undefined],
    ["integration.response.body.x", {}, undefined],
    ["integration.response.body[0].x", { body: [{ x: "y" }] }, "y"],
    ["integration.response.body.errorMessage", { errorMessage: "no" }, "no"],
    ["integration.response.body.errorMessage.code", { errorMessage: '{"code":404}' }, "404"],
    ["integration.response.body.errorMessage.code", { errorMessage: "no JSON" }, undefined],
  ])("%s of %o", checkMapping);

  test("a path into a body that is broken JSON is a 500", () => {
    const responseParameters = { "method.response.header.X": "integration.response.body.x" };
    expect(run({ response: { responseParameters }, sample: { body: '{"x":' } })).toMatchObject({
      end: "failed",
      client: FAILED,
    });
  });

  test("what API Gateway would refuse is told and left out", () => {
    const found = run({ response: { responseParameters: { "method.response.header.X": "*", X: "'y'" } } });
    expect(Object.keys(headersOf(found))).toEqual(["Content-Type"]);
    expect(found.trace.filter(({ isFault }) => isFault)).toHaveLength(2);
  });

  test("[documented] without a mapped Content-Type it is application/json", () => {
    expect(headersOf(run({}))).toEqual({ "Content-Type": "application/json" });
  });
});

describe("[AWS 2025-03-17] the conversion table", () => {
  test.each([
    // payload, Accept, contentHandling → what is done
    [false, false, undefined, "text"],
    [false, false, "CONVERT_TO_BINARY", "decoded"],
    [false, false, "CONVERT_TO_TEXT", "text"],
    [false, true, undefined, "decoded"],
    [false, true, "CONVERT_TO_BINARY", "decoded"],
    [false, true, "CONVERT_TO_TEXT", "text"],
    [true, false, undefined, "encoded"],
    [true, false, "CONVERT_TO_BINARY", "unchanged"],
    [true, false, "CONVERT_TO_TEXT", "encoded"],
    [true, true, undefined, "unchanged"],
    [true, true, "CONVERT_TO_BINARY", "unchanged"],
    [true, true, "CONVERT_TO_TEXT", "encoded"],
  ] as const)(
    "binary payload %s, binary accept %s, %s: %s",
    (isBinary, wantsBinary, contentHandling, how) => {
      expect(conversionOf({ isBinary, wantsBinary, contentHandling })).toBe(how);
    },
  );

  const png = { headers: { "Content-Type": "image/png" }, bodyBase64: "iVBORw==" };
  const binaryMediaTypes = ["image/*"];
  test.each<[string, Given, object]>([
    [
      "none and a text accept: bytes that are no UTF-8 become U+FFFD",
      { sample: { bodyBase64: "/2E=" } },
      { kind: "text", text: "\uFFFDa" },
    ],
    [
      "a binary payload for a client of text is base64",
      { sample: { ...png, binaryMediaTypes, accept: "text/html" } },
      { kind: "text", text: "iVBORw==" },
    ],
    [
      "a binary payload for a client of images is as it is",
      { sample: { ...png, binaryMediaTypes, accept: "image/webp,*/*" } },
      { kind: "base64", text: "iVBORw==" },
    ],
    [
      "only the first type of Accept counts",
      { sample: { ...png, binaryMediaTypes, accept: "text/html,image/webp" } },
      { kind: "text", text: "iVBORw==" },
    ],
    [
      "a text payload for a client of images is decoded",
      { sample: { body: "iVBORw==", binaryMediaTypes, accept: "image/png" } },
      { kind: "base64", text: "iVBORw==" },
    ],
    [
      "no binaryMediaTypes: text, whatever the client accepts",
      { sample: { ...png, bodyBase64: "YQ==", accept: "image/png" } },
      { kind: "text", text: "a" },
    ],
    [
      "CONVERT_TO_BINARY decodes text",
      { sample: { body: "iVBORw==" }, response: { contentHandling: "CONVERT_TO_BINARY" } },
      { kind: "base64", text: "iVBORw==" },
    ],
    [
      "CONVERT_TO_BINARY leaves bytes as they are",
      { sample: { ...png, binaryMediaTypes }, response: { contentHandling: "CONVERT_TO_BINARY" } },
      { kind: "base64", text: "iVBORw==" },
    ],
    [
      "CONVERT_TO_TEXT makes base64 of bytes, also for a client of images",
      {
        sample: { ...png, binaryMediaTypes, accept: "image/png" },
        response: { contentHandling: "CONVERT_TO_TEXT" },
      },
      { kind: "text", text: "iVBORw==" },
    ],
    [
      "CONVERT_TO_TEXT leaves text as it is, also for a client of images",
      {
        sample: { body: "a", binaryMediaTypes, accept: "image/png" },
        response: { contentHandling: "CONVERT_TO_TEXT" },
      },
      { kind: "text", text: "a" },
    ],
    [
      "a template reads base64 through $input.body",
      {
        sample: { ...png, binaryMediaTypes },
        response: { contentHandling: "CONVERT_TO_TEXT", ...template("<$input.body>") },
      },
      { kind: "text", text: "<iVBORw==>" },
    ],
  ])("%s", (_, given, body) => {
    expect(run(given).client?.body).toEqual(body);
  });

  test.each<[string, Given]>([
    [
      "text that is no base64",
      { sample: { body: "no base64!" }, response: { contentHandling: "CONVERT_TO_BINARY" } },
    ],
    [
      "a text payload that is no base64, for a client of images",
      { sample: { body: "no base64!", binaryMediaTypes, accept: "image/png" } },
    ],
    [
      "[AWS] CONVERT_TO_BINARY with a template",
      { sample: { body: "YQ==" }, response: { contentHandling: "CONVERT_TO_BINARY", ...template("x") } },
    ],
    [
      "[LS] a template over raw bytes",
      { sample: { ...png, binaryMediaTypes, accept: "image/png" }, response: template("x") },
    ],
  ])("%s is a 500", (_, given) => {
    expect(run(given)).toMatchObject({ end: "failed", client: FAILED });
  });
});

describe("which template runs", () => {
  const [json, xml, html] = ["application/json", "application/xml", "text/html"];
  test.each<[string, readonly (string | undefined)[], string | undefined, string | undefined, string]>([
    ["that of the type accepted", [json, xml], xml, xml, "documented"],
    ["parameters do not count", [json, xml], "application/xml; charset=utf-8", xml, "documented"],
    ["no Accept is application/json", [xml, json], undefined, json, "documented"],
    ["no Accept, no template for JSON: the first", [xml, html], undefined, xml, "documented"],
    ["nothing accepted: the first, where all sources agree", [json, xml], html, json, "documented"],
    ["nothing accepted: JSON or the first, which is not certain", [xml, json], html, json, "uncertain"],
    [
      "the template for JSON may have parameters",
      [xml, `${json}; charset=utf-8`],
      html,
      `${json}; charset=utf-8`,
      "uncertain",
    ],
    ["of several types the first", [json, xml], "application/xml,text/html", xml, "uncertain"],
  ])("%s", (_, types, accept, expected, evidence) => {
    const responseTemplates = Object.fromEntries(types.map((type) => [type, type]));
    const found = run({ response: { responseTemplates }, sample: accept === undefined ? {} : { accept } });
    expect(bodyOf(found)).toBe(expected);
    expect(found.trace.find(({ stage }) => stage === "template")?.evidence).toBe(evidence);
  });

  test.each<[string, Fields]>([
    ["none", {}],
    ["an empty one", template("")],
    ["one that is null", { responseTemplates: { "application/json": null } }],
  ])("%s passes the body through", (_, response) => {
    expect(bodyOf(run({ response, sample: { body: "raw" } }))).toBe("raw");
  });
});

describe("what a template prints", () => {
  test.each<[string, string, Fields, string]>([
    [
      "[AWS 2025-06-18] a map prints as Java's",
      "$input.path('$')",
      { body: { a: "b", c: "d" } },
      "{a=b, c=d}",
    ],
    ["[AWS 2025-03-19] an empty body is {}", "$input.body", {}, "{}"],
    ["[AWS 2025-03-19] urlEncode is form encoding", "$util.urlEncode('a b')", {}, "a+b"],
    [
      "the parameters of the request",
      "$input.params('id') $input.params().header.H",
      { request: { path: { id: "7" }, header: { H: "h" } } },
      "7 h",
    ],
    ["stage variables", "$stageVariables.url", { stageVariables: { url: "s" } }, "s"],
    ["[AWS 2025-05-20] what is null in identity", "[$context.identity.apiKey]", {}, "[]"],
    [
      "the keys of $context, identity and requestOverride, and no authorizer without one",
      "$context.keySet().size() $context.identity.keySet().size() $context.requestOverride.keySet().size() [$!context.authorizer]",
      {},
      "19 12 3 []",
    ],
    [
      "what the sample says of the call",
      "$context.stage $context.identity.sourceIp $context.authorizer.claims.sub",
      { context: { stage: "v1", authorizer: { claims: { sub: "me" } } } },
      "v1 203.0.113.7 me",
    ],
  ])("%s", (_, text, sample, output) => {
    expect(bodyOf(run({ response: template(text), sample }))).toBe(output);
  });

  test.each([
    ["$input.path('$.a')", '{"a":'],
    ["#if($a", "{}"],
  ])("%s fails, and the client gets a 500", (text, body) => {
    const found = run({ response: template(`\n${text}`), sample: { body } });
    expect(found).toMatchObject({ end: "failed", client: FAILED });
    expect(wordsOf(found)).toMatch(/line 2, column \d+ of the template; the client gets a 500/);
  });

  test("a body that is no JSON is told where its type says it is", () => {
    expect(
      wordsOf(run({ response: template('{\n  "a": $input.path("$"),\n}'), sample: { body: { b: 1 } } })),
    ).toContain("the body is no JSON from line 2, column");
    expect(wordsOf(run({ response: template("{a=b}"), sample: {} }))).toContain("no JSON");
  });
});

describe("overrides", () => {
  test("[AWS 2025-05-16] those of a MOCK's request template count, even without a template", () => {
    const context = { responseOverride: { status: 444, header: { foo: "is back" }, any: "x" } };
    const found = run({
      response: { responseTemplates: {} },
      sample: { type: "mock", status: 200, context },
    });
    expect(found.client?.status).toBe("444");
    expect(headersOf(found)["foo"]).toBe("is back");
    expect(bodyOf(run({ response: template("$context.responseOverride.any"), sample: { context } }))).toBe(
      "x",
    );
  });

  test("what stands for the request template of a MOCK is told", () => {
    const says = (type: string) =>
      run({ response: template("ok"), sample: { type, status: 200 } })
        .trace.map((step) => step.says)
        .join("\n");
    expect(says("mock")).toContain("The request template of the MOCK is not in sight");
    expect(says("http")).not.toContain("MOCK");
  });

  test.each([
    ["#set($o.status = 400)#set($o.status = 401)", ["status"], "401"],
    ['#set($o.header.X = "a")#set($x = $o.header.put("X", "b"))', ["header.X"], "444"],
    ["#foreach($i in [1..3])#set($o.status = 400)#end", ["status"], "400"],
    [
      '#if(false)#set($o.status = 400)#end#set($o.status = 401)#set($o.header.X = "a")#set($o.header.Y = "b")',
      [],
      "401",
    ],
  ])("set more than once: %s", (code, twice, status) => {
    const found = run({
      response: template(code.replaceAll("$o.", "$context.responseOverride.")),
      sample: { context: { responseOverride: { status: 444, header: { X: "from the request template" } } } },
    });
    const told = found.trace.flatMap(
      ({ says }) => /responseOverride\.(\S+) is set more/.exec(says)?.[1] ?? [],
    );
    expect(told).toEqual(twice);
    expect(found.client?.status).toBe(status);
  });

  test("an override wins over a mapped header", () => {
    const response = {
      responseParameters: { "method.response.header.X-A": "'mapped'" },
      ...template('#set($context.responseOverride.header.x-a = "own")'),
    };
    expect(headersOf(run({ response }))).toEqual({ "x-a": "own", "Content-Type": "application/json" });
  });

  test.each([
    ["404", "404", "documented"],
    ['"404"', "404", "uncertain"],
    ["99", "200", "observed"],
    ["600", "200", "observed"],
    ["4.5", "200", "observed"],
    ['"x"', "200", "observed"],
    ["[]", "200", "observed"],
  ])("the status %s makes %s", (written, status, evidence) => {
    const found = run({ response: template(`#set($context.responseOverride.status = ${written})`) });
    expect(found.client?.status).toBe(status);
    expect(found.trace.find(({ stage }) => stage === "override")?.evidence).toBe(evidence);
  });
});

describe("[AWS 2024-12-11] what becomes of headers", () => {
  const renamed =
    "Connection Content-Length Date Server Authorization Content-MD5 Expect Host Max-Forwards Proxy-Authenticate Trailer Upgrade User-Agent WWW-Authenticate";
  test.each(renamed.split(" "))("%s is renamed", (name) => {
    expect(fateOf(name, "http").fate).toBe("renamed");
    expect(fateOf(name.toLowerCase(), "lambda").fate).toBe("renamed");
  });

  test.each(["Connection", "Content-Length", "Date", "Server"])("%s for a MOCK too", (name) => {
    expect(fateOf(name, "mock").fate).toBe("renamed");
    expect(fateOf("WWW-Authenticate", "mock").fate).toBe("passed");
  });

  test.each([
    ["Transfer-Encoding", "dropped"],
    ["Content-Type", "passed"],
    ["Content-Encoding", "passed"],
    ["X-Own", "passed"],
    ["constructor", "passed"],
  ])("%s is %s", (name, fate) => {
    expect(fateOf(name, "aws").fate).toBe(fate);
  });

  test("under their new names they arrive", () => {
    const responseParameters = {
      "method.response.header.WWW-Authenticate": "'Basic'",
      "method.response.header.Transfer-Encoding": "'chunked'",
    };
    expect(headersOf(run({ response: { responseParameters } }))).toEqual({
      "X-Amzn-Remapped-WWW-Authenticate": "Basic",
      "Content-Type": "application/json",
    });
  });
});

describe("what runs without end is stopped and explained", () => {
  test.each([
    ["a loop over a million", "#foreach($i in [1..1000000])x#end", "Stopped after"],
    ["a thousand and one", "#foreach($i in [1..1001])x#end", "Stopped after 1000 iterations"],
    ["a growing text", '#set($s="aa")#foreach($i in [1..1000])#set($s="$s$s")#end$s', "Stopped after"],
    ["loops in loops", "#foreach($i in [1..999])#foreach($j in [1..999])$i#end#end", "Stopped after"],
    [
      "a list in an override that holds itself",
      "#set($l=[])#set($m=[$l])#set($q=$l.add($m))#set($context.responseOverride.header.X=$l)",
      "Stopped at a value",
    ],
    ["a macro that calls itself", "#macro(r)#r()#end#r()", "the client gets a 500"],
    ["300 KB", `#set($a = 1)${"$a text ".repeat(40_000)}`, "The template printed"],
    ["10,000 nested #if", "#if($a)".repeat(10_000), "the client gets a 500"],
  ])("%s", (_, text, says) => {
    expect(wordsOf(run({ response: template(text) }))).toContain(says);
  });
});

test("any sample on any template has an end that is told", () => {
  const parts = fc.constantFrom(
    "$input.path('$')",
    "$input.json('$..a')",
    "#if($x)",
    "#end",
    "$context",
    "#set($x = ",
    "$util.base64Decode('",
    "')",
    "\n",
    "{",
    '"',
  );
  const sample = fc.record(
    {
      status: fc.constantFrom(200, 404),
      headers: fc.dictionary(fc.string(), fc.string()),
      body: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
      accept: fc.string(),
      binaryMediaTypes: fc.array(fc.constantFrom("*/*", "image/*", "application/json")),
      context: fc.dictionary(fc.string(), fc.jsonValue()),
    },
    { requiredKeys: ["status"] },
  );
  const response = fc.record(
    {
      responseTemplates: fc.dictionary(
        fc.constantFrom("application/json", "text/html"),
        fc.array(parts).map((some) => some.join("")),
      ),
      responseParameters: fc.dictionary(
        fc.string().map((name) => `method.response.header.${name}`),
        fc.constantFrom(
          "'x'",
          "integration.response.body",
          "integration.response.body.a..b",
          "context.identity",
          "integration.response.body.$",
        ),
      ),
      contentHandling: fc.constantFrom("CONVERT_TO_TEXT", "CONVERT_TO_BINARY", "x"),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(response, sample, (given, tried) => {
      const found = run({ response: given, sample: tried });
      expect(found.client).toBeDefined();
      expect(previewText(found, { about: ["a"], withTrace: true })).toMatch(/^HTTP\/1\.1 \d{3}/);
      for (const { says } of found.trace) {
        expect(says).toMatch(/\.$/);
      }
    }),
  );
});
