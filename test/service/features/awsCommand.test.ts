import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { awsCommandOf, findingsOf, newResponses, type ShellName } from "../../../server/src/service";
import { ownDocument } from "../../support/documents";
import { MADE_FILE, type NativePassing, runPowerShell } from "../../support/powershell";

const TARGET = { restApiId: "a1", resourceId: "b2", httpMethod: "GET", statusCode: "200" };
const FILE = "file:///home/me/my%20api/it's.json";

/** The command, or why there is none. */
function commandOf(
  text: string,
  {
    uri = "untitled:1",
    target = TARGET as Partial<typeof TARGET>,
    shell = "bash" as ShellName,
  }: { uri?: string; target?: Partial<typeof TARGET>; shell?: ShellName } = {},
): string {
  const answer = awsCommandOf(ownDocument(text, uri), target, { shell });
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

  test.each(['x" --endpoint-url "https://evil.example', "$(id)", "-x", "a/../b"])(
    "has a variable in the place of a label that is none: %s",
    (restApiId) => {
      for (const shell of ["bash", "powershell"] as const) {
        const command = commandOf("{}", { target: { ...TARGET, restApiId }, shell });
        expect(command).toContain('--rest-api-id "$REST_API_ID"');
        expect(command).not.toContain(restApiId);
      }
    },
  );

  test.each(["file:///etc/passwd", "fileb://x", "http://localhost/", "https://x", "--debug", "-1"])(
    "hands on what the CLI would read otherwise in a file: %s",
    (selectionPattern) => {
      const text = JSON.stringify({ selectionPattern });
      for (const shell of ["bash", "powershell"] as const) {
        const command = commandOf(text, { shell });
        expect(command).not.toContain("--selection-pattern");
        expect(command).toContain(`"selectionPattern": ${JSON.stringify(selectionPattern)}`);
      }
    },
  );

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

describe("the file of the document", () => {
  const QUOTED = `{ "responseParameters": { "method.response.header.X": "'it'" } }`;

  test("is read where it says what is wanted, and quotes would have to be written", () => {
    expect(commandOf(QUOTED, { uri: FILE })).toBe(
      `${BEGINS} \\\n  --cli-input-json 'file:///home/me/my api/it'\\''s.json' \\\n  ${LABELS}`,
    );
    expect(commandOf(QUOTED, { uri: FILE, shell: "powershell" })).toBe(
      `${BEGINS} \`\n  --cli-input-json 'file:///home/me/my api/it''s.json' \`\n  ${LABELS.replaceAll("\\", "`")}`,
    );
  });

  test.each([
    ["is simple enough to be read in the line", '{ "selectionPattern": "4.." }'],
    ["has a member that the CLI does not know", `{ "note": 1, ${QUOTED.slice(1)}`],
    ["has null for an absent member", `{ "contentHandling": null, ${QUOTED.slice(1)}`],
    ["has a comment", `// a comment\n${QUOTED}`],
  ])("is not read where it %s", (_, text) => {
    for (const shell of ["bash", "powershell"] as const) {
      expect(commandOf(text, { uri: FILE, shell })).not.toContain("my api");
    }
  });

  test("is read as UTF-8 by the CLI on Windows", () => {
    const text = `{ "selectionPattern": "l'été" }`;
    const { environment, words } = runPowerShell(
      commandOf(text, { uri: "file:///c%3A/api/200.json", shell: "powershell" }),
      "legacy",
    );
    expect(words.slice(0, 4)).toEqual([
      "apigateway",
      "put-integration-response",
      "--cli-input-json",
      "file://c:/api/200.json",
    ]);
    expect([...environment]).toEqual([["AWS_CLI_FILE_ENCODING", "UTF-8"]]);
  });
});

const LONG = `#set($x = "it's")\n${"é😀 $input.json('$.a') ".repeat(300)}`;

test("what is too long for a line goes into a file that bash makes and takes away", () => {
  const wanted = { responseTemplates: { "application/json": LONG } };
  const script = `mktemp() { printf /tmp/made; }\ncat() { :; }\nrm() { printf 'removed %s' "$1"; }\n`;
  const command = commandOf(JSON.stringify(wanted));
  expect(command).toContain('--cli-input-json "file://$file" \\\n  --rest-api-id a1');
  expect(execFileSync("bash", ["-c", `aws() { :; }\n${script}${command}`], { encoding: "utf8" })).toBe(
    "removed /tmp/made",
  );
  const [, json = ""] = /<<'JSON'\n([\s\S]*)\nJSON\n/.exec(command) ?? [];
  expect(json).toMatch(/^[\n -~]*$/);
  expect(JSON.parse(json)).toEqual(wanted);
});

describe.each<NativePassing>(["legacy", "standard"])(
  "PowerShell that hands words on by the %s rules",
  (passing) => {
    test.each([
      {},
      { selectionPattern: "" },
      { selectionPattern: "2\\d{2}" },
      { selectionPattern: "ends with \\" },
      { selectionPattern: "a (b|c), @d; $e & f % {g}" },
      { selectionPattern: "it's ‘typographic’ “quotes”" },
      { selectionPattern: 'a "b" $HOME `id`' },
      { selectionPattern: "two\nlines" },
      { contentHandling: "CONVERT_TO_TEXT" },
      { responseParameters: { "method.response.header.X": "'é😀'" } },
      { responseTemplates: { "application/json": `'@\n@'\n${LONG}`, "text/plain": "" } },
    ])("gives the CLI %j as it is", (wanted) => {
      for (const uri of ["untitled:1", "file:///c%3A/it%27s/%E2%80%99/200.json"]) {
        const text = JSON.stringify(wanted);
        const { words, files } = runPowerShell(commandOf(text, { uri, shell: "powershell" }), passing);
        const options = new Map(
          Array.from({ length: (words.length - 2) / 2 }, (_, index) => [
            words[2 + index * 2],
            words[3 + index * 2],
          ]),
        );
        expect(words.slice(0, 2)).toEqual(["apigateway", "put-integration-response"]);
        expect(options.get("--resource-id")).toBe("b2");
        const file = options.get("--cli-input-json");
        const sent =
          file === `file://${MADE_FILE}`
            ? files.get(MADE_FILE)
            : file === "file://c:/it's/’/200.json"
              ? text
              : JSON.stringify({
                  ...(options.has("--selection-pattern")
                    ? { selectionPattern: options.get("--selection-pattern") }
                    : {}),
                  ...(options.has("--content-handling")
                    ? { contentHandling: options.get("--content-handling") }
                    : {}),
                });
        expect(JSON.parse(sent ?? "")).toEqual(wanted);
      }
    });

    test("takes what is not known from variables of its own", () => {
      const command = commandOf("{}", { target: { httpMethod: "GET" }, shell: "powershell" });
      const variables = { REST_API_ID: "a1", RESOURCE_ID: "b2", STATUS_CODE: "200" };
      expect(runPowerShell(command, passing, variables).words).toEqual(
        ["apigateway", "put-integration-response"].concat(LABELS.replaceAll("\\\n", "").split(/ +/)),
      );
    });
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
