// `apigw-response render` as its users run it, and the expectations of the samples in `examples/`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSamples } from "../../server/src/service/simulate/newSamples";

const ROOT = join(import.meta.dirname, "../..");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "apigw-render-"));
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
  write("pets.integration-response.json", {
    statusCode: "200",
    responseParameters: { "method.response.header.ETag": "integration.response.header.ETag" },
    responseTemplates: { "application/json": "{ \"all\": $input.json('$.pets') }" },
  });
  write("pets.samples.json", [
    { name: "one", status: 200, body: { pets: [1] }, headers: { ETag: "x" } },
    { name: "good", status: 200, body: { pets: [1] }, expect: { status: 200, body: { all: [1] } } },
    { name: "bad", status: 200, body: { pets: [2] }, expect: { headers: { ETag: "x" }, body: { all: [1] } } },
  ]);
  write("alone.json", { name: "alone", status: 200, body: { pets: [] } });
  write("broken.json", '[{ "name": "a", "status": 200,\n "bdy": 1 }]');
  mkdirSync(join(folder, "none"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function render(args: readonly string[], cwd = folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "dist/cli.js"), "render", ...args],
    { cwd, encoding: "utf8" },
  );
  return { code: status, out: stdout, err: stderr };
}

const PETS = "pets.integration-response.json";

describe("one response", () => {
  test("is rendered with the sample beside it", () => {
    expect(render([PETS])).toEqual({
      code: 0,
      out: 'HTTP/1.1 200 OK\nETag: x\nContent-Type: application/json\n\n{ "all": [1] }\n',
      err: "",
    });
  });

  test("says how it came about", () => {
    const { out } = render([PETS, "--sample", "good", "--trace"]);
    expect(out).toContain("# Sample “good”, from pets.samples.json.\n");
    expect(out).toContain(
      "ETag is not sent: integration.response.header.ETag has no value here. (observed)\n",
    );
  });

  test("with a file of one sample, as JSON", () => {
    const { out, code } = render([PETS, "--sample", "alone.json", "--json"]);
    expect(JSON.parse(out)).toMatchObject({
      sample: "alone",
      end: "answered",
      client: { status: "200", body: { kind: "text", text: '{ "all": [] }' } },
    });
    expect(code).toBe(0);
  });

  test("without any sample, with one of our own", () => {
    const { out } = render(["examples/cli-input.json", "--trace"], ROOT);
    expect(out).toContain("one of our own");
    expect(out).toContain("For the status 404, response 400 answers.");
  });

  test("knows the other responses in the folder of its method", () => {
    const responses = "examples/restapis/fugvjdxtri/resources/3kzxbg5sa2/methods/GET/integration/responses";
    const { out } = render([`${responses}/404.json`, "--sample", "two pets", "--trace"], ROOT);
    expect(out).toContain("For a success, response 200 answers, not this one.");
  });

  test.each([
    [[PETS, "--sample", "god"], "Did you mean “good”?"],
    [
      [PETS, "--sample", "broken.json"],
      "broken.json:2:3: Sample 1, “a”: nothing is known of bdy. Perhaps body",
    ],
    [[PETS, "--sample", "gone.json"], "gone.json: it cannot be read."],
    [["gone.json"], "no such file"],
    [["none"], "That is a folder. Name one response, or add --samples"],
    [[], "Which response?"],
    [["--samples", "--sample", "x", "."], "from files alone"],
    [["--samples"], "Which samples?"],
    [["--samples", "none"], "There is no *.samples.json."],
  ])("%j", (args, says) => {
    const { code, err } = render(args);
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});

describe("expectations", () => {
  test("that do not hold are told, with what differs", () => {
    const { code, out } = render(["--samples", "pets.samples.json"]);
    expect(out).toBe(
      "ok  pets.samples.json: one → 200\n" +
        "ok  pets.samples.json: good → 200\n" +
        "FAILED  pets.samples.json: bad → 200\n" +
        "  ETag\n    - expected  x\n    + received  (not sent)\n" +
        '  body\n    - expected  {"all":[1]}\n    + received  { "all": [2] }\n',
    );
    expect(code).toBe(1);
  });

  test("each kind of new sample is rendered", () => {
    const own = join(folder, "kinds");
    mkdirSync(own);
    writeFileSync(join(own, "all.integration-response.json"), '{ "statusCode": "200" }');
    const kinds = newSamples();
    writeFileSync(join(own, "all.samples.json"), `[${kinds.map(({ text }) => text).join(",")}]`);
    const { code, out, err } = render(["--samples", "all.samples.json"], own);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.match(/^ok .*$/gm)).toEqual(kinds.map(({ label }) => `ok  all.samples.json: ${label} → 200`));
  });

  test("of the examples hold", () => {
    const { code, out, err } = render(["--samples", "examples"], ROOT);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.match(/^ok /gm)).toHaveLength(6);
  });
});
