import { describe, expect, test } from "vitest";
import { createPace, type PacedCall } from "../../server/src/deploy/pace";
import { VirtualClock } from "../faults/virtualClock";
import { FakeClock } from "./fakes";

/** A signal of its own for each call, as in life. */
const never = (): AbortSignal => new AbortController().signal;

/** When each of so many calls went out, in milliseconds since the first. */
async function times(call: PacedCall, count: number): Promise<readonly number[]> {
  const clock = new VirtualClock();
  const pace = createPace(clock);
  const start = clock.now();
  const went: number[] = [];
  const go = async () => {
    await pace.turn(call, never());
    went.push(clock.now() - start);
  };
  await clock.until(Promise.all(Array.from({ length: count }, go)));
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
    expect(await pace.turn("createDeployment", never())).toBe(true);
    expect(clock.slept).toEqual([]);
  });

  test("a deployment that waits holds up nothing else", async () => {
    const clock = new VirtualClock();
    const pace = createPace(clock);
    const start = clock.now();
    const went: string[] = [];
    const go = async (call: PacedCall): Promise<void> => {
      await pace.turn(call, never());
      went.push(`${call} after ${clock.now() - start} ms`);
    };
    await clock.until(Promise.all([go("createDeployment"), go("createDeployment"), go("other")]));
    expect(went).toEqual([
      "other after 0 ms",
      "createDeployment after 0 ms",
      "createDeployment after 5000 ms",
    ]);
  });

  test("one that is called off is answered at once, and those behind it keep their places", async () => {
    const clock = new VirtualClock();
    const pace = createPace(clock);
    const start = clock.now();
    const off = new AbortController();
    const [, cancelled, behind] = ["first", "second", "third"].map(async (_, index) => {
      const passed = await pace.turn("createDeployment", index === 1 ? off.signal : never());
      return [passed, clock.now() - start] as const;
    });
    off.abort();
    expect(await clock.until(Promise.all([cancelled, behind]))).toEqual([
      [false, 0],
      [true, 5_000],
    ]);
  });

  test("one that was called off before it asked waits for nobody", async () => {
    const clock = new VirtualClock();
    const pace = createPace(clock);
    const start = clock.now();
    const off = new AbortController();
    off.abort();
    void pace.turn("createDeployment", never());
    void pace.turn("createDeployment", never());
    const called = pace.turn("createDeployment", off.signal).then((passed) => [passed, clock.now() - start]);
    expect(await clock.until(called)).toEqual([false, 0]);
  });

  test("deployments keep their distance, however long the others hold them up", async () => {
    const clock = new VirtualClock();
    const pace = createPace(clock);
    const went: number[] = [];
    const deploy = async () => {
      await pace.turn("createDeployment", never());
      went.push(clock.now());
    };
    const others = Array.from({ length: 60 }, () => pace.turn("other", never()));
    await clock.until(Promise.all([...others, deploy(), deploy()]));
    expect((went[1] ?? 0) - (went[0] ?? 0)).toBeGreaterThanOrEqual(5_000);
  });
});
