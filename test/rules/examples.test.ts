// Every example of every rule, in every dialect: exactly that rule, at exactly the marks, mended by its first fix.
import { describe, expect, test } from "vitest";
import { shortened } from "../../server/src/service/rules/exampleText";
import { RULES } from "../../server/src/service/rules/index";
import type { FaultyExample, Rule } from "../../server/src/service/rules/rule";
import { shiftSpan } from "../../server/src/service/text/span";
import { DIALECTS, sayIn } from "../support/dialects";
import { checkGolden } from "../support/golden";
import { drawSelections, readSelections } from "../support/marks";
import { analyseOwn, drawFindings, findingsIn, fixed } from "../support/rules";

for (const rule of RULES) {
  describe(rule.id, () => {
    for (const dialect of DIALECTS) {
      const faulty = rule.examples.faulty.filter(({ code }) => "text" in sayIn(dialect, code));
      const fine = rule.examples.fine.filter((code) => "text" in sayIn(dialect, code));
      test.each(faulty.map((example) => [shortened(example.code), example] as const))(
        `${dialect} %s`,
        (_, example) => checkFaulty(rule, example, (code) => spoken(sayIn(dialect, code, example.code))),
      );
      test.each(fine)(`${dialect}, fine: %s`, (code) => {
        const text = spoken(sayIn(dialect, code));
        expect(drawFindings(text, findingsIn(analyseOwn(text)))).toBe(text);
      });
    }
  });
}

function checkFaulty(rule: Rule, example: FaultyExample, say: (code: string) => string): void {
  const marked = say(example.code);
  const { text } = readSelections(marked);
  const found = findingsIn(analyseOwn(text));
  const drawn = drawSelections(
    text,
    found.map(({ finding, start }) => shiftSpan(finding.span, start)),
  );
  expect(drawn, drawFindings(text, found)).toBe(marked);
  expect(new Set(found.map(({ finding }) => finding.rule))).toEqual(new Set([rule.id]));
  const [first] = found;
  if (first === undefined) {
    throw new Error("A faulty example raises nothing.");
  }
  if (example.message !== undefined) {
    expect(first.finding.message).toContain(example.message);
  }
  const mended = fixed(text, first);
  expect(mended).toBe(example.fixed === undefined ? undefined : say(example.fixed));
  if (mended !== undefined && found.length === 1) {
    const left = findingsIn(analyseOwn(mended)).filter(({ finding }) => finding.rule === rule.id);
    expect(drawFindings(mended, left)).toBe(mended);
  }
}

function spoken(said: ReturnType<typeof sayIn>): string {
  if ("cannotSay" in said) {
    throw new Error(`The fixed text cannot be said: it ${said.cannotSay}.`);
  }
  return said.text;
}

test("what a dialect cannot say of the examples is reviewed", () => {
  const declined = RULES.flatMap((rule) =>
    [...rule.examples.faulty.map(({ code }) => code), ...rule.examples.fine].flatMap((code) =>
      DIALECTS.flatMap((dialect) => {
        const said = sayIn(dialect, code);
        return "cannotSay" in said
          ? [`${rule.id} | ${dialect} | ${said.cannotSay} | ${JSON.stringify(shortened(code))}`]
          : [];
      }),
    ),
  );
  checkGolden("test/rules/declines.golden.txt", `${declined.join("\n")}\n`);
});
