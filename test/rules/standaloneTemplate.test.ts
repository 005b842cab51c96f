// What the rules say of a template in a string they say of it when it is a document of its own.
import { expect, test } from "vitest";
import { type Analysis, analyse, withHolder } from "../../server/src/service";
import { RULES } from "../../server/src/service/rules/index";
import templateSyntax from "../../server/src/service/rules/template-syntax";
import { parseJson } from "../../server/src/service/syntax/json/parse";
import { findProperty } from "../../server/src/service/syntax/node";
import { ownDocument, templateDocument } from "../support/documents";
import { drawSelections, readSelections } from "../support/marks";
import { drawFindings, findingsIn, fixed } from "../support/rules";

/** The one template of an example, with the marks that stand in it. */
function templateIn(example: string): string {
  const { text, spans } = readSelections(example);
  const { root } = parseJson(text);
  const templates = root?.kind === "object" ? findProperty(root, "responseTemplates")?.value : undefined;
  const value = templates?.kind === "object" ? templates.properties[0]?.value : undefined;
  if (value?.kind !== "string") {
    throw new Error(`No template in ${example}`);
  }
  const { text: decoded } = value;
  return drawSelections(
    decoded.value,
    spans.map(({ start, end }) => ({ start: decoded.fromSource(start), end: decoded.fromSource(end) })),
  );
}

function checkAlone(marked: string, after: string | undefined) {
  const { text } = readSelections(marked);
  const found = findingsIn(templateDocument(text));
  expect(drawFindings(text, found).split("\n").slice(0, marked.split("\n").length).join("\n")).toBe(marked);
  const [first] = found;
  expect(first && fixed(text, first)).toBe(after);
}

test.each(templateSyntax.examples.faulty.map((example) => [example.code, example] as const))(
  "alone: %s",
  (_, { code, fixed: after }) => checkAlone(templateIn(code), after && templateIn(after)),
);

test.each(templateSyntax.examples.fine)("alone, fine: %s", (code) => checkAlone(templateIn(code), undefined));

test.each([
  [
    "several mistakes are several findings",
    "⟦#end⟧\n#if($a ⟦=⟧ 1)x#end\n⟦#else⟧",
    "\n#if($a = 1)x#end\n#else",
  ],
  ["a comment does not swallow the #end", "⟦#if⟧($a)x ## why", "#if($a)x ## why\n#end"],
  ["a line of its own is kept", "⟦#foreach⟧($a in $b)\n  $a\n", "#foreach($a in $b)\n  $a#end\n"],
  ["a call that breaks off", "#set($a = $b.c(⟦1⟧", "#set($a = $b.c(1))"],
  ["the last character", "costs 5⟦$⟧", "costs 5$\n"],
])("%s", (_, marked, after) => checkAlone(marked, after));

const OF_TEMPLATES = RULES.filter(({ id, subject }) => id.startsWith("template-") && subject === "island");
const ONE_TEMPLATE = OF_TEMPLATES.flatMap(({ id, examples }) =>
  [...examples.faulty.map(({ code }) => readSelections(code).text), ...examples.fine].flatMap((text) => {
    const response = ownDocument(text).blocks[0]?.content.response;
    const [template, another] = response?.templates ?? [];
    return response !== undefined &&
      template?.value !== undefined &&
      another === undefined &&
      text.length < 10_000
      ? [{ id, text, response, template, value: template.value.text.value }]
      : [];
  }),
);

test("there are examples of each rule that can be shown apart", () => {
  const rules = new Set(ONE_TEMPLATE.map(({ id }) => id));
  expect(OF_TEMPLATES.map(({ id }) => id).filter((id) => !rules.has(id))).toEqual([]);
});

test.each(ONE_TEMPLATE)(
  "shown apart from its response, as in it: $text",
  ({ text, response, template, value }) => {
    const facts = { uri: "file:///api/200.vtl", own: true, tellsSyntax: true, language: "template" } as const;
    const apart = withHolder(analyse({ ...facts, text: value, mediaType: template.mediaType }), response);
    const told = (analysis: Analysis) =>
      findingsIn(analysis)
        .filter(({ finding }) => finding.rule.startsWith("template-"))
        .map(({ finding: { rule, severity, message } }) => ({ rule, severity, message }));
    expect(told(apart)).toEqual(told(ownDocument(text)));
  },
);

test.each(["", "  \n", "{ not json", "\uFEFF{}", '{ "selectionPattern": "(" }'])(
  "a template is not read as JSON: %j",
  (text) => expect(findingsIn(templateDocument(text))).toEqual([]),
);
