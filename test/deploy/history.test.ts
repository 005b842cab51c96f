import { describe, expect, it } from "vitest";
import { listHistory } from "../../server/src/deploy";
import { type Attempt, closeAttempt, keepAttempt } from "../../server/src/deploy/history";
import { refusal } from "../../server/src/deploy/outcome";
import { LIVE, MemoryStore, TARGET, WANTED } from "./fakes";

const ATTEMPT: Attempt = {
  time: Date.UTC(2025, 5, 1),
  target: TARGET,
  region: "us-east-1",
  endpoint: "AWS",
  profile: "dev",
  live: { state: "read", response: LIVE },
  sent: WANTED,
};

async function kept(store: MemoryStore, part: Partial<Attempt> = {}) {
  const answer = await keepAttempt(store, { ...ATTEMPT, ...part });
  return "kind" in answer ? expect.fail(answer.why) : answer;
}

describe("the history", () => {
  it("names its files after time and target", async () => {
    const { name, place } = await kept(new MemoryStore());
    expect(name).toBe("history/2025-06-01T00-00-00.000Z=fugvjdxtri=3kzxbg5sa2=GET=200=us-east-1=.json");
    expect(place).toBe(`/state/${name}`);
  });

  it("overwrites nothing, even within a millisecond", async () => {
    const store = new MemoryStore();
    const names = [await kept(store), await kept(store), await kept(store)].map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    expect(store.files.size).toBe(3);
  });

  it("stays within its folder whatever a label holds", async () => {
    const target = { ...TARGET, restApiId: "../../etc/passwd", resourceId: "x".repeat(500) };
    const { name } = await kept(new MemoryStore(), { target });
    expect(name).toMatch(/^history\/[\w=.-]+\.json$/);
    expect(name.length).toBeLessThan(200);
  });

  it("lists the newest first and no more than asked for", async () => {
    const store = new MemoryStore();
    for (const day of [3, 1, 2]) {
      await kept(store, { time: Date.UTC(2025, 5, day) });
    }
    const times = (await listHistory(store, { limit: 2 })).map(({ record }) => record.time.slice(0, 10));
    expect(times).toEqual(["2025-06-03", "2025-06-02"]);
  });

  it("reads no file that it does not list", async () => {
    const store = new MemoryStore();
    for (const day of [1, 2, 3]) {
      await kept(store, { time: Date.UTC(2025, 5, day) });
    }
    let reads = 0;
    const read = store.read.bind(store);
    store.read = async (name, maxBytes) => {
      reads++;
      return read(name, maxBytes);
    };
    await listHistory(store, { limit: 1 });
    expect(reads).toBe(1);
  });

  it("lists those of one target", async () => {
    const store = new MemoryStore();
    await kept(store);
    await kept(store, { target: { ...TARGET, statusCode: "404" } });
    expect(await listHistory(store, { target: TARGET })).toHaveLength(1);
    expect(await listHistory(store)).toHaveLength(2);
  });

  it.each([
    ["broken", "{"],
    ["empty", ""],
    ["another's", '{"format":2}'],
    ["no object", "null"],
    ["half", '{"format":1,"time":"x"}'],
  ])("passes over a file that is %s", async (_name, text) => {
    const store = new MemoryStore();
    await kept(store);
    store.files.set("history/9999.json", text);
    expect(await listHistory(store)).toHaveLength(1);
  });

  it("adds how it ended", async () => {
    const store = new MemoryStore();
    await closeAttempt(store, await kept(store), refusal({ reason: "cancelled" }));
    expect(await listHistory(store)).toMatchObject([
      { record: { replaced: LIVE, outcome: { kind: "failed", reason: "cancelled" } } },
    ]);
  });

  it("holds no replaced version where none was read", async () => {
    const store = new MemoryStore();
    await kept(store, { live: { state: "denied" } });
    const [entry] = await listHistory(store);
    expect(entry?.record).toMatchObject({ replacedState: "denied" });
    expect(entry?.record).not.toHaveProperty("replaced");
  });
});
