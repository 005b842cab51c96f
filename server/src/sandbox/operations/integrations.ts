// Integrations: what stands behind a method.
import { type Answer, badRequest, created, NO_CONTENT, ok, validation } from "../answer";
import { type Call, label, numberIn, stringIn, stringMapIn, templateMapIn } from "../call";
import { findIntegration, findMethod, judgeIntegrated } from "../find";
import { judgeContentHandling, judgeTemplateKeys } from "../judge";
import { type PatchOperation, type PatchTable, patchDoubt, patchMap, readPatch } from "../patch";
import { integrationBody } from "../represent";
import { INTEGRATION_TYPES, type Integration, type IntegrationType } from "../state";

export function putIntegration(call: Call): Answer {
  const type = typeIn(call);
  const method = findMethod(call);
  const uri = stringIn(call.body, "uri");
  const httpMethod = stringIn(call.body, "httpMethod") ?? stringIn(call.body, "integrationHttpMethod");
  judgeBackend(type, httpMethod, uri);
  const contentHandling = stringIn(call.body, "contentHandling");
  judgeContentHandling(contentHandling, "putIntegrationInput");
  const requestTemplates = templateMapIn(call.body, "requestTemplates");
  judgeTemplateKeys(requestTemplates);
  const requestParameters = stringMapIn(call.body, "requestParameters");
  const credentials = stringIn(call.body, "credentials");
  const { backend, responses = [] } = method.integration ?? {};
  method.integration = {
    type,
    ...(httpMethod === undefined ? {} : { httpMethod }),
    ...(uri === undefined ? {} : { uri }),
    ...(requestParameters === undefined ? {} : { requestParameters }),
    ...(requestTemplates === undefined ? {} : { requestTemplates }),
    passthroughBehavior: stringIn(call.body, "passthroughBehavior") ?? "WHEN_NO_MATCH",
    ...(contentHandling === undefined ? {} : { contentHandling }),
    ...(credentials === undefined ? {} : { credentials }),
    timeoutInMillis: numberIn(call.body, "timeoutInMillis") ?? 29_000,
    cacheNamespace: stringIn(call.body, "cacheNamespace") ?? label(call, "resource_id"),
    responses: [],
    ...(backend === undefined ? {} : { backend }),
  };
  return created(
    integrationBody(method.integration),
    responses.length === 0 ? undefined : "that a new integration has none of the responses of the one before",
  );
}

export function getIntegration(call: Call): Answer {
  return ok(integrationBody(findIntegration(call).integration));
}

const PATCHES: PatchTable = {
  uri: ["replace"],
  httpMethod: ["replace"],
  credentials: ["replace"],
  passthroughBehavior: ["replace"],
  contentHandling: ["replace"],
  timeoutInMillis: ["replace"],
  cacheNamespace: ["replace"],
  "requestParameters/*": ["add", "replace", "remove"],
  "requestTemplates/*": ["add", "replace", "remove"],
};

/** The type stays: no patch reaches it. */
export function updateIntegration(call: Call): Answer {
  const operations = readPatch(call.body, "updateIntegrationInput", PATCHES);
  const { method, integration } = findIntegration(call);
  const after = operations.reduce(patched, integration);
  judgeBackend(after.type, after.httpMethod, after.uri);
  judgeContentHandling(after.contentHandling, "updateIntegrationInput");
  judgeTemplateKeys(after.requestTemplates);
  if (!Number.isInteger(after.timeoutInMillis)) {
    throw badRequest("Invalid timeout specified", "this text");
  }
  method.integration = after;
  return ok(integrationBody(after), patchDoubt(operations, PATCHES, integration));
}

function patched(integration: Integration, { op, parts, value = "" }: PatchOperation): Integration {
  const [member = "", key] = parts;
  const isRemoved = op === "remove";
  if (key === undefined) {
    return { ...integration, [member]: member === "timeoutInMillis" ? Number(value) : value };
  }
  return member === "requestTemplates"
    ? {
        ...integration,
        requestTemplates: patchMap(integration.requestTemplates, key, isRemoved ? undefined : value || null),
      }
    : {
        ...integration,
        requestParameters: patchMap(integration.requestParameters, key, isRemoved ? undefined : value),
      };
}

/** The words for a wrong method are those for a missing integration. */
export function deleteIntegration(call: Call): Answer {
  judgeIntegrated(call);
  delete findMethod(call).integration;
  return NO_CONTENT;
}

function typeIn(call: Call): IntegrationType {
  const type = stringIn(call.body, "type") ?? "";
  const known = INTEGRATION_TYPES.find((one) => one === type);
  if (known === undefined) {
    throw validation([
      `Value '${type}' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [${INTEGRATION_TYPES.join(", ")}]`,
    ]);
  }
  return known;
}

function judgeBackend(type: IntegrationType, httpMethod: string | undefined, uri: string | undefined): void {
  if (type === "MOCK") {
    return;
  }
  if (!httpMethod) {
    throw badRequest("Enumeration value for HttpMethod must be non-empty");
  }
  if (type === "HTTP" || type === "HTTP_PROXY") {
    if (!/^https?:\/\/[^/]/.test(uri ?? "")) {
      throw badRequest("Invalid HTTP endpoint specified for URI");
    }
    return;
  }
  if (!uri?.startsWith("arn:")) {
    throw badRequest("Invalid ARN specified in the request");
  }
  if (!/:(?:path|action)\//.test(uri)) {
    throw badRequest("AWS ARN for integration must contain path or action");
  }
}
