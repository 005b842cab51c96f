// The JSON Schema of a file of samples, docs/samples.schema.json: what completes and checks it in an editor.
// Invariant: it knows the members that the reader knows, since both are made of the same list.

const ID =
  "https://raw.githubusercontent.com/apigateway-response/apigateway-integration-response/main/docs/samples.schema.json";

export function samplesSchemaFile(service) {
  return {
    path: "docs/samples.schema.json",
    text: `${JSON.stringify(schemaOf(service), undefined, 2)}\n`,
  };
}

function schemaOf({ SAMPLE_FIELDS, REQUEST_FIELDS, EXPECT_FIELDS, BACKENDS }) {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $id: ID,
    title: "Samples of an API Gateway integration response",
    description:
      "What a backend answers and what should come of it, for Preview Response and `apigw-response render --samples`.",
    type: "array",
    items: {
      ...objectOf(SAMPLE_FIELDS),
      required: ["name"],
      anyOf: [
        { required: ["status"] },
        { required: ["errorMessage"] },
        { properties: { type: { const: "lambda" } }, required: ["type", "body"] },
      ],
      defaultSnippets: [
        {
          label: "HTTP",
          body: { name: "$1", status: 200, body: {} },
        },
        {
          label: "Lambda",
          body: { name: "$1", errorMessage: "", body: {} },
        },
      ],
    },
  };

  function objectOf(fields) {
    return {
      type: "object",
      properties: Object.fromEntries(
        fields.map(({ name, shape, summary }) => [name, { description: summary, ...valueSchema(shape) }]),
      ),
      additionalProperties: false,
    };
  }

  function valueSchema(shape) {
    const text = { type: "string" };
    switch (shape) {
      case "text":
        return text;
      case "texts":
        return { type: "array", items: text };
      case "status":
        return { type: ["integer", "string"], minimum: 100, maximum: 599, pattern: "^[1-5]\\d\\d$" };
      case "backend":
        return { enum: [...BACKENDS] };
      case "textMap":
        return { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } };
      case "expectedMap":
        return { type: "object", additionalProperties: { type: ["string", "null"] } };
      case "headerMap":
        return {
          type: "object",
          additionalProperties: {
            anyOf: [{ type: ["string", "number", "boolean"] }, { type: "array", items: text }],
          },
        };
      case "body":
        return {};
      case "object":
        return { type: "object" };
      case "request":
        return objectOf(REQUEST_FIELDS);
      case "expect":
        return {
          anyOf: [{ enum: ["none"] }, valueSchema("status"), objectOf(EXPECT_FIELDS)],
        };
      default:
        throw new Error(`The schema does not say what ${shape} is.`);
    }
  }
}
