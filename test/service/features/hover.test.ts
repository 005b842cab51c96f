import { describe, expect, test } from "vitest";
import { type Analysis, hoverAt } from "../../../server/src/service";
import { CONTENT_HANDLING } from "../../../server/src/service/vocabulary/contentHandling";
import { CONTEXT_VARIABLES } from "../../../server/src/service/vocabulary/contextVariables";
import { HEADERS } from "../../../server/src/service/vocabulary/headers";
import { MEMBERS } from "../../../server/src/service/vocabulary/members";
import { STATUS_CODES } from "../../../server/src/service/vocabulary/statusCodes";
import { DIALECTS, sayIn } from "../../support/dialects";
import { ownDocument } from "../../support/documents";
import { CURSOR, drawSelections, readCursor } from "../../support/marks";

/** The text with what is hovered between marks, and below it the hover's paragraphs. */
function checkHover(marked: string, expected: string, open: (text: string) => Analysis = ownDocument) {
  expect(`\n${drawHover(marked, open)}\n`).toBe(expected);
}

/** Only the place and the first paragraphs, for texts that the vocabulary's own tests hold. */
function checkHoverBegins(marked: string, drawn: string, ...beginnings: readonly string[]) {
  const [place, ...paragraphs] = drawHover(marked, ownDocument).split("\n\n");
  expect(place).toBe(drawn);
  for (const [index, beginning] of beginnings.entries()) {
    expect(paragraphs[index]?.slice(0, beginning.length)).toBe(beginning);
  }
}

function checkNoHover(marked: string, open: (text: string) => Analysis = ownDocument) {
  expect(drawHover(marked, open)).toBe("nothing");
}

function drawHover(marked: string, open: (text: string) => Analysis): string {
  const { text, offset } = readCursor(marked);
  const hover = hoverAt(open(text), offset);
  return hover === undefined ? "nothing" : `${drawSelections(text, [hover.span])}\n\n${hover.markdown}`;
}

describe("members", () => {
  test.each([...MEMBERS.keys()])("%s", (name) => {
    checkHoverBegins(
      `{ "${name}‸": "" }`,
      `{ ⟦"${name}"⟧: "" }`,
      `**${name}**`,
      MEMBERS.get(name)?.summary ?? "",
    );
  });
  test("what it is, what becomes of it, where that is written", () => {
    checkHover(
      '{ "resou‸rceId": "x" }',
      `
{ ⟦"resourceId"⟧: "x" }

**resourceId**

The identifier of the resource: the path that the method stands on.

As \`aws apigateway get-resources --rest-api-id …\` prints it.

[AWS documentation](https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html)
`,
    );
  });
  test("by the name that is read, escapes and all", () => {
    checkHoverBegins('{ "s\\u0074atusCode‸": "" }', '{ ⟦"s\\u0074atusCode"⟧: "" }', "**statusCode**");
  });
  test("nothing for unknown names", () => {
    checkNoHover('{ "colour‸": "" }');
    checkNoHover('{ "constructor‸": "" }');
  });
});

describe("values of members", () => {
  test.each([...STATUS_CODES.values()])("$name $reason", ({ name, reason, summary }) => {
    checkHoverBegins(
      `{ "statusCode": "${name}‸" }`,
      `{ "statusCode": ⟦"${name}"⟧ }`,
      `**${name} ${reason}**`,
      summary,
    );
  });
  test("a status nobody registered", () => {
    checkHover(
      '{ "statusCode": "4‸99" }',
      `
{ "statusCode": ⟦"499"⟧ }

**499**

Not a registered status. Client error: the request is wrong or cannot be fulfilled.

A method response of this status has to exist: without one the client gets a 500 at run time, as seen in practice.
`,
    );
    checkNoHover('{ "statusCode": "6‸00" }');
    checkNoHover('{ "statusCode": "‸" }');
  });
  test("a status that is a number", () => {
    checkHoverBegins('{ "statusCode": 2‸00 }', '{ "statusCode": ⟦200⟧ }', "**200 OK**");
  });
  test.each([...CONTENT_HANDLING.keys()])("%s", (name) => {
    checkHoverBegins(
      `{ "contentHandling": "${name}‸" }`,
      `{ "contentHandling": ⟦"${name}"⟧ }`,
      `**${name}**`,
    );
  });
  test("a verb", () => {
    checkHoverBegins(
      '{ "httpMethod": "A‸NY" }',
      '{ "httpMethod": ⟦"ANY"⟧ }',
      "**ANY**",
      "API Gateway's catch-all",
    );
    checkNoHover('{ "httpMethod": "any‸" }');
  });
  test("a pattern, as API Gateway reads it and what it is tried against", () => {
    checkHover(
      '{ "selectionPattern": "2\\\\d‸{2}" }',
      `
{ "selectionPattern": "2⟦\\\\d⟧{2}" }

\`\\d\`: a digit.

**Pattern** \`2\\d{2}\`

Every success status of an HTTP or AWS service backend.

Matches a text that is, as a whole: “2”, then 2 times a digit.

For a Lambda function a pattern is tried against the \`errorMessage\` of the returned error, which counts as empty where there is none; for HTTP and other AWS backends against the status code, never against the body. It is a Java regular expression, and by AWS's examples it has to match the whole; \`.\` matches no newline unless \`(?s)\` stands before it.

[AWS documentation](https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html)
`,
    );
    checkHoverBegins(
      '{ "selectionPattern": "‸" }',
      '{ "selectionPattern": ⟦""⟧ }',
      "**No pattern**",
      "This is the default",
    );
    checkHoverBegins(
      '{ "selectionPattern": "a`b‸" }',
      '{ "selectionPattern": "⟦a`b⟧" }',
      "**Pattern** ``a`b``",
    );
    checkHoverBegins(
      '{ "selectionPattern": "(404|50‸0).*" }',
      '{ "selectionPattern": "(404|⟦500⟧).*" }',
      "`500`: “500”.",
    );
    checkHoverBegins(
      String.raw`{ "selectionPattern": "\[4‸04\].*" }`,
      String.raw`{ "selectionPattern": "⟦\[404\]⟧.*" }`,
      "`\\[404\\]`: “\\[404\\]”.".replaceAll("\\\\", "\\"),
    );
    checkHoverBegins(
      '{ "selectionPattern": "4[0-‸9]*" }',
      '{ "selectionPattern": "4⟦[0-9]⟧*" }',
      "`[0-9]`: one of 0 to 9.",
    );
    for (const [marked, words] of [
      ["4[⟦0-‸9⟧a]", "`0-9`: a character from “0” to “9”."],
      ["4[0-9⟦a‸⟧]", "`a`: the character “a”."],
      ["4[a⟦[‸^b-dx]⟧]", "`[^b-dx]`: any character but b to d and x."],
      ["4[0-9⟦&‸&⟧[5]]", "`&&`: only what is in both: before it and after it."],
    ] as const) {
      checkHoverBegins(
        `{ "selectionPattern": "${marked.replace(/[⟦⟧]/g, "")}" }`,
        `{ "selectionPattern": "${marked.replace("‸", "")}" }`,
        words,
      );
    }
    const printed = (backend: string) =>
      `{ ${backend}, "integrationResponses": { "200": {}, "400": { "selectionPattern": "4‸00" } } }`;
    for (const [backend, words] of [
      [
        '"type": "HTTP", "uri": "https://example.com"',
        "Here an HTTP backend answers: it is tried against the status",
      ],
      ['"type": "MOCK"', "Here a mock answers"],
      [
        '"type": "AWS", "uri": "arn:aws:apigateway:r:lambda:path/f"',
        "Here a Lambda function answers: it is tried against",
      ],
      ['"type": "AWS"', "For a Lambda function a pattern is tried"],
    ] as const) {
      expect(drawHover(printed(backend), ownDocument)).toContain(words);
    }
    checkHoverBegins(
      '{ "selectionPattern": "⟦‸(404⟧" }'.replace(/[⟦⟧]/g, ""),
      '{ "selectionPattern": "⟦(404⟧" }',
    );
  });
  test("nothing for maps, brackets and space", () => {
    checkNoHover('{ "responseParameters": {‸} }');
    checkNoHover("{ ‸ }");
    checkNoHover('{ "selectionPattern": ‸ "a" }');
    checkNoHover('{ /* stat‸usCode */ "statusCode": "200" }');
    checkNoHover("[ ‸ ]");
  });
});

describe("mappings", () => {
  const mapped = (key: string, value: string) => `{ "responseParameters": { "${key}": "${value}" } }`;

  test("the target's prefix", () => {
    checkHover(
      mapped("method.res‸ponse.header.ETag", "x"),
      `
{ "responseParameters": { "⟦method.response.header⟧.ETag": "x" } }

**method.response.header.{name}**

A header of the response that the client receives. It is the only target there is: the body is made by \`responseTemplates\`, and the status is the integration response's own.

The name has letters, digits and \`.\`, \`_\`, \`$\`, \`-\`. The header has to be declared in the method response of the same status, or the service answers 400 to the PUT.

[AWS documentation](https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html)
`,
    );
    checkHoverBegins(
      mapped("method.response.header.‸", "x"),
      mapped("⟦method.response.header.⟧", "x"),
      "**method.response.header.{name}**",
    );
  });
  test.each([...HEADERS.keys()])("the target's name: %s", (name) => {
    checkHoverBegins(
      mapped(`method.response.header.${name}‸`, "x"),
      mapped(`method.response.header.⟦${name}⟧`, "x"),
      `**${name}**`,
      HEADERS.get(name)?.summary ?? "",
    );
  });
  test("what becomes of a header", () => {
    checkHover(
      mapped("method.response.header.www-auth‸enticate", "x"),
      `
{ "responseParameters": { "method.response.header.⟦www-authenticate⟧": "x" } }

**WWW-Authenticate**

The authentication schemes that a 401 asks for.

For example \`'Bearer'\`, \`'Bearer realm="api"'\`, \`'Basic realm="api"'\`.

| integration | AWS documents | recorded answers |
|---|---|---|
| HTTP | sent as \`X-Amzn-Remapped-WWW-Authenticate\` | sent as \`X-Amzn-Remapped-WWW-Authenticate\` |
| Lambda | sent as \`X-Amzn-Remapped-WWW-Authenticate\` | sent as \`X-Amzn-Remapped-WWW-Authenticate\` |
| MOCK | | passed on |

The header has to be declared in the method response of the same status, or the service answers 400 to the PUT. A backend's header reaches the client only where a mapping takes it over. *Seen in practice, not stated by AWS.*

[RFC 9110](https://www.rfc-editor.org/rfc/rfc9110.html#section-11.6.1) · [Renamed headers](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html) · [Method responses](https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html)
`,
    );
  });
  test.each([
    ["Accept", "| HTTP | dropped |  |", "| Lambda | passed on |  |"],
    ["Via", "| HTTP | passed on |  |", "| Lambda | dropped |  |"],
    [
      "Date",
      "| HTTP | sent as `X-Amzn-Remapped-Date`, beside API Gateway's own | sent as `X-Amzn-Remapped-Date` |",
      "| MOCK | | sent as `X-Amzn-Remapped-Date` |",
    ],
  ])("what becomes of %s by the type of integration", (name, ...rows) => {
    const drawn = drawHover(mapped(`method.response.header.${name}‸`, "x"), ownDocument);
    expect(drawn.split("\n").filter((line) => rows.includes(line))).toEqual(rows);
  });
  test("the key of contentHandling has the table of its values", () => {
    const drawn = drawHover('{ "content‸Handling": null }', ownDocument);
    expect(drawn).toContain("| binary | text | base64-encoded | unchanged | base64-encoded |");
  });
  test("a header of one's own", () => {
    checkHoverBegins(
      mapped("method.response.header.X-O‸wn", "x"),
      mapped("method.response.header.⟦X-Own⟧", "x"),
      "**X-Own**",
      "A header that no public registry knows",
    );
  });
  test("a name written with escapes", () => {
    checkHoverBegins(
      mapped("method.response.header.\\u0045T‸ag", "x"),
      mapped("method.response.header.⟦\\u0045Tag⟧", "x"),
      "**ETag**",
    );
  });
  test("a static value", () => {
    checkHoverBegins(
      mapped("method.response.header.Content-Type", "'text/html; cha‸rset=utf-8'"),
      mapped("method.response.header.Content-Type", "⟦'text/html; charset=utf-8'⟧"),
      "**'static'**",
      "A static value",
      "The first and the last quote",
      "The client receives `text/html; charset=utf-8`.",
      "**text/html**: HTML.",
    );
  });
  test("the backend's header", () => {
    checkHoverBegins(
      mapped("method.response.header.X", "integration.resp‸onse.header.ETag"),
      mapped("method.response.header.X", "⟦integration.response.header⟧.ETag"),
      "**integration.response.header.{name}**",
    );
    checkHoverBegins(
      mapped("method.response.header.X", "integration.response.multivalueheader.‸Link"),
      mapped("method.response.header.X", "integration.response.multivalueheader.⟦Link⟧"),
      "**Link**",
    );
  });
  test("the backend's body", () => {
    checkHoverBegins(
      mapped("method.response.header.X", "integration.response.b‸ody"),
      mapped("method.response.header.X", "⟦integration.response.body⟧"),
      "**integration.response.body**",
    );
    const path = drawHover(
      mapped("method.response.header.X", "integration.response.body.a.b[0‸]"),
      ownDocument,
    );
    expect(path).toContain("Reads `$.a.b[0]` of the backend's body.");
  });
  test("a stage variable", () => {
    const hover = drawHover(mapped("method.response.header.X", "stageVariables.ori‸gin"), ownDocument);
    expect(hover).toContain("Reads the stage variable `origin`.");
  });
  test.each([...CONTEXT_VARIABLES.values()].filter(({ open }) => !open))(
    "context.$name",
    ({ name, summary }) => {
      checkHoverBegins(
        mapped("method.response.header.X", `context.${name}‸`),
        mapped("method.response.header.X", `context.⟦${name}⟧`),
        `**context.${name}**`,
        summary,
      );
    },
  );
  test("a context variable with a name of one's own, and one that is none", () => {
    checkHoverBegins(
      mapped("method.response.header.X", "context.authorizer.ten‸ant"),
      mapped("method.response.header.X", "context.⟦authorizer.tenant⟧"),
      "**context.authorizer.{property}**",
    );
    checkHoverBegins(
      mapped("method.response.header.X", "context.requestid‸"),
      mapped("method.response.header.X", "context.⟦requestid⟧"),
      "**context.requestid**",
      "AWS documents no context variable of that name.",
    );
  });
  test("evidence where AWS does not state a thing", () => {
    const hover = drawHover(mapped("method.response.header.X", "context.deploymentId‸"), ownDocument);
    expect(hover).toContain("*Seen in practice, not stated by AWS.* [AWS documentation](");
  });
  test("nothing where the finding tells all", () => {
    checkNoHover(mapped("method.response.headers.ET‸ag", "x"));
    checkNoHover(mapped("method.response.header.X", "integration.response.headers.‸ETag"));
    checkNoHover(mapped("method.response.header.X", "‸"));
    checkNoHover('{ "responseParameters": { "method.response.header.X": ‸ } }');
    checkNoHover('{ "responseParameters": { "method.response.header.X": 1‸2 } }');
  });
});

describe("templates", () => {
  test("which one runs", () => {
    checkHover(
      `{ "responseTemplates": { "applic‸ation/json": "" } }`,
      `
{ "responseTemplates": { ⟦"application/json"⟧: "" } }

**application/json**

JSON, what REST APIs mostly speak.

The template runs for a client whose \`Accept\` header names this type; a client that sends none counts as \`application/json\`. Only the type is compared, not its parameters, and of several types in \`Accept\` the first. Where no key matches, the first template runs.

AWS's current pages disagree on which header decides; recorded answers show \`Accept\`.

*Seen in practice, not stated by AWS.* [AWS documentation](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html)
`,
    );
  });
  test("what runs", () => {
    checkHoverBegins(
      `{ "responseTemplates": { "a/b": "‸$input.body" } }`,
      `{ "responseTemplates": { "a/b": ⟦"$input.body"⟧ } }`,
      "**Template for a/b**",
      "A Velocity template: what it prints is the body",
    );
    checkHoverBegins(
      `{ "responseTemplates": { "a/b": nu‸ll } }`,
      `{ "responseTemplates": { "a/b": ⟦null⟧ } }`,
      "**Template for a/b**",
      "An empty template",
    );
    const empty = drawHover(`{ "responseTemplates": { "a/b": "‸" } }`, ownDocument);
    expect(empty).toContain(
      "Whether the client then receives the backend's body or an empty one is not documented",
    );
    expect(empty).toContain("Not stated by AWS and not confirmed.");
  });
});

describe("every dialect answers alike", () => {
  const body = (inside: string) => `{ "responseParameters": { ${inside} } }`;
  test.each([
    `"method.re‸sponse.header.ETag": "'x'"`,
    `"method.response.header.E‸Tag": "'x'"`,
    `"method.response.header.ETag": "'x‸'"`,
    `"method.response.header.ETag": "integration.response.header.ET‸ag"`,
    `"method.response.header.ETag": "context.req‸uestId"`,
    `"method.response.header.ETag": "integration.response.body.x‸"`,
    `"method.response.header.ETag": "stageVariables.‸x"`,
    `"method.response.header.ETag": "nothing ‸of it"`,
  ])("%s", (inside) => {
    const answers = DIALECTS.map((dialect) => {
      const said = sayIn(dialect, body(inside).replace(CURSOR, "⟦⟧"));
      if (!("text" in said)) {
        throw new Error(said.cannotSay);
      }
      const { text, offset } = readCursor(said.text.replace("⟦⟧", CURSOR));
      const hover = hoverAt(ownDocument(text), offset);
      return hover && { over: text.slice(hover.span.start, hover.span.end), markdown: hover.markdown };
    });
    expect(answers).toEqual(answers.map(() => answers[0]));
  });
});
