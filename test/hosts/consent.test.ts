// What is asked before a write on the command line, and what passes for a yes.
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { consentTo } from "../../server/src/hosts/cli/consent";
import { openTerminal, type Terminal } from "../../server/src/hosts/cli/terminal";

/** A user who gives one answer, or leaves. */
function user(answer?: string): Terminal & { readonly asked: string[] } {
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { asked, ask, askHidden: ask };
}

describe("consent", () => {
  const AGREED = { kind: "agreed" };
  const TYPED = { kind: "agreed", typed: "prod" };
  const DECLINED = { reason: "notConfirmed" };
  const PROTECTED = { reason: "protected", message: expect.stringContaining("Say --confirm prod to go on.") };

  test.each<[string, string | undefined, { yes?: boolean; confirm?: string }, string | undefined, object]>([
    ["--yes", undefined, { yes: true }, undefined, AGREED],
    ["y", undefined, {}, "y", AGREED],
    ["Yes", undefined, {}, " Yes ", AGREED],
    ["an empty answer", undefined, {}, "", DECLINED],
    ["something else", undefined, {}, "yesterday", DECLINED],
    ["no answer", undefined, {}, undefined, DECLINED],
    ["--yes to what is protected", "prod", { yes: true }, "prod", PROTECTED],
    ["--yes and its name", "prod", { yes: true, confirm: "prod" }, undefined, TYPED],
    ["--yes and another name", "prod", { yes: true, confirm: "dev" }, "prod", PROTECTED],
    ["another name", "prod", { confirm: "dev" }, "prod", PROTECTED],
    ["its name, and y", "prod", { confirm: "prod" }, "y", TYPED],
    ["its name, and n", "prod", { confirm: "prod" }, "n", DECLINED],
    ["its name, typed", "prod", {}, "prod", TYPED],
    ["y to what is protected", "prod", {}, "y", DECLINED],
    ["another name, typed", "prod", {}, "Prod", DECLINED],
    ["no answer to what is protected", "prod", {}, undefined, DECLINED],
  ])("%s", async (_, word, { yes = false, confirm }, answer, expected) => {
    const terminal = user(answer);
    expect(await consentTo("Deploy?", word, { yes, confirm }, terminal)).toMatchObject(expected);
    expect(terminal.asked).toHaveLength(yes || "message" in expected ? 0 : 1);
  });
});

describe("a terminal", () => {
  function streams() {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = Object.assign(new PassThrough(), { isTTY: true });
    let shown = "";
    output.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    const terminal = openTerminal(input, output);
    return { input, terminal, shown: () => shown };
  }

  test("shows what is typed, but for what must not stay there", async () => {
    const { input, terminal, shown } = streams();
    input.write("yes\r");
    expect(await terminal?.ask("Deploy? ")).toBe("yes");
    expect(shown()).toContain("Deploy? ");
    expect(shown()).toContain("yes");
    input.write("123456\r");
    expect(await terminal?.askHidden("Code: ")).toBe("123456");
    expect(shown()).toContain("Code: ");
    expect(shown()).not.toContain("123456");
  });

  test("that ends gives no answer", async () => {
    const { input, terminal } = streams();
    input.end();
    expect(await terminal?.ask("Deploy? ")).toBeUndefined();
  });

  test("is none where one of the two is a file", () => {
    const { input } = streams();
    expect(openTerminal(input, new PassThrough())).toBeUndefined();
    expect(
      openTerminal(new PassThrough(), Object.assign(new PassThrough(), { isTTY: true })),
    ).toBeUndefined();
  });

  test("is given nothing that it would obey", async () => {
    const { input, terminal, shown } = streams();
    input.write("n\r");
    await terminal?.ask("Deploy \u001b[31mpets\u0007? ");
    expect(shown()).not.toContain("\u001b[31mpets");
  });
});
