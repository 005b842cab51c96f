// Work that takes a while is shown and can be called off; what is done at once is not shown.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Watch, watched } from "../../client/src/connect";

/** What is shown, and the button that calls it off. */
const { shown } = vi.hoisted(() => ({
  shown: { titles: [] as string[], said: [] as string[], cancel: (): void => undefined },
}));

vi.mock("vscode", () => ({
  EventEmitter: class {},
  ProgressLocation: { Notification: 15 },
  CancellationTokenSource: class {
    readonly token = { isCancellationRequested: false };
    cancel() {
      this.token.isCancellationRequested = true;
    }
    dispose() {}
  },
  window: {
    withProgress: ({ title }: { title: string }, work: (progress: object, token: object) => unknown) => {
      shown.titles.push(title);
      return work(
        { report: ({ message }: { message: string }) => shown.said.push(message) },
        {
          onCancellationRequested: (heard: () => void) => {
            shown.cancel = heard;
          },
        },
      );
    },
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(shown, { titles: [], said: [] });
});

afterEach(() => {
  vi.useRealTimers();
});

test("what is done at once is not shown, then or later", async () => {
  expect(await watched("Reading…", async () => "done")).toBe("done");
  await expect(watched("Reading…", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  vi.runAllTimers();
  expect(shown.titles).toEqual([]);
});

test("what takes a while is shown with what it said last, and can be called off", async () => {
  let watch: Watch | undefined;
  let end: (value: string) => void = () => undefined;
  const running = watched("Reading…", (given) => {
    watch = given;
    given.report("first");
    given.report("second");
    return new Promise<string>((resolve) => {
      end = resolve;
    });
  });
  vi.advanceTimersByTime(1_000);
  watch?.report("third");
  expect(shown).toMatchObject({ titles: ["Reading…"], said: ["second", "third"] });
  expect(watch?.token.isCancellationRequested).toBe(false);
  shown.cancel();
  expect(watch?.token.isCancellationRequested).toBe(true);
  end("called off");
  expect(await running).toBe("called off");
});
