// What holds of every rule, and of the machine that runs them.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES } from "../../server/src/service/rules/index";
import { defineRule, type Rule } from "../../server/src/service/rules/rule";
import { readSelections } from "../support/marks";
import { analyseOwn, drawFindings, findingsIn } from "../support/rules";

/** What else lives beside the rules. Everything that is not named here is one. */
const MACHINE = [
  "asCode",
  "checkRules",
  "declare",
  "exampleText",
  "explain",
  "halfDocument",
  "meantDirective",
  "overriddenAgain",
  "velocityBlanks",
  "shellCommand",
  "index",
  "rule",
  "ruleUrl",
  "statuses",
  "studiedTemplate",
  "syntaxMends",
  "velocityConstructs",
];

/** Words of ours that mean nothing to the user. */
const INTERNAL =
  /\b(?:islands?|nodes?|blocks?|opaque|holes?|tokens?|parser?s?|AST|dialects?|literals?|spans?|putBody|cliInput|parameterMap|undefined|NaN|\[object)\b/;

/** What a message may say when it is sure of a refusal, and what when it is not. */
const UNSURE = /\b(?:may|not documented|documents?|documented)\b/;

/** Uncertain errors: the deploy asks about them. Everything else that is uncertain is less than an error. */
const ASKED_BEFORE_DEPLOY: ReadonlySet<string> = new Set(["content-handling"]);

test("each file is a rule that is listed, and each listed rule has its file", () => {
  const files = readdirSync("server/src/service/rules")
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((file) => !MACHINE.includes(file));
  expect(RULES.map(({ id }) => id)).toEqual(files.sort());
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test("is described", () => {
    expect(rule.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.explanation).toMatch(/^.{80}.*\.$/s);
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.examples.faulty.length).toBeGreaterThanOrEqual(2);
    expect(rule.examples.fine.length).toBeGreaterThanOrEqual(2);
    expect(new Set(rule.examples.faulty.map(({ code }) => code)).size).toBe(rule.examples.faulty.length);
    expect(rule.examples.fine.join("")).not.toMatch(/[⟦⟧]/);
  });

  test.each(rule.examples.faulty.map(({ code }) => code))("speaks well of %s", (code) => {
    for (const { finding } of findingsIn(analyseOwn(readSelections(code).text))) {
      expect(finding.message).toMatch(/^[A-Z`].*\.$/s);
      expect(finding.message).not.toMatch(/\n| {2}/);
      expect(withoutCode(finding.message)).not.toMatch(INTERNAL);
      expect(finding.message.split("`").length % 2, `Backticks pair: ${finding.message}`).toBe(1);
      if (finding.evidence === "uncertain") {
        expect(finding.message).toMatch(UNSURE);
        expect(finding.severity === "error" && !ASKED_BEFORE_DEPLOY.has(finding.rule)).toBe(false);
      }
      for (const fix of finding.fixes?.() ?? []) {
        expect(fix.title).toMatch(/^(?:Write|Insert|Remove|Put|Rename|Move|Make|Leave|Take|Close)\b.*[^.]$/s);
        expect(fix.edits.length).toBeGreaterThan(0);
      }
      const preferred = (finding.fixes?.() ?? []).filter((fix) => fix.preferred);
      expect(preferred.length).toBeLessThanOrEqual(1);
    }
  });
});

describe("who reads it decides how bad it is", () => {
  const TARGET = '"restApiId": "a", "resourceId": "b", "httpMethod": "GET", "statusCode": "200", ';
  test.each([
    ["an unknown member of a PUT body", '{ "x": 1 }', "warning", "uncertain"],
    ["an unknown member of CLI input", `{ ${TARGET}"x": 1 }`, "error", "observed"],
    ["null in a PUT body", '{ "selectionPattern": null }', "information", "uncertain"],
    ["null in CLI input", `{ ${TARGET}"selectionPattern": null }`, "error", "observed"],
    ["null in a bare map", '{ "method.response.header.A": null }', "error", "observed"],
    ["a number as a template", '{ "responseTemplates": { "text/plain": 1 } }', "error", "observed"],
    ["a number as a pattern", '{ "selectionPattern": 1 }', "error", "documented"],
    [
      "a verb in small letters",
      `{ ${TARGET.replace("GET", "get")}"selectionPattern": "" }`,
      "warning",
      "uncertain",
    ],
  ])("%s", (_, code, severity, evidence) => {
    const found = findingsIn(analyseOwn(code));
    expect(found.map(({ finding }) => [finding.severity, finding.evidence])).toEqual([[severity, evidence]]);
  });

  test("the AWS CLI's skeleton is a form to fill in, and only its placeholders are spoken of", () => {
    const skeleton = {
      restApiId: "",
      resourceId: "",
      httpMethod: "",
      statusCode: "",
      selectionPattern: "",
      responseParameters: { KeyName: "" },
      responseTemplates: { KeyName: "" },
      contentHandling: "CONVERT_TO_TEXT",
    };
    const found = findingsIn(analyseOwn(JSON.stringify(skeleton, undefined, 4)));
    expect(found.map(({ finding }) => [finding.rule, finding.severity])).toEqual([
      ["skeleton-placeholder", "information"],
      ["skeleton-placeholder", "information"],
    ]);
  });
});

describe("the machine", () => {
  const throwing = defineRule({
    id: "throwing",
    title: "Throws",
    subject: "island",
    severity: "error",
    evidence: "documented",
    explanation: "",
    source: "",
    examples: { faulty: [], fine: [] },
    // biome-ignore lint/correctness/useYield: It throws before it could.
    *check() {
      throw new Error("a bug");
    },
  });
  const text = '{ "responseParameters": { "method.response.header.A": "*" }, "contentHandling": "x" }';

  test("a rule that throws costs only itself", () => {
    const withBug: readonly Rule[] = [throwing, ...RULES];
    const [block] = analyseOwn(text, withBug).blocks;
    expect(block?.content.failures).toEqual([{ rule: "throwing", error: new Error("a bug") }]);
    expect(drawFindings(text, findingsIn(analyseOwn(text, withBug)))).toBe(
      drawFindings(text, findingsIn(analyseOwn(text))),
    );
    expect(findingsIn(analyseOwn(text)).map(({ finding }) => finding.rule)).toEqual([
      "static-quotes",
      "content-handling",
    ]);
  });

  test("findings come in the order of the text", () => {
    const starts = findingsIn(analyseOwn(text)).map(({ finding }) => finding.span.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });
});

function withoutCode(message: string): string {
  return message.replaceAll(/`` .*? ``|`[^`]*`/g, "");
}
