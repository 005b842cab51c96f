// One random fault in a random right response raises exactly its rule. Every rule of a single response has a fault here.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RULES } from "../../server/src/service/rules/index";
import { CONTEXT_VARIABLES } from "../../server/src/service/vocabulary/contextVariables";
import { HEADERS } from "../../server/src/service/vocabulary/headers";
import { HTTP_METHODS } from "../../server/src/service/vocabulary/httpMethods";
import { MEDIA_TYPES } from "../../server/src/service/vocabulary/mediaTypes";
import { indentation, type PutBody, putBody, TO_HEADER, target } from "../support/putBodies";
import { analyseOwn, drawFindings, findingsIn } from "../support/rules";
import { jsonValue, textTemplate } from "../support/vtlTemplates";

/** A right response, and a way to write it as text once it is spoilt. */
interface Scene {
  readonly body: PutBody;
  readonly write: (value: unknown) => string;
}

const scene: fc.Arbitrary<Scene> = fc
  .tuple(putBody, indentation)
  .map(([body, indent]) => ({ body, write: (value) => JSON.stringify(value, undefined, indent) }));

type Fault = (scene: Scene) => fc.Arbitrary<string>;

/** The response with these mappings in the place of its own of the same names, and without what CORS forbids together. */
function mapped({ body, write }: Scene, mappings: Readonly<Record<string, unknown>>): string {
  const taken = new Set(Object.keys(mappings).map((key) => key.toLowerCase()));
  const own = Object.entries(body.responseParameters ?? {}).filter(
    ([key]) => !taken.has(key.toLowerCase()) && !key.toLowerCase().includes("access-control-"),
  );
  return write({ ...body, responseParameters: { ...Object.fromEntries(own), ...mappings } });
}

const source =
  (values: fc.Arbitrary<string>, header = "X-Fault"): Fault =>
  (at) =>
    values.map((value) => mapped(at, { [TO_HEADER + header]: value }));

function withTemplates({ body, write }: Scene, templates: Readonly<Record<string, unknown>>): string {
  const { contentHandling: _, ...rest } = body;
  return write({ ...rest, responseTemplates: templates });
}

const member =
  (name: string, values: fc.Arbitrary<unknown>): Fault =>
  ({ body, write }) =>
    values.map((value) => write({ ...body, [name]: value }));

const inTarget =
  (name: string, values: fc.Arbitrary<string>): Fault =>
  ({ body, write }) =>
    fc.tuple(target, values).map(([named, value]) => write({ ...named, [name]: value, ...body }));

/** A template of any kind that is right but for its end. */
const template =
  (spoil: (right: string) => fc.Arbitrary<string>): Fault =>
  (at) =>
    textTemplate.chain(spoil).map((text) => withTemplates(at, { "text/plain": text }));

/** An object of JSON with a member that is right. */
const jsonTemplateOf =
  (spoil: (member: string) => fc.Arbitrary<string>): Fault =>
  (at) =>
    jsonValue
      .chain((value) => spoil(`"right": ${value}`))
      .map((text) => withTemplates(at, { "application/json": text }));

const word = fc.stringMatching(/^[a-z]{4,10}$/);
const pick = (...values: readonly string[]) => fc.constantFrom(...values);

const FAULTS: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [
    "binary-template",
    (at) =>
      fc
        .constantFrom(...MEDIA_TYPES.values())
        .filter(({ binary }) => binary)
        .map(({ name }) => withTemplates(at, { [name]: "$input.body" })),
  ],
  [
    "content-handling",
    member("contentHandling", pick("", "BINARY", "PASSTHROUGH", "convert_to_text", "base64")),
  ],
  [
    "context-variable",
    source(
      fc.oneof(
        fc
          .constantFrom(...CONTEXT_VARIABLES.values())
          .filter(({ group, name }) => group !== "usable" && !name.startsWith("authorizer."))
          .map(({ name }) => `context.${name.replace(/\{.*\}/, "x")}`),
        word.map((name) => `context.zz${name}`),
        pick(
          "context.requestID",
          "context.identity.sourceip",
          "context.authorizer.claims",
          "context.identity",
        ),
      ),
    ),
  ],
  [
    "conversion-template",
    ({ body, write }) =>
      fc.constantFrom(...MEDIA_TYPES.keys()).map((type) =>
        write({
          ...body,
          responseTemplates: { [type]: "$input.body" },
          contentHandling: "CONVERT_TO_BINARY",
        }),
      ),
  ],
  [
    "cors-credentials",
    (at) =>
      pick(
        "Access-Control-Allow-Origin",
        "access-control-allow-headers",
        "Access-Control-Expose-Headers",
      ).map((header) =>
        mapped(at, {
          [TO_HEADER + header]: "'*'",
          [`${TO_HEADER}Access-Control-Allow-Credentials`]: "'true'",
        }),
      ),
  ],
  [
    "duplicate-key",
    ({ body, write }) =>
      pick("contentHandling", "selectionPattern").map((name) => {
        const { [name as keyof PutBody]: _, responseTemplates: __, ...rest } = body;
        const twice = write({ ...rest, [`${name}1`]: "CONVERT_TO_TEXT", [`${name}2`]: "CONVERT_TO_TEXT" });
        return twice.replaceAll(`${name}1`, name).replaceAll(`${name}2`, name);
      }),
  ],
  [
    "header-case",
    (at) =>
      word.map((name) => mapped(at, { [`${TO_HEADER}Y-${name}`]: "'a'", [`${TO_HEADER}y-${name}`]: "'b'" })),
  ],
  [
    "header-characters",
    source(pick("' a'", "'a\t'", "'a\nb'", "'a\r\nb'", "'a\u0000'", "'a\u00a0b'", "'\u200ba'", "'a\ufeff'")),
  ],
  [
    "header-renamed",
    (at) =>
      fc
        .constantFrom(...HEADERS.values())
        .filter(
          ({ onResponse, onResponseObserved }) => onResponse !== "passed" || onResponseObserved !== undefined,
        )
        .map(({ name }) => mapped(at, { [TO_HEADER + name]: `integration.response.header.${name}` })),
  ],
  [
    "header-value",
    (at) =>
      fc
        .constantFrom(
          ["Access-Control-Allow-Origin", "https://a.example,https://b.example"],
          ["Access-Control-Allow-Origin", "*.example.com"],
          ["Access-Control-Allow-Methods", "GET;POST"],
          ["Access-Control-Allow-Methods", "GET,ANY"],
          ["Access-Control-Max-Age", "one hour"],
          ["Access-Control-Allow-Credentials", "yes"],
          ["Allow", "PSOT"],
          ["Content-Type", "html"],
          ["Content-Type", "aplication/json"],
          ["Last-Modified", "yesterday"],
          ["Expires", "2025-07-01"],
          ["Retry-After", "5 minutes"],
          ["Age", "1.5"],
          ["X-Content-Type-Options", "sniff"],
        )
        .map(([header, value]) => mapped(at, { [TO_HEADER + header]: `'${value}'` })),
  ],
  [
    "hidden-template",
    (at) =>
      fc
        .constantFrom(...MEDIA_TYPES.values())
        .filter(({ binary }) => !binary)
        .chain(({ name: type }) =>
          pick(type.toUpperCase(), `${type}; charset=utf-8`).map((twin) => [type, twin] as const),
        )
        .map(([type, twin]) => withTemplates(at, { [type]: "1", [twin]: "2" })),
  ],
  [
    "http-method",
    inTarget(
      "httpMethod",
      fc.oneof(
        word,
        fc.constantFrom(...HTTP_METHODS.keys()).map((verb) => verb.toLowerCase()),
      ),
    ),
  ],
  [
    "inner-quotes",
    (at) =>
      fc.oneof(
        word.map((value) => mapped(at, { [`${TO_HEADER}X-Fault`]: `''${value}''` })),
        word.map((value) => mapped(at, { [`${TO_HEADER}X-Fault`]: `'see \\'${value}\\' there'` })),
        word.map((value) =>
          mapped(at, { [`${TO_HEADER}Content-Security-Policy`]: `'default-src '${value}'` }),
        ),
      ),
  ],
  [
    "invalid-escape",
    ({ body, write }) =>
      pick("\\d", "\\.", "\\w", "\\/x\\s").map((illegal) =>
        write({ ...body, selectionPattern: "PATTERN" }).replace("PATTERN", () => `4${illegal}`),
      ),
  ],
  [
    "json-path",
    source(
      word.chain((name) =>
        pick("[", "[]", "[0", "['a", "[a]", ".", "..", "...a", "..a", ".a b", ".max(").map(
          (end) => `integration.response.body.${name}${end}`,
        ),
      ),
    ),
  ],
  [
    "json-syntax",
    ({ body, write }) => fc.constant(write({ ...body, selectionPattern: "" }).replace(/\}$/, ",}")),
  ],
  [
    "mapping-key",
    (at) =>
      fc
        .tuple(
          pick(
            "method.response.headers.",
            "method.response.heder.",
            "gatewayresponse.header.",
            "method.response.body.",
          ),
          word,
        )
        .map(([prefix, name]) => mapped(at, { [prefix + name]: "'a'", [`${TO_HEADER}X-Fault`]: "'a'" })),
  ],
  [
    "mapping-source",
    source(
      fc
        .tuple(
          pick(
            "$context.",
            "integration.response.headers.",
            "method.request.header.",
            "$.",
            "stagevariables.",
          ),
          word,
        )
        .map(([prefix, name]) => prefix + name),
    ),
  ],
  [
    "media-type-key",
    (at) =>
      fc
        .oneof(
          word,
          fc.nat().map(String),
          pick(
            "*/*",
            "application/ json",
            "application/json; charset=utf-8",
            "aplication/json",
            "a/b/c",
            " text/html",
          ),
        )
        .map((type) => withTemplates(at, { [type]: "1" })),
  ],
  ["not-an-object", ({ body, write }) => fc.constant(write([body]))],
  [
    "parameter-name",
    (at) =>
      fc
        .tuple(word, pick(" ", "/", "[", "é", "–", "+"))
        .map(([name, illegal]) => mapped(at, { [`${TO_HEADER}X${illegal}${name}`]: "'a'" })),
  ],
  ["pattern-anchors", member("selectionPattern", pick("^404$", "404$", "^4..", "^(?s).+$"))],
  ["pattern-class-as-text", member("selectionPattern", pick("[Bad Request]", "[Not Found]"))],
  ["pattern-dot-newline", member("selectionPattern", pick("Malformed.*", ".*NotFound.*"))],
  ["pattern-glob", member("selectionPattern", pick("Invalid*", "Malformed*"))],
  ["pattern-matches-empty", member("selectionPattern", pick("(?s).*", "(?s)(?:Bad.*)?"))],
  ["pattern-never-matches", member("selectionPattern", pick("4\\d{2}^", "$404"))],
  ["pattern-slashes", member("selectionPattern", pick("4//d{2}", "//d+"))],
  ["pattern-stack-overflow", member("selectionPattern", pick("(\\n|.)+", "(.|\\n)+"))],
  ["pattern-syntax", member("selectionPattern", pick("(404|500", "[4", "4**"))],
  ["pattern-too-slow", member("selectionPattern", pick("(?s)(.*a){20}"))],
  [
    "quoted-expression",
    source(
      fc
        .tuple(pick("integration.response.header.", "$context.", "stageVariables."), word)
        .map(([prefix, name]) => `'${prefix}${name}'`),
    ),
  ],
  [
    "skeleton-placeholder",
    (at) =>
      pick("responseParameters", "responseTemplates").map((map) =>
        map === "responseParameters" ? mapped(at, { KeyName: "" }) : withTemplates(at, { KeyName: "" }),
      ),
  ],
  ["static-quotes", source(fc.oneof(word, pick("*", '"*"', "'a", "a'", "'a','b'")))],
  ["status-code", inTarget("statusCode", pick("OK", "99", "600", "20", "2xx", "2000"))],
  [
    "template-context-variable",
    template((at) =>
      pick("$context.error.message", "$context.requestID", "$context.responseLatency", "$context.stagee").map(
        (fault) => `${at}${fault}`,
      ),
    ),
  ],
  [
    "template-directive",
    template((at) =>
      pick(
        " #esle",
        "#endif",
        " #foreeach",
        "#if($input.path('$.a') == 1)a#else if(b)#end",
        " #nobody($a)",
      ).map((fault) => `${at}${fault}`),
    ),
  ],
  [
    "template-escape-quote",
    jsonTemplateOf((member) =>
      pick("$util.escapeJavaScript($input.body)", "$!{util.escapeJavaScript($input.path('$.a'))}").map(
        (fault) => `{ ${member}, "fault": "${fault}" }`,
      ),
    ),
  ],
  [
    "template-foreach-list",
    template((at) =>
      pick("$input.json('$.pets')", "$input.body", "$context.requestId", "'a,b'", "3").map(
        (fault) => `${at}#foreach($x in ${fault})a#end`,
      ),
    ),
  ],
  [
    "template-json-in-quotes",
    jsonTemplateOf((member) => word.map((name) => `{ ${member}, "fault": "$input.json('$.${name}')" }`)),
  ],
  [
    "template-json-output",
    jsonTemplateOf((member) =>
      pick(
        `{ ${member}, }`,
        `{ ${member} "a": 1 }`,
        `{ ${member}, a: 1 }`,
        `{ ${member}, 'a': 1 }`,
        `{ ${member}, "a" 1 }`,
        `{ ${member}, "a": $context.requestId }`,
        `{ ${member}, "a": word }`,
        `{ ${member}, "a": 01 }`,
        `{ ${member}, "a": }`,
        `{ ${member} ]`,
        `{ ${member}`,
        `{ ${member} } }`,
        `{ ${member}, "a": "line\nend" }`,
        `{ ${member}, "a": "it\\'s" }`,
        `[#foreach($e in $!list){ ${member} }#end]`,
        `[#foreach($e in $!list){ ${member} },#end]`,
        `{ ${member}#if($input.path('$.a') == 1),#end }`,
      ),
    ),
  ],
  [
    "template-json-path",
    template((at) =>
      pick("$.pets[0", "$.pets[a]", "$.pets.", "$..", "", "$.a b", "$.pets[?(@.age >)]").map(
        (fault) => `${at}$input.path('${fault}')`,
      ),
    ),
  ],
  [
    "template-map-as-text",
    template((at) =>
      pick("$input.path('$')", "$input.params()", "$input.path('$.q')$input.path('$.q').id").map(
        (fault) => `${at}${fault}`,
      ),
    ),
  ],
  [
    "template-member",
    template((at) =>
      pick(
        "$util.toJson($!a)",
        "$util.base64($!a)",
        "$input.json",
        "$input.header('a')",
        "$util.urlEncode()",
        "$input.body()",
      ).map((fault) => `${at}${fault}`),
    ),
  ],
  [
    "template-override",
    template((at) =>
      pick("'400'", "99", "1000", "4.5", '"200"').map(
        (fault) =>
          `#set($context.responseOverride.status = ${fault})${at.replaceAll(/#set\(\$context[^)]*\)/g, "")}`,
      ),
    ),
  ],
  [
    "template-params",
    template((at) =>
      pick("$input.params.id", "$input.params().headers.Accept", "$input.params('header.Accept')").map(
        (fault) => `${at}${fault}`,
      ),
    ),
  ],
  ["template-size", (at) => word.map((text) => withTemplates(at, { "text/plain": text.repeat(80_000) }))],
  [
    "template-syntax",
    (at) =>
      pick("#if($a)", "#end", "#set($a = )", "#foreach($a)x#end", "$", "#set($a = null)").map((text) =>
        withTemplates(at, { "text/plain": text }),
      ),
  ],
  [
    "template-unescaped",
    jsonTemplateOf((member) =>
      pick("$input.path('$.a')", "$input.params('a')", "$!{input.path('$.b').c}", "$util.urlDecode($!a)").map(
        (fault) => `{ ${member}, "fault": "${fault}" }`,
      ),
    ),
  ],
  [
    "template-unsupported",
    template((at) =>
      pick(
        "#parse('a.vm')",
        "#include('a')",
        "#macro(faulty)a#end",
        "#evaluate('a')",
        "#define($d)a#end",
      ).map((fault) => `${at}${fault}`),
    ),
  ],
  [
    "template-variable",
    template((at) =>
      pick(
        "$ctx.stage",
        "$inputt.body",
        "$contxt.stage",
        "#set($total = 1)$totla",
        "$nowhere",
        "$util.urlEncode($nowhere.at.all)",
        "#foreach($each in $nowhere)$each#end",
      ).map((fault) => `${at}${fault}`),
    ),
  ],
  [
    "template-velocity-version",
    template((at) =>
      pick(
        "#if($input.path('$.a'))a#end",
        "#set($aa = 1)$aa-$aa",
        "#foreach($i in [1..3])$velocityCount#end",
      ).map((fault) => `${at}${fault}`),
    ),
  ],
  [
    "unknown-property",
    ({ body, write }) => word.map((name) => write({ selectionPattern: "", ...body, [`zz${name}`]: "" })),
  ],
  [
    "value-type",
    (at) =>
      fc
        .constantFrom(1, true, [], {})
        .map((value) => mapped(at, { [`${TO_HEADER}X-Fault`]: value, [`${TO_HEADER}X-Right`]: "'a'" })),
  ],
]);

describe("one fault in a right response raises exactly its rule", () => {
  test.each([...FAULTS])("%s", (rule, fault) => {
    const spoilt = scene.chain(fault);
    fc.assert(
      fc.property(spoilt, (text) => {
        const found = findingsIn(analyseOwn(text));
        const raised = [...new Set(found.map(({ finding }) => finding.rule))];
        expect(raised, text.length < 10_000 ? drawFindings(text, found) : "a long text").toEqual([rule]);
      }),
      { numRuns: rule === "template-size" ? 5 : 100 },
    );
  });
});

test("every rule of a single response has a fault", () => {
  const single = RULES.filter(({ subject }) => (subject as string) !== "method").map(({ id }) => id);
  expect([...FAULTS.keys()]).toEqual(single);
});
