// What a deploy would meet on the method as it is now: the rules, run on the service's output as it would be after it.
// Invariant: pure. Nothing is judged here: each finding is a rule's own, in its words and with its evidence.

import type { MethodDescription, PreflightFinding, WantedResponse } from "../contract";
import { type Analysis, analyse, type Finding, memberPathAt, type Span } from "../service";

/** What a rule's finding can be mended with, before the PUT. */
const OFFERS = {
  "missing-method-response": "putMethodResponse",
  "undeclared-header": "declareHeaders",
} as const satisfies Readonly<Record<string, PreflightFinding["offer"]>>;

/** What is true only while another response has the same pattern. */
const OF_THE_PATTERN: ReadonlySet<string> = new Set(["two-defaults", "same-pattern"]);

/** The findings that speak of the response which is about to be put, and of none but it. */
export function preflight(
  wanted: WantedResponse,
  statusCode: string,
  method: MethodDescription,
): readonly PreflightFinding[] {
  if (method.integration === undefined) {
    return [NO_INTEGRATION];
  }
  const { text, own } = outputAfter(wanted, statusCode, method, method.integration);
  const analysis = analyse({ uri: URI, own: false, tellsSyntax: false, text });
  const holders = holdersOf(wanted, statusCode, method.integration);
  return [...(analysis.methods ?? []), ...analysis.blocks].flatMap(({ start, content }) =>
    content.findings.flatMap((finding) => {
      const span = { start: start + finding.span.start, end: start + finding.span.end };
      return isWithin(span, own) ? [preflightFinding(finding, pathIn(analysis, own, span), holders)] : [];
    }),
  );
}

/** The headers that a response maps and the method response of its status does not declare yet. */
export function undeclaredHeaders(
  { responseParameters = {} }: WantedResponse,
  statusCode: string,
  { methodResponses }: MethodDescription,
): readonly string[] {
  const declared = Object.keys(responseOf(methodResponses, statusCode)?.responseParameters ?? {});
  const known = new Set(declared.map((key) => key.toLowerCase()));
  return Object.keys(responseParameters).filter((key) => !known.has(key.toLowerCase()));
}

export function hasMethodResponse({ methodResponses }: MethodDescription, statusCode: string): boolean {
  return responseOf(methodResponses, statusCode) !== undefined;
}

const URI = "apigateway:method";

const NO_INTEGRATION: PreflightFinding = {
  rule: undefined,
  severity: "error",
  evidence: "observed",
  message:
    "The method has no integration yet, so API Gateway answers 404 to the PUT. Give it one with PutIntegration first.",
};

function preflightFinding(
  { rule, severity, evidence, message }: Finding,
  path: string | undefined,
  holders: readonly string[],
): PreflightFinding {
  const offer = Object.hasOwn(OFFERS, rule) ? OFFERS[rule as keyof typeof OFFERS] : undefined;
  return {
    rule,
    severity,
    evidence,
    message,
    ...(path === undefined ? {} : { path }),
    ...(offer === undefined ? {} : { offer }),
    ...(OF_THE_PATTERN.has(rule) ? { heldBy: holders } : {}),
  };
}

/** The other statuses of the method that have the same pattern, or none like it. */
function holdersOf(
  { selectionPattern = "" }: WantedResponse,
  statusCode: string,
  { integrationResponses }: NonNullable<MethodDescription["integration"]>,
): readonly string[] {
  return Object.entries(integrationResponses).flatMap(([status, other]) =>
    status !== statusCode && (other.selectionPattern ?? "") === selectionPattern ? [status] : [],
  );
}

/** The part of the response which a span of the service's output lies in. */
function pathIn({ blocks }: Analysis, own: Span, { start, end }: Span): string | undefined {
  const block = blocks.find((one) => own.start <= one.start && one.start < own.end);
  const response = block?.content.response;
  return block === undefined || response === undefined
    ? undefined
    : memberPathAt(response, { start: start - block.start, end: end - block.start });
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** What `get-method` would print, the response in question last, so that it is the one said to be the second. */
function outputAfter(
  wanted: WantedResponse,
  statusCode: string,
  { httpMethod, methodResponses }: MethodDescription,
  { integrationResponses, ...integration }: NonNullable<MethodDescription["integration"]>,
): { readonly text: string; readonly own: Span } {
  const others = Object.entries(integrationResponses).filter(([status]) => status !== statusCode);
  const entries = others.map(
    ([status, one]) => `${quoted(status)}:${quoted({ statusCode: status, ...one })}`,
  );
  const before = `{"httpMethod":${quoted(httpMethod)},"methodResponses":${quoted(declared(methodResponses))},"methodIntegration":{${members(integration)}"integrationResponses":{${[...entries, ""].join(",")}`;
  const entry = `${quoted(statusCode)}:${quoted({ statusCode, ...wanted })}`;
  return {
    text: `${before}${entry}}}}`,
    own: { start: before.length, end: before.length + entry.length },
  };
}

function declared(responses: MethodDescription["methodResponses"]): object {
  return Object.fromEntries(
    Object.entries(responses).map(([statusCode, one]) => [statusCode, { statusCode, ...one }]),
  );
}

function members(integration: object): string {
  return Object.entries(integration)
    .map(([name, value]) => `${quoted(name)}:${quoted(value)},`)
    .join("");
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}

function responseOf<Value>(map: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
