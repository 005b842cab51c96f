// Integration responses: the calls this project is about.
import { type Answer, badRequest, created, NO_CONTENT, notFound, ok } from "../answer";
import { type Call, label, stringIn, stringMapIn, templateMapIn } from "../call";
import { findIntegration, judgeIntegrated, put, take } from "../find";
import { judgeContentHandling, judgeResponse, judgeStatusCode } from "../judge";
import { type PatchOperation, type PatchTable, patchDoubt, patchMap, readPatch } from "../patch";
import { integrationResponseBody } from "../represent";
import type { IntegrationResponse } from "../state";

/** Replaces the whole response: what the body leaves out is gone. */
export function putIntegrationResponse(call: Call): Answer {
  const statusCode = label(call, "status_code");
  const selectionPattern = stringIn(call.body, "selectionPattern");
  const responseParameters = stringMapIn(call.body, "responseParameters");
  const responseTemplates = templateMapIn(call.body, "responseTemplates");
  const contentHandling = stringIn(call.body, "contentHandling");
  judgeStatusCode(statusCode);
  judgeContentHandling(contentHandling, "putIntegrationResponseInput");
  const { method, integration } = findIntegration(call);
  const response: IntegrationResponse = {
    statusCode,
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseTemplates === undefined ? {} : { responseTemplates }),
    ...(contentHandling === undefined ? {} : { contentHandling }),
  };
  const unproven = judgeResponse(response, method, integration);
  put(integration.responses, response, (one) => one.statusCode === statusCode);
  return created(integrationResponseBody(response), unproven);
}

export function getIntegrationResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  return ok(integrationResponseBody(findResponse(call)));
}

/** The words for a wrong method are those for a missing integration. */
export function deleteIntegrationResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  judgeIntegrated(call);
  const response = findResponse(call);
  take(findIntegration(call).integration.responses, (one) => one === response);
  return NO_CONTENT;
}

const PATCHES: PatchTable = {
  contentHandling: ["replace"],
  selectionPattern: ["replace"],
  responseParameters: ["add", "replace", "remove"],
  "responseParameters/*": ["add", "replace", "remove"],
  responseTemplates: ["add", "replace", "remove"],
  "responseTemplates/*": ["add", "replace", "remove"],
};

export function updateIntegrationResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  const operations = readPatch(call.body, "updateIntegrationResponseInput", PATCHES);
  const { method, integration } = findIntegration(call);
  const before = findResponse(call);
  const after = operations.reduce(patched, structuredClone(before));
  const { contentHandling } = after;
  if (contentHandling === "") {
    delete after.contentHandling;
  }
  judgeContentHandling(after.contentHandling, "updateIntegrationResponseInput");
  const unproven = judgeResponse(after, method, integration);
  put(integration.responses, after, (one) => one === before);
  return ok(
    integrationResponseBody(after),
    contentHandling === ""
      ? "that an empty value takes contentHandling away"
      : (unproven ?? patchDoubt(operations, PATCHES, before)),
  );
}

function patched(
  response: IntegrationResponse,
  { op, parts, path, value }: PatchOperation,
): IntegrationResponse {
  const [member, key] = parts;
  const isRemoved = op === "remove";
  switch (member) {
    case "selectionPattern":
      return { ...response, selectionPattern: value ?? "" };
    case "contentHandling":
      return { ...response, contentHandling: value ?? "" };
    case "responseParameters":
      return key === undefined
        ? { ...response, responseParameters: {} }
        : {
            ...response,
            responseParameters: patchMap(
              response.responseParameters,
              key,
              isRemoved ? undefined : (value ?? ""),
            ),
          };
    case "responseTemplates":
      return key === undefined
        ? { ...response, responseTemplates: {} }
        : {
            ...response,
            responseTemplates: patchMap(
              response.responseTemplates,
              key,
              isRemoved ? undefined : value || null,
            ),
          };
    default:
      throw badRequest(`Invalid patch path  '${path}' specified for op '${op}'.`);
  }
}

function findResponse(call: Call): IntegrationResponse {
  const statusCode = label(call, "status_code");
  const { integration } = findIntegration(call);
  const response = integration.responses.find((one) => one.statusCode === statusCode);
  if (response === undefined) {
    throw notFound("Invalid Response status code specified");
  }
  return response;
}
