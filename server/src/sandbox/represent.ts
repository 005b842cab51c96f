// How the service writes its resources: lists become maps by status or verb, and nothing absent is written.
import type { Integration, IntegrationResponse, Method, MethodResponse, Resource, RestApi } from "./state";

export function restApiBody({ resources, deployments, stages, ...api }: RestApi): object {
  return {
    ...api,
    apiKeySource: "HEADER",
    endpointConfiguration: { types: ["REGIONAL"], ipAddressType: "ipv4" },
    disableExecuteApiEndpoint: false,
  };
}

/** With `methods`, each in full; without, only which there are. */
export function resourceBody({ methods, ...resource }: Resource, embed: "methods" | "none"): object {
  if (methods.length === 0) {
    return resource;
  }
  const entries = methods.map((method) => [method.httpMethod, embed === "methods" ? methodBody(method) : {}]);
  return { ...resource, resourceMethods: Object.fromEntries(entries) };
}

export function methodBody({ responses, integration, ...method }: Method): object {
  return {
    ...method,
    ...(responses.length === 0 ? {} : { methodResponses: byStatus(responses, methodResponseBody) }),
    ...(integration === undefined ? {} : { methodIntegration: integrationBody(integration) }),
  };
}

export function methodResponseBody(response: MethodResponse): object {
  return response;
}

export function integrationBody({ responses, backend, ...integration }: Integration): object {
  return {
    ...integration,
    cacheKeyParameters: [],
    ...(responses.length === 0 ? {} : { integrationResponses: byStatus(responses, (one) => one) }),
  };
}

export function integrationResponseBody(response: IntegrationResponse): object {
  return response;
}

function byStatus<T extends { readonly statusCode: string }>(
  list: readonly T[],
  bodyOf: (one: T) => object,
): object {
  return Object.fromEntries(list.map((one) => [one.statusCode, bodyOf(one)]));
}
