// What API Gateway does with an integration response, in memory and in its recorded words.
// Invariant: refuses what the service is known to refuse, in the order in which it looks, and stores the rest.

/**
 * @typedef {{ status: number, body: object }} Served
 * @typedef {{ status: number, code: string, message: string | undefined, retryAfter?: number | undefined }} Refusal
 */

/**
 * The body of an integration response as it is kept. An empty template is null.
 * @typedef {object} StoredResponse
 * @property {string} [selectionPattern]
 * @property {Record<string, string>} [responseParameters]
 * @property {Record<string, string | null>} [responseTemplates]
 * @property {string} [contentHandling]
 */

/**
 * @typedef {object} Method
 * @property {boolean} integration Whether `put-integration` was called for it.
 * @property {Map<string, Set<string>>} methodResponses The declared headers by status code.
 * @property {Map<string, StoredResponse>} responses By status code.
 */

/**
 * @typedef {object} State
 * @property {Map<string, Method>} methods By `{restApiId}/{resourceId}/{METHOD}`.
 */

/**
 * @typedef {object} Asked
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers Lower-case names.
 * @property {string} body
 */

const METHOD_ROUTE = /^\/restapis\/([^/]*)\/resources\/([^/]*)\/methods\/([^/]*)$/;
const ROUTE = /^\/restapis\/([^/]*)\/resources\/([^/]*)\/methods\/([^/]*)\/integration\/responses\/([^/]*)$/;

/**
 * What the service does, in the order in which it was seen to look.
 * @param {Asked} seen
 * @param {State} state
 * @returns {Served | Refusal}
 */
export function serve(seen, state) {
  const methodRoute = seen.method === "GET" ? METHOD_ROUTE.exec(seen.path) : null;
  if (methodRoute !== null) {
    const [restApiId = "", resourceId = "", httpMethod = ""] = methodRoute.slice(1).map(decodeURIComponent);
    const found = findMethod(state, restApiId, resourceId, httpMethod);
    return "code" in found ? found : { status: 200, body: representMethod(found, httpMethod) };
  }
  const route = ROUTE.exec(seen.path);
  if (route === null || (seen.method !== "GET" && seen.method !== "PUT")) {
    return {
      status: 403,
      code: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    };
  }
  const [restApiId = "", resourceId = "", httpMethod = "", statusCode = ""] = route
    .slice(1)
    .map(decodeURIComponent);
  const body = seen.method === "PUT" ? readBody(seen) : {};
  if ("code" in body) {
    return body;
  }
  if (!/^[1-5]\d\d$/.test(statusCode)) {
    return {
      status: 400,
      code: "ValidationException",
      message: `1 validation error detected: Value '${statusCode}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`,
    };
  }
  const method = findMethod(state, restApiId, resourceId, httpMethod);
  if ("code" in method) {
    return method;
  }
  if (!method.integration) {
    return notFound("Invalid Integration identifier specified");
  }
  if (seen.method === "PUT") {
    const refusal = judge(body, statusCode, method);
    if (refusal !== undefined) {
      return refusal;
    }
    method.responses.set(statusCode, body);
  }
  const stored = method.responses.get(statusCode);
  return stored === undefined
    ? notFound("Invalid Response status code specified")
    : { status: seen.method === "PUT" ? 201 : 200, body: represent(stored, seen.path, statusCode) };
}

/**
 * @param {State} state
 * @param {string} restApiId
 * @param {string} resourceId
 * @param {string} httpMethod
 * @returns {Method | Refusal}
 */
function findMethod(state, restApiId, resourceId, httpMethod) {
  const method = state.methods.get(`${restApiId}/${resourceId}/${httpMethod}`);
  if (method !== undefined) {
    return method;
  }
  const resource = [...state.methods.keys()].some((key) => key.startsWith(`${restApiId}/${resourceId}/`));
  return notFound(resource ? "Invalid Method identifier specified" : "Invalid Resource identifier specified");
}

/**
 * As GetMethod answers, without links.
 * @param {Method} method
 * @param {string} httpMethod
 */
function representMethod({ integration, methodResponses, responses }, httpMethod) {
  const declared = Array.from(methodResponses, ([statusCode, headers]) => [
    statusCode,
    {
      statusCode,
      responseParameters: Object.fromEntries(
        Array.from(headers, (name) => [`method.response.header.${name}`, false]),
      ),
    },
  ]);
  const integrationResponses = Object.fromEntries(
    Array.from(responses, ([statusCode, stored]) => [statusCode, { ...stored, statusCode }]),
  );
  return {
    httpMethod,
    methodResponses: Object.fromEntries(declared),
    ...(integration ? { methodIntegration: { type: "HTTP", integrationResponses } } : {}),
  };
}

const MAPS = /** @type {const} */ (["responseParameters", "responseTemplates"]);
const JAVA_TYPES = {
  number: "com.amazon.coral.value.json.numbers.TruncatingBigNumber",
  boolean: "java.lang.Boolean",
};

/**
 * @param {Asked} seen
 * @returns {StoredResponse | Refusal}
 */
function readBody(seen) {
  if (!/^application\/json\b/.test(seen.headers["content-type"] ?? "")) {
    return { status: 415, code: "UnsupportedMediaTypeException", message: "Expected application/json" };
  }
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(seen.body);
  } catch {
    return { status: 400, code: "SerializationException", message: undefined };
  }
  const members = /** @type {Record<string, unknown>} */ (value);
  /** @type {StoredResponse} */
  const response = {};
  for (const member of /** @type {const} */ (["selectionPattern", "contentHandling"])) {
    const text = members[member];
    if (typeof text === "string") {
      response[member] = text;
    } else if (text !== undefined && text !== null) {
      return notAString(text);
    }
  }
  for (const member of MAPS) {
    const map = members[member];
    if (map === undefined || map === null) {
      continue;
    }
    const wrong = Object.values(map).find((text) => typeof text !== "string" && text !== null);
    if (wrong !== undefined) {
      return notAString(wrong);
    }
    const entries = Object.entries(map).map(([key, text]) => [key, text === "" ? null : text]);
    response[member] = Object.fromEntries(entries);
  }
  return response;
}

/** @param {unknown} value @returns {Refusal} */
function notAString(value) {
  const type = typeof value;
  const java = type === "number" || type === "boolean" ? JAVA_TYPES[type] : "java.util.LinkedHashMap";
  return {
    status: 400,
    code: "SerializationException",
    message: `class ${java} can not be converted to an String`,
  };
}

/** @param {string} message @returns {Refusal} */
function notFound(message) {
  return { status: 404, code: "NotFoundException", message };
}

const NAME = /^[a-zA-Z0-9._$-]+$/;
const SOURCES = [
  /^'.*'$/s,
  /^integration\.response\.(?:multivalue)?header\.([\s\S]+)$/,
  /^integration\.response\.body(?:\.[\s\S]+)?$/,
  /^context\.[\s\S]+$/,
  /^stageVariables\.[\s\S]+$/,
];

/**
 * @param {StoredResponse} response
 * @param {string} statusCode
 * @param {Method} method
 * @returns {Refusal | undefined}
 */
function judge(response, statusCode, method) {
  const { responseParameters = {}, responseTemplates = {}, selectionPattern, contentHandling } = response;
  if (contentHandling !== undefined && !/^CONVERT_TO_(?:BINARY|TEXT)$/.test(contentHandling)) {
    return {
      status: 400,
      code: "ValidationException",
      message: `1 validation error detected: Value '${contentHandling}' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]`,
    };
  }
  const declared = method.methodResponses.get(statusCode);
  for (const [key, source] of Object.entries(responseParameters)) {
    if (declared === undefined) {
      return badMapping("No method response exists for method.");
    }
    const name = key.startsWith("method.response.header.") ? key.slice("method.response.header.".length) : "";
    if (!declared.has(name)) {
      return badMapping(`Invalid mapping expression parameter specified: ${key}`);
    }
    const form = SOURCES.map((pattern) => pattern.exec(source)).find((match) => match !== null);
    if (form === undefined) {
      return badMapping(`Invalid mapping expression specified: ${source}`);
    }
    if (form[1] !== undefined && !NAME.test(form[1])) {
      return badMapping("Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$");
    }
  }
  for (const key of Object.keys(responseTemplates)) {
    if (!key.includes("/")) {
      return badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${key}]`,
      );
    }
  }
  const others = [...method.responses].filter(([code]) => code !== statusCode);
  if (!selectionPattern && others.some(([, other]) => !other.selectionPattern)) {
    return {
      status: 409,
      code: "ConflictException",
      message: "Integration response with selection pattern default already exists",
    };
  }
  return undefined;
}

/** @param {string} error @returns {Refusal} */
function badMapping(error) {
  return badRequest(
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  );
}

/** @param {string} message @returns {Refusal} */
function badRequest(message) {
  return { status: 400, code: "BadRequestException", message };
}

/**
 * @param {StoredResponse} stored
 * @param {string} path
 * @param {string} statusCode
 */
function represent(stored, path, statusCode) {
  return {
    _links: {
      curies: {
        href: "https://docs.aws.amazon.com/apigateway/latest/developerguide/restapi-integration-response-{rel}.html",
        name: "integrationresponse",
        templated: true,
      },
      self: { href: path, title: statusCode },
      "integrationresponse:delete": { href: path },
      "integrationresponse:update": { href: path },
    },
    ...stored,
    statusCode,
  };
}

/** The names of a response's headers that every method response here declares. */
const DECLARED_HEADERS = [
  "Content-Type",
  "Cache-Control",
  "Location",
  "Retry-After",
  "ETag",
  "X-Request-Id",
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Credentials",
  "Access-Control-Max-Age",
  "Access-Control-Expose-Headers",
];

const DECLARED_CODES =
  "200 201 202 204 301 302 304 400 401 403 404 405 409 415 422 429 500 502 503 504".split(" ");

/**
 * The API of the service documentation's own sample. What is deployed there differs from what the sample puts.
 * @returns {State}
 */
export function createState() {
  /** @type {State} */
  const state = { methods: new Map() };
  const api = "fugvjdxtri/3kzxbg5sa2";
  addMethod(state, `${api}/GET`, {
    200: {
      selectionPattern: "200",
      responseParameters: { "method.response.header.Content-Type": "'text/plain'" },
    },
    404: {
      selectionPattern: "404",
      responseTemplates: { "application/json": '{"message": "There is no such pet."}' },
    },
    500: { selectionPattern: "5\\d{2}", responseTemplates: { "application/json": null } },
  });
  addMethod(state, `${api}/POST`, {});
  addMethod(state, `${api}/OPTIONS`, {});
  addMethod(state, `${api}/DELETE`, {}, { integration: false });
  return state;
}

/**
 * Gives the stand-in a method, with a method response for each usual status code.
 * @param {State} state
 * @param {string} key `{restApiId}/{resourceId}/{METHOD}`
 * @param {Record<string, StoredResponse>} [responses]
 * @param {{ integration?: boolean }} [options]
 */
export function addMethod(state, key, responses = {}, { integration = true } = {}) {
  state.methods.set(key, {
    integration,
    methodResponses: new Map(DECLARED_CODES.map((code) => [code, new Set(DECLARED_HEADERS)])),
    responses: new Map(Object.entries(responses)),
  });
}
