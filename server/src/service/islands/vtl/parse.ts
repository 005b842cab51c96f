// Reads a template as Velocity 1.7 does, and goes on after an error. Total.
// Invariant: without problems Velocity accepts the template; else it stops where the first problem says.

import { lazily } from "../../lazily";
import type { DecodedText } from "../../text/decodedText";
import { encloses, type Span, spanOf } from "../../text/span";
import type { VtlProblem } from "./problem";
import { studyTemplate, type TemplateStudy } from "./study";
import { TemplateParser } from "./templateParser";
import type { Template } from "./tree";

export interface ParsedTemplate {
  readonly template: Template;
  readonly problems: readonly VtlProblem[];
  /** What rules want to know of it, gathered at the first look. */
  readonly study: () => TemplateStudy;
}

export function parseVtl(text: DecodedText): ParsedTemplate {
  const { value } = text;
  if (!text.hasHoles) return parseVtlText(value);
  const holes = text.pieces.filter((piece) => piece.kind === "hole").map((piece) => piece.at);
  const parser = new TemplateParser(
    value,
    { any: true, at: (offset) => text.holeAt(offset) !== undefined },
    { outermost: value, offsets: { start: 0, each: undefined }, isMacro: () => false },
  );
  const { template, syntax, setup } = parser.parse(0);
  // What a hole stands for may open or close a directive, and may be all that a broken one lacks.
  const certain = [...syntax, ...setup].filter(
    (problem) => problem.kind !== "stray" && problem.kind !== "unclosed" && !touchesHole(problem, holes),
  );
  return { template, problems: certain, study: lazily(() => studyTemplate(template)) };
}

/** The same for a text that stands alone. */
export function parseVtlText(value: string): ParsedTemplate {
  const parser = new TemplateParser(
    value,
    { any: false, at: () => false },
    { outermost: value, offsets: { start: 0, each: undefined }, isMacro: () => false },
  );
  const { template, syntax, setup } = parser.parse(0);
  return { template, problems: [...syntax, ...setup], study: lazily(() => studyTemplate(template)) };
}

function touchesHole(problem: VtlProblem, holes: readonly number[]): boolean {
  const from: Span = problem.opener ?? problem.span;
  const reach = spanOf(Math.min(from.start, problem.span.start), Math.max(from.end, problem.span.end) + 1);
  return holes.some((hole) => encloses(reach, spanOf(hole, hole + 1)));
}
