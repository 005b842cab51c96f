// What is protected is written to by no command that was not told its name.
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountScene, CHANGED, RESPONSES, setAccountScene } from "./accountScene";

let scene: AccountScene;

beforeEach(async () => {
  scene = await setAccountScene();
});

afterEach(() => scene[Symbol.asyncDispose]());

describe("what is protected", () => {
  const WRITES = [
    ["deploy", "deploy restapis --yes"],
    ["publish", "publish pets --stage prod --yes"],
    ["invoke", "invoke pets /pets/7 GET --yes"],
  ] as const;
  const config = (value: unknown) => scene.write("config/config.json", value);
  const writing = () => scene.served.filter((line) => !/ GET /.test(` ${line} `));

  beforeEach(() => {
    scene.variables = { APIGW_RESPONSE_CONFIG_DIR: join(scene.folder, "config") };
    scene.write(`${RESPONSES}/200.json`, CHANGED);
  });

  test.each(WRITES)("--yes alone does not %s there, its name does", async (_, line) => {
    for (const word of ["default", "000000000000"]) {
      config({ protected: [word] });
      const held = await scene.run(line);
      expect(held).toMatchObject({
        code: 2,
        err: expect.stringContaining(`Say --confirm ${word} to go on.`),
      });
      const other = await scene.run(`${line} --confirm prod`);
      expect(other).toMatchObject({ code: 2, err: expect.stringContaining("and --confirm says prod") });
      expect(writing()).toEqual([]);
    }
    expect(await scene.run(`${line} --confirm 000000000000`)).toMatchObject({ code: 0 });
    expect(writing()).toHaveLength(1);
  });

  test("the name alone is no yes", async () => {
    config({ protected: ["default"] });
    expect(await scene.run("deploy restapis --confirm default")).toMatchObject({
      code: 2,
      err: expect.stringContaining("say --yes"),
    });
    expect(scene.served).toEqual([]);
  });

  test("a variable protects as well", async () => {
    scene.variables = { APIGW_RESPONSE_PROTECTED: "other, default" };
    const { code, out } = await scene.run("publish pets --stage prod --yes --json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ failed: { reason: "protected" } });
    expect(writing()).toEqual([]);
  });

  test.each(WRITES)("nobody may %s where it cannot be read", async (_, line) => {
    config("{ protected: prod }");
    expect(await scene.run(`${line} --confirm default`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("config.json, so nothing was sent."),
    });
    expect(writing()).toEqual([]);
  });

  test("may be read from all the same", async () => {
    config({ protected: ["default"] });
    expect(await scene.run("diff restapis")).toMatchObject({ code: 1, err: "" });
    expect(await scene.run("pull pets --out there")).toMatchObject({ code: 0, err: "" });
  });
});
