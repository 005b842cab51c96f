// `apigw-response match` as its users run it, and the samples of `examples/`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newResponses } from "../../server/src/service";

const ROOT = join(import.meta.dirname, "../..");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-match-"));
  const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));
  write("200.json", { responseTemplates: {} });
  write("404.json", { selectionPattern: "404" });
  write("409.json", { selectionPattern: "40[49]" });
  write("broken.samples.json", [{ name: "no sample" }]);
  write("method.samples.json", [
    { name: "gone", status: "409", expect: "409" },
    { name: "two", status: "404", expect: "409" },
  ]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function match(args: readonly string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "dist/cli.js"), "match", ...args],
    { cwd, encoding: "utf8" },
  );
  return { code: status, out: stdout, err: stderr };
}

const SET = ["200.json", "404.json", "409.json"];

describe("match", () => {
  test("names the response that answers, and why the others do not", () => {
    expect(match(["--status", "409", ...SET])).toEqual({
      code: 0,
      out: `409 (409.json) answers.
  * 200 (200.json): It has no pattern: it answers what no other pattern matches.
  - 404 (404.json): Its pattern does not match.
  + 409 (409.json): Its pattern matches.
`,
      err: "",
    });
  });

  test("names none of several, and ends with 1", () => {
    const { code, out } = match(["--status", "404", ...SET]);
    expect(out).toContain("which of them answers is not documented: 404 (404.json), 409 (409.json).");
    expect(code).toBe(1);
  });

  test("says what a client gets where nothing matches", () => {
    const { code, out } = match(["--error-message", "", "404.json"]);
    expect(out).toContain("the client gets a 500");
    expect(code).toBe(1);
  });

  test("as JSON", () => {
    const { code, out } = match([
      "--status",
      "500",
      "--type",
      "aws",
      "--format",
      "json",
      "200.json",
      "404.json",
    ]);
    expect(JSON.parse(out)).toEqual({
      tried: "500",
      outcome: "chosen",
      chosen: { file: "200.json", status: "200" },
      responses: [
        { file: "200.json", status: "200", verdict: "default", why: expect.any(String) },
        { file: "404.json", status: "404", verdict: "notMatched", why: "Its pattern does not match." },
      ],
    });
    expect(code).toBe(0);
  });

  test.each([
    [[], "Which responses?"],
    [["200.json"], "Which sample?"],
    [["--status", "404", "--type", "lambda", "200.json"], "matched by its errorMessage"],
    [["--status", "404", "--error-message", "x", "200.json"], "matched by its errorMessage"],
    [["--status", "4xx", "200.json"], "three digits"],
    [["--status", "404", "--type", "proxy", "200.json"], "Type is one of lambda, aws, http, mock."],
    [["--samples", "--status", "404", "."], "from files alone"],
    [["--status", "404", "none.json"], "there is no such file"],
    [["--status", "404", "--format", "xml", "200.json"], "--format takes one of"],
  ])("%j is wrong", (args, complaint) => {
    const { code, out, err } = match(args);
    expect(err).toContain(complaint);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("saved samples", () => {
  test("fail with what was expected", () => {
    const { code, out } = match(["--samples", "method.samples.json"]);
    expect(out).toContain("ok  method.samples.json: gone → 409\n");
    expect(out).toContain("FAILED  method.samples.json: two → ambiguous\nExpected 409.\nSeveral match");
    expect(code).toBe(1);
  });

  test("are tried on the method that they are named after, where a folder holds several", () => {
    const several = mkdtempSync(join(tmpdir(), "apigw-match-"));
    try {
      const write = (name: string, value: unknown) =>
        writeFileSync(join(several, name), JSON.stringify(value));
      const target = (httpMethod: string, statusCode: string) => ({
        ...{ restApiId: "a", resourceId: "b", httpMethod, statusCode },
      });
      const gone = [{ name: "gone", status: "404", expect: "404" }];
      write("get.integration-response.json", target("GET", "200"));
      write("get-404.integration-response.json", { ...target("GET", "404"), selectionPattern: "404" });
      write("post.integration-response.json", { ...target("POST", "404"), selectionPattern: "4.." });
      write("get.samples.json", gone);
      write("post.samples.json", gone);
      expect(match(["--samples", "."], several)).toMatchObject({
        code: 0,
        out: "ok  get.samples.json: gone → 404\nok  post.samples.json: gone → 404\n",
      });
      write("other.samples.json", gone);
      const { code, err } = match(["--samples", "other.samples.json"], several);
      expect({ code, err: err.includes("responses of several methods") }).toEqual({ code: 2, err: true });
      const { code: ended, out } = match(["--status", "404", "."], several);
      expect(out).toContain("target a/b/GET: 404 (get-404.integration-response.json) answers.\n");
      expect(out).toContain("\ntarget a/b/POST: 404 (post.integration-response.json) answers.\n");
      expect(ended).toBe(0);
    } finally {
      rmSync(several, { recursive: true, force: true });
    }
  });

  test("of several methods that the service printed, each is told by itself", () => {
    const printed = mkdtempSync(join(tmpdir(), "apigw-match-"));
    try {
      const method = (httpMethod: string, selectionPattern: string) => ({
        httpMethod,
        methodIntegration: {
          type: "HTTP",
          uri: "https://example.com",
          integrationResponses: { "200": {}, "404": { selectionPattern } },
        },
      });
      const file = join(printed, "methods.json");
      writeFileSync(file, JSON.stringify([method("GET", "404"), method("PUT", "40.|404")]));
      const { code, out } = match(["--status", "404", "methods.json"], printed);
      expect(out).toContain("methods.json, method 1 (GET): 404 (methods.json) answers.\n");
      expect(out).toContain("methods.json, method 2 (PUT): 404 (methods.json) answers.\n");
      expect(code).toBe(0);
      const data = match(["--status", "500", "--format", "json", "methods.json"], printed);
      expect(JSON.parse(data.out)).toMatchObject([
        { method: "methods.json, method 1 (GET)", chosen: { status: "200" } },
        { method: "methods.json, method 2 (PUT)", chosen: { status: "200" } },
      ]);
      expect(match(["--status", "404", "."], printed).err).toBe("");
    } finally {
      rmSync(printed, { recursive: true, force: true });
    }
  });

  test("are tried on what the service printed of the method", () => {
    const printed = mkdtempSync(join(tmpdir(), "apigw-match-"));
    try {
      const responses = { "200": {}, "404": { selectionPattern: "404" } };
      writeFileSync(
        join(printed, "method.json"),
        JSON.stringify({ type: "HTTP", uri: "https://example.com", integrationResponses: responses }),
      );
      const samples = [{ name: "gone", status: 404, expect: 404 }];
      writeFileSync(join(printed, "method.samples.json"), JSON.stringify(samples));
      expect(match(["--samples", "."], printed)).toMatchObject({ code: 0, err: "" });
      expect(match(["--status", "500", "method.json"], printed)).toMatchObject({ code: 0, err: "" });
    } finally {
      rmSync(printed, { recursive: true, force: true });
    }
  });

  test("that are none are told", () => {
    const { code, err } = match(["--samples", "."]);
    expect(err).toContain("Sample 1, “no sample”");
    expect(code).toBe(2);
  });

  test("of the examples hold", () => {
    const { code, out, err } = match(["--samples", "examples"], ROOT);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^apigw-response: \S+method\.samples\.json: what .* is expected of 2, which render --samples tries\.\n$/,
    );
    expect(out.match(/^ok /gm)).toHaveLength(6);
  });
});

test.each(newResponses().map((response) => [response.id, response] as const))(
  "the sample of a new response holds: %s",
  (id, { statusCode, text, sample }) => {
    const own = join(folder, id);
    mkdirSync(own);
    writeFileSync(join(own, `${statusCode}.integration-response.json`), text);
    const samples = join(own, `${statusCode}.samples.json`);
    writeFileSync(samples, JSON.stringify([{ ...sample, expect: statusCode }]));
    expect(match(["--samples", own])).toEqual({
      code: 0,
      out: `ok  ${samples}: ${sample.name} → ${statusCode}\n`,
      err: "",
    });
  },
);
