import { describe, expect, test } from "vitest";
import { createPace, type PacedCall } from "../../server/src/deploy/pace";
import { FakeClock } from "./fakes";

const NEVER = new AbortController().signal;

/** When each of so many calls went out, in milliseconds since the first. */
async function times(call: PacedCall, count: number): Promise<readonly number[]> {
  const clock = new FakeClock();
  const pace = createPace(clock);
  const start = clock.now();
  const went: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      await pace.turn(call, NEVER);
      went.push(clock.now() - start);
    }),
  );
  return went;
}

/** The most calls within any stretch of so many milliseconds. */
function most(went: readonly number[], within: number): number {
  return Math.max(...went.map((from) => went.filter((time) => time >= from && time < from + within).length));
}

describe("pace", () => {
  test("a few calls go out at once", async () => {
    expect(await times("other", 30)).toEqual(Array(30).fill(0));
  });

  test.each([
    ["other", 200, 1_000, 40],
    ["getResources", 40, 2_000, 5],
    ["createDeployment", 5, 5_000, 1],
  ] as const)("%s: never more than its limit", async (call, count, within, limit) => {
    const went = await times(call, count);
    expect(went).toHaveLength(count);
    expect(most(went, within)).toBeLessThanOrEqual(limit);
  });

  test("long runs stay under ten a second", async () => {
    const went = await times("other", 400);
    expect(400 / ((went.at(-1) ?? 0) / 1_000)).toBeLessThan(10);
  });

  test("a call that was called off takes no turn", async () => {
    const clock = new FakeClock();
    const pace = createPace(clock);
    const off = new AbortController();
    off.abort();
    expect(await pace.turn("createDeployment", off.signal)).toBe(false);
    expect(await pace.turn("createDeployment", NEVER)).toBe(true);
    expect(clock.slept).toEqual([]);
  });
});
