// A state from what `get-resources --embed methods` printed, or from what the service itself sent: an API of one's
// own, to play with.
import { Refusal } from "./answer";
import { readStated } from "./backend";
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
  const items = listIn(value, "items") ?? listIn(value, "item") ?? embeddedIn(membersOf(value), "item");
  if (items.length === 0) {
    return "It is not what `aws apigateway get-resources --embed methods` prints: it has no items.";
  }
  let resources: readonly Resource[];
  try {
    resources = items.map(resourceOf).filter((resource) => resource !== undefined);
  } catch (thrown) {
    if (thrown instanceof Refusal) {
      return "The `backend` of an integration has a status, headers and a body, each of which may be left out.";
    }
    throw thrown;
  }
  const root = resources.find(({ path }) => path === "/") ?? resources[0];
  if (root === undefined) {
    return "It holds no resource.";
  }
  return {
    id,
    name,
    createdDate: now,
    rootResourceId: root.id,
    resources: [...resources],
    deployments: [],
    stages: [],
  };
}

type Members = Readonly<Record<string, unknown>>;

function resourceOf(value: unknown): Resource | undefined {
  const members = membersOf(value);
  const { id, path, parentId, pathPart, resourceMethods } = members;
  if (typeof id !== "string" || typeof path !== "string") {
    return undefined;
  }
  const methods = entriesOf(resourceMethods, embeddedIn(members, "resource:methods"), "httpMethod");
  return {
    id,
    path,
    ...(typeof parentId === "string" ? { parentId } : {}),
    ...(typeof pathPart === "string" ? { pathPart } : {}),
    methods: methods.map(([verb, method]) => methodOf(verb, method, id)),
  };
}

function methodOf(httpMethod: string, members: Members, resourceId: string): Method {
  const { authorizationType, apiKeyRequired, methodResponses, methodIntegration } = members;
  const [integration] = [methodIntegration, ...embeddedIn(members, "method:integration")].flatMap(
    (one) => integrationOf(membersOf(one), resourceId) ?? [],
  );
  const responses = entriesOf(methodResponses, embeddedIn(members, "method:responses"), "statusCode");
  return {
    httpMethod,
    authorizationType: typeof authorizationType === "string" ? authorizationType : "NONE",
    apiKeyRequired: apiKeyRequired === true,
    ...pick<Method>(members, ["requestParameters"]),
    responses: responses.map(([statusCode, one]) => ({
      ...pick<MethodResponse>(one, ["responseParameters", "responseModels"]),
      statusCode,
    })),
    ...(integration === undefined ? {} : { integration }),
  };
}

function integrationOf(members: Members, resourceId: string): Integration | undefined {
  const { type: given, passthroughBehavior, timeoutInMillis, cacheNamespace } = members;
  const { backend, integrationResponses } = members;
  const type = INTEGRATION_TYPES.find((one): one is IntegrationType => one === given);
  if (type === undefined) {
    return undefined;
  }
  const responses = entriesOf(
    integrationResponses,
    embeddedIn(members, "integration:responses"),
    "statusCode",
  );
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
    cacheNamespace: typeof cacheNamespace === "string" ? cacheNamespace : resourceId,
    ...(backend === undefined ? {} : { backend: readStated(membersOf(backend)) }),
    responses: responses.map(([statusCode, one]) => ({
      ...pick<IntegrationResponse>(one, [
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

/** A map by name as the SDKs print it, or the list that the service embeds in its place. */
function entriesOf(
  map: unknown,
  embedded: readonly unknown[],
  key: string,
): readonly (readonly [string, Members])[] {
  const listed = embedded.map(membersOf).map((one) => [String(one[key] ?? ""), one] as const);
  const mapped = Object.entries(membersOf(map)).map(([name, one]) => [name, membersOf(one)] as const);
  return [...mapped, ...listed.filter(([name]) => name !== "")];
}

/** What the service sends is HAL: what belongs to a resource stands under `_embedded`, a list of one as the one. */
function embeddedIn({ _embedded }: Members, name: string): readonly unknown[] {
  const found = membersOf(_embedded)[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = membersOf(value)[name];
  return Array.isArray(list) ? list : undefined;
}
