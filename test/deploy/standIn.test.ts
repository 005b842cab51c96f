import aws4 from "aws4";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { STAND_IN_CREDENTIALS, startStandIn } from "../support/standIn.mjs";

const PATH = "/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses/200";

let standIn: Awaited<ReturnType<typeof startStandIn>>;

beforeEach(async () => {
  standIn = await startStandIn();
});

afterEach(async () => {
  await standIn.stop();
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  readonly service?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Changes the request after it was signed. */
  readonly tamper?: {
    readonly path?: string;
    readonly body?: string;
    /** Without a value the header is left out. */
    readonly header?: readonly [name: string, value?: string];
  };
  readonly headers?: Record<string, string>;
}

/** Signs with aws4 alone, so that what the stand-in refuses is not the SDK's doing. */
async function send({
  method = "PUT",
  path = PATH,
  body = "{}",
  service = "apigateway",
  credentials = STAND_IN_CREDENTIALS,
  tamper,
  headers = {},
}: Sent) {
  const { host } = new URL(standIn.url);
  const signed = aws4.sign(
    {
      host,
      method,
      path,
      service,
      region: "us-east-1",
      headers: {
        ...(method === "PUT" ? { "Content-Type": "application/json" } : {}),
        Accept: "application/json",
        ...headers,
      },
      ...(method === "PUT" ? { body } : {}),
    },
    credentials,
  );
  const { Host: _, "Content-Length": __, ...kept } = signed.headers as Record<string, string>;
  const { header: [name, value] = [] } = tamper ?? {};
  const sent = Object.entries({ ...kept, ...(name === undefined ? {} : { [name]: value }) });
  const answer = await fetch(`${standIn.url}${tamper?.path ?? path}`, {
    method,
    headers: Object.fromEntries(
      sent.flatMap(([key, text]) => (text === undefined ? [] : [[key, String(text)]])),
    ),
    redirect: "manual",
    ...(method === "PUT" ? { body: tamper?.body ?? body } : {}),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get("x-amzn-errortype"),
    text,
    json: () => JSON.parse(text),
  };
}

describe("the signature", () => {
  it("is accepted when it is right", async () => {
    expect(await send({ method: "GET" })).toMatchObject({ status: 200 });
    expect(await send({ body: '{"selectionPattern":"é"}' })).toMatchObject({ status: 201 });
    expect(standIn.requests).toMatchObject([
      {
        method: "GET",
        path: PATH,
        signature: "valid",
        service: "apigateway",
        region: "us-east-1",
        status: 200,
      },
      { method: "PUT", signature: "valid", status: 201 },
    ]);
  });

  it.each<[string, Sent, string, string]>([
    [
      "another secret",
      { credentials: { ...STAND_IN_CREDENTIALS, secretAccessKey: "x" } },
      "wrong",
      "InvalidSignatureException",
    ],
    [
      "another key",
      { credentials: { ...STAND_IN_CREDENTIALS, accessKeyId: "AKIDOTHER" } },
      "unknownKey",
      "UnrecognizedClientException",
    ],
    [
      "a session token nobody gave out",
      { credentials: { ...STAND_IN_CREDENTIALS, sessionToken: "t" } },
      "unknownKey",
      "UnrecognizedClientException",
    ],
    ["another service", { service: "execute-api" }, "wrong", "InvalidSignatureException"],
    ["another path", { tamper: { path: PATH.replace("200", "404") } }, "wrong", "InvalidSignatureException"],
    ["another body", { tamper: { body: '{"a":1}' } }, "wrong", "InvalidSignatureException"],
    [
      "another signed header",
      { headers: { "X-Note": "a" }, tamper: { header: ["X-Note", "b"] } },
      "wrong",
      "InvalidSignatureException",
    ],
    [
      "no signature",
      { tamper: { header: ["Authorization"] } },
      "missing",
      "MissingAuthenticationTokenException",
    ],
    ["an old date", { headers: { "X-Amz-Date": "20200101T000000Z" } }, "skewed", "InvalidSignatureException"],
  ])("is refused for %s", async (_name, sent, signature, type) => {
    expect(await send(sent)).toMatchObject({ status: 403, type });
    expect(standIn.requests.at(-1)).toMatchObject({ signature });
    expect(
      standIn.state.methods.get("fugvjdxtri/3kzxbg5sa2/GET")?.responses.get("200")?.selectionPattern,
    ).toBe("200");
  });

  it("leaves nothing to sign another request with", async () => {
    const credentials = { ...STAND_IN_CREDENTIALS, sessionToken: "a-session-token" };
    await standIn.stop();
    standIn = await startStandIn({ credentials });
    expect(await send({ credentials })).toMatchObject({ status: 201 });
    const remembered = JSON.stringify(standIn.requests);
    for (const secret of [
      credentials.secretAccessKey,
      credentials.accessKeyId,
      credentials.sessionToken,
      "Signature=",
    ]) {
      expect(remembered).not.toContain(secret);
    }
  });
});

describe("the service it plays", () => {
  it("answers in the form of the reference's sample", async () => {
    const body = {
      selectionPattern: "2\\d{2}",
      responseParameters: { "method.response.header.Content-Type": "'application/json'" },
    };
    const answer = await send({ body: JSON.stringify(body) });
    expect(answer.json()).toEqual({
      _links: {
        curies: {
          href: "https://docs.aws.amazon.com/apigateway/latest/developerguide/restapi-integration-response-{rel}.html",
          name: "integrationresponse",
          templated: true,
        },
        self: { href: PATH, title: "200" },
        "integrationresponse:delete": { href: PATH },
        "integrationresponse:update": { href: PATH },
      },
      ...body,
      statusCode: "200",
    });
  });

  it("replaces the whole response, and tells an empty template as null", async () => {
    await send({ body: '{"responseTemplates":{"application/json":""},"selectionPattern":"x"}' });
    const { _links: _, ...stored } = (await send({ method: "GET" })).json();
    expect(stored).toEqual({
      responseTemplates: { "application/json": null },
      selectionPattern: "x",
      statusCode: "200",
    });
  });

  const mapping = (error: string) =>
    `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`;
  const header = (name: string, source: string) => JSON.stringify({ responseParameters: { [name]: source } });

  it.each<[string, Sent, number, string, string | undefined]>([
    [
      "an unquoted static",
      { body: header("method.response.header.Content-Type", "text/plain") },
      400,
      "BadRequestException",
      mapping("Invalid mapping expression specified: text/plain"),
    ],
    [
      "an undeclared header",
      { body: header("method.response.header.X-No", "'1'") },
      400,
      "BadRequestException",
      mapping("Invalid mapping expression parameter specified: method.response.header.X-No"),
    ],
    [
      "a key of another kind",
      { body: header("Content-Type", "'1'") },
      400,
      "BadRequestException",
      mapping("Invalid mapping expression parameter specified: Content-Type"),
    ],
    [
      "an odd name",
      { body: header("method.response.header.ETag", "integration.response.header.a b") },
      400,
      "BadRequestException",
      mapping("Parameter name should match the following regular expression: ^[a-zA-Z0-9._$-]+$"),
    ],
    [
      "no method response",
      { path: PATH.replace("200", "299"), body: header("method.response.header.ETag", "'1'") },
      400,
      "BadRequestException",
      mapping("No method response exists for method."),
    ],
    [
      "a number in a map",
      { body: '{"responseTemplates":{"application/json":123}}' },
      400,
      "SerializationException",
      "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
    ],
    [
      "true in a map",
      { body: '{"responseParameters":{"method.response.header.ETag":true}}' },
      400,
      "SerializationException",
      "class java.lang.Boolean can not be converted to an String",
    ],
    [
      "a template key that is no media type",
      { body: '{"responseTemplates":{"123":""}}' },
      400,
      "BadRequestException",
      "Validation Result: warnings : [], errors : [Invalid content type specified: 123]",
    ],
    [
      "a content handling that is none",
      { body: '{"contentHandling":"X"}' },
      400,
      "ValidationException",
      "1 validation error detected: Value 'X' at 'putIntegrationResponseInput.contentHandling' failed to satisfy constraint: Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]",
    ],
    [
      "a status code that is none",
      { path: PATH.replace("200", "wrong") },
      400,
      "ValidationException",
      "1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    ],
    ["broken JSON", { body: "{" }, 400, "SerializationException", undefined],
    [
      "an unknown API",
      { path: PATH.replace("fugvjdxtri", "other") },
      404,
      "NotFoundException",
      "Invalid Resource identifier specified",
    ],
    [
      "an unknown method",
      { path: PATH.replace("GET", "PATCH") },
      404,
      "NotFoundException",
      "Invalid Method identifier specified",
    ],
    [
      "a method without integration",
      { path: PATH.replace("GET", "DELETE") },
      404,
      "NotFoundException",
      "Invalid Integration identifier specified",
    ],
    [
      "a response that is not there",
      { method: "GET", path: PATH.replace("200", "201") },
      404,
      "NotFoundException",
      "Invalid Response status code specified",
    ],
  ])("refuses %s", async (_name, sent, status, type, message) => {
    const answer = await send(sent);
    expect({ status: answer.status, type: answer.type, message: answer.json().message }).toEqual({
      status,
      type,
      message,
    });
  });

  it("accepts each of the seven sources", async () => {
    for (const source of [
      "integration.response.header.ETag",
      "integration.response.multivalueheader.ETag",
      "integration.response.body",
      "integration.response.body.a.b[0]",
      "stageVariables.x",
      "context.requestId",
      "'it''s'",
    ]) {
      expect(await send({ body: header("method.response.header.ETag", source) })).toMatchObject({
        status: 201,
      });
      standIn.state.methods.get("fugvjdxtri/3kzxbg5sa2/GET")?.responses.delete("200");
    }
  });

  it("has one default at most", async () => {
    expect(await send({ body: "{}" })).toMatchObject({ status: 201 });
    expect(await send({ path: PATH.replace("200", "201") })).toMatchObject({
      status: 409,
      type: "ConflictException",
    });
    expect(await send({ body: "{}" })).toMatchObject({ status: 201 });
  });
});

describe("the script", () => {
  it("is played in turn, for the requests that each step waits for", async () => {
    standIn.play(
      "throttled",
      { play: "accessDenied", on: "GET" },
      { play: "throttled", retryAfter: 7, message: "Slow down" },
    );
    expect(await send({})).toMatchObject({ status: 429 });
    expect(await send({})).toMatchObject({ status: 429, text: '{"message":"Slow down"}' });
    expect(await send({})).toMatchObject({ status: 201 });
    expect(await send({ method: "GET" })).toMatchObject({ status: 403, type: "AccessDeniedException" });
    expect(await send({ method: "GET" })).toMatchObject({ status: 200 });
  });

  it("is not spent on a request whose signature is wrong", async () => {
    standIn.play("serverError");
    await send({ credentials: { ...STAND_IN_CREDENTIALS, secretAccessKey: "x" } });
    expect(await send({})).toMatchObject({ status: 500 });
  });
});
