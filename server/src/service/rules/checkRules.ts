// The rule machine: runs every rule on its subjects. A rule that throws costs only itself.
// Where the text is broken the syntax is the one thing to mend: no other rule is heard there.
import { sortInSteps } from "../inSteps";
import type { DocumentFacts } from "../model/dialects/dialect";
import type { IntegrationResponse, TemplateText } from "../model/integrationResponse";
import type { Method } from "../model/method";
import { findBrokenTextInSteps } from "../syntax/brokenText";
import type { SyntaxProblemCode, Tree } from "../syntax/node";
import type { Finding, Problem, Rule } from "./rule";

export interface RuleFailure {
  readonly rule: string;
  readonly error: unknown;
}

export interface Checked {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}

export interface Checkable {
  readonly tree: Tree;
  readonly response: IntegrationResponse | undefined;
  readonly facts: DocumentFacts;
  /** The whole text, where it is a template that stands alone: then only rules of templates have a say. */
  readonly template?: TemplateText;
}

/** Subjects and problems: one subject may have as many problems as the text has characters. */
const CHECKED_PER_STEP = 512;

/** Findings come in the order of the text. Yields at bounded steps. */
export function* checkRules(rules: readonly Rule[], checkable: Checkable): Generator<void, Checked> {
  const findings: (readonly Finding[])[] = [];
  const failures: RuleFailure[] = [];
  const isBroken = yield* findBrokenTextInSteps(checkable.tree);
  let checked = 0;
  for (const rule of rules) {
    const found: Finding[] = [];
    findings.push(found);
    try {
      for (const problems of checksOf(rule, checkable)) {
        for (const problem of problems) {
          if (rule.subject === "document" || !isBroken(problem.span)) {
            found.push(findingOf(rule, problem));
          }
          if (++checked % CHECKED_PER_STEP === 0) {
            yield;
          }
        }
        if (++checked % CHECKED_PER_STEP === 0) {
          yield;
        }
      }
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  return { findings: yield* sortInSteps(findings, inOrder), failures };
}

function inOrder({ span: a }: Finding, { span: b }: Finding): number {
  return a.start - b.start || a.end - b.end;
}

/** What may be wrong with a text without hiding a part of the method. */
const HARMLESS: ReadonlySet<SyntaxProblemCode> = new Set(["comment", "controlCharacter", "trailingComma"]);

/** The findings about a method that lie in one document. A text that is broken may hide what seems to be missing. */
export function checkMethod(rules: readonly Rule[], method: Method, uri: string): Checked {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const trees = [...method.members.map(({ response }) => response.tree), method.declarations?.tree];
  if (trees.some((tree) => tree?.problems.some(({ code }) => !HARMLESS.has(code)))) {
    return { findings, failures };
  }
  for (const rule of rules) {
    if (rule.subject !== "method") {
      continue;
    }
    try {
      for (const problem of rule.check(method)) {
        if (problem.uri === uri) {
          findings.push(findingOf(rule, problem));
        }
      }
    } catch (error) {
      failures.push({ rule: rule.id, error });
    }
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, failures };
}

/** The problems of each subject that the rule looks at, one after the other. */
function* checksOf(
  rule: Rule,
  { tree, response, facts, template: alone }: Checkable,
): Generator<Iterable<Problem>> {
  if (alone !== undefined) {
    if (rule.subject === "island") {
      yield rule.check({ kind: "template", ...alone, within: undefined });
    }
    return;
  }
  switch (rule.subject) {
    case "document":
      yield rule.check({ tree, facts, response });
      return;
    case "response":
      if (response !== undefined) {
        yield rule.check(response);
      }
      return;
    case "island":
      if (response === undefined) {
        return;
      }
      for (const mapping of response.mappings) {
        yield rule.check({ kind: "mapping", mapping });
      }
      if (response.pattern !== undefined) {
        yield rule.check({ kind: "pattern", pattern: response.pattern, response });
      }
      for (const template of response.templates) {
        const { value, parsed } = template;
        if (value !== undefined) {
          yield rule.check({ kind: "template", text: value.text, parsed, within: { template, response } });
        }
      }
      return;
    case "method":
      // A method is no part of a block: `checkMethod` looks at it.
      return;
  }
}

function findingOf(rule: Rule, problem: Problem): Finding {
  return {
    ...problem,
    rule: rule.id,
    severity: problem.severity ?? rule.severity,
    evidence: problem.evidence ?? rule.evidence,
  };
}
