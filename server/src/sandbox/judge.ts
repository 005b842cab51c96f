// What the service refuses in an integration response, in its recorded words and in the order in which it looks.
// Invariant: what nobody recorded is stored, and the answer says that this is unproven.

import {
  PARAMETER_NAME,
  PARAMETER_NAME_TEXT,
  parseRegex,
  parseVtlText,
  plainText,
  readMapping,
} from "../service";
import { badRequest, conflict, validation } from "./answer";
import type { Integration, IntegrationResponse, Method, MethodResponse } from "./state";

export const STATUS_CODE = /^[1-5]\d\d$/;

/** Looked at before anything is looked up. */
export function judgeStatusCode(statusCode: string): void {
  if (!STATUS_CODE.test(statusCode)) {
    throw validation([
      `Value '${statusCode}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
    ]);
  }
}

export const CONTENT_HANDLING = ["CONVERT_TO_BINARY", "CONVERT_TO_TEXT"];

export function judgeContentHandling(value: string | undefined, operation: string): void {
  if (value !== undefined && !CONTENT_HANDLING.includes(value)) {
    throw validation(
      [
        `Value '${value}' at '${operation}.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [${CONTENT_HANDLING.join(", ")}]`,
      ],
      "the refusal of this contentHandling",
    );
  }
}

/** Throws what the service answers; else says what about storing it is unproven. */
export function judgeResponse(
  response: IntegrationResponse,
  method: Method,
  { responses }: Integration,
): string | undefined {
  judgeTemplateKeys(response.responseTemplates);
  judgeParameters(response, method);
  const others = responses.filter(({ statusCode }) => statusCode !== response.statusCode);
  const isDefault = !response.selectionPattern;
  if (isDefault && others.some(({ selectionPattern }) => !selectionPattern)) {
    throw conflict("Integration response with selection pattern default already exists");
  }
  if (others.some(({ selectionPattern }) => !isDefault && selectionPattern === response.selectionPattern)) {
    return "that a second response with the same pattern is stored";
  }
  return doubtIn(response);
}

/** A key without a slash is refused; of other faults in a media type no answer was recorded. */
export function judgeTemplateKeys(templates: IntegrationResponse["responseTemplates"]): void {
  const wrong = Object.keys(templates ?? {}).find((key) => !key.includes("/"));
  if (wrong !== undefined) {
    throw badRequest(`Validation Result: warnings : [], errors : [Invalid content type specified: ${wrong}]`);
  }
}

/** One fault was recorded at a time; how several are told was not. */
function judgeParameters({ responseParameters = {}, statusCode }: IntegrationResponse, method: Method): void {
  const declared = method.responses.find((one) => one.statusCode === statusCode);
  const faults = Object.entries(responseParameters).flatMap((mapping) => faultIn(mapping, declared) ?? []);
  const [first, second] = new Set(faults);
  if (first !== undefined) {
    throw badRequest(
      `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${first}]`,
      second === undefined ? undefined : "which of several faults is told, and whether alone",
    );
  }
}

function faultIn(
  [name, value]: readonly [string, string],
  declared: MethodResponse | undefined,
): string | undefined {
  if (declared === undefined) {
    return "No method response exists for method.";
  }
  const { key, source } = readMapping(name, value);
  if (key.kind !== "header" || !Object.hasOwn(declared.responseParameters ?? {}, name)) {
    return `Invalid mapping expression parameter specified: ${name}`;
  }
  if (source.kind === "invalid") {
    return `Invalid mapping expression specified: ${value}`;
  }
  return "name" in source && !PARAMETER_NAME.test(source.name)
    ? `Parameter name should match the following regular expression: ${PARAMETER_NAME_TEXT}`
    : undefined;
}

function doubtIn({ selectionPattern, responseTemplates }: IntegrationResponse): string | undefined {
  if (parseRegex(plainText(selectionPattern ?? "")).problems.length > 0) {
    return "that a pattern which Java cannot compile is stored";
  }
  const isBroken = Object.values(responseTemplates ?? {}).some(
    (template) => parseVtlText(template ?? "").problems.length > 0,
  );
  return isBroken ? "that a template which Velocity cannot parse is stored" : undefined;
}
