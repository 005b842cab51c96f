// Answers of the service read into plain data. Nothing is taken on trust about their shape.
// Invariant: total; what is not as documented is `undefined`, and the call then ends as an unreadable answer.

import type {
  IntegrationDescription,
  MethodDescription,
  MethodResponseDescription,
  Page,
  ResourceDescription,
  RestApiSummary,
  StageSummary,
  TestInvocationResult,
  WantedResponse,
} from "../../contract";

export type Members = Readonly<Record<string, unknown>>;

export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function readPage<Item>(
  value: unknown,
  readItem: (item: unknown) => Item | undefined,
): Page<Item> | undefined {
  const { items = [], position } = membersOf(value);
  const read = Array.isArray(items) ? all(items.map(readItem)) : undefined;
  return read && { items: read, ...(typeof position === "string" ? { position } : {}) };
}

export function readRestApi(value: unknown): RestApiSummary | undefined {
  const { id, name, description, binaryMediaTypes } = membersOf(value);
  if (typeof id !== "string") {
    return undefined;
  }
  const types = Array.isArray(binaryMediaTypes) ? binaryMediaTypes.filter(isString) : [];
  return {
    id,
    name: typeof name === "string" ? name : id,
    ...(typeof description === "string" ? { description } : {}),
    binaryMediaTypes: types,
  };
}

export function readResource(value: unknown): ResourceDescription | undefined {
  const { id, path, resourceMethods } = membersOf(value);
  if (typeof id !== "string" || typeof path !== "string") {
    return undefined;
  }
  const methods = all(Object.entries(membersOf(resourceMethods)).map(([verb, one]) => readMethod(one, verb)));
  return methods && { id, path, methods };
}

/** @param verb The key it stands under, where its own verb is left out. */
export function readMethod(value: unknown, verb?: string): MethodDescription | undefined {
  const { httpMethod = verb, methodResponses, methodIntegration } = membersOf(value);
  if (typeof httpMethod !== "string") {
    return undefined;
  }
  const responses = mapValues(methodResponses, readMethodResponse);
  const isBound = methodIntegration !== undefined && methodIntegration !== null;
  const integration = isBound ? readIntegration(methodIntegration) : undefined;
  return responses === undefined || (isBound && integration === undefined)
    ? undefined
    : { httpMethod, methodResponses: responses, ...(integration === undefined ? {} : { integration }) };
}

function readMethodResponse(value: unknown): MethodResponseDescription {
  const { responseParameters } = membersOf(value);
  const entries = Object.entries(membersOf(responseParameters));
  return {
    responseParameters: Object.fromEntries(entries.map(([key, required]) => [key, required === true])),
  };
}

function readIntegration(value: unknown): IntegrationDescription | undefined {
  const { type, uri, contentHandling, integrationResponses } = membersOf(value);
  const responses = mapValues(integrationResponses, readResponse);
  return typeof type === "string" && responses !== undefined
    ? {
        type,
        ...(typeof uri === "string" ? { uri } : {}),
        ...(typeof contentHandling === "string" ? { contentHandling } : {}),
        integrationResponses: responses,
      }
    : undefined;
}

/** Members that are neither strings nor absent make it unreadable: it may be about to be kept or restored. */
export function readResponse(value: unknown): WantedResponse | undefined {
  const { selectionPattern, responseParameters, responseTemplates, contentHandling } = membersOf(value);
  const parameters = stringMapOf(responseParameters);
  const templates = stringMapOf(responseTemplates);
  if (!isText(selectionPattern) || !isText(contentHandling) || !parameters || !templates) {
    return undefined;
  }
  return {
    ...(typeof selectionPattern === "string" ? { selectionPattern } : {}),
    ...(parameters === "absent" ? {} : { responseParameters: parameters }),
    ...(templates === "absent" ? {} : { responseTemplates: templates }),
    ...(typeof contentHandling === "string" ? { contentHandling } : {}),
  };
}

export function readStages(value: unknown): readonly StageSummary[] | undefined {
  const { item = [] } = membersOf(value);
  return Array.isArray(item) ? all(item.map(readStage)) : undefined;
}

function readStage(value: unknown): StageSummary | undefined {
  const { stageName, deploymentId, lastUpdatedDate } = membersOf(value);
  return typeof stageName === "string"
    ? {
        stageName,
        deploymentId: typeof deploymentId === "string" ? deploymentId : "",
        ...(lastUpdatedDate instanceof Date && !Number.isNaN(lastUpdatedDate.getTime())
          ? { lastUpdated: lastUpdatedDate.toISOString() }
          : {}),
      }
    : undefined;
}

export function readTestInvocation(value: unknown): TestInvocationResult | undefined {
  const { status, headers, multiValueHeaders, body, log, latency } = membersOf(value);
  if (typeof status !== "number") {
    return undefined;
  }
  const several = Object.entries(membersOf(multiValueHeaders));
  const single = Object.entries(membersOf(headers)).map(([name, one]) => [name, [one]] as const);
  const entries = (several.length > 0 ? several : single).map(
    ([name, values]) => [name, Array.isArray(values) ? values.filter(isString) : []] as const,
  );
  return {
    status,
    headers: Object.fromEntries(entries),
    body: typeof body === "string" ? body : "",
    log: typeof log === "string" ? log : "",
    latency: typeof latency === "number" ? latency : 0,
  };
}

function isText(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === "string";
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** The service answers null for an empty template. */
function stringMapOf(value: unknown): Readonly<Record<string, string>> | "absent" | undefined {
  if (value === undefined || value === null) {
    return "absent";
  }
  return typeof value === "object" && !Array.isArray(value)
    ? mapValues(value, (text) => (text === null ? "" : isString(text) ? text : undefined))
    : undefined;
}

function mapValues<Value>(
  map: unknown,
  read: (value: unknown) => Value | undefined,
): Readonly<Record<string, Value>> | undefined {
  const entries = all(
    Object.entries(membersOf(map)).map(([key, value]) => {
      const known = read(value);
      return known === undefined ? undefined : ([key, known] as const);
    }),
  );
  return entries && Object.fromEntries(entries);
}

/** Nothing where one is missing: half a list would be taken for the whole. */
function all<Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined {
  return items.every((item): item is Item => item !== undefined) ? items : undefined;
}
