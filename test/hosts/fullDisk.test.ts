// A disk that takes no more, for real: the system refuses what a command writes to a file. What cannot be kept first is
// not sent.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AccountScene, CHANGED, RESPONSES, setAccountScene } from "./accountScene";

let scene: AccountScene;

beforeEach(async () => {
  scene = await setAccountScene();
});

afterEach(() => scene[Symbol.asyncDispose]());

const TEXT = { responseTemplates: { "text/plain": "kept. ".repeat(1_000) } };

test.each<[string, number, readonly string[], string]>([
  ["a deploy, before it has its lock", 0, ["locks"], "deploy restapis --yes --json"],
  ["a deploy, in the middle of what it keeps", 1, ["history", "locks"], "deploy restapis --yes --json"],
  ["a deployment to a stage", 0, ["locks"], "publish pets --stage prod --yes --json"],
])("stops %s, and says so", async (_, blocks, reached, line) => {
  scene.write(`${RESPONSES}/200.json`, { ...CHANGED, ...TEXT });
  scene.blocks = blocks;
  const held = await scene.run(line);
  expect(held).toMatchObject({
    code: 2,
    err: expect.stringMatching(
      /What is about to change could not be written down first \(no more may be written to a file here\), so nothing was deployed\./,
    ),
  });
  const failed = { reason: "notKept" };
  expect(JSON.parse(held.out)).toMatchObject(
    line.startsWith("deploy") ? { files: [{ failed }] } : { failed },
  );
  expect(scene.served.filter((request) => !request.startsWith("GET "))).toEqual([]);
  // Nothing half written is left, and nobody is kept out.
  const left = readdirSync(join(scene.folder, "state"), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  expect(readdirSync(join(scene.folder, "state")).sort()).toEqual(reached);
  scene.blocks = undefined;
  expect(await scene.run(line)).toMatchObject({ code: 0 });
  expect(scene.served.filter((request) => !request.startsWith("GET "))).toHaveLength(1);
});
