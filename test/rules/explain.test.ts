// A rule's page: what it shows is what the rule says, drawn under the code.
import { describe, expect, test } from "vitest";
import { drawCarets } from "../../server/src/service/rules/exampleText";
import { explainRule } from "../../server/src/service/rules/explain";
import { RULES } from "../../server/src/service/rules/index";
import { ruleUrl } from "../../server/src/service/rules/ruleUrl";
import { readSelections } from "../support/marks";

describe("carets", () => {
  test.each([
    ["one", "a ⟦bc⟧ d", "a bc d\n  ^^"],
    ["two on a line", "⟦a⟧ b ⟦c⟧", "a b c\n^   ^"],
    ["an empty one", "ab⟦⟧c", "abc\n  ^"],
    ["at the end", "ab⟦⟧", "ab\n  ^"],
    ["in an empty text", "⟦⟧", "\n^"],
    ["behind a tab", "\ta ⟦b⟧", "\ta b\n\t  ^"],
    ["over lines", "a ⟦b\n\ncd⟧ e", "a b\n  ^\n\ncd e\n^^"],
    ["with CRLF", "a\r\n⟦b⟧\r\nc", "a\nb\n^\nc"],
    ["none", "a\nb", "a\nb"],
  ])("%s", (_, marked, drawn) => {
    const { text, spans } = readSelections(marked);
    expect(drawCarets(text, spans)).toBe(drawn);
  });
});

test("a page shows the finding, the message and the fix", () => {
  const rule = RULES.find(({ id }) => id === "invalid-escape");
  const page = rule && explainRule(rule);
  expect(page).toContain("# Not an escape in JSON");
  expect(page).toContain('{ "selectionPattern": "2\\d{2}" }\n                        ^^\n');
  expect(page).toContain("Write `\\\\d` for a backslash.");
  expect(page).toContain('```json\n{ "selectionPattern": "2\\\\d{2}" }\n```');
});

test.each(RULES.map((rule) => [rule.id, rule] as const))("the page of %s shows every example", (_, rule) => {
  const page = explainRule(rule);
  expect(page).not.toMatch(/[⟦⟧]|undefined,|\[object/);
  expect(page.split("```text").length - 1).toBe(rule.examples.faulty.length);
  for (const code of rule.examples.fine) {
    expect(page).toContain(code);
  }
  expect(ruleUrl(rule.id)).toMatch(/^https:\/\/.*\/docs\/rules\/[a-z-]+\.md$/);
});
