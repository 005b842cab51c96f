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
import type { Integration, IntegrationResponse, Method } from "./state";

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

export function judgeParameters(
  { responseParameters = {}, statusCode }: IntegrationResponse,
  method: Method,
): void {
  const declared = method.responses.find((one) => one.statusCode === statusCode);
  for (const [name, value] of Object.entries(responseParameters)) {
    if (declared === undefined) {
      throw badMapping("No method response exists for method.");
    }
    const { key, source } = readMapping(name, value);
    if (key.kind !== "header" || !Object.hasOwn(declared.responseParameters ?? {}, name)) {
      throw badMapping(`Invalid mapping expression parameter specified: ${name}`);
    }
    if (source.kind === "invalid") {
      throw badMapping(`Invalid mapping expression specified: ${value}`);
    }
    if ("name" in source && !PARAMETER_NAME.test(source.name)) {
      throw badMapping(
        `Parameter name should match the following regular expression: ${PARAMETER_NAME_TEXT}`,
      );
    }
  }
}

function badMapping(error: string) {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
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
