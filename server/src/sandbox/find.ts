// Looking things up on the way down from an API, with the service's own words for what is not there.
// Invariant: the words differ by operation, as recorded; the order of looking is the service's.

import { notFound } from "./answer";
import { type Call, label } from "./call";
import type { Integration, Method, Resource, RestApi } from "./state";

/** The account that a made-up identity belongs to. */
export const ACCOUNT_ID = "000000000000";

export function findApi(call: Call): RestApi {
  const id = label(call, "restapi_id");
  const api = call.state.apis.find((one) => one.id === id);
  if (api === undefined) {
    throw notFound(`Invalid API identifier specified ${ACCOUNT_ID}:${id}`);
  }
  return api;
}

/** Below a resource the service calls a wrong API a wrong resource. */
export function findResource(call: Call): Resource {
  const api = call.state.apis.find(({ id }) => id === label(call, "restapi_id"));
  const resource = api?.resources.find(({ id }) => id === label(call, "resource_id"));
  if (resource === undefined) {
    throw notFound("Invalid Resource identifier specified");
  }
  return resource;
}

export function findMethod(call: Call): Method {
  const method = findResource(call).methods.find(
    ({ httpMethod }) => httpMethod === label(call, "http_method"),
  );
  if (method === undefined) {
    throw notFound("Invalid Method identifier specified");
  }
  return method;
}

export function findIntegration(call: Call): { method: Method; integration: Integration } {
  const method = findMethod(call);
  if (method.integration === undefined) {
    throw notFound("Invalid Integration identifier specified");
  }
  return { method, integration: method.integration };
}

/** What deletes below a method calls a wrong method a missing integration. */
export function judgeIntegrated(call: Call): void {
  const verb = label(call, "http_method");
  const method = findResource(call).methods.find(({ httpMethod }) => httpMethod === verb);
  if (method?.integration === undefined) {
    throw notFound("Invalid Integration identifier specified");
  }
}

/** Puts what replaces one of a list in its place, or at the end. */
export function put<T>(list: T[], item: T, isSame: (one: T) => boolean): void {
  const at = list.findIndex(isSame);
  if (at < 0) {
    list.push(item);
  } else {
    list[at] = item;
  }
}

/** Takes one out of a list, and says whether it was there. */
export function take<T>(list: T[], isSame: (one: T) => boolean): boolean {
  const at = list.findIndex(isSame);
  if (at >= 0) {
    list.splice(at, 1);
  }
  return at >= 0;
}
