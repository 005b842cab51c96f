import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNodeStore, stateDirectory } from "../../server/src/hosts/nodeStore";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "node-store-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe("the store on a disk", () => {
  it("writes, reads and lists", async () => {
    const store = createNodeStore(join(directory, "not", "yet"));
    expect(await store.list("history")).toEqual([]);
    expect(await store.write("history/a.json", "é")).toEqual({
      kind: "written",
      place: join(directory, "not", "yet", "history", "a.json"),
    });
    await store.write("history/a.json", "ö");
    expect(await store.read("history/a.json", 100)).toBe("ö");
    expect(await store.list("history")).toEqual(["a.json"]);
  });

  it("reads nothing larger than asked for, and nothing that is not there", async () => {
    const store = createNodeStore(directory);
    await store.write("a.json", "12345");
    expect(await store.read("a.json", 4)).toBeUndefined();
    expect(await store.read("b.json", 4)).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("is for its owner alone", async () => {
    const store = createNodeStore(join(directory, "state"));
    await store.write("history/a.json", "x");
    expect((await stat(join(directory, "state", "history", "a.json"))).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, "state", "history"))).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, "state"))).mode & 0o777).toBe(0o700);
  });

  it("leaves the old file and no draft when it cannot write", async () => {
    const store = createNodeStore(directory);
    await mkdir(join(directory, "a.json"));
    expect(await store.write("a.json", "x")).toMatchObject({ kind: "failed" });
    expect(await readdir(directory)).toEqual(["a.json"]);
  });

  it("says why in words", async () => {
    await writeFile(join(directory, "file"), "here first");
    const store = createNodeStore(join(directory, "file"));
    expect(await store.write("history/a.json", "x")).toEqual({
      kind: "failed",
      why: "a file stands where the folder should be",
    });
    expect(await readFile(join(directory, "file"), "utf8")).toBe("here first");
  });

  it.each(["../a", "a/../b", "/etc/passwd", "a//b", "", ".", "C:\\x", "a\0b", "..."])(
    "never leaves its directory: %j",
    async (name) => {
      const store = createNodeStore(directory);
      await expect(store.write(name, "x")).rejects.toThrow("does not name a file");
      await expect(store.read(name, 9)).rejects.toThrow("does not name a file");
    },
  );
});

describe("the state directory", () => {
  const home = "/home/u";

  it.each<[string, Parameters<typeof stateDirectory>[0], string]>([
    [
      "chosen",
      { env: { APIGW_RESPONSE_STATE_DIR: "/s", XDG_STATE_HOME: "/x" }, platform: "linux", home },
      "/s",
    ],
    ["Linux", { env: {}, platform: "linux", home }, "/home/u/.local/state/apigateway-integration-response"],
    ["XDG", { env: { XDG_STATE_HOME: "/x" }, platform: "linux", home }, "/x/apigateway-integration-response"],
    [
      "XDG that is relative",
      { env: { XDG_STATE_HOME: "x" }, platform: "linux", home },
      "/home/u/.local/state/apigateway-integration-response",
    ],
    [
      "macOS",
      { env: {}, platform: "darwin", home: "/Users/u" },
      "/Users/u/Library/Application Support/apigateway-integration-response",
    ],
    [
      "Windows",
      { env: { LOCALAPPDATA: "C:\\Users\\u\\AppData\\Local" }, platform: "win32", home: "C:\\Users\\u" },
      "C:\\Users\\u\\AppData\\Local\\apigateway-integration-response",
    ],
    [
      "Windows without the variable",
      { env: {}, platform: "win32", home: "C:\\Users\\u" },
      "C:\\Users\\u\\AppData\\Local\\apigateway-integration-response",
    ],
  ])("%s", (_name, surroundings, expected) => {
    expect(stateDirectory(surroundings)).toBe(expected);
  });
});
