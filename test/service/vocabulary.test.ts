import { describe, expect, it } from "vitest";
import { JavaMap, parseVtlText, renderForGateway } from "../../server/src/service/islands/vtl";
import { CONTENT_HANDLING } from "../../server/src/service/vocabulary/contentHandling";
import { CONTEXT_VARIABLES, findContextVariable } from "../../server/src/service/vocabulary/contextVariables";
import { TEMPLATE_DIRECTIVES } from "../../server/src/service/vocabulary/directives";
import type { Entry, Vocabulary } from "../../server/src/service/vocabulary/entry";
import {
  HTTP_TOKEN,
  MEDIA_TYPE,
  PARAMETER_NAME,
  PARAMETER_NAME_TEXT,
  SOURCE_PREFIX,
  STATUS_CODE,
  STATUS_CODE_TEXT,
} from "../../server/src/service/vocabulary/grammar";
import { findHeader, HEADERS } from "../../server/src/service/vocabulary/headers";
import { HTTP_METHODS } from "../../server/src/service/vocabulary/httpMethods";
import { MAPPING_SOURCES } from "../../server/src/service/vocabulary/mappingSources";
import { MEDIA_TYPES } from "../../server/src/service/vocabulary/mediaTypes";
import { MEMBERS } from "../../server/src/service/vocabulary/members";
import { SELECTION_PATTERNS } from "../../server/src/service/vocabulary/selectionPatterns";
import { SNIPPETS, type SnippetMember, snippetPieces } from "../../server/src/service/vocabulary/snippets";
import { STATUS_CLASSES, STATUS_CODES } from "../../server/src/service/vocabulary/statusCodes";
import {
  type MemberParameter,
  membersOf,
  TEMPLATE_MEMBERS,
} from "../../server/src/service/vocabulary/templateMembers";
import { TEMPLATE_ROOTS } from "../../server/src/service/vocabulary/templateRoots";

const VOCABULARIES: readonly [string, Vocabulary, number][] = [
  ["members", MEMBERS, 8],
  ["contentHandling", CONTENT_HANDLING, 2],
  ["contextVariables", CONTEXT_VARIABLES, 81],
  ["directives", TEMPLATE_DIRECTIVES, 15],
  ["headers", HEADERS, 150],
  ["httpMethods", HTTP_METHODS, 8],
  ["mappingSources", MAPPING_SOURCES, 7],
  ["mediaTypes", MEDIA_TYPES, 30],
  ["selectionPatterns", SELECTION_PATTERNS, 8],
  ["snippets", SNIPPETS, 20],
  ["statusCodes", STATUS_CODES, 64],
  ["templateMembers", TEMPLATE_MEMBERS, 60],
  ["templateRoots", TEMPLATE_ROOTS, 7],
];

describe.each(VOCABULARIES)("every entry of %s", (_, vocabulary, atLeast) => {
  const entries: readonly Entry[] = [...vocabulary.values()];

  it("is there, under a name of its own whatever its case", () => {
    expect(entries.length).toBeGreaterThanOrEqual(atLeast);
    expect(new Set(entries.map((entry) => entry.name.toLowerCase())).size).toBe(entries.length);
    for (const [name, entry] of vocabulary) expect(name).toBe(entry.name);
  });

  it("has a summary of one short sentence and a detail of whole ones", () => {
    for (const { name, summary, detail } of entries) {
      expect(summary, name).toMatch(/^[A-Z`].*[^.]\.$/s);
      expect(summary, name).not.toContain("\n");
      expect(summary.length, name).toBeLessThanOrEqual(160);
      if (detail !== "") expect(detail, name).toMatch(/\.$/);
      for (const text of [summary, detail]) expect(text, name).not.toMatch(/undefined| {2}| \.|\.\./);
    }
  });

  it("says where it comes from", () => {
    for (const { name, source } of entries) {
      expect(new URL(source).protocol, name).toBe("https:");
    }
  });
});

describe("the grammar", () => {
  it("prints what it matches", () => {
    expect(PARAMETER_NAME.source).toBe(PARAMETER_NAME_TEXT);
    expect(STATUS_CODE.source).toBe(`^${STATUS_CODE_TEXT}$`);
  });

  it.each(["page[size]", "x!y", "x+y", "", "a b", "ü"])("refuses the name %j", (name) => {
    expect(PARAMETER_NAME.test(name)).toBe(false);
  });

  it.each(["text", "text/", "123", "text/plain;", "a b/c"])("refuses the media type %j", (type) => {
    expect(MEDIA_TYPE.test(type)).toBe(false);
  });

  it.each(["a/b; charset=utf-8", 'a/b;q="x y"', "application/vnd.api+json"])("takes %j", (type) => {
    expect(MEDIA_TYPE.test(type)).toBe(true);
  });
});

describe("mapping sources", () => {
  it("begin with their prefix, as they are inserted too", () => {
    for (const { name, prefix, insert, example, detail } of MAPPING_SOURCES.values()) {
      expect([name, insert, example].every((text) => text.startsWith(prefix))).toBe(true);
      expect(insert.match(/\$\{1:\w+\}/g)?.length ?? 0).toBe(/[{]|static/.test(name) ? 1 : 0);
      expect(detail).not.toBe("");
    }
  });

  it("have a kind each, of the grammar's", () => {
    const kinds = [...MAPPING_SOURCES.values()].map((source) => source.kind).sort();
    expect(kinds).toEqual([...Object.keys(SOURCE_PREFIX), "static"].sort());
  });
});

describe("context variables", () => {
  it("are open exactly where they end in a hole", () => {
    for (const { name, open, prefix } of CONTEXT_VARIABLES.values()) {
      expect(name).toMatch(/^[a-zA-Z]+(\.[a-zA-Z]+)*(\.\{[a-z]+\})?$/);
      expect(name.startsWith(prefix)).toBe(true);
      expect(open).toBe(prefix !== name);
      expect(prefix.endsWith(".")).toBe(open);
    }
  });

  it.each([
    ["requestId", "requestId"],
    ["identity.sourceIp", "identity.sourceIp"],
    ["authorizer.principalId", "authorizer.principalId"],
    ["authorizer.tenant", "authorizer.{property}"],
    ["authorizer.claims.sub", "authorizer.claims.{property}"],
    ["authorizer.claims.custom:tier", "authorizer.claims.{property}"],
    ["authorizer.status", "authorizer.status"],
    ["responseOverride.header.X", "responseOverride.header.{name}"],
    ["authorizer.", undefined],
    ["authorizer", undefined],
    ["identity.sourceip", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("%j is found as %j", (name, expected) => {
    expect(findContextVariable(name)?.name).toBe(expected);
  });

  it("are grouped by where they have a value", () => {
    const groupOf = (name: string) => findContextVariable(name)?.group;
    expect(groupOf("stage")).toBe("usable");
    expect(groupOf("error.message")).toBe("gatewayResponseOnly");
    expect(groupOf("integrationLatency")).toBe("accessLogOnly");
    expect(groupOf("responseOverride.status")).toBe("overrides");
  });
});

describe("status codes", () => {
  it("are those that IANA registers", () => {
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`);
    const registered = [
      ...range(100, 104),
      ...range(200, 208),
      "226",
      ...range(300, 308),
      ...range(400, 418),
      ...range(421, 426),
      ...["428", "429", "431", "451"],
      ...range(500, 508),
      ...["510", "511"],
    ];
    expect([...STATUS_CODES.keys()]).toEqual(registered);
  });

  it("have a reason phrase and a class", () => {
    for (const { name, reason, bodiless } of STATUS_CODES.values()) {
      expect(name).toMatch(STATUS_CODE);
      expect(reason).toMatch(/^[A-Z(][\w ()-]+$/);
      expect(STATUS_CLASSES.get(name.charAt(0))).toMatch(/\.$/);
      expect(bodiless).toBe(name.startsWith("1") || ["204", "205", "304"].includes(name));
    }
  });
});

describe("headers", () => {
  it("have names that HTTP and API Gateway take", () => {
    for (const { name } of HEADERS.values()) {
      expect(name).toMatch(HTTP_TOKEN);
      expect(name).toMatch(PARAMETER_NAME);
    }
  });

  it("have values that a header can hold, without the single quotes around them", () => {
    for (const { name, values } of HEADERS.values()) {
      expect(new Set(values).size, name).toBe(values.length);
      for (const value of values) {
        expect(value, name).toMatch(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/);
        expect(value, name).not.toMatch(/^'/);
      }
    }
  });

  it("are ranked without gaps, what owners map most first", () => {
    expect([...HEADERS.values()].map((entry) => entry.rank)).toEqual([...HEADERS.keys()].map((_, i) => i));
    expect([...HEADERS.keys()].slice(0, 6)).toEqual([
      "Access-Control-Allow-Origin",
      "Access-Control-Allow-Methods",
      "Access-Control-Allow-Headers",
      "Content-Type",
      "Location",
      "Cache-Control",
    ]);
  });

  it("are found in any case", () => {
    expect(findHeader("content-TYPE")?.name).toBe("Content-Type");
    expect(findHeader("constructor")).toBeUndefined();
  });

  it("meet the fate that AWS's table of renamed and dropped headers gives them", () => {
    const withFate = (fate: string) =>
      [...HEADERS.values()].filter((entry) => entry.onResponse === fate).map((entry) => entry.name);
    expect(withFate("remapped").sort()).toEqual(
      ["Authorization", "Connection", "Content-MD5", "Max-Forwards", "User-Agent", "WWW-Authenticate"].sort(),
    );
    expect(withFate("overwritten").sort()).toEqual(["Date", "Server"]);
    expect(withFate("dropped").sort()).toEqual(
      [
        "Accept",
        "Expect",
        "Host",
        "Proxy-Authenticate",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Via",
      ].sort(),
    );
    for (const name of ["Age", "Accept-Charset", "Accept-Encoding", "Content-Encoding", "Content-Length"]) {
      expect(findHeader(name)).toMatchObject({ onResponse: "passed", onResponseEvidence: "documented" });
    }
    for (const { name, onResponse, detail } of HEADERS.values()) {
      if (onResponse !== "passed") expect(detail, name).toContain("AWS's documentation says");
    }
    expect(findHeader("ETag")).toMatchObject({ onResponse: "passed", onResponseEvidence: "observed" });
  });

  it("differ from the table where recorded answers of the service do", () => {
    const seen = [...HEADERS.values()].filter((entry) => entry.onResponseObserved !== undefined);
    expect(seen.map((entry) => entry.name).sort()).toEqual(
      [
        "Content-Length",
        "Date",
        "Expect",
        "Host",
        "Proxy-Authenticate",
        "Server",
        "Trailer",
        "Upgrade",
      ].sort(),
    );
  });
});

describe("media types", () => {
  it("are media types without parameters", () => {
    for (const { name } of MEDIA_TYPES.values()) {
      expect(name).toMatch(MEDIA_TYPE);
      expect(name).not.toMatch(/[;*]/);
    }
  });
});

describe("snippets", () => {
  const all = [...SNIPPETS.values()];

  it("are taken apart into text and placeholders, every other `$` being literal", () => {
    expect(snippetPieces(`'\${1:*}' $input.json('$') \${name} \${2}`)).toEqual([
      { kind: "text", text: "'" },
      { kind: "placeholder", index: 1, text: "*" },
      { kind: "text", text: `' $input.json('$') \${name} ` },
      { kind: "placeholder", index: 2, text: "" },
    ]);
    expect(snippetPieces("")).toEqual([]);
  });

  it.each(all)("$name numbers its placeholders from one, without gaps", ({ members }) => {
    const indexes = new Set(
      texts(members)
        .flatMap(snippetPieces)
        .flatMap((p) => (p.kind === "text" ? [] : [p.index])),
    );
    expect([...indexes].sort()).toEqual(Array.from(indexes, (_, i) => i + 1));
    for (const piece of texts(members).flatMap(snippetPieces)) {
      if (piece.kind === "text") expect(piece.text).not.toMatch(/\$\{\d/);
    }
  });

  it.each(all)("$name holds only members that its place takes", ({ place, members }) => {
    const body = filled(members);
    const inner: Filled =
      place === "responseParameters" || place === "responseTemplates" ? { [place]: body } : body;
    for (const key of Object.keys(inner)) expect(MEMBERS.has(key), key).toBe(true);
    if (place === "body") for (const key of Object.keys(inner)) expect(MEMBERS.get(key)?.role).toBe("body");

    for (const [key, value] of Object.entries(inner.responseParameters ?? {})) {
      expect(HEADERS.has(key.replace(/^method\.response\.header\./, "")), key).toBe(true);
      expect(value).toMatch(/^('.+'|integration\.response\.body\.\w+|context\.\w+)$/s);
    }
    for (const [type, template] of Object.entries(inner.responseTemplates ?? {})) {
      expect(MEDIA_TYPES.has(type)).toBe(true);
      expect(template).toMatch(/\$input\./);
    }
    expect(inner.contentHandling === undefined || CONTENT_HANDLING.has(`${inner.contentHandling}`)).toBe(
      true,
    );
    expect(`${inner.statusCode ?? "200"}`).toMatch(STATUS_CODE);
    expect(HTTP_METHODS.has(`${inner.httpMethod ?? "GET"}`)).toBe(true);
    expect(JSON.parse(JSON.stringify(inner))).toEqual(inner);
  });

  it("undo the escape that JSON does not allow", () => {
    const template = texts(SNIPPETS.get("errorMessageEscaped")?.members ?? []).join("\n");
    expect(template).toContain(String.raw`.replaceAll("\\'", "'")`);
  });

  it("catch what they say they catch", () => {
    const patternOf = (name: string) => filled(SNIPPETS.get(name)?.members ?? []).selectionPattern;
    expect(patternOf("lambdaError")).toBe("(?s).+");
    expect(patternOf("lambdaErrorMarked")).toBe(String.raw`(?s)\[404\].*`);
    expect(patternOf("httpError")).toBe(String.raw`4\d\d`);
  });
});

function texts(members: readonly SnippetMember[]): string[] {
  return members.flatMap(({ key, value }) => [key, ...(typeof value === "string" ? [value] : texts(value))]);
}

interface Filled {
  readonly [member: string]: unknown;
  readonly selectionPattern?: string;
  readonly responseParameters?: Record<string, string>;
  readonly responseTemplates?: Record<string, string>;
  readonly contentHandling?: string;
  readonly statusCode?: string;
  readonly httpMethod?: string;
}

/** The members as data, each placeholder with the text it starts out with. */
function filled(members: readonly SnippetMember[]): Filled {
  const fill = (text: string) =>
    snippetPieces(text)
      .map((piece) => piece.text)
      .join("");
  return Object.fromEntries(
    members.map(({ key, value }) => [fill(key), typeof value === "string" ? fill(value) : filled(value)]),
  );
}

describe("what templates know", () => {
  it.each(
    [...TEMPLATE_MEMBERS.values(), ...TEMPLATE_DIRECTIVES.values()].map((entry) => [entry.name, entry]),
  )("%s has an example that Velocity reads", (_, { example }) => {
    expect(parseVtlText(example).problems).toEqual([]);
  });

  it("is what the renderer runs: no member is missing there", () => {
    const about = { string: "'ab'", list: "[1, 2]", map: "{'a': 1}", number: "12" } as const;
    for (const [owner, value] of Object.entries(about)) {
      for (const { name, member, parameters } of membersOf(owner as keyof typeof about)) {
        const given = parameters.filter(({ optional }) => !optional).map(({ kind }) => SAMPLES[kind]);
        const template = `#set($v = ${value})#set($r = "unset")#set($r = $v.${member}(${given.join(", ")}))$r`;
        const { outcome } = renderForGateway(parseVtlText(template), template, {
          body: "{}",
          parameters: { path: [], querystring: [], header: [] },
          context: new JavaMap(),
          stageVariables: [],
        });
        expect(outcome, name).toMatchObject({ kind: "rendered" });
        expect(outcome.output, name).not.toBe("unset");
      }
    }
  });
});

const SAMPLES: Readonly<Record<MemberParameter["kind"], string>> = {
  any: "'a'",
  string: "'a'",
  number: "0",
  boolean: "true",
  list: "[1]",
  map: "{'b': 2}",
  entry: "'a'",
  loop: "'a'",
  nothing: "'a'",
  jsonPath: "'$'",
  regex: "'a'",
  parameterName: "'a'",
};
