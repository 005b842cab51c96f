// A state from what `get-resources --embed methods` printed: an API of one's own, to play with.
import type {
  Integration,
  IntegrationResponse,
  IntegrationType,
  Method,
  MethodResponse,
  Resource,
  RestApi,
} from "./state";
import { INTEGRATION_TYPES } from "./state";

/** The API, or what is wrong with the text. */
export function seededApi(
  text: string,
  { id, name, now }: { readonly id: string; readonly name: string; readonly now: number },
): RestApi | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "It is no JSON.";
  }
  const items = listIn(value, "items") ?? listIn(value, "item");
  if (items === undefined) {
    return "It is not what `aws apigateway get-resources --embed methods` prints: it has no list of items.";
  }
  const resources = items.map(resourceOf).filter((resource) => resource !== undefined);
  const root = resources.find(({ path }) => path === "/") ?? resources[0];
  if (root === undefined) {
    return "It holds no resource.";
  }
  return {
    id,
    name,
    createdDate: now,
    rootResourceId: root.id,
    resources,
    deployments: [],
    stages: [],
  };
}

type Members = Readonly<Record<string, unknown>>;

function resourceOf(value: unknown): Resource | undefined {
  const { id, path, parentId, pathPart, resourceMethods } = membersOf(value);
  if (typeof id !== "string" || typeof path !== "string") {
    return undefined;
  }
  const methods = Object.entries(membersOf(resourceMethods));
  return {
    id,
    path,
    ...(typeof parentId === "string" ? { parentId } : {}),
    ...(typeof pathPart === "string" ? { pathPart } : {}),
    methods: methods.map(([verb, method]) => methodOf(verb, membersOf(method))),
  };
}

function methodOf(httpMethod: string, members: Members): Method {
  const { authorizationType, apiKeyRequired, methodResponses, methodIntegration } = members;
  const integration = integrationOf(membersOf(methodIntegration));
  return {
    httpMethod,
    authorizationType: typeof authorizationType === "string" ? authorizationType : "NONE",
    apiKeyRequired: apiKeyRequired === true,
    responses: Object.entries(membersOf(methodResponses)).map(([statusCode, one]) => ({
      ...pick<MethodResponse>(membersOf(one), ["responseParameters", "responseModels"]),
      statusCode,
    })),
    ...(integration === undefined ? {} : { integration }),
  };
}

function integrationOf(members: Members): Integration | undefined {
  const { type: given, passthroughBehavior, timeoutInMillis, cacheNamespace, integrationResponses } = members;
  const type = INTEGRATION_TYPES.find((one): one is IntegrationType => one === given);
  if (type === undefined) {
    return undefined;
  }
  return {
    ...pick<Integration>(members, [
      "httpMethod",
      "uri",
      "requestParameters",
      "requestTemplates",
      "contentHandling",
      "credentials",
    ]),
    type,
    passthroughBehavior: typeof passthroughBehavior === "string" ? passthroughBehavior : "WHEN_NO_MATCH",
    timeoutInMillis: typeof timeoutInMillis === "number" ? timeoutInMillis : 29_000,
    cacheNamespace: typeof cacheNamespace === "string" ? cacheNamespace : "",
    responses: Object.entries(membersOf(integrationResponses)).map(([statusCode, one]) => ({
      ...pick<IntegrationResponse>(membersOf(one), [
        "selectionPattern",
        "responseParameters",
        "responseTemplates",
        "contentHandling",
      ]),
      statusCode,
    })),
  };
}

/** The members of those names that are a text or a map of plain values. */
function pick<T>(members: Members, names: readonly (keyof T & string)[]): Partial<T> {
  const entries = names.flatMap((name) => {
    const value = members[name];
    return typeof value === "string" || isPlainMap(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<T>;
}

function isPlainMap(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((one) => one === null || typeof one === "string" || typeof one === "boolean")
  );
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = membersOf(value)[name];
  return Array.isArray(list) ? list : undefined;
}
