// Which operation a request is: the service's own URIs, in the words of its reference.
// Invariant: what the service has and this endpoint lacks is answered as such, never as missing.

import type { Answer } from "./answer";
import type { Call } from "./call";
import * as backends from "./operations/backends";
import * as deployments from "./operations/deployments";
import * as integrationResponses from "./operations/integrationResponses";
import * as integrations from "./operations/integrations";
import * as methodResponses from "./operations/methodResponses";
import * as methods from "./operations/methods";
import * as resources from "./operations/resources";
import * as restApis from "./operations/restApis";
import { testInvokeMethod } from "./operations/testInvokeMethod";

export interface Route {
  readonly name: string;
  readonly verb: string;
  readonly parts: readonly string[];
  readonly run: (call: Call) => Answer;
  /** What it reads of a body. */
  readonly members: readonly string[];
  /** Whether it changes what is stored. */
  readonly writes: boolean;
}

export interface Found {
  readonly route: Route;
  readonly labels: Readonly<Record<string, string>>;
}

const API = "/restapis/{restapi_id}";
const RESOURCE = `${API}/resources/{resource_id}`;
const METHOD = `${RESOURCE}/methods/{http_method}`;
const METHOD_RESPONSE = `${METHOD}/responses/{status_code}`;
const INTEGRATION = `${METHOD}/integration`;
const BACKEND = `/_local/backend${METHOD}`;
const INTEGRATION_RESPONSE = `${INTEGRATION}/responses/{status_code}`;

const ROUTES: readonly Route[] = [
  route("CreateRestApi", "POST", "/restapis", restApis.createRestApi, [
    "name",
    "description",
    "binaryMediaTypes",
  ]),
  route("GetRestApis", "GET", "/restapis", restApis.getRestApis),
  route("GetRestApi", "GET", API, restApis.getRestApi),
  route("UpdateRestApi", "PATCH", API, restApis.updateRestApi),
  route("DeleteRestApi", "DELETE", API, restApis.deleteRestApi),
  route("GetResources", "GET", `${API}/resources`, resources.getResources),
  route("GetResource", "GET", RESOURCE, resources.getResource),
  route("CreateResource", "POST", RESOURCE, resources.createResource, ["pathPart"]),
  route("DeleteResource", "DELETE", RESOURCE, resources.deleteResource),
  route("PutMethod", "PUT", METHOD, methods.putMethod, [
    "authorizationType",
    "apiKeyRequired",
    "requestParameters",
  ]),
  route("GetMethod", "GET", METHOD, methods.getMethod),
  route("UpdateMethod", "PATCH", METHOD, methods.updateMethod),
  route("DeleteMethod", "DELETE", METHOD, methods.deleteMethod),
  route("TestInvokeMethod", "POST", METHOD, testInvokeMethod, [
    "pathWithQueryString",
    "headers",
    "multiValueHeaders",
    "stageVariables",
    "body",
  ]),
  route("PutMethodResponse", "PUT", METHOD_RESPONSE, methodResponses.putMethodResponse, [
    "responseParameters",
    "responseModels",
  ]),
  route("GetMethodResponse", "GET", METHOD_RESPONSE, methodResponses.getMethodResponse),
  route("UpdateMethodResponse", "PATCH", METHOD_RESPONSE, methodResponses.updateMethodResponse),
  route("DeleteMethodResponse", "DELETE", METHOD_RESPONSE, methodResponses.deleteMethodResponse),
  route("PutIntegration", "PUT", INTEGRATION, integrations.putIntegration, [
    ...["type", "uri", "httpMethod", "integrationHttpMethod", "credentials", "contentHandling"],
    ...["requestParameters", "requestTemplates", "passthroughBehavior", "timeoutInMillis", "cacheNamespace"],
  ]),
  route("GetIntegration", "GET", INTEGRATION, integrations.getIntegration),
  route("UpdateIntegration", "PATCH", INTEGRATION, integrations.updateIntegration),
  route("DeleteIntegration", "DELETE", INTEGRATION, integrations.deleteIntegration),
  route("PutIntegrationResponse", "PUT", INTEGRATION_RESPONSE, integrationResponses.putIntegrationResponse, [
    "selectionPattern",
    "responseParameters",
    "responseTemplates",
    "contentHandling",
  ]),
  route("GetIntegrationResponse", "GET", INTEGRATION_RESPONSE, integrationResponses.getIntegrationResponse),
  route(
    "UpdateIntegrationResponse",
    "PATCH",
    INTEGRATION_RESPONSE,
    integrationResponses.updateIntegrationResponse,
  ),
  route(
    "DeleteIntegrationResponse",
    "DELETE",
    INTEGRATION_RESPONSE,
    integrationResponses.deleteIntegrationResponse,
  ),
  route("CreateDeployment", "POST", `${API}/deployments`, deployments.createDeployment, [
    "stageName",
    "stageDescription",
    "description",
    "variables",
  ]),
  route("GetDeployments", "GET", `${API}/deployments`, deployments.getDeployments),
  route("GetDeployment", "GET", `${API}/deployments/{deployment_id}`, deployments.getDeployment),
  route("DeleteDeployment", "DELETE", `${API}/deployments/{deployment_id}`, deployments.deleteDeployment),
  route("CreateStage", "POST", `${API}/stages`, deployments.createStage, [
    "stageName",
    "deploymentId",
    "description",
    "variables",
  ]),
  route("GetStages", "GET", `${API}/stages`, deployments.getStages),
  route("GetStage", "GET", `${API}/stages/{stage_name}`, deployments.getStage),
  route("UpdateStage", "PATCH", `${API}/stages/{stage_name}`, deployments.updateStage),
  route("DeleteStage", "DELETE", `${API}/stages/{stage_name}`, deployments.deleteStage),
  route("PutBackend", "PUT", BACKEND, backends.putBackend, ["status", "headers", "body"]),
  route("GetBackend", "GET", BACKEND, backends.getBackend),
  route("DeleteBackend", "DELETE", BACKEND, backends.deleteBackend),
];

/** The service's own operations that are answered here, by their names. */
export const OPERATIONS: readonly string[] = ROUTES.filter(({ parts }) => parts[0] !== "_local").map(
  ({ name }) => name,
);

export function findRoute(verb: string, path: string): Found | undefined {
  const given = path.split("/").slice(1);
  for (const candidate of ROUTES) {
    const labels = candidate.verb === verb ? labelsOf(candidate.parts, given) : undefined;
    if (labels !== undefined) {
      return { route: candidate, labels };
    }
  }
  return undefined;
}

/** What the service's paths begin with. */
const ROOTS = new Set([
  "account",
  "apikeys",
  "clientcertificates",
  "domainnameaccessassociations",
  "domainnames",
  "restapis",
  "sdktypes",
  "tags",
  "usageplans",
  "vpclinks",
]);

/** Whether a path that is not here is one of the service's all the same. */
export function isOfService(path: string): boolean {
  return ROOTS.has(path.split("/")[1] ?? "");
}

function route(
  name: string,
  verb: string,
  path: string,
  run: Route["run"],
  members: Route["members"] = verb === "PATCH" ? ["patchOperations"] : [],
): Route {
  const writes = verb !== "GET" && name !== "TestInvokeMethod";
  return { name, verb, parts: path.split("/").slice(1), run, members, writes };
}

function labelsOf(
  parts: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (parts.length !== given.length) {
    return undefined;
  }
  const labels: [string, string][] = [];
  for (const [index, part] of parts.entries()) {
    const text = given[index] ?? "";
    if (part.startsWith("{")) {
      labels.push([part.slice(1, -1), decoded(text)]);
    } else if (part !== text) {
      return undefined;
    }
  }
  return Object.fromEntries(labels);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
