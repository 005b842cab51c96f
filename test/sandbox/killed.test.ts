// API Gateway Local as a real process, killed in the middle of writing its state.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const CLI = join(import.meta.dirname, "../../dist/cli.js");
const KILL_AT = join(import.meta.dirname, "../support/killAt.cjs");
const HEADERS = {
  authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/apigateway/aws4_request",
};

let folder: string;
let running: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-"));
  running = [];
});

afterEach(async () => {
  for (const child of running) {
    child.kill("SIGKILL");
  }
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}) {
  const state = join(folder, "state.json");
  const child = spawn(process.execPath, [CLI, "sandbox", "--port", "0", "--quiet", "--state", state], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  const [url] = await once(child.stdout.setEncoding("utf8"), "data");
  const ask = (line: string, body?: object): Promise<Response> => {
    const [method = "", path = ""] = line.split(" ");
    return fetch(`${String(url).trim()}${path}`, {
      method,
      headers: HEADERS,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const names = async (): Promise<readonly string[]> => {
    const { item } = (await (await ask("GET /restapis?limit=500")).json()) as { item: { name: string }[] };
    return item.map(({ name }) => name);
  };
  return { child, ask, names, ended: once(child, "exit") };
}

test.each([
  ["half of the draft is written", "draft"],
  ["the draft is whole and not yet in its place", "rename"],
])("killed when %s: what was answered is there, and the lock is taken over", async (_name, point) => {
  const first = await start();
  expect((await first.ask("POST /restapis", { name: "answered" })).status).toBe(201);
  first.child.kill("SIGKILL");
  await first.ended;

  const second = await start({ NODE_OPTIONS: `--require ${KILL_AT}`, KILL_AT: point });
  await expect(second.ask("POST /restapis", { name: "unanswered" })).rejects.toThrow();
  expect(await second.ended).toEqual([null, "SIGKILL"]);
  expect(JSON.parse(await readFile(join(folder, "state.json"), "utf8"))).toMatchObject({
    apis: [{ name: "answered" }],
  });

  const third = await start();
  expect(await third.names()).toEqual(["answered"]);
  expect((await third.ask("POST /restapis", { name: "next" })).status).toBe(201);
  expect((await readdir(folder)).sort()).toEqual(["state.json", "state.json.lock"]);
});

test("killed while many write: the state is whole, and lacks nothing that was answered", async () => {
  const { child, ask, ended } = await start();
  const answered: string[] = [];
  const writes = Array.from({ length: 60 }, async (_, index) => {
    const name = `api ${index}`;
    const { status } = await ask("POST /restapis", { name });
    if (status === 201) {
      answered.push(name);
    }
    if (answered.length === 20) {
      child.kill("SIGKILL");
    }
  });
  await Promise.allSettled(writes);
  await ended;
  expect(answered.length).toBeGreaterThanOrEqual(20);
  expect(await (await start()).names()).toEqual(expect.arrayContaining(answered));
});
