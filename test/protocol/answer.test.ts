// What becomes of exceptions and cancelled work. Nothing of a document may show in it.

import { describe, expect, test } from "vitest";
import { CancellationTokenSource, ResponseError } from "vscode-languageserver";
import { Answers, CANCELLED, SUPERSEDED } from "../../server/src/protocol/answer";
import { faultOf } from "../../server/src/protocol/fault";

const SECRET = "templates hold secrets";
const HOVER = { request: "textDocument/hover", uri: "file:///a.json" };

function answers(): { answers: Answers; log: string[]; token: CancellationTokenSource } {
  const log: string[] = [];
  const write = (message: string) => void log.push(message);
  return {
    answers: new Answers({ error: write, warn: write, info: write }),
    log,
    token: new CancellationTokenSource(),
  };
}

/** Throws as a parser would that quotes what it read. */
function readsBadly(): never {
  throw new SyntaxError(`Unexpected token in\n    at ${SECRET}\n in "${SECRET}"`);
}

describe("an exception", () => {
  test("is an internal error, and logged with request and document but never its message", async () => {
    const { answers: answering, log, token } = answers();
    const answer = await answering.answer(HOVER, token.token, readsBadly);
    expect(answer).toBeInstanceOf(ResponseError);
    expect(answer).toMatchObject({ code: -32603, message: "textDocument/hover failed. The log says where." });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(
      /^textDocument\/hover failed for file:\/\/\/a\.json: SyntaxError\n\s+at readsBadly/,
    );
    expect(log.join()).not.toContain(SECRET);
  });

  test("is logged once, however often it happens", async () => {
    const { answers: answering, log, token } = answers();
    for (let time = 0; time < 5; time++) {
      await answering.answer(HOVER, token.token, readsBadly);
    }
    expect(log).toHaveLength(1);
  });

  test.each([
    ["a thrown string", SECRET],
    ["a thrown object", { text: SECRET }],
  ])("may be %s", (name, thrown) => {
    expect(faultOf(thrown)).toBe(name);
  });

  test("in a notification is logged and ends there", async () => {
    const { answers: answering, log } = answers();
    await answering.run({ request: "textDocument/didOpen", uri: HOVER.uri }, readsBadly);
    expect(log).toHaveLength(1);
    expect(log.join()).not.toContain(SECRET);
  });
});

describe("a cancelled request", () => {
  test("is not begun when it was cancelled before", async () => {
    const { answers: answering, token } = answers();
    token.cancel();
    const answer = await answering.answer(HOVER, token.token, () => {
      throw new Error("It was begun.");
    });
    expect(answer).toMatchObject({ code: -32800 });
  });

  test("is answered so when it stops in the middle, and when it finishes nevertheless", async () => {
    const { answers: answering, token } = answers();
    expect(await answering.answer(HOVER, token.token, async () => CANCELLED)).toMatchObject({ code: -32800 });
    const late = await answering.answer(HOVER, token.token, async () => {
      token.cancel();
      return "a result";
    });
    expect(late).toMatchObject({ code: -32800 });
  });
});

test("work on a document that has changed is answered so", async () => {
  const { answers: answering, token } = answers();
  expect(await answering.answer(HOVER, token.token, () => SUPERSEDED)).toMatchObject({ code: -32801 });
});
