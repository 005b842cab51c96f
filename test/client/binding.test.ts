// The editor of a template and its string kept the same, while both are edited and answers come late.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Apart, Binding, type Written } from "../../client/src/editTemplate/binding";
import { type Change, changed } from "../../client/src/editTemplate/change";
import type { NoTemplate } from "../../server/src/contract";

const GONE: NoTemplate = { kind: "none", reason: "gone", message: "Gone." };

/** One side with its text, whose every answer waits for its turn. */
class Side {
  text: string;
  version = 1;
  isGone = false;
  because: NoTemplate = GONE;
  isReadOnly = false;
  writes = 0;
  /** The version that was last said to be in step. */
  inStepAt = 0;
  readonly turn: () => Promise<void>;
  binding: Binding | undefined;

  constructor(text: string, turn: () => Promise<void>) {
    this.text = text;
    this.turn = turn;
  }

  /** As a user does it. */
  edit(text: string): void {
    this.text = text;
    this.version++;
    this.binding?.changed();
  }

  current() {
    return { version: this.version, text: this.text };
  }

  async answer() {
    await this.turn();
    const answer = this.isGone ? this.because : { kind: "template" as const, ...this.current() };
    await this.turn();
    return answer;
  }

  async write(version: number, change: Change): Promise<Written> {
    await this.turn();
    if (this.isGone) {
      return this.because;
    }
    if (this.isReadOnly || version !== this.version) {
      return this.isReadOnly ? "refused" : "moved";
    }
    this.writes++;
    // An editor tells of its own writes too: the echo.
    this.edit(changed(this.text, change));
    await this.turn();
    return "written";
  }
}

function wordOf(apart: Apart): string {
  return apart.kind === "lost" && apart.holdsMore ? "lost with more" : apart.kind;
}

function bound(text: string, turn: () => Promise<void> = () => Promise.resolve(), shared?: string | null) {
  const document = new Side(text, turn);
  const editor = new Side(text, turn);
  const told: string[] = [];
  const binding = new Binding({
    document: { read: () => document.answer(), write: (version, change) => document.write(version, change) },
    editor: {
      read: () => editor.current(),
      write: (version, change) => editor.write(version, change),
      inStep: (version) => {
        editor.inStepAt = version;
      },
    },
    shared: shared === null ? undefined : text,
    tell: (apart) => told.push(apart === undefined ? "together" : wordOf(apart)),
  });
  document.binding = binding;
  editor.binding = binding;
  return { document, editor, binding, told };
}

test("an edit of the template is one edit of the document, and its echo none", async () => {
  const { document, editor, binding, told } = bound("a\nb");
  editor.edit("a\nbc");
  expect(await binding.settled()).toBeUndefined();
  expect([document.text, document.writes, editor.writes]).toEqual(["a\nbc", 1, 0]);
  expect(editor.inStepAt).toBe(editor.version);
  expect(told).toEqual([]);
});

test("and the other way round, as after an undo in the document", async () => {
  const { document, editor, binding } = bound("a");
  editor.edit("ab");
  await binding.settled();
  document.edit("a");
  await binding.settled();
  expect([editor.text, editor.writes, document.writes]).toEqual(["a", 1, 1]);
});

test("edits apart from each other on both sides are brought together", async () => {
  const { document, editor, binding, told } = bound("one two three");
  editor.edit("1 two three");
  document.edit("one two 3");
  expect(await binding.settled()).toBeUndefined();
  expect([document.text, editor.text]).toEqual(["1 two 3", "1 two 3"]);
  expect(told).toEqual([]);
});

describe("a conflict", () => {
  function inConflict() {
    const both = bound("a");
    both.editor.edit("mine");
    both.document.edit("theirs");
    return both;
  }

  test("is told once and leaves both texts alone", async () => {
    const { document, editor, binding, told } = inConflict();
    expect(await binding.settled()).toEqual({ kind: "conflict" });
    editor.edit("mine too");
    await binding.settled();
    expect([document.text, editor.text]).toEqual(["theirs", "mine too"]);
    expect(told).toEqual(["conflict"]);
    expect(editor.inStepAt).toBe(0);
  });

  test.each([["mine"], ["theirs"]] as const)("ends with %s, where the user says so", async (wins) => {
    const { document, editor, binding, told } = inConflict();
    await binding.settled();
    binding.resolve(wins);
    expect(await binding.settled()).toBeUndefined();
    expect([document.text, editor.text]).toEqual([wins, wins]);
    expect(told).toEqual(["conflict", "together"]);
  });

  test("that is over is not ended by an answer that comes late", async () => {
    const { document, editor, binding } = inConflict();
    await binding.settled();
    document.edit("mine");
    await binding.settled();
    editor.edit("new");
    binding.resolve("theirs");
    await binding.settled();
    expect([document.text, editor.text]).toEqual(["new", "new"]);
  });

  test("is what a restored editor with a text of its own is in", async () => {
    const { editor, binding } = bound("a", undefined, null);
    editor.edit("b");
    expect(await binding.settled()).toEqual({ kind: "conflict" });
  });
});

test("a template that vanished takes nothing along, and goes on when it is back", async () => {
  const { document, editor, binding, told } = bound("a");
  document.isGone = true;
  document.edit("");
  expect(await binding.settled()).toEqual({ kind: "lost", because: GONE, holdsMore: false });
  editor.edit("ab");
  await binding.settled();
  expect(editor.text).toBe("ab");
  document.isGone = false;
  document.edit("a");
  expect(await binding.settled()).toBeUndefined();
  expect(document.text).toBe("ab");
  expect(told).toEqual(["lost", "together"]);
});

test("what may pass is told again once there is something to lose, and once it is gone for good", async () => {
  const { document, editor, binding, told } = bound("a");
  document.isGone = true;
  document.because = { kind: "none", reason: "brokenJson", message: "Broken." };
  document.edit("");
  await binding.settled();
  document.edit(" ");
  await binding.settled();
  expect(told).toEqual(["lost"]);
  editor.edit("ab");
  await binding.settled();
  editor.edit("abc");
  await binding.settled();
  expect(told).toEqual(["lost", "lost with more"]);
  document.because = GONE;
  document.edit("");
  await binding.settled();
  document.edit(" ");
  await binding.settled();
  expect(told).toEqual(["lost", "lost with more", "lost with more"]);
  expect(editor.text).toBe("abc");
});

test("a document that cannot be written is told of, and not tried without end", async () => {
  const { document, editor, binding, told } = bound("a");
  document.isReadOnly = true;
  editor.edit("ab");
  expect(await binding.settled()).toEqual({ kind: "refused", side: "document" });
  expect([document.text, editor.text, told]).toEqual(["a", "ab", ["refused"]]);
});

test("after its end it writes no more", async () => {
  const { document, editor, binding } = bound("a");
  editor.edit("ab");
  binding.end();
  await binding.settled();
  expect(document.text).toBe("a");
});

const START = "abcdefghij";

type Step = { readonly side: "document" | "editor"; readonly at: number; readonly text: string };

/** Inserts only, told apart by who made them: so that what is lost or doubled shows. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    side: fc.constant("document" as const),
    at: fc.nat(12),
    text: fc.constantFrom("x", "\n", "😀"),
  }),
  fc.record({ side: fc.constant("editor" as const), at: fc.nat(12), text: fc.constantFrom("y", "\t", "😁") }),
);

function sorted(text: string): string {
  return Array.from(text).sort().join("");
}

test("whatever the order of edits and answers, both end the same or in a conflict that loses nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.scheduler(), async (steps, scheduler) => {
      const both = bound(START, () => scheduler.schedule(Promise.resolve()));
      const { document, editor, binding } = both;
      const users = scheduler.scheduleSequence(
        steps.map(({ side, at, text }) => async () => {
          const { text: before } = both[side];
          const place = Array.from(before).slice(0, at).join("").length;
          both[side].edit(before.slice(0, place) + text + before.slice(place));
        }),
      );
      await scheduler.waitFor(users.task);
      await scheduler.waitFor(binding.settled());
      const apart = binding.apart;
      if (apart === undefined) {
        expect(editor.text).toBe(document.text);
        expect(sorted(document.text)).toBe(sorted(START + steps.map(({ text }) => text).join("")));
      } else {
        expect(apart).toEqual({ kind: "conflict" });
        expect(editor.text).not.toBe(document.text);
        binding.resolve("mine");
        const wanted = editor.text;
        await scheduler.waitFor(binding.settled());
        expect([document.text, editor.text]).toEqual([wanted, wanted]);
        const ofEditor = steps.filter(({ side }) => side === "editor").map(({ text }) => text);
        expect(sorted(wanted.replace(/[x\n😀]/gu, ""))).toBe(sorted(START + ofEditor.join("")));
      }
    }),
    { numRuns: 300 },
  );
});
