// Methods of a resource.
import { type Answer, badRequest, conflict, created, NO_CONTENT, ok } from "../answer";
import { booleanIn, booleanMapIn, type Call, label, stringIn } from "../call";
import { findMethod, findResource, take } from "../find";
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

export function deleteMethod(call: Call): Answer {
  const method = findMethod(call);
  take(findResource(call).methods, (one) => one === method);
  return NO_CONTENT;
}
