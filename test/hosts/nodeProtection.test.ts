// What the user's own file and variable protect, and that a file which cannot be read is never taken for none.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configFile, createNodeProtection } from "../../server/src/hosts/nodeProtection";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "apigw-config-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function read(env: Readonly<Record<string, string>> = {}) {
  const surroundings = {
    env: { APIGW_RESPONSE_CONFIG_DIR: folder, ...env },
    platform: process.platform,
    home: folder,
  };
  return createNodeProtection(surroundings).read();
}

const config = (text: string) => writeFile(join(folder, "config.json"), text);

test.each([
  [undefined, {}, []],
  [undefined, { APIGW_RESPONSE_PROTECTED: "prod, 111122223333,," }, ["prod", "111122223333"]],
  ['{ "protected": ["live"] }', {}, ["live"]],
  ['{ "protected": [] }', { APIGW_RESPONSE_PROTECTED: "prod" }, ["prod"]],
  ['{ "protected": ["live"] }', { APIGW_RESPONSE_PROTECTED: "prod" }, ["prod", "live"]],
])("of the file %s and the variables %j", async (text, env, names) => {
  if (text !== undefined) {
    await config(text);
  }
  expect(await read(env)).toEqual({ kind: "names", names });
});

test.each([
  "",
  "{",
  "[]",
  "{}",
  '{ "protected": "prod" }',
  '{ "protected": [1] }',
  '{ "Protected": ["prod"] }',
  '{ "protected": [], "protectd": ["prod"] }',
])("a file that holds %s is not taken for one that protects nothing", async (text) => {
  await config(text);
  expect(await read()).toEqual({ kind: "unreadable", place: join(folder, "config.json") });
});

test("neither is what is no file", async () => {
  await mkdir(join(folder, "config.json"));
  expect(await read()).toMatchObject({ kind: "unreadable" });
});

test("it is read anew each time", async () => {
  expect(await read()).toEqual({ kind: "names", names: [] });
  await config('{ "protected": ["prod"] }');
  expect(await read()).toEqual({ kind: "names", names: ["prod"] });
});

test("a folder that is named relatively is never looked for in a workspace", async () => {
  const read = createNodeProtection({
    env: { APIGW_RESPONSE_CONFIG_DIR: "conf" },
    platform: "linux",
    home: "/home/me",
  }).read;
  expect(await read()).toEqual({ kind: "unreadable", place: "conf/config.json" });
});

test.each([
  ["linux", {}, "/home/me/.config/apigateway-integration-response/config.json"],
  ["darwin", {}, "/home/me/.config/apigateway-integration-response/config.json"],
  ["linux", { XDG_CONFIG_HOME: "/conf" }, "/conf/apigateway-integration-response/config.json"],
  ["linux", { XDG_CONFIG_HOME: "relative" }, "/home/me/.config/apigateway-integration-response/config.json"],
  ["linux", { APIGW_RESPONSE_CONFIG_DIR: "/here" }, "/here/config.json"],
  ["win32", { APPDATA: "C:\\Data" }, "C:\\Data\\apigateway-integration-response\\config.json"],
] as const)("on %s with %j it is %s", (platform, env, place) => {
  expect(configFile({ env, platform, home: "/home/me" })).toBe(place);
});
