import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { awsCommandOf, findingsOf, newResponses } from "../../../server/src/service";
import { ownDocument } from "../../support/documents";

const TARGET = { restApiId: "a1", resourceId: "b2", httpMethod: "GET", statusCode: "200" };
const FILE = "file:///home/me/my%20api/it's.json";

/** The command, or why there is none. */
function commandOf(
  text: string,
  { uri = "untitled:1", target = TARGET as Partial<typeof TARGET> } = {},
): string {
  const answer = awsCommandOf(ownDocument(text, uri), target);
  return answer.kind === "none" ? answer.message : answer.command;
}

/** The words that bash makes of a command. */
function wordsOf(command: string): readonly string[] {
  const output = execFileSync("bash", ["-c", `aws() { printf '%s\\0' "$@"; }\n${command}`], {
    encoding: "utf8",
  });
  return output.split("\0").slice(0, -1);
}

const BEGINS = "aws apigateway put-integration-response";
const LABELS = "--rest-api-id a1 \\\n  --resource-id b2 \\\n  --http-method GET \\\n  --status-code 200";

describe("the command line", () => {
  test("of a body has each member", () => {
    expect(
      commandOf(
        `{ "selectionPattern": "4\\\\d\\\\d", "responseParameters": { "method.response.header.X": "'it'" }, "contentHandling": "CONVERT_TO_TEXT" }`,
      ),
    ).toBe(
      `${BEGINS} \\\n  ${LABELS} \\\n  --selection-pattern '4\\d\\d' \\\n  --response-parameters '{"method.response.header.X":"'\\''it'\\''"}' \\\n  --content-handling CONVERT_TO_TEXT`,
    );
  });

  test("of an empty pattern keeps it, of an absent one does not", () => {
    expect(commandOf('{ "selectionPattern": "" }')).toBe(
      `${BEGINS} \\\n  ${LABELS} \\\n  --selection-pattern ''`,
    );
    expect(commandOf("{}")).toBe(`${BEGINS} \\\n  ${LABELS}`);
  });

  test("of CLI input reads the file, with what the file does not name", () => {
    const text = '{ "restApiId": "a1", "resourceId": "", "httpMethod": "GET", "statusCode": "200" }';
    expect(
      commandOf(text, { uri: FILE, target: { restApiId: "a1", httpMethod: "GET", statusCode: "200" } }),
    ).toBe(
      `${BEGINS} \\\n  --cli-input-json 'file:///home/me/my api/it'\\''s.json' \\\n  --resource-id "$RESOURCE_ID"`,
    );
  });

  test("of a bare map reads the file", () => {
    const text = `{ "method.response.header.X": "'a'" }`;
    expect(commandOf(text, { uri: "file:///c%3A/api/map.json" })).toBe(
      `${BEGINS} \\\n  ${LABELS} \\\n  --response-parameters file://c:/api/map.json`,
    );
  });

  test.each([
    ["a comment", '{ "statusCode": "200" /* ! */ }', FILE],
    ["a byte order mark", '\uFEFF{ "statusCode": "200" }', FILE],
    ["no file", '{ "statusCode": "200" }', "untitled:Untitled-1"],
  ])("with %s spells everything out", (_, text, uri) => {
    expect(commandOf(text, { uri })).toBe(`${BEGINS} \\\n  ${LABELS}`);
  });

  test("names the variables to be set", () => {
    const answer = awsCommandOf(ownDocument("{}", "untitled:1"), { httpMethod: "GET" });
    expect(answer).toMatchObject({
      readsFile: false,
      variables: ["REST_API_ID", "RESOURCE_ID", "STATUS_CODE"],
    });
  });

  test.each([
    ["", "holds no integration response"],
    ['{ "selectionPattern": "2\\d" }', "mend it first"],
    ['{ "selectionPattern": 2 }', "mend it first"],
    ['{ "type": "AWS", "integrationResponses": { "200": {}, "404": {} } }', "put the cursor into one"],
  ])("of %j is refused", (text, reason) => {
    expect(commandOf(text)).toContain(reason);
  });
});

test.each(["'it''s'", `'a "b" $HOME \`id\` !x \\ ; & | *'`, "'two\\nlines'", "'é😀'"])(
  "bash hands on %s as it is",
  (value) => {
    const parameters = { "method.response.header.X": value };
    const words = wordsOf(
      commandOf(JSON.stringify({ selectionPattern: value, responseParameters: parameters })),
    );
    expect(words.slice(0, 2)).toEqual(["apigateway", "put-integration-response"]);
    expect(words[words.indexOf("--selection-pattern") + 1]).toBe(value);
    expect(JSON.parse(words[words.indexOf("--response-parameters") + 1] ?? "")).toEqual(parameters);
  },
);

describe("a new response", () => {
  test("of each kind", () => {
    expect(newResponses().map(({ id, statusCode }) => `${id} ${statusCode}`)).toEqual([
      "lambdaSuccess 200",
      "lambdaError 500",
      "httpPassThrough 200",
      "corsPreflight 200",
      "redirect 302",
      "binary 200",
    ]);
  });

  test.each(newResponses().map((response) => [response.id, response.text]))(
    "%s raises nothing",
    (_, text) => {
      expect(text).not.toMatch(/\$\{\d/);
      const found = findingsOf(ownDocument(text), new Map());
      expect(found.map(({ message }) => message)).toEqual([]);
    },
  );
});
