// Method responses: what a method declares for a status.
import { type Answer, badRequest, conflict, created, NO_CONTENT, notFound, ok } from "../answer";
import { booleanMapIn, type Call, label, stringMapIn } from "../call";
import { findMethod, take } from "../find";
import { judgeStatusCode } from "../judge";
import { type PatchOperation, type PatchTable, patchDoubt, patchMap, readPatch } from "../patch";
import { methodResponseBody } from "../represent";
import type { MethodResponse } from "../state";

const KEY = /^method\.response\.header\.[a-zA-Z0-9._$-]+$/;

export function putMethodResponse(call: Call): Answer {
  const statusCode = label(call, "status_code");
  judgeStatusCode(statusCode);
  const { responses } = findMethod(call);
  if (responses.some((one) => one.statusCode === statusCode)) {
    throw conflict("Response already exists for this resource");
  }
  const responseParameters = booleanMapIn(call.body, "responseParameters");
  const responseModels = stringMapIn(call.body, "responseModels");
  judgeKeys(Object.keys(responseParameters ?? {}));
  const response: MethodResponse = {
    statusCode,
    ...(responseParameters === undefined ? {} : { responseParameters }),
    ...(responseModels === undefined ? {} : { responseModels }),
  };
  responses.push(response);
  return created(methodResponseBody(response));
}

export function getMethodResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  return ok(methodResponseBody(findMethodResponse(call)));
}

const PATCHES: PatchTable = {
  responseParameters: ["add", "replace", "remove"],
  "responseParameters/*": ["add", "replace", "remove"],
  responseModels: ["add", "replace", "remove"],
  "responseModels/*": ["add", "replace", "remove"],
};

/** Answers 201, unlike the other updates. */
export function updateMethodResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  const operations = readPatch(call.body, "updateMethodResponseInput", PATCHES);
  const response = findMethodResponse(call);
  const keys = operations.flatMap(({ parts: [map, key] }) =>
    map === "responseParameters" && key !== undefined ? [key] : [],
  );
  judgeKeys(keys);
  judgeRemoved(operations, response);
  const unproven = patchDoubt(operations, PATCHES, response);
  for (const { op, parts, value } of operations) {
    const [map, key] = parts;
    const isRemoved = op === "remove";
    if (map === "responseParameters") {
      response.responseParameters =
        key === undefined
          ? {}
          : patchMap(response.responseParameters, key, isRemoved ? undefined : value === "true");
    } else {
      response.responseModels =
        key === undefined
          ? {}
          : patchMap(response.responseModels, key, isRemoved ? undefined : (value ?? ""));
    }
  }
  return created(methodResponseBody(response), unproven);
}

export function deleteMethodResponse(call: Call): Answer {
  judgeStatusCode(label(call, "status_code"));
  const response = findMethodResponse(call);
  const { responses, integration } = findMethod(call);
  take(responses, (one) => one === response);
  const isMapped = integration?.responses.some(({ statusCode }) => statusCode === response.statusCode);
  return isMapped === true
    ? { ...NO_CONTENT, unproven: "that a method response which an integration response needs is deleted" }
    : NO_CONTENT;
}

function findMethodResponse(call: Call): MethodResponse {
  const statusCode = label(call, "status_code");
  const response = findMethod(call).responses.find((one) => one.statusCode === statusCode);
  if (response === undefined) {
    throw notFound("Invalid Response status code specified");
  }
  return response;
}

/** Whole maps can be taken away whether there is anything in them or not. */
function judgeRemoved(
  operations: readonly PatchOperation[],
  { responseParameters = {}, responseModels = {} }: MethodResponse,
): void {
  for (const { op, parts } of operations) {
    const [map, key] = parts;
    const isParameter = map === "responseParameters";
    if (
      op === "remove" &&
      key !== undefined &&
      !Object.hasOwn(isParameter ? responseParameters : responseModels, key)
    ) {
      throw notFound(
        isParameter ? "Invalid parameter name specified" : "Content-Type specified was not found",
        "the error type of this text",
      );
    }
  }
}

function judgeKeys(keys: readonly string[]): void {
  if (keys.some((key) => !KEY.test(key))) {
    throw badRequest("Invalid parameter name specified");
  }
}
