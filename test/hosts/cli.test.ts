// `apigw-response` as its users run it: the bundle as a child process, its output and its exit code.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../server/src/service";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const FAULTY = '{ "selectionPattern": "2\\d{2}" }';
const FINE = '{ "selectionPattern": "2\\\\d{2}" }';
const OPENAPI = '{ "openapi": "3.0.1", "paths": {}, "selectionPattern": 1 }';

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-cli-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], { input = "", env = {}, cwd = folder } = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    input,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: undefined, ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** Writes files into a folder of the test's own and answers its path. */
function files(contents: Readonly<Record<string, string | Uint8Array>>): string {
  const own = mkdtempSync(join(folder, "t-"));
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), content);
  }
  return own;
}

describe("check --format json", () => {
  test("has exactly this shape", () => {
    const cwd = files({ "a.json": FAULTY, "b.json": FINE });
    const { code, out, err } = run(["check", "--format", "json", "a.json", "b.json"], { cwd });
    expect(JSON.parse(out)).toEqual([
      {
        file: "a.json",
        findings: [
          {
            rule: "invalid-escape",
            severity: "error",
            message: expect.stringContaining("no escape that JSON knows"),
            start: { line: 1, column: 25, offset: 24 },
            end: { line: 1, column: 27, offset: 26 },
          },
        ],
      },
      { file: "b.json", findings: [] },
    ]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  test.each([
    ["a byte order mark counts for nothing", `\uFEFF${FAULTY}`, { line: 1, column: 25, offset: 24 }],
    ["CRLF ends one line", `\r\n\r\n${FAULTY}`, { line: 3, column: 25, offset: 28 }],
    ["CR alone ends a line", `\r\r${FAULTY}`, { line: 3, column: 25, offset: 26 }],
    [
      "an emoji is two units",
      '{ "responseTemplates": { "😀/x": "" }, "selectionPattern": "\\d" }',
      { line: 1, column: 61, offset: 60 },
    ],
  ])("%s", (_, text, start) => {
    const cwd = files({ "a.json": text });
    const [{ findings }] = JSON.parse(run(["check", "--format=json", "a.json"], { cwd }).out);
    const found = findings.find(({ rule }: { rule: string }) => rule === "invalid-escape");
    expect(found.start).toEqual(start);
  });

  test("is valid JSON whatever went wrong", () => {
    const cwd = files({ "a.json": FINE, "latin1.json": Uint8Array.of(0x22, 0xe9, 0x22) });
    const { code, out, err } = run(["check", "--format", "json", "none.json", "latin1.json", "a.json"], {
      cwd,
    });
    expect(JSON.parse(out)).toEqual([{ file: "a.json", findings: [] }]);
    expect(code).toBe(2);
    expect(err).toBe(
      "apigw-response: none.json: there is no such file or folder.\n" +
        "apigw-response: latin1.json: it is not UTF-8.\n",
    );
  });
});

describe("check of a folder", () => {
  const DEFAULT = "{}";
  const MAPPED = `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`;
  const input = (statusCode: string) =>
    JSON.stringify({
      restApiId: "a1",
      resourceId: "b2",
      httpMethod: "GET",
      statusCode,
      selectionPattern: "",
    });
  test.each([
    [
      "the responses of one method by their path",
      {
        "GET/integration/responses/200.json": DEFAULT,
        "GET/integration/responses/500.json": DEFAULT,
        "PUT/integration/responses/200.json": DEFAULT,
      },
      ["GET/integration/responses/200.json two-defaults", "GET/integration/responses/500.json two-defaults"],
    ],
    [
      "the responses of one method by their keys, wherever they lie",
      {
        "a/200.json": input("200"),
        "b/c/404.json": input("404"),
        "d.json": input("200").replace("b2", "c3"),
      },
      ["a/200.json two-defaults", "b/c/404.json two-defaults"],
    ],
    [
      "headers that only some of them have",
      {
        "integration/responses/200.json": MAPPED,
        "integration/responses/500.json": '{ "selectionPattern": "5\\\\d{2}" }',
      },
      ["integration/responses/500.json partial-cors"],
    ],
  ])("joins %s", (_, contents, expected) => {
    const cwd = files(contents as Record<string, string>);
    const { out } = run(["check", "--format", "json", "."], { cwd });
    const reports = JSON.parse(out) as { file: string; findings: { rule: string }[] }[];
    const told = reports.flatMap(({ file, findings }) => findings.map(({ rule }) => `${file} ${rule}`));
    expect(told.sort()).toEqual(expected);
  });
});

describe("check", () => {
  test("shows each finding in its line", () => {
    const cwd = files({ "a.json": `{\r\n\t"selectionPattern": "2\\d{2}" }` });
    const { code, out, err } = run(["check", "a.json"], { cwd });
    expect(out.split("\n")).toEqual([
      "a.json:2:24 error invalid-escape",
      expect.stringContaining("no escape that JSON knows"),
      '  2 |   "selectionPattern": "2\\d{2}" }',
      "    |                         ^^",
      "",
      "1 error in 1 file.",
      "",
    ]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  test("shows no more of a long line than fits, and no control characters", () => {
    const text = `{ "responseTemplates": { "x/y": "${"ä".repeat(400)}\u001B[31m\\d${"ö".repeat(400)}" } }`;
    const cwd = files({ "a.json": text });
    const { out } = run(["check", "a.json"], { cwd });
    expect(out).not.toContain("\u001B");
    expect(out.split("\n").filter((line) => line.length > 200)).toEqual([]);
    const [, code = "", carets = ""] = /\| (.*\\d.*)\n\s*\| (\s*\^\^)\n/.exec(out) ?? [];
    expect(code.slice(carets.indexOf("^"), carets.length)).toBe("\\d");
  });

  test("puts the carets under wide characters", () => {
    const cwd = files({ "a.json": '{ "selectionPattern": "漢😀\\d" }' });
    const [, carets = ""] = /\n {4}\| (\s*\^+)\n/.exec(run(["check", "a.json"], { cwd }).out) ?? [];
    expect(carets.indexOf("^")).toBe('{ "selectionPattern": "xxxx'.length);
  });

  test("says that all is well", () => {
    const cwd = files({ "a.json": FINE });
    expect(run(["check", "a.json"], { cwd })).toEqual({ code: 0, out: "No findings in 1 file.\n", err: "" });
  });

  test("is coloured for nobody who did not ask", () => {
    const cwd = files({ "a.json": FAULTY });
    expect(run(["check", "a.json"], { cwd, env: { FORCE_COLOR: "1" } }).out).not.toContain("\u001B");
  });

  test("reads the standard input", () => {
    const { code, out } = run(["check", "-", "--format", "json", "--stdin-filename", "x/200.json"], {
      input: FAULTY,
    });
    expect(JSON.parse(out)).toMatchObject([{ file: "x/200.json", findings: [{ rule: "invalid-escape" }] }]);
    expect(code).toBe(1);
    expect(run(["check", "-"], { input: FAULTY }).out).toContain("<stdin>:1:25");
  });

  test("takes a named file for an integration response, whatever it is called", () => {
    const cwd = files({ "some.tpl": '{ "selectionPattern": 1 }' });
    expect(run(["check", "some.tpl"], { cwd })).toMatchObject({
      code: 1,
      out: expect.stringContaining("error"),
    });
  });

  test.each([
    ["openapi", OPENAPI],
    ["CloudFormation", '{ "Resources": {}, "x": "\\d" }'],
  ])("says that a file of %s holds none, and has nothing else to say of it", (_, text) => {
    const cwd = files({ "a.json": text });
    expect(run(["check", "--format", "json", "a.json"], { cwd })).toEqual({
      code: 0,
      out: '[\n  {\n    "file": "a.json",\n    "findings": []\n  }\n]\n',
      err: "apigw-response: a.json: no integration response found.\n",
    });
  });

  describe("a file that is named by the user alone", () => {
    const TARGET = { restApiId: "a1", resourceId: "b", httpMethod: "GET" };
    const MAPPING = { "method.response.header.A": "integration.response.header.A" };
    const NOTED: readonly (readonly [string, unknown])[] = [
      ["an empty object", {}],
      ["an array", [1, 2]],
      ["a string", "selectionPattern"],
      ["package.json", { name: "x", version: "1.0.0", type: "module", scripts: {} }],
      ["tsconfig", '{\n  // strict\n  "compilerOptions": { "strict": true, },\n}'],
      ["JSON that is broken and says nothing", "{"],
      ["a gateway response", { restApiId: "a1", responseType: "DEFAULT_4XX", statusCode: "400" }],
      [
        "a gateway response by its mappings",
        {
          restApiId: "a1",
          responseParameters: { "gatewayresponse.header.A": "'*'" },
          responseTemplate: { "application/json": "" },
        },
      ],
      [
        "put-integration",
        { ...TARGET, type: "MOCK", requestTemplates: { "application/json": "{}" }, contentHandling: "X" },
      ],
      [
        "get-integration",
        {
          type: "MOCK",
          uri: "",
          responseTemplates: {},
          integrationResponses: { 200: { statusCode: "200", responseParameters: MAPPING } },
        },
      ],
      ["put-method-response", { ...TARGET, statusCode: "200", responseModels: {}, responseParameters: {} }],
      ["headers that a method response declares", { "method.response.header.A": true }],
      ["what a Lambda function answers", { statusCode: 200, headers: {}, body: "", isBase64Encoded: false }],
      ["patch operations", [{ op: "replace", path: "/selectionPattern", value: "x" }]],
      ["patch operations as CLI input", { ...TARGET, statusCode: "200", patchOperations: [] }],
      ["a tree", { name: "root", children: [{ name: "leaf", children: [] }] }],
      ["Terraform's state", { version: 4, terraform_version: "1.9.0", resources: [{ type: "x" }] }],
      ["CloudFormation's gateway response", { ResponseParameters: {}, ResponseType: "DEFAULT_5XX" }],
    ];
    test.each(NOTED)("%s is noted and not judged", (_, content) => {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      const cwd = files({ "a.json": text });
      expect(run(["check", "--format", "json", "a.json"], { cwd })).toEqual({
        code: 0,
        out: '[\n  {\n    "file": "a.json",\n    "findings": []\n  }\n]\n',
        err: "apigw-response: a.json: no integration response found.\n",
      });
    });

    test.each([
      ['{ "selectionPatern": "x" }', "unknown-property"],
      ['{ "SELECTIONPATTERN": "x" }', "unknown-property"],
      ['{ "ResponseTemplates": {} }', "unknown-property"],
      ['{ "content_handling": "CONVERT_TO_TEXT" }', "unknown-property"],
      ['{ "responseParameters": "x" }', "value-type"],
      ['{ "Method.Response.header.A": "context.requestId" }', "unknown-property"],
      ['{ "responseTemplates" { "application/json": "" ', "json-syntax"],
      ['"selectionPattern": ""', "json-syntax"],
    ])("%s may be ours and is judged: %s", (text, rule) => {
      const cwd = files({ "a.json": text });
      const [{ findings }] = JSON.parse(run(["check", "--format", "json", "a.json"], { cwd }).out);
      expect(findings.map((finding: { rule: string }) => finding.rule)).toContain(rule);
    });

    test("one whose name is ours is judged, empty or not", () => {
      const cwd = files({ "a.integration-response.json": "[1, 2]" });
      expect(run(["check", "a.integration-response.json"], { cwd }).out).toContain("not-an-object");
    });
  });

  test("does not pretend to read YAML", () => {
    const cwd = files({ "a.yaml": "selectionPattern: x" });
    expect(run(["check", "a.yaml"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: "apigw-response: a.yaml: it is YAML, and only JSON can be checked so far.\n",
    });
  });
});

describe("a folder", () => {
  const CONTENT = {
    "a.integration-response.json": "{",
    "b.json": FAULTY,
    "c.json": OPENAPI,
    "d.json": '{ "name": "package" }',
    "e.txt": FAULTY,
    "integration/responses/404.json": "{}",
    "integration/responses/999.json": "{}",
    "node_modules/x/f.json": FAULTY,
    ".git/g.json": FAULTY,
    "latin1.json": Uint8Array.of(0x22, 0xe9, 0x22),
  };

  test("is walked for what is ours by name or by content", () => {
    const cwd = files(CONTENT);
    symlinkSync("b.json", join(cwd, "link.json"));
    symlinkSync(".", join(cwd, "circle"));
    symlinkSync("nowhere", join(cwd, "broken.json"));
    const { out, err } = run(["check", "--format", "json", "."], { cwd });
    expect(JSON.parse(out).map(({ file }: { file: string }) => file)).toEqual([
      "a.integration-response.json",
      "b.json",
      join("integration", "responses", "404.json"),
      "link.json",
    ]);
    expect(err).toBe("");
  });

  test("and a file in it are checked once", () => {
    const cwd = files({ "b.json": FAULTY });
    const { out } = run(["check", "--format", "json", "./b.json", "."], { cwd });
    expect(JSON.parse(out)).toHaveLength(1);
  });

  test("without any is an error", () => {
    const cwd = files({ "d.json": "{}" });
    expect(run(["check", "."], { cwd })).toEqual({
      code: 2,
      out: "",
      err: "apigw-response: .: it holds no integration response.\n",
    });
  });

  test("with one that cannot be read is checked for the rest", () => {
    const cwd = files({
      "a.integration-response.json": Uint8Array.of(0xff, 0xfe, 0x7b, 0x00),
      "b.integration-response.json": FAULTY,
    });
    const { code, out, err } = run(["check", "."], { cwd });
    expect(out).toContain("b.integration-response.json:1:25");
    expect(err).toBe("apigw-response: a.integration-response.json: it is not UTF-8.\n");
    expect(code).toBe(2);
  });
});

describe("what cannot be read", () => {
  test("is larger than 64 MB", () => {
    const cwd = files({ "a.json": "" });
    truncateSync(join(cwd, "a.json"), 64 * 1024 * 1024 + 1);
    expect(run(["check", "a.json"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: "apigw-response: a.json: it is larger than 64 MB.\n",
    });
  });

  test("is a link that leads to itself", () => {
    const cwd = files({});
    symlinkSync("a.json", join(cwd, "a.json"));
    expect(run(["check", "a.json"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: "apigw-response: a.json: its links lead in a circle.\n",
    });
  });
});

describe("--fail-on and --rule", () => {
  const HINT = '{ "selectionPattern": "", "foo": "" }';

  test.each([
    ["error", "warning", 0],
    ["warning", "warning", 1],
    ["information", "warning", 1],
    ["warning", "information", 0],
    ["hint", "hint", 1],
    ["hint", "off", 0],
  ])("--fail-on %s with a finding of %s", (failOn, severity, expected) => {
    const cwd = files({ "a.json": HINT });
    const { code } = run(["check", "--fail-on", failOn, `--rule=unknown-property=${severity}`, "a.json"], {
      cwd,
    });
    expect(code).toBe(expected);
  });

  test.each([
    [["check"], "Which files?"],
    [[], "Which command?"],
    [["chekc"], "There is no command “chekc”."],
    [["check", "--fail-on", "fatal", "x"], "--fail-on takes one of error, warning, information, hint"],
    [["check", "--format", "xml", "x"], "--format takes one of pretty, json"],
    [["check", "--rule", "invalid-escape", "x"], "--rule takes <id>=<severity>"],
    [["check", "--rule", "invalid-escap=off", "x"], "Did you mean “invalid-escape”?"],
    [["check", "--rule", "invalid-escape=loud", "x"], "--rule takes one of"],
    [["check", "--bogus", "x"], "Unknown option '--bogus'."],
    [["explain", "invalid-escap"], "Did you mean “invalid-escape”?"],
    [["explain", "zzz"], "There is no rule “zzz”."],
  ])("%j is wrong usage", (args, message) => {
    const { code, out, err } = run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toMatch(/Try: apigw-response .*--help\n$/);
    expect(err.split("\n")).toHaveLength(2);
  });
});

describe("the program", () => {
  test.each([["--help"], ["-h"], ["help"], ["check", "--help"], ["explain", "--help"], ["lsp", "--help"]])(
    "%s %s helps",
    (...args) => {
      const { code, out, err } = run(args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/^apigw-response/);
      expect(out.split("\n").filter((line) => line.length > 110)).toEqual([]);
    },
  );

  test("says its version", () => {
    expect(run(["--version"])).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });

  test("explains a rule, and lists them all", () => {
    const { code, out } = run(["explain", "invalid-escape"]);
    expect(code).toBe(0);
    expect(out).toContain("Not an escape in JSON");
    const list = run(["explain"]).out.trimEnd().split("\n");
    expect(list.map((line) => line.split(" ")[0])).toEqual(RULES.map(({ id }) => id));
  });

  test("is executable", () => {
    expect(statSync(CLI).mode & 0o111).not.toBe(0);
  });

  test("does not mind that its reader leaves", async () => {
    const cwd = files(
      Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.json`, FAULTY.repeat(20)])),
    );
    const child = spawn(process.execPath, [CLI, "check", "."], { cwd });
    let err = "";
    child.stderr.on("data", (data) => {
      err += data;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    await new Promise((resolve) => child.on("close", resolve));
    expect(err).toBe("");
  });

  test("lsp is the language server", async () => {
    const child = spawn(process.execPath, [CLI, "lsp", "--stdio"]);
    const body = JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    let answer = "";
    for await (const data of child.stdout) {
      answer += data;
      if (answer.includes('"name":"apigw-response"')) {
        break;
      }
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.on("exit", resolve))).toBe(1);
  });
});

describe("files of samples", () => {
  const BROKEN = '[{ "name": "one", "status": 200,\n  "bdy": 1 }, { "status": 404 }]';

  test("are checked beside responses, and where they are named", () => {
    const cwd = files({ "a.integration-response.json": FINE, "a.samples.json": BROKEN });
    const inFolder = run(["check", "."], { cwd });
    expect(inFolder.out).toContain(
      "a.samples.json:2:4 error sample\n  Sample 1, “one”: nothing is known of bdy. Perhaps body was meant.\n",
    );
    expect(inFolder.out).toContain("a.samples.json:2:15 error sample\n  Sample 2 has no name.\n");
    expect(inFolder.out).toMatch(/2 errors in 2 files\.\n$/);
    expect(inFolder).toMatchObject({ code: 1, err: "" });
    expect(run(["check", "a.samples.json"], { cwd })).toMatchObject({ code: 1, err: "" });
    expect(run(["check", "-", "--stdin-filename", "b.samples.json"], { cwd, input: "{}" }).out).toContain(
      "b.samples.json:1:1 error sample\n  It is no JSON array of samples.",
    );
  });

  test("have a severity as rules have", () => {
    const cwd = files({ "a.samples.json": BROKEN });
    expect(run(["check", ".", "--rule", "sample=hint"], { cwd })).toMatchObject({ code: 0 });
    expect(run(["check", ".", "--rule", "sample=off"], { cwd }).out).toBe("No findings in 1 file.\n");
    expect(run(["explain", "sample"]).out).toContain("docs/samples.schema.json");
  });
});
