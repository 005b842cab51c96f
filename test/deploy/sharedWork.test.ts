// Work that several wait for, and sessions that several want at a time: who gives up ends nobody else's wait.
import { describe, expect, test } from "vitest";
import { MfaSessions } from "../../server/src/deploy/aws/mfaSessions";
import { SharedWork } from "../../server/src/deploy/aws/sharedWork";

/** Work that ends when it is told to, and remembers whether it was stopped. */
class Question {
  readonly asked: AbortSignal[] = [];
  answer: (code: string) => void = () => {};

  readonly ask = (stop: AbortSignal): Promise<string> => {
    this.asked.push(stop);
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  };

  stopped(): readonly boolean[] {
    return this.asked.map(({ aborted }) => aborted);
  }
}

const waiters = (count: number) => Array.from({ length: count }, () => new AbortController());

describe("work", () => {
  test("goes on for those who are left", async () => {
    const question = new Question();
    const [gone, left] = waiters(2) as [AbortController, AbortController];
    const work = new SharedWork(question.ask);
    const answers = [work.join(gone.signal), work.join(left.signal)];
    gone.abort();
    expect([question.stopped(), work.isStopped]).toEqual([[false], false]);
    question.answer("123456");
    expect(await answers[1]).toBe("123456");
  });

  test("is stopped when nobody waits any more", () => {
    const question = new Question();
    const work = new SharedWork(question.ask);
    const all = waiters(3);
    for (const { signal } of all) {
      void work.join(signal);
    }
    expect(
      all.map((one) => {
        one.abort();
        return work.isStopped;
      }),
    ).toEqual([false, false, true]);
    expect(question.stopped()).toEqual([true]);
  });

  test("is not waited for by whoever gave up before", () => {
    const question = new Question();
    const work = new SharedWork(question.ask);
    void work.join(AbortSignal.abort());
    expect(question.stopped()).toEqual([true]);
  });

  test("that is done is stopped by nobody", async () => {
    const question = new Question();
    const [one] = waiters(1) as [AbortController];
    const work = new SharedWork(question.ask);
    const answer = work.join(one.signal);
    question.answer("123456");
    await answer;
    one.abort();
    expect(question.stopped()).toEqual([false]);
  });
});

describe("a session that several want at a time", () => {
  const sessions = () => new MfaSessions<{ readonly expiration?: Date }>();

  test("is asked for once, and whoever gives up leaves the question to the others", async () => {
    const known = sessions();
    const question = new Question();
    const [gone, left] = waiters(2) as [AbortController, AbortController];
    const answers = [gone, left].map(({ signal }) => known.together("p", question.ask, signal));
    gone.abort();
    expect(question.stopped()).toEqual([false]);
    question.answer("123456");
    expect(await answers[1]).toBe("123456");
  });

  test("is asked for anew by who comes after all gave up", async () => {
    const known = sessions();
    const question = new Question();
    const [one, other, next] = waiters(3) as [AbortController, AbortController, AbortController];
    void known.together("p", question.ask, one.signal);
    void known.together("p", question.ask, other.signal);
    one.abort();
    other.abort();
    const answer = known.together("p", question.ask, next.signal);
    expect(question.stopped()).toEqual([true, false]);
    question.answer("123456");
    expect(await answer).toBe("123456");
  });

  test("that was given up does not take the place of the next when it ends", async () => {
    const known = sessions();
    const [first, second] = [new Question(), new Question()];
    const [one, other, next] = waiters(3) as [AbortController, AbortController, AbortController];
    const given = known.together("p", first.ask, one.signal);
    one.abort();
    const answers = [known.together("p", second.ask, other.signal)];
    first.answer("too late");
    await given;
    answers.push(known.together("p", second.ask, next.signal));
    expect(second.asked).toHaveLength(1);
    second.answer("123456");
    expect(await Promise.all(answers)).toEqual(["123456", "123456"]);
  });

  test("is another for another profile", () => {
    const known = sessions();
    const question = new Question();
    void known.together("p", question.ask, new AbortController().signal);
    void known.together("q", question.ask, new AbortController().signal);
    expect(question.asked).toHaveLength(2);
  });
});
