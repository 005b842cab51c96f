// Reads the value of a mapping: one of seven legal forms, or why it is none. Total.
import type { DecodedText } from "../../text/decodedText";
import { type Span, spanOf } from "../../text/span";
import { CONTEXT_VARIABLES, findContextVariable } from "../../vocabulary/contextVariables";
import { SOURCE_PREFIX } from "../../vocabulary/grammar";
import { parseJsonPath } from "../jsonpath/parseJsonPath";
import type { InvalidSourceReason, MappingSource } from "./mapping";
import { looksLike } from "./resemblance";

const HEADER = SOURCE_PREFIX.integrationHeader;
const MULTIVALUE_HEADER = SOURCE_PREFIX.integrationMultivalueHeader;
const BODY = SOURCE_PREFIX.integrationBody;
const STAGE_VARIABLES = SOURCE_PREFIX.stageVariable;
const CONTEXT = SOURCE_PREFIX.context;

export function parseMappingSource(text: DecodedText): MappingSource {
  const { value } = text;
  if (value.length >= 2 && value.startsWith("'") && value.endsWith("'")) {
    return { kind: "static", value: value.slice(1, -1), valueSpan: spanOf(1, value.length - 1) };
  }
  if (text.hasHoles) {
    return invalid(value, "unknown");
  }
  return parseExpression(value) ?? whatIsWrong(value);
}

/** The expression that a static value spells out: its quotes were probably not meant. */
export function meantByStatic(value: string): string | undefined {
  if (parseExpression(value) !== undefined) {
    return value;
  }
  const isReference = /^\$!?\{?(?:context|stageVariables|integration)\b/.test(value);
  const meant = isReference ? withDollar(value) : undefined;
  return meant?.kind === "invalid" ? meant.suggestion : undefined;
}

function parseExpression(value: string): MappingSource | undefined {
  if (value === BODY) {
    return { kind: "integrationBody" };
  }
  const after = (prefix: string) => {
    const found = value.startsWith(prefix) && value.length > prefix.length;
    return found
      ? { rest: value.slice(prefix.length), span: spanOf(prefix.length, value.length) }
      : undefined;
  };
  const header = after(HEADER);
  if (header !== undefined) {
    return { kind: "integrationHeader", name: header.rest, nameSpan: header.span };
  }
  const multivalue = after(MULTIVALUE_HEADER);
  if (multivalue !== undefined) {
    return { kind: "integrationMultivalueHeader", name: multivalue.rest, nameSpan: multivalue.span };
  }
  const body = after(`${BODY}.`);
  if (body !== undefined && !body.rest.startsWith("$")) {
    return bodyPath(value, body.rest, body.span);
  }
  // How the path of an array's element follows is not documented, so both ways are taken.
  const element = after(BODY);
  if (element?.rest.startsWith("[")) {
    return bodyPath(value, element.rest, element.span);
  }
  const stageVariable = after(STAGE_VARIABLES);
  if (stageVariable !== undefined) {
    return { kind: "stageVariable", name: stageVariable.rest, nameSpan: stageVariable.span };
  }
  const context = after(CONTEXT);
  return context === undefined ? undefined : { kind: "context", name: context.rest, nameSpan: context.span };
}

function bodyPath(value: string, path: string, pathSpan: Span): MappingSource {
  return { kind: "integrationBodyPath", path, pathSpan, jsonPath: parseJsonPath(value, pathSpan) };
}

function whatIsWrong(value: string): MappingSource {
  if (value === "") {
    return invalid(value, "empty");
  }
  const trimmed = value.trim();
  if (trimmed !== value && isLegal(trimmed)) {
    return invalid(value, "misspelled", trimmed);
  }
  const content = withoutStrayQuotes(value);
  if (content !== undefined) {
    return invalid(value, "openQuote", `'${content}'`);
  }
  if (value.length >= 2 && value.startsWith('"') && value.endsWith('"')) {
    return invalid(value, "doubleQuoted", `'${value.slice(1, -1)}'`);
  }
  return whatIsWrongWithExpression(value) ?? invalid(value, "unquoted", `'${value}'`);
}

/** No static text begins so; what was meant cannot be told. */
const BEGINS_LIKE_EXPRESSION = /^(?:(?:integration|method)\.(?:request|response)|gatewayresponse)\b/i;

function whatIsWrongWithExpression(value: string): MappingSource | undefined {
  if (value.startsWith("$") || value.startsWith(`${BODY}.$`) || value.startsWith(`${BODY}$`)) {
    return withDollar(value);
  }
  const plural = /^integration\.response\.headers\.(.+)$/i.exec(value);
  if (plural !== null) {
    return invalid(value, "headersPlural", HEADER + (plural[1] ?? ""), "integration.response.headers".length);
  }
  if (/^method\.request\b/i.test(value)) {
    return invalid(value, "methodRequest");
  }
  if (
    /^(?:integration\.response\.(?:multivalue)?headers?|integration\.response\.body\.|integration\.response|stageVariables|context)\.?$/.test(
      value,
    )
  ) {
    return invalid(value, "noName");
  }
  const meant = meantExpression(value);
  if (meant !== undefined) {
    return invalid(value, "misspelled", meant);
  }
  return BEGINS_LIKE_EXPRESSION.test(value) ? invalid(value, "misspelled") : undefined;
}

/** `$context.x`, `${stageVariables.x}`, `$.a`, `$input.path('$.a')`: the ways of a template. */
function withDollar(value: string): MappingSource | undefined {
  const bare = value.replace(/^\$!?\{(.*)\}$/, "$1").replace(/^\$!?/, "");
  if (isLegal(bare) && parseExpression(bare) !== undefined) {
    return invalid(value, "dollarPrefix", bare);
  }
  const call = /^input\.(?:path|json)\(\s*(['"])(.*)\1\s*\)$/.exec(bare)?.[2];
  const path =
    call ??
    (bare === "input.body" ? "" : undefined) ??
    /^integration\.response\.body\.?\$(.*)$/.exec(value)?.[1] ??
    (/^\$(?:[.[]|$)/.test(value) ? bare : undefined);
  if (path !== undefined) {
    const steps = path
      .replace(/^\$/, "")
      .replace(/^\./, "")
      .replace(/^\[(['"])([A-Za-z_]\w*)\1\]/, "$2");
    return invalid(value, "dollarPrefix", steps === "" ? BODY : `${BODY}.${steps}`);
  }
  const isReference = /^\$!?\{?(?:input|context|stageVariables|util|integration|method)\b/.test(value);
  return isReference ? invalid(value, "dollarPrefix") : undefined;
}

/** The legal expression that a misspelled one resembles. */
function meantExpression(value: string): string | undefined {
  const segments = value.split(".");
  const rest = (from: number) => segments.slice(from).join(".");
  for (const [prefix, legal] of [
    [["integration", "response", "header"], HEADER],
    [["integration", "response", "multivalueheader"], MULTIVALUE_HEADER],
    [["integration", "response", "body"], `${BODY}.`],
    [["method", "response", "header"], HEADER],
    [["integration", "request", "header"], HEADER],
  ] as const) {
    if (segments.length > 3 && rest(3) !== "" && looksLike(segments.slice(0, 3), prefix)) {
      return legal + rest(3);
    }
  }
  if (segments.length === 3 && looksLike(segments, ["integration", "response", "body"])) {
    return BODY;
  }
  if (segments.length > 1 && rest(1) !== "" && looksLike(segments.slice(0, 1), ["stageVariables"])) {
    return STAGE_VARIABLES + rest(1);
  }
  return segments.length > 1 && looksLike(segments.slice(0, 1), ["context"]) && isContextName(rest(1))
    ? CONTEXT + rest(1)
    : undefined;
}

/** A name that `$context` has, up to case: `content.type` is text, `contxt.requestId` is not. */
function isContextName(name: string): boolean {
  const folded = name.toLowerCase();
  return (
    findContextVariable(name) !== undefined ||
    [...CONTEXT_VARIABLES.keys()].some((known) => known.toLowerCase() === folded)
  );
}

function isLegal(value: string): boolean {
  return parseExpression(value) !== undefined || /^'.*'$/s.test(value);
}

/**
 * What stands in the quotes that were meant: of `'a` it is `a`, of `'a',b` it is `a,b`.
 * Nothing where the quotes belong to the text, as in `default-src 'self'`.
 */
function withoutStrayQuotes(value: string): string | undefined {
  const isOpen = (value.startsWith("'") || value.endsWith("'")) && value.split("'").length === 2;
  if (isOpen) {
    return value.replace("'", "");
  }
  const parts = value.split(",");
  const isList =
    parts.length > 1 &&
    parts.some((part) => part.includes("'")) &&
    parts.every((part) => /^(?:'[^']*'|[^']*)$/.test(part.trim()));
  return isList ? parts.map((part) => part.replaceAll("'", "")).join(",") : undefined;
}

function invalid(
  value: string,
  reason: InvalidSourceReason,
  suggestion?: string,
  end = value.length,
): MappingSource {
  return { kind: "invalid", reason, span: spanOf(0, end), suggestion };
}
