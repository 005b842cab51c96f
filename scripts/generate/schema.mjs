// The JSON Schema of an integration response, docs/integration-response.schema.json: for editors without our server.
// Invariant: it refuses nothing that the rules let pass; what needs more than a look at one value is left to them.

const ID =
  "https://raw.githubusercontent.com/apigateway-response/apigateway-integration-response/main/docs/integration-response.schema.json";
/** What else stands in a response that the service or a client of it printed. */
const PRINTED = ["_embedded", "_links", "ResponseMetadata"];

export function schemaFile(service) {
  return {
    path: "docs/integration-response.schema.json",
    text: `${JSON.stringify(schemaOf(service), undefined, 2)}\n`,
  };
}

function schemaOf(service) {
  const { HEADER_TARGET_PREFIX, MEMBERS } = service;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: ID,
    title: "Amazon API Gateway integration response",
    description:
      "The body of PUT …/integration/responses/{statusCode}, the input of `aws apigateway put-integration-response`, " +
      "the map of its --response-parameters, or what the service prints of a method.",
    type: "object",
    if: { anyOf: ["integrationResponses", "methodIntegration"].map((name) => ({ required: [name] })) },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: {
      properties: {
        ...printedIntegration,
        methodIntegration: { type: ["object", "null"], properties: printedIntegration },
      },
    },
    else: {
      if: {
        not: {
          anyOf: [
            { patternProperties: { [`^${literally(HEADER_TARGET_PREFIX)}`]: false } },
            ...[...MEMBERS.keys()].map((name) => ({ required: [name] })),
          ],
        },
      },
      // biome-ignore lint/suspicious/noThenProperty: as above.
      then: { $ref: "#/definitions/responseParameters" },
      else: { $ref: "#/definitions/integrationResponse" },
    },
    definitions: {
      integrationResponse: responseOf(service),
      responseParameters: parametersOf(service),
      responseTemplates: templatesOf(service),
      mappingSource: sourceOf(service),
    },
  };
}

const printedIntegration = {
  integrationResponses: {
    type: ["object", "null"],
    additionalProperties: { $ref: "#/definitions/integrationResponse" },
  },
};

function responseOf({ CONTENT_HANDLING, HTTP_METHODS, MEMBERS, STATUS_CODE_TEXT }) {
  const orNull = (definition) => ({ anyOf: [{ type: "null" }, { $ref: `#/definitions/${definition}` }] });
  const values = {
    statusCode: { type: ["string", "null"], pattern: `^(?:${STATUS_CODE_TEXT})?$` },
    selectionPattern: { type: ["string", "null"] },
    responseParameters: orNull("responseParameters"),
    responseTemplates: orNull("responseTemplates"),
    contentHandling: oneOfNames(CONTENT_HANDLING, [null]),
    restApiId: { type: ["string", "null"] },
    resourceId: { type: ["string", "null"] },
    httpMethod: oneOfNames(HTTP_METHODS, ["", null]),
  };
  return {
    type: "object",
    properties: Object.fromEntries([
      ...[...MEMBERS].map(([name, entry]) => {
        const value = values[name];
        if (value === undefined) {
          throw new Error(`The schema does not say what ${name} may be.`);
        }
        return [name, { ...described(entry), ...value }];
      }),
      ...PRINTED.map((name) => [name, true]),
    ]),
    additionalProperties: false,
  };
}

/** Also what a form holds that is not yet filled in. */
function oneOfNames(vocabulary, more) {
  const entries = [...vocabulary.values()];
  return {
    enum: [...entries.map(({ name }) => name), ...more],
    enumDescriptions: [...entries.map(({ summary }) => summary), ...more.map(() => "Not given.")],
  };
}

function parametersOf({ HEADER_TARGET_PREFIX, HEADERS }) {
  const source = { $ref: "#/definitions/mappingSource" };
  const known = [...HEADERS.values()].filter(({ direction, onResponse }) => {
    return direction !== "request" && onResponse === "passed";
  });
  return {
    type: "object",
    properties: Object.fromEntries(
      known.map((entry) => [HEADER_TARGET_PREFIX + entry.name, { ...described(entry), allOf: [source] }]),
    ),
    patternProperties: { [`^${literally(HEADER_TARGET_PREFIX)}.`]: source },
    additionalProperties: false,
  };
}

function templatesOf({ MEDIA_TYPE, MEDIA_TYPES }) {
  const template = { type: ["string", "null"] };
  return {
    type: "object",
    properties: Object.fromEntries(
      [...MEDIA_TYPES.values()]
        .filter(({ binary }) => !binary)
        .map((entry) => [entry.name, { ...described(entry), ...template }]),
    ),
    propertyNames: { pattern: MEDIA_TYPE.source },
    additionalProperties: template,
  };
}

function sourceOf({ MAPPING_SOURCES }) {
  const sources = [...MAPPING_SOURCES.values()];
  return {
    description: sources.map(({ name }) => name).join(" | "),
    markdownDescription: sources.map(({ name, summary }) => `- \`${name}\`: ${summary}`).join("\n"),
    type: "string",
    pattern: `^(?:${sources.map(formOf).join("|")})$`,
    examples: sources.map(({ example }) => example),
  };
}

/** The pattern of one form of a source. Of a JSONPath only its beginning: the rules read the rest. */
function formOf({ kind, prefix }) {
  switch (kind) {
    case "static":
      return "'[\\s\\S]*'";
    case "integrationBody":
      return `${literally(prefix)}(?:\\[[\\s\\S]+)?`;
    case "integrationBodyPath":
      return `${literally(prefix)}(?!\\$)[\\s\\S]+`;
    default:
      return `${literally(prefix)}[\\s\\S]+`;
  }
}

function described({ summary, detail }) {
  return {
    description: summary,
    ...(detail === "" ? {} : { markdownDescription: `${summary}\n\n${detail}` }),
  };
}

function literally(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
