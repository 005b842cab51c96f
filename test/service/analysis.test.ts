// Blocks: what an edit leaves alone is not analysed again, and what is kept is right.
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { analyse, analyseInSteps } from "../../server/src/service/analysis";
import { finish, sortInSteps } from "../../server/src/service/inSteps";
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

/** However much there is to find, no step of the analysis has to find more than a part of it. */
test.each([
  ["escapes in one string", `{ "selectionPattern": "${"\\d".repeat(200_000)}" }`, 400],
  ["escapes in many strings", `{ "x": [${'"\\d",'.repeat(50_000)}""] }`, 100],
  [
    "unknown members",
    `{ ${Array.from({ length: 20_000 }, (_, at) => `"x${at}": 1`).join(", ")}, "selectionPattern": "" }`,
    80,
  ],
])("many %s are found in many steps", (_, text, atLeast) => {
  const steps = analyseInSteps(own(text));
  let turns = 0;
  let step = steps.next();
  while (!step.done) {
    turns++;
    step = steps.next();
  }
  const { findings } = step.value.blocks[0]?.content ?? { findings: [] };
  expect(turns).toBeGreaterThan(atLeast);
  expect(findings.length).toBeGreaterThan(10_000);
  expect(
    findings.every(({ span }, at) => at === 0 || (findings[at - 1]?.span.start ?? 0) <= span.start),
  ).toBe(true);
});

test("reading a response takes a step every so many mappings", () => {
  const mappings = Array.from({ length: 20_000 }, (_, at) => `"method.response.header.H${at}": "'v'"`);
  const turnsOf = (rules: readonly []) => {
    const steps = analyseInSteps(own(`{ "responseParameters": { ${mappings.join(", ")} } }`), { rules });
    let turns = 0;
    while (!steps.next().done) {
      turns++;
    }
    return turns;
  };
  // 80,003 tokens are twenty steps; the rest is the reading.
  expect(turnsOf([])).toBeGreaterThan(50);
});

test("sorting in steps is sorting", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.record({ at: fc.nat(9), id: fc.nat() }))), (lists) => {
      const compare = (a: { at: number }, b: { at: number }) => a.at - b.at;
      expect(finish(sortInSteps(lists, compare))).toEqual(lists.flat().sort(compare));
    }),
  );
});

test("what a string was read as is taken over while it reads the same, and lies where the string lies now", () => {
  const of = (status: string, template: string) =>
    own(`{ "selectionPattern": "${status}", "responseTemplates": { "application/json": "${template}" } }`);
  const first = analyse(of("4", "#if($a"));
  const templateOf = (analysis: typeof first) => analysis.blocks[0]?.content.response?.templates[0];
  const moved = analyse(of("4\\\\d{2}", "#if($\\u0061"), { previous: first });
  expect(templateOf(moved)?.parsed()).toBe(templateOf(first)?.parsed());
  const fresh = analyse(of("4\\\\d{2}", "#if($\\u0061"));
  const told = ({ blocks }: typeof first) =>
    blocks.flatMap(({ content }) =>
      content.findings.map(({ rule, span, message }) => ({ rule, span, message })),
    );
  expect(told(moved)).toEqual(told(fresh));
  expect(told(moved).map(({ rule }) => rule)).toContain("template-syntax");
  expect(templateOf(analyse(of("4", "#if($b"), { previous: first }))?.parsed()).not.toBe(
    templateOf(first)?.parsed(),
  );
});
