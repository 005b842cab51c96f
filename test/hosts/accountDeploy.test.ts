// `apigw-response deploy`: what is sent, what is not, and what is said of each response.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountScene, CHANGED, KEYS, RESPONSES, setAccountScene } from "./accountScene";

let scene: AccountScene;

beforeEach(async () => {
  scene = await setAccountScene();
});

afterEach(() => scene[Symbol.asyncDispose]());

test("a half-answered PUT is settled by a GET, and no key material is anywhere", async () => {
  scene.write(`${RESPONSES}/200.json`, CHANGED);
  scene.listening.faults.add({ operation: "PutIntegrationResponse", kind: "halfAnswer" });
  const ended = await scene.run("deploy restapis --yes --json");
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.out)).toMatchObject({ files: [{ deployed: true, settled: true }] });
  const left = readdirSync(scene.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8"));
  expect(left.length).toBeGreaterThan(1);
  for (const text of [ended.out, ended.err, ...left]) {
    expect(text).not.toContain(KEYS.AWS_SECRET_ACCESS_KEY);
    expect(text).not.toContain(KEYS.AWS_ACCESS_KEY_ID);
  }
});

describe("a deploy", () => {
  const Z = { responseParameters: { "method.response.header.Z": "'a'" } };

  test("says who signs before it asks, and each response as it is done", async () => {
    scene.write(`${RESPONSES}/200.json`, CHANGED);
    scene.write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    const { code, out } = await scene.run("deploy restapis --yes");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => /^(?:Target|\[)/.test(line))).toEqual([
      `Target: ${scene.listening.url}, which is not AWS, for us-east-1, signed as arn:aws:iam::000000000000:user/local in the account 000000000000.`,
      expect.stringContaining(`[1/2] ${RESPONSES}/200.json: `),
      expect.stringContaining(`[2/2] ${RESPONSES}/404.json: `),
    ]);
  });

  test("of what is not declared sends nothing, unless it is to be declared first", async () => {
    scene.write(`${RESPONSES}/200.json`, Z);
    scene.write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    const held = await scene.run("deploy restapis --yes --json");
    expect(held).toMatchObject({ code: 1, err: expect.stringContaining("Say --declare") });
    const needs = { call: "declareHeaders", headers: ["method.response.header.Z"] };
    expect(JSON.parse(held.out).files).toMatchObject([{ deployed: false, needs }, { deployed: false }]);
    expect(scene.served.filter((line) => /PUT|PATCH/.test(line))).toEqual([]);
    const done = await scene.run("deploy restapis --yes --json --declare");
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).files).toMatchObject([
      { deployed: true, declared: needs },
      { deployed: true },
    ]);
    expect(JSON.parse(done.out).files[1]).not.toHaveProperty("declared");
    expect(await scene.run("diff restapis")).toMatchObject({ code: 0 });
  });

  test("of what is known to be refused stops before the first PUT", async () => {
    scene.write(`${RESPONSES}/200.json`, CHANGED);
    scene.write(`${RESPONSES}/404.json`, {});
    for (const line of ["deploy restapis --yes --json", "deploy restapis --yes --json --declare"]) {
      const held = await scene.run(line);
      expect(held).toMatchObject({ code: 1, err: expect.stringContaining("Nothing was deployed.") });
      const { files } = JSON.parse(held.out);
      const why = expect.stringContaining("404.json: API Gateway would refuse it: ");
      expect(files).toMatchObject([{ deployed: false }, { deployed: false, blockedBy: [why] }]);
      expect(files[0]).not.toHaveProperty("blockedBy");
      expect(scene.served.filter((line) => /PUT|PATCH|DELETE/.test(line))).toEqual([]);
    }
  });

  test("names all that --declare declares, and declares no more", async () => {
    scene.write(`${RESPONSES}/200.json`, {
      ...CHANGED,
      responseParameters: { ...CHANGED.responseParameters, ...Z.responseParameters },
    });
    scene.write(`${RESPONSES}/500.json`, { selectionPattern: "5\\d\\d" });
    const { code, err, out } = await scene.run("deploy restapis --yes --json --declare");
    expect(err).toContain(
      "200.json: API Gateway refuses it until method.response.header.Z is declared on the method's 200 response.",
    );
    expect(err).toContain(
      "500.json: API Gateway stores it, but a client gets an error until the method has a 500 response.",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out).files).toMatchObject([
      { declared: { call: "declareHeaders", headers: ["method.response.header.Z"] } },
      { declared: { call: "putMethodResponse", headers: [] } },
    ]);
  });

  test.each([
    ["declares nothing unasked where the PUT is stored without", "", undefined],
    ["declares that too where it is asked to", " --declare", { call: "putMethodResponse", headers: [] }],
  ])("%s", async (_, declare, declared) => {
    scene.write(`${RESPONSES}/500.json`, { selectionPattern: "5\\d\\d" });
    const { code, err, out } = await scene.run(`deploy restapis --yes --json${declare}`);
    expect(err).toContain("500.json: API Gateway stores it, but a client gets an error until");
    expect(err.includes("Say --declare")).toBe(declare === "");
    expect(code).toBe(0);
    const [file] = JSON.parse(out).files;
    expect(file.deployed).toBe(true);
    expect(file.declared).toEqual(declared);
  });

  test("that fails says what was declared all the same", async () => {
    scene.write(`${RESPONSES}/200.json`, Z);
    scene.listening.faults.add({ operation: "PutIntegrationResponse", kind: "expiredToken" });
    const { code, out } = await scene.run("deploy restapis --yes --json --declare");
    expect(code).toBe(2);
    expect(JSON.parse(out).files).toMatchObject([
      {
        deployed: false,
        declared: { call: "declareHeaders", headers: ["method.response.header.Z"] },
        failed: { reason: "expiredCredentials" },
      },
    ]);
  });

  describe("in which the default changes hands", () => {
    const GIVEN = { ...CHANGED, selectionPattern: "2.." };
    /** The statuses that were put, in their order. */
    const puts = () =>
      scene.served.flatMap((line) => /^PUT \S+\/integration\/responses\/(\d+)/.exec(line)?.[1] ?? []);

    beforeEach(() => {
      scene.write(`${RESPONSES}/200.json`, GIVEN);
      scene.write(`${RESPONSES}/404.json`, {});
    });

    test("sends what gives it up first, whatever the order of the files", async () => {
      const there = await scene.run("deploy restapis --yes");
      expect(there).toMatchObject({ code: 0, err: "" });
      expect(there.out).toContain(`  sent after ${RESPONSES}/200.json, from which it takes the default\n`);
      expect(there.out).not.toContain("error: ");
      scene.write(`${RESPONSES}/200.json`, {});
      scene.write(`${RESPONSES}/404.json`, { selectionPattern: "404" });
      const back = await scene.run("deploy restapis --yes");
      expect(back).toMatchObject({ code: 0, err: "" });
      expect(back.out.match(/^\[\d\/\d\] \S+\d+\.json/gm)).toEqual([
        `[1/2] ${RESPONSES}/404.json`,
        `[2/2] ${RESPONSES}/200.json`,
      ]);
      expect(puts()).toEqual(["200", "404", "404", "200"]);
      expect(await scene.run("diff restapis")).toMatchObject({ code: 0 });
    });

    test("does not send what takes it where the other was not stored, and says so", async () => {
      scene.listening.faults.add({ operation: "PutIntegrationResponse", kind: "accessDenied" });
      const { code, err, out } = await scene.run("deploy restapis --yes --json");
      expect(code).toBe(1);
      expect(JSON.parse(out).files).toMatchObject([
        { deployed: false, failed: { reason: "accessDenied" } },
        { deployed: false, failed: { reason: "heldUp" } },
      ]);
      expect(err).toContain(
        `[2/2] ${RESPONSES}/404.json: It takes over what the 200 response of its method gives up first, and that was not stored, so nothing was sent for it.`,
      );
      expect(puts()).toEqual(["200"]);
    });

    test("does not send it either where it is not known what became of the other", async () => {
      scene.listening.faults.add({ operation: "PutIntegrationResponse", kind: "resetAfter" });
      scene.listening.faults.add({
        operation: "GetIntegrationResponse",
        kind: "accessDenied",
        after: 3,
        times: 9,
      });
      const { err, out } = await scene.run("deploy restapis --yes --json");
      expect(JSON.parse(out).files).toMatchObject([
        { failed: { reason: "inDoubt" } },
        { failed: { reason: "heldUp" } },
      ]);
      expect(err).toContain("and it is not known whether that was stored, so nothing was sent for it.");
      expect(puts()).toEqual(["200"]);
    });

    test("stops where two would take it, for no order helps", async () => {
      scene.write(`${RESPONSES}/500.json`, {});
      const { code, err, out } = await scene.run("deploy restapis --yes --json");
      expect(code).toBe(1);
      const because = (other: number) => [
        expect.stringContaining(
          `API Gateway would refuse it: ${RESPONSES}/${other}.json would become the default as well, and a method has one.`,
        ),
      ];
      expect(JSON.parse(out).files).toMatchObject([
        { deployed: false },
        { deployed: false, blockedBy: because(500) },
        { deployed: false, blockedBy: because(404) },
      ]);
      expect(err).toContain("Nothing was deployed. Correct it, then deploy again.");
      expect(puts()).toEqual([]);
    });
  });

  test("that fails for one goes on with the next, and says which", async () => {
    scene.write(`${RESPONSES}/200.json`, CHANGED);
    scene.write(`${RESPONSES}/404.json`, { selectionPattern: "4\\d\\d" });
    scene.listening.faults.add({ operation: "PutIntegrationResponse", kind: "expiredToken" });
    const ended = await scene.run("deploy restapis --yes --json");
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.out).files).toMatchObject([
      { deployed: false, failed: { reason: "expiredCredentials" } },
      { deployed: true },
    ]);
  });
});
