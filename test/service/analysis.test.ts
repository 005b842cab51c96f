// Blocks: what an edit leaves alone is not analysed again, and what is kept is right.
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { analyse, analyseInSteps } from "../../server/src/service/analysis";
import { defineRule } from "../../server/src/service/rules/rule";

const URI = "file:///x.integration-response.json";
const BODY = '{\n  "selectionPattern": "2\\d{2}"\n}\n';

function own(text: string) {
  return { uri: URI, own: true, tellsSyntax: true, text };
}

test("spans inside a block are relative to its start", () => {
  const plain = analyse(own(BODY));
  const shifted = analyse(own(`\uFEFF\r\n\t ${BODY}`));
  expect(plain.blocks[0]?.start).toBe(0);
  expect(shifted.blocks[0]?.start).toBe(5);
  expect(shifted.blocks[0]?.content.findings.map(({ rule, span }) => [rule, span])).toEqual(
    plain.blocks[0]?.content.findings.map(({ rule, span }) => [rule, span]),
  );
});

test("an edit before a block takes its analysis over", () => {
  const first = analyse(own(BODY));
  const second = analyse(own(`\n\n${BODY}`), { previous: first });
  expect(second.blocks[0]?.content).toBe(first.blocks[0]?.content);
  expect(second.blocks[0]?.start).toBe(2);
});

test("an edit inside a block analyses it anew, as if for the first time", () => {
  const edited = BODY.replace("2", "4");
  const second = analyse(own(edited), { previous: analyse(own(BODY)) });
  expect(JSON.stringify(second)).toBe(JSON.stringify(analyse(own(edited))));
  expect(second.blocks[0]?.content.text).toContain("4\\d");
});

test("nothing is taken over when the document has become ours", () => {
  const foreign = analyse({ ...own("{}"), own: false });
  expect(foreign.blocks).toEqual([]);
  expect(analyse(own("{}"), { previous: foreign }).blocks[0]?.content.response?.dialect).toBe("putBody");
});

test("a kept analysis is never a wrong one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(" ", "\n", "{", "}", '"a"', ":", '"\\d"', ","), { maxLength: 12 }),
      fc.nat(),
      (parts, at) => {
        const before = parts.join("");
        const place = at % (before.length + 1);
        const after = `${before.slice(0, place)} ${before.slice(place)}`;
        const kept = analyse(own(after), { previous: analyse(own(before)) });
        expect(JSON.stringify(kept)).toEqual(JSON.stringify(analyse(own(after))));
      },
    ),
  );
});

test("a rule that throws costs only itself", () => {
  const base = {
    title: "A title",
    severity: "error",
    evidence: "documented",
    explanation: "",
    source: "https://example.com",
    examples: { faulty: [], fine: [] },
    subject: "document",
  } as const;
  const error = new Error("A bug of ours.");
  const throwing = defineRule({
    ...base,
    id: "throwing",
    check: () => {
      throw error;
    },
  });
  const check = vi.fn(() => [{ span: { start: 0, end: 1 }, message: "Seen." }]);
  const { blocks } = analyse(own("{}"), { rules: [throwing, defineRule({ ...base, id: "sound", check })] });
  expect(blocks[0]?.content.findings.map(({ rule }) => rule)).toEqual(["sound"]);
  expect(blocks[0]?.content.failures).toEqual([{ rule: "throwing", error }]);
});

test("a long document is analysed in steps", () => {
  const mappings = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [`method.response.header.H${at}`, "*"]),
  );
  const steps = analyseInSteps(own(JSON.stringify({ responseParameters: mappings })));
  let turns = 0;
  while (!steps.next().done) {
    turns++;
  }
  expect(turns).toBeGreaterThan(10);
});
