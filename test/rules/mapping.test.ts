// The two parsers of the mapping language, by tables: what is legal, and why something is not.
import { describe, expect, test } from "vitest";
import type { MappingKey, MappingSource } from "../../server/src/service/islands/mapping/mapping";
import { parseMappingKey } from "../../server/src/service/islands/mapping/parseKey";
import { meantByStatic, parseMappingSource } from "../../server/src/service/islands/mapping/parseSource";
import { DecodedText, HOLE } from "../../server/src/service/text/decodedText";
import { spanOf } from "../../server/src/service/text/span";

/** A text as it stands; each `…` is a hole of one place. */
function textOf(written: string): DecodedText {
  const pieces = Array.from(written, (character, at) => {
    const source = spanOf(at, at + 1);
    return character === "…"
      ? ({ kind: "hole", at, length: 1, source } as const)
      : ({ kind: "literal", at, length: 1, source } as const);
  });
  return new DecodedText(written.replaceAll("…", HOLE), pieces, 0, (text) => text);
}

describe("keys", () => {
  test.each([
    ["method.response.header.ETag", "ETag"],
    ["method.response.header.Access-Control-Allow-Origin", "Access-Control-Allow-Origin"],
    ["method.response.header.a.b", "a.b"],
    ["method.response.header. X", " X"],
    ["method.response.header.X-…", `X-${HOLE}`],
  ])("%s", (written, name) => {
    const nameSpan = spanOf("method.response.header.".length, written.length);
    expect(parseMappingKey(textOf(written))).toEqual({ kind: "header", name, nameSpan } satisfies MappingKey);
  });

  test.each([
    ["", "empty", undefined, ""],
    ["method.response.header.", "noName", undefined, "method.response.header."],
    ["method.response.header", "noName", "method.response.header.", "method.response.header"],
    ["method.response.headers.", "noName", "method.response.header.", "method.response.headers."],
    ["method.response.headers.X", "misspelled", "method.response.header.X", "method.response.headers"],
    ["Method.Response.Header.X", "misspelled", "method.response.header.X", "Method.Response.Header"],
    ["method.reponse.header.a.b", "misspelled", "method.response.header.a.b", "method.reponse.header"],
    ["mehtod.response.haeder.X", "misspelled", "method.response.header.X", "mehtod.response.haeder"],
    ["response.header.X", "misspelled", "method.response.header.X", "response.header.X"],
    ["header.X", "misspelled", "method.response.header.X", "header.X"],
    ["gatewayresponse.header.X", "otherTarget", "method.response.header.X", "gatewayresponse.header.X"],
    ["method.request.header.X", "otherTarget", "method.response.header.X", "method.request.header.X"],
    [
      "method.response.multivalueheader.X",
      "otherTarget",
      "method.response.header.X",
      "method.response.multivalueheader.X",
    ],
    [
      "integration.response.header.X",
      "otherTarget",
      "method.response.header.X",
      "integration.response.header.X",
    ],
    ["integration.request.path.id", "otherTarget", undefined, "integration.request.path.id"],
    ["method.response.body", "otherTarget", undefined, "method.response.body"],
    ["method.response.body.x", "otherTarget", undefined, "method.response.body.x"],
    ["context.requestId", "otherTarget", undefined, "context.requestId"],
    ["Content-Type", "bareName", "method.response.header.Content-Type", "Content-Type"],
    ["X Id", "otherTarget", undefined, "X Id"],
    ["method.response.…", "unknown", undefined, "method.response.…"],
    ["…", "unknown", undefined, "…"],
  ] as const)("%j is wrong: %s", (written, reason, suggestion, at) => {
    const span = spanOf(0, at.length);
    expect(parseMappingKey(textOf(written))).toEqual({
      kind: "invalid",
      reason,
      span,
      suggestion,
    } satisfies MappingKey);
  });
});

describe("sources", () => {
  test.each([
    ["'*'", "static", "*"],
    ["''", "static", ""],
    ["'default-src 'self''", "static", "default-src 'self'"],
    [`'realm="Pegged Web API"'`, "static", 'realm="Pegged Web API"'],
    ["'a','b'", "static", "a','b"],
    ["'integration.response.body'", "static", "integration.response.body"],
    ["'a\nb'", "static", "a\nb"],
    ["'…'", "static", HOLE],
    ["integration.response.header.ETag", "integrationHeader", "ETag"],
    ["integration.response.header.x.y", "integrationHeader", "x.y"],
    ["integration.response.multivalueheader.Set-Cookie", "integrationMultivalueHeader", "Set-Cookie"],
    ["integration.response.body", "integrationBody", undefined],
    ["integration.response.body.redirect.url", "integrationBodyPath", "redirect.url"],
    ["integration.response.body.pets[0].name", "integrationBodyPath", "pets[0].name"],
    ["integration.response.body.a['b.c']", "integrationBodyPath", "a['b.c']"],
    ["integration.response.body[0].name", "integrationBodyPath", "[0].name"],
    ["integration.response.body..name", "integrationBodyPath", ".name"],
    ["stageVariables.origin", "stageVariable", "origin"],
    ["context.requestId", "context", "requestId"],
    ["context.identity.sourceIp", "context", "identity.sourceIp"],
    ["context.authorizer.claims.cognito:username", "context", "authorizer.claims.cognito:username"],
  ] as const)("%j", (written, kind, rest) => {
    const found = parseMappingSource(textOf(written));
    expect(found.kind).toBe(kind);
    expect(restOf(found)).toBe(rest);
  });

  test.each([
    ["", "empty", undefined],
    ["*", "unquoted", "'*'"],
    ["application/json", "unquoted", "'application/json'"],
    ["true", "unquoted", "'true'"],
    ["content.type", "unquoted", "'content.type'"],
    ["context-free", "unquoted", "'context-free'"],
    ["$100", "unquoted", "'$100'"],
    ["default-src 'self'", "unquoted", "'default-src 'self''"],
    ["'self' https://example.com", "unquoted", "''self' https://example.com'"],
    ["Basic realm='x', charset='UTF-8'", "unquoted", "'Basic realm='x', charset='UTF-8''"],
    ['"*"', "doubleQuoted", "'*'"],
    ["'a", "openQuote", "'a'"],
    ["a'", "openQuote", "'a'"],
    ["'", "openQuote", "''"],
    ["'Content-Type',Authorization", "openQuote", "'Content-Type,Authorization'"],
    ["Content-Type, 'Authorization'", "openQuote", "'Content-Type, Authorization'"],
    [" '*'", "misspelled", "'*'"],
    ["integration.response.header.X ", undefined, undefined],
    [" context.requestId", "misspelled", "context.requestId"],
    ["$context.requestId", "dollarPrefix", "context.requestId"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Velocity writes references so.
    ["${stageVariables.origin}", "dollarPrefix", "stageVariables.origin"],
    ["$!{context.requestId}", "dollarPrefix", "context.requestId"],
    ["$integration.response.header.X", "dollarPrefix", "integration.response.header.X"],
    ["$.url", "dollarPrefix", "integration.response.body.url"],
    ["$[0].url", "dollarPrefix", "integration.response.body.[0].url"],
    ["$", "dollarPrefix", "integration.response.body"],
    ["$input.path('$.url')", "dollarPrefix", "integration.response.body.url"],
    ["$input.json('$')", "dollarPrefix", "integration.response.body"],
    ["$input.body", "dollarPrefix", "integration.response.body"],
    ["$input.params('x')", "dollarPrefix", undefined],
    ["$util.urlEncode('x')", "dollarPrefix", undefined],
    ["integration.response.body.$.url", "dollarPrefix", "integration.response.body.url"],
    ["integration.response.body.$", "dollarPrefix", "integration.response.body"],
    ["integration.response.headers.X", "headersPlural", "integration.response.header.X"],
    ["method.request.header.Origin", "methodRequest", undefined],
    ["method.request.querystring.q", "methodRequest", undefined],
    ["integration.response.header.", "noName", undefined],
    ["integration.response.headers", "noName", undefined],
    ["integration.response.body.", "noName", undefined],
    ["integration.response", "noName", undefined],
    ["stageVariables", "noName", undefined],
    ["stageVariables.", "noName", undefined],
    ["context.", "noName", undefined],
    ["integration.reponse.header.X", "misspelled", "integration.response.header.X"],
    ["integration.response.Header.X", "misspelled", "integration.response.header.X"],
    ["integration.response.boby.a.b", "misspelled", "integration.response.body.a.b"],
    ["integration.response.boby", "misspelled", "integration.response.body"],
    ["integration.response.multiValueHeader.X", "misspelled", "integration.response.multivalueheader.X"],
    ["method.response.header.X", "misspelled", "integration.response.header.X"],
    ["integration.request.header.X", "misspelled", "integration.response.header.X"],
    ["stageVariable.x", "misspelled", "stageVariables.x"],
    ["stagevariables.x", "misspelled", "stageVariables.x"],
    ["Context.requestId", "misspelled", "context.requestId"],
    ["contxt.identity.sourceIp", "misspelled", "context.identity.sourceIp"],
    ["integration.response.statusCode", "misspelled", undefined],
    ["integration.response.header['X']", "misspelled", undefined],
    ["…", "unknown", undefined],
    ["integration.response.header.…", "unknown", undefined],
    ["…'", "unknown", undefined],
  ] as const)("%j is wrong: %s", (written, reason, suggestion) => {
    const found = parseMappingSource(textOf(written));
    if (reason === undefined) {
      expect(found.kind).not.toBe("invalid");
      return;
    }
    expect(found).toMatchObject({ kind: "invalid", reason });
    expect(found.kind === "invalid" && found.suggestion).toBe(suggestion);
  });

  test("only the plural is at fault in a plural", () => {
    const written = "integration.response.headers.X";
    expect(parseMappingSource(textOf(written))).toMatchObject({
      span: spanOf(0, "integration.response.headers".length),
    });
  });

  test("every suggestion is a legal source", () => {
    for (const written of ["*", "'a", '"x"', "$.a", "$context.stage", " '*' ", "Context.stage"]) {
      const found = parseMappingSource(textOf(written));
      const suggestion = found.kind === "invalid" ? found.suggestion : undefined;
      expect(parseMappingSource(textOf(suggestion ?? "")).kind).not.toBe("invalid");
    }
  });
});

describe("what a static value spells out", () => {
  test.each([
    ["integration.response.header.X", "integration.response.header.X"],
    ["integration.response.body", "integration.response.body"],
    ["context.requestId", "context.requestId"],
    ["$context.requestId", "context.requestId"],
    ["$stageVariables.x", "stageVariables.x"],
    ["$", undefined],
    ["$.a", undefined],
    ["context", undefined],
    ["see context.requestId", undefined],
    ["*", undefined],
    ["", undefined],
  ])("%j", (value, meant) => expect(meantByStatic(value)).toBe(meant));
});

function restOf(source: MappingSource): string | undefined {
  switch (source.kind) {
    case "static":
      return source.value;
    case "integrationBodyPath":
      return source.path;
    case "integrationBody":
    case "invalid":
      return undefined;
    default:
      return source.name;
  }
}
