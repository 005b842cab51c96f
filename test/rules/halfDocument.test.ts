// What was pasted in half, or with a shell around it: the document after the one fix that json-syntax offers.
import { describe, expect, test } from "vitest";
import { analyseOwn, findingsIn, fixed } from "../support/rules";

/** The text after the fix, and the whole message. */
function mend(text: string): { readonly text: string | undefined; readonly message: string } {
  const found = findingsIn(analyseOwn(text)).filter(({ finding }) => finding.rule === "json-syntax");
  const [first, ...others] = found;
  expect(others).toEqual([]);
  return {
    text: first && fixed(text, first),
    message: first?.finding.message ?? "",
  };
}

const AWS = "aws apigateway put-integration-response";
const CORS = '{"method.response.header.Access-Control-Allow-Origin":"\'*\'"}';

describe("a shell command", () => {
  test.each([
    ["single quotes inside, as people write them", `'${CORS}'`],
    ["single quotes inside, as a shell wants them", `'${CORS.replaceAll("'", "'\\''")}'`],
    ["single quotes inside, in double quotes of their own", `'${CORS.replaceAll("'", "'\"'\"'")}'`],
    ["double quotes outside", `"${CORS.replaceAll('"', '\\"')}"`],
  ])("%s", (_, quoted) => {
    const { text } = mend(`${AWS} --response-parameters ${quoted}`);
    expect(text).toBe(`{\n  "responseParameters": ${CORS}\n}`);
  });

  test("every option that the input has a member for", () => {
    const { text, message } = mend(
      [
        `$ ${AWS} --rest-api-id a1b2 --resource-id=c3 \\`,
        "  --http-method GET --status-code 404 --profile dev \\",
        `  --selection-pattern '.*"404".*' --content-handling CONVERT_TO_TEXT \\`,
        `  --response-templates '{"application/json": "it\\'s $input.body"}' --no-cli-pager`,
        "{",
      ].join("\n"),
    );
    expect(text).toBe(`{
  "restApiId": "a1b2",
  "resourceId": "c3",
  "httpMethod": "GET",
  "statusCode": "404",
  "selectionPattern": ".*\\"404\\".*",
  "contentHandling": "CONVERT_TO_TEXT",
  "responseTemplates": {"application/json": "it\\'s $input.body"}
}`);
    expect(message).toContain("What `--profile`, `--no-cli-pager` says is lost.");
  });

  test.each([
    ["the whole input", `--region x --cli-input-json '{ "statusCode": "200" }'`, '{ "statusCode": "200" }'],
    [
      "the short form of a map",
      "--status-code 200 --response-parameters method.response.header.A=context.stage,method.response.header.B=context.path",
      `{
  "statusCode": "200",
  "responseParameters": {"method.response.header.A":"context.stage","method.response.header.B":"context.path"}
}`,
    ],
    [
      "no file and no variable",
      `--status-code 200 --response-parameters file://a.json --rest-api-id "$API" --resource-id $(id)`,
      '{\n  "statusCode": "200"\n}',
    ],
  ])("%s", (_, options, expected) => {
    expect(mend(`${AWS} ${options}`).text).toBe(expected);
  });

  test.each(["", " --help", " --rest-api-id $API", " --response-parameters '{ \"a\": '"])(
    "that says nothing that can be read: %j",
    (options) => {
      const [first] = findingsIn(analyseOwn(`${AWS}${options}`));
      expect(first?.finding.message).not.toContain("shell command");
    },
  );
});

describe("members alone", () => {
  test.each([
    ['"selectionPattern": "a",\n"contentHandling": "CONVERT_TO_TEXT",', "before the first and"],
    ['"selectionPattern": "a" }', "Write `{` before the first."],
    ['"responseTemplates": { "a/b": "" }', "before the first and"],
  ])("%j", (text, advice) => {
    const mended = mend(text);
    expect(mended.message).toContain(advice);
    expect(() => JSON.parse(mended.text ?? "")).not.toThrow();
  });
});

describe("text above the JSON", () => {
  test.each([
    "Response of GET /pets:\n",
    "$ aws apigateway get-integration-response --rest-api-id a {\n",
    "const response = ",
    "body.json {draft}\n",
  ])("%j", (above) => {
    expect(mend(`${above}{ "selectionPattern": "" }\n`).text).toBe('{ "selectionPattern": "" }');
  });

  test.each(["nothing of ours", "{{{{{{{{{{{{{{{{{{{{{{{{{{{{", "a { b } c", "// comment\n{}"])(
    "%j is told as it always was",
    (text) => {
      const messages = findingsIn(analyseOwn(text)).map(({ finding }) => finding.message);
      expect(messages.join("\n")).not.toContain("before the JSON");
    },
  );

  const long = `{ "selectionPattern": "${"x".repeat(600_000)}" }`;

  test("is read above a long text too", () => {
    expect(mend(`$ cat {a}\n${long}`).text).toBe(long);
  });

  test("with many braces is not tried at each of them where the text is long", () => {
    const messages = findingsIn(analyseOwn(`$ cat {a} {b} {c} {d}\n${long}`)).map(
      ({ finding }) => finding.message,
    );
    expect(messages.join("\n")).not.toContain("before the JSON");
  });
});
