// Answers recorded from the service, as oracles.md lists them: each test names the fact it holds.
import { describe, expect, test } from "vitest";
import { parseVtlText, readJson, renderForGateway } from "../../../server/src/service/islands/vtl";
import { JavaMap, textOf } from "../../../server/src/service/islands/vtl/java/value";

interface Sample {
  readonly body?: string;
  readonly context?: unknown;
  readonly header?: readonly (readonly [string, string])[];
  readonly path?: readonly (readonly [string, string])[];
  readonly querystring?: readonly (readonly [string, string])[];
  readonly stageVariables?: readonly (readonly [string, string])[];
}

function rendering(template: string, sample: Sample = {}) {
  const context = readJson(JSON.stringify(sample.context ?? {}))?.value;
  return renderForGateway(parseVtlText(template), template, {
    body: sample.body ?? "",
    parameters: {
      path: sample.path ?? [],
      querystring: sample.querystring ?? [],
      header: sample.header ?? [],
    },
    context: context instanceof JavaMap ? context : new JavaMap(),
    stageVariables: sample.stageVariables ?? [],
  });
}

function rendered(template: string, sample: Sample = {}): string {
  const { outcome } = rendering(template, sample);
  return outcome.kind === "rendered" ? outcome.output : `${outcome.kind}: ${outcome.message}`;
}

describe("[AWS 2025-06-18] $input.path", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["maps print as Java's", '{"a":"b","c":"d"}', "{a=b, c=d}"],
    ["lists print compact JSON", '[{"foo": "bar"}]', '[{"foo":"bar"}]'],
    ["a map that holds a list", '{"foo":[{"nested":"bar"}]}', '{foo=[{"nested":"bar"}]}'],
  ];
  test.each(cases)("%s", (_name, body, expected) => {
    expect(rendered("$input.path('$')", { body })).toBe(expected);
    expect(rendered("$input.path('$').toString()", { body })).toBe(expected);
  });

  test("a missing path or null prints nothing and equals both $null and the empty text", () => {
    const template =
      "[$input.path('$.x')]#if($input.path('$.x') == $null)N#end#if($input.path('$.x') == '')E#end";
    expect(rendered(template, { body: "{}" })).toBe("[]NE");
    expect(rendered(template, { body: '{"x":null}' })).toBe("[]NE");
  });

  test("[] is neither", () => {
    const template = "#if($input.path('$.x') == $null)N#end#if($input.path('$.x') == '')E#end.";
    expect(rendered(template, { body: '{"x":[]}' })).toBe(".");
  });

  test("a property of a list prints nothing", () => {
    expect(rendered("[$input.path('$').foo]", { body: '[{"foo":1}]' })).toBe("[]");
  });
});

describe("[AWS 2025-03-19] $input.body and $util", () => {
  test("the body is the raw text, and {} when it is empty", () => {
    expect(rendered("$input.body", { body: ' { "a" : 1 } ' })).toBe(' { "a" : 1 } ');
    expect(rendered("$input.body")).toBe("{}");
  });
  test("a member of the body prints nothing", () => {
    expect(rendered("[$input.body.x]", { body: '{"x":1}' })).toBe("[]");
  });
  test("urlEncode is form encoding", () => {
    expect(rendered("$util.urlEncode('a b&c=é')")).toBe("a+b%26c%3D%C3%A9");
  });
});

describe("[AWS] null rules of the fitted model", () => {
  test.each([
    ["#if($nope == '')Y#end#if($nope == $null)Y#end", "YY"],
    ["#if($nope != '')Y#{else}N#end", "N"],
    ["#foreach($x in $nope)x#end|", "|"],
    ["$nope$nope.a.b()", ""],
    ["#set($map = {'a': 1})[$map.missing$map.get('missing')]", "[]"],
    ['#set($text = "[$nope]")$text', "[]"],
    ["#set($v = $nope + 1)$v", "1"],
    ["#nosuch($x)", "#nosuch($x)"],
  ])("%s", (template, expected) => {
    expect(rendered(template)).toBe(expected);
  });
});

describe("[AWS 2025-05-20] $context", () => {
  const keys =
    "accountId apiId awsEndpointRequestId deploymentId domainName domainPrefix extendedRequestId httpMethod identity " +
    "path protocol requestId requestOverride requestTime requestTimeEpoch resourceId resourcePath stage";
  const identity =
    "accountId accessKey apiKey caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId " +
    "cognitoIdentityPoolId principalOrgId sourceIp user userAgent";

  function entries(names: string, value: (name: string) => unknown): unknown {
    return Object.fromEntries(names.split(" ").map((name) => [name, value(name)]));
  }

  // The orders are those of `java.util.HashMap` in JDK 17 for the same keys.
  test("maps iterate as java.util.HashMap does", () => {
    const context = {
      ...(entries(keys, (name) => name) as object),
      identity: entries(identity, () => null),
      requestOverride: {},
    };
    const each = (map: string) => `#foreach($k in ${map}.keySet())$k#if($foreach.hasNext),#end#end`;
    expect(rendered(each("$context"), { context })).toBe(
      "resourceId,resourcePath,httpMethod,extendedRequestId,requestTime,accountId," +
        "awsEndpointRequestId,path,protocol,requestOverride,stage,domainPrefix,requestTimeEpoch,identity,requestId," +
        "deploymentId,domainName,responseOverride,apiId",
    );
    expect(rendered(each("$context.identity"), { context })).toBe(
      "cognitoIdentityPoolId,accountId,cognitoIdentityId,caller,apiKey,principalOrgId,sourceIp,accessKey," +
        "cognitoAuthenticationType,cognitoAuthenticationProvider,userAgent,user",
    );
    expect(rendered(each("$context.requestOverride"))).toBe("path,header,querystring");
  });

  test("null fields, maps and overrides print nothing", () => {
    const context = { identity: { apiKey: null, sourceIp: "1.2.3.4" } };
    expect(rendered("[$context.identity.apiKey|$context.identity.sourceIp]", { context })).toBe("[|1.2.3.4]");
    const maps = "$context $context.get('identity') $context.requestOverride $context.responseOverride";
    expect(rendered(`[${maps} $context.responseOverride.header]`, { context })).toBe("[    ]");
    const parts = ["header", "path", "querystring"].map((part) => `$context.requestOverride.${part}`);
    expect(rendered(`[${parts.join("")}$context.get("requestOverride")]`, { context })).toBe("[]");
  });

  test("responseOverride has only header at first, and there is no authorizer without one", () => {
    expect(rendered("$context.responseOverride.keySet() $context.containsKey('authorizer')")).toBe(
      "[header] false",
    );
  });
});

describe("[AWS 2025-05-16, 2025-05-29] overrides", () => {
  test("status and headers are handed on, arbitrary members stay", () => {
    const template =
      "#set($context.responseOverride.status = 444)" +
      "#set($context.responseOverride.header.foo = 'is back')" +
      "#set($context.responseOverride.anything = 'x')$context.responseOverride.anything";
    const { overrides, outcome } = rendering(template);
    expect(textOf(overrides.status)).toBe("444");
    expect(overrides.headers).toEqual([["foo", "is back"]]);
    expect(outcome).toMatchObject({ output: "x" });
  });

  test("what the request template wrote is visible", () => {
    const context = { requestOverride: { header: { a: "1" } }, responseOverride: { header: { b: "2" } } };
    const template = "$context.requestOverride.header.a$context.responseOverride.header.b";
    expect(rendered(template, { context })).toBe("12");
  });

  test('$context["requestOverride"].querystring["k"], [$var] and .put() all work', () => {
    const template =
      '#set($context["requestOverride"].querystring["k"] = "v")' +
      '#set($name = "n")#set($context.requestOverride.querystring[$name] = "w")' +
      '#set($_ = $context.requestOverride.header.put("h", "x"))' +
      '#set($d = $context.requestOverride.header.put("h", "x"))' +
      "$context.requestOverride.querystring.k $context.requestOverride.querystring.n $context.requestOverride.header.h";
    expect(rendered(template)).toBe("v w x");
  });
});

describe("[documented] parameters, stage variables and functions", () => {
  const sample: Sample = {
    path: [["id", "p"]],
    querystring: [
      ["id", "q"],
      ["page", "2"],
    ],
    header: [["X-Id", "h"]],
    stageVariables: [["url", "https://x"]],
    body: '{"s":"it\'s"}',
  };
  test.each([
    ["$input.params('id') $input.params('page') $input.params('X-Id') [$input.params('nope')]", "p 2 h []"],
    ["$input.params().path.id $input.params().header.get('X-Id')", "p h"],
    ["#foreach($k in $input.params().keySet())$k #end", "path querystring header "],
    ["$stageVariables.url ${stageVariables['url']} [$stageVariables.nope]", "https://x https://x []"],
    ["$input.json('$.s') $input.json('$.nope')", '"it\'s" ""'],
    ["$util.escapeJavaScript($input.path('$.s'))", "it\\'s"],
    [`$util.escapeJavaScript($input.path('$.s')).replaceAll("\\\\'","'")`, "it's"],
    ["$util.base64Encode('aé') $util.base64Decode('YcOp')", "YcOp aé"],
    ["$util.urlDecode('a+b%C3%A9')", "a bé"],
    [`$util.parseJson('{"a":[1,{"b":2}]}').a[1].b`, "2"],
    ["[$util.toJson('x')]", "[]"],
  ])("%s", (template, expected) => {
    expect(rendered(template, sample)).toBe(expected);
  });

  test("a body that is broken JSON fails, with the place", () => {
    const { outcome } = rendering("x $input.path('$.a')", { body: '{"a":' });
    expect(outcome).toMatchObject({
      kind: "failed",
      exception: "MethodInvocationException",
      span: { start: 9 },
    });
  });
});
