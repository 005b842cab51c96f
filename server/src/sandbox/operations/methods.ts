// Methods of a resource.
import { type Answer, badRequest, conflict, created, NO_CONTENT, ok } from "../answer";
import { booleanIn, booleanMapIn, type Call, label, stringIn } from "../call";
import { findMethod, findResource, take } from "../find";
import { type PatchTable, patchDoubt, patchMap, readPatch } from "../patch";
import { methodBody } from "../represent";
import type { Method } from "../state";

const VERBS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

export function putMethod(call: Call): Answer {
  const { methods } = findResource(call);
  const httpMethod = label(call, "http_method");
  if (!VERBS.includes(httpMethod)) {
    throw badRequest(
      "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
      "this text",
    );
  }
  if (methods.some((method) => method.httpMethod === httpMethod)) {
    throw conflict("Method already exists for this resource", "this text");
  }
  const requestParameters = booleanMapIn(call.body, "requestParameters");
  const method: Method = {
    httpMethod,
    authorizationType: stringIn(call.body, "authorizationType") ?? "NONE",
    apiKeyRequired: booleanIn(call.body, "apiKeyRequired") ?? false,
    ...(requestParameters === undefined ? {} : { requestParameters }),
    responses: [],
  };
  methods.push(method);
  return created(methodBody(method));
}

export function getMethod(call: Call): Answer {
  return ok(methodBody(findMethod(call)));
}

const PATCHES: PatchTable = {
  apiKeyRequired: ["replace"],
  authorizationType: ["replace"],
  "requestParameters/*": ["add", "replace", "remove"],
};

export function updateMethod(call: Call): Answer {
  const operations = readPatch(call.body, "updateMethodInput", PATCHES);
  const method = findMethod(call);
  const unproven = patchDoubt(operations, PATCHES, method);
  for (const { op, parts, value = "" } of operations) {
    const [member, key] = parts;
    if (member === "apiKeyRequired") {
      method.apiKeyRequired = value === "true";
    } else if (member === "authorizationType") {
      method.authorizationType = value;
    } else if (key !== undefined) {
      const isRequired = op === "remove" ? undefined : value === "true";
      method.requestParameters = patchMap(method.requestParameters, key, isRequired);
    }
  }
  return ok(methodBody(method), unproven);
}

export function deleteMethod(call: Call): Answer {
  const method = findMethod(call);
  take(findResource(call).methods, (one) => one === method);
  return NO_CONTENT;
}
