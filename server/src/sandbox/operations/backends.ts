// Calls of this endpoint's own, which the service does not have: what the backend of a method is said to answer.
import { type Answer, NO_CONTENT, ok } from "../answer";
import { readStated } from "../backend";
import type { Call } from "../call";
import { findIntegration } from "../find";

export function putBackend(call: Call): Answer {
  const { integration } = findIntegration(call);
  integration.backend = readStated(call.body);
  return ok(integration.backend);
}

export function getBackend(call: Call): Answer {
  return ok(findIntegration(call).integration.backend ?? {});
}

export function deleteBackend(call: Call): Answer {
  delete findIntegration(call).integration.backend;
  return NO_CONTENT;
}
