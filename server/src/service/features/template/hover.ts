// What a word of a template is: its entry in the vocabulary, or where the template itself gives it a value.
import type { Step, Value } from "../../islands/vtl";
import type { TemplateCursor } from "../../model/place";
import type { NamedSample } from "../../simulate/samples";
import { type Span, shiftSpan } from "../../text/span";
import { CONTEXT_VARIABLES, findContextVariable } from "../../vocabulary/contextVariables";
import type { DirectiveEntry } from "../../vocabulary/directives";
import {
  findTemplateMember,
  signatureOf,
  TEMPLATE_MEMBERS,
  type TemplateMemberEntry,
} from "../../vocabulary/templateMembers";
import { TEMPLATE_ROOTS } from "../../vocabulary/templateRoots";
import { code, entryMarkdown, paragraphs } from "../markdown";
import { dottedName } from "./contextNames";
import { SampleValues, shownValue } from "./sampleValue";
import { type TargetInTemplate, type TemplateTarget, targetAt } from "./target";
import { kindOfReference, ownerOf } from "./valueKinds";

export interface TemplateHover {
  /** Absolute. */
  readonly span: Span;
  readonly markdown: string;
}

export function templateHover(
  cursor: TemplateCursor,
  sample: NamedSample | undefined,
): TemplateHover | undefined {
  const found = targetAt(cursor);
  const values = SampleValues.of(sample, cursor, found.scopes);
  const markdown = found.target && markdownOf(found.target, found, cursor, values);
  return markdown === undefined || found.target === undefined
    ? undefined
    : { span: shiftSpan(cursor.text.toSourceSpan(found.target.span), cursor.block.start), markdown };
}

function markdownOf(
  target: TemplateTarget,
  found: TargetInTemplate,
  { text }: TemplateCursor,
  values: SampleValues | undefined,
): string | undefined {
  switch (target.kind) {
    case "variable":
      return variableMarkdown(target, text.value, values);
    case "macro":
      return macroMarkdown(target, text.value);
    case "step":
      return stepMarkdown(target, found, values);
    case "directive":
      return target.entry && directiveMarkdown(target.entry);
    case "argument":
      return argumentMarkdown(target, values);
  }
}

function inSample(value: Value | undefined): string | undefined {
  return value === undefined
    ? undefined
    : value === null
      ? "In the sample it has no value."
      : `In the sample: ${code(shownValue(value))}`;
}

function nameOf(step: Step | undefined): string | undefined {
  return step === undefined || step.kind === "index" ? undefined : step.name;
}

function bold(name: string): string {
  return `**${name.replace(/[\\`*_[\]<>]/g, "\\$&")}**`;
}

/** The line of the template as it is written, for where a name comes from. */
function sourceLine(value: string, span: Span): string {
  const start = value.lastIndexOf("\n", span.start - 1) + 1;
  const end = value.indexOf("\n", span.end);
  const line = value.slice(start, end < 0 ? value.length : end);
  return line.length <= 120
    ? line.trim()
    : value.slice(span.start, Math.min(span.end + 60, value.length)).trim();
}

function variableMarkdown(
  { symbol, at }: TemplateTarget & { readonly kind: "variable" },
  value: string,
  values: SampleValues | undefined,
): string | undefined {
  const given = symbol.occurrences.filter(({ gives }) => gives !== undefined);
  const [first] = given;
  if (first === undefined) {
    const entry = TEMPLATE_ROOTS.get(`$${symbol.name}`);
    return entry === undefined
      ? paragraphs([bold(`$${symbol.name}`), "Nothing in this template sets it."])
      : entryMarkdown(entry, { heading: bold(entry.name) });
  }
  const where = first.directive?.span ?? first.span;
  return paragraphs([
    bold(`$${symbol.name}`),
    `${WORDS[first.gives ?? "set"]}${elsewhere(given.length - 1)}: ${code(sourceLine(value, where))}`,
    inSample(values?.ofOccurrence(at)),
  ]);
}

function elsewhere(count: number): string {
  return count === 0 ? "" : count === 1 ? ", and at another place" : `, and at ${count} other places`;
}

const WORDS = {
  set: "Set in this template",
  loop: "The item of a loop",
  parameter: "An argument of a macro",
  define: "A piece of template",
  macro: "A macro",
} as const;

function macroMarkdown(
  { symbol }: TemplateTarget & { readonly kind: "macro" },
  value: string,
): string | undefined {
  const definition = symbol.occurrences.find(({ gives }) => gives === "macro")?.directive;
  return definition === undefined
    ? paragraphs([
        bold(`#${symbol.name}`),
        "Velocity has no directive of that name and the template no macro: it is printed as it stands.",
      ])
    : paragraphs([
        bold(`#${symbol.name}`),
        `A macro of this template: ${code(value.slice(definition.span.start, definition.head?.end ?? definition.nameSpan.end))}`,
        "Macros are reported as unusable in API Gateway.",
      ]);
}

function stepMarkdown(
  { reference, index }: TemplateTarget & { readonly kind: "step" },
  { scopes }: TargetInTemplate,
  values: SampleValues | undefined,
): string | undefined {
  const step = reference.steps[index];
  const name = nameOf(step);
  const value = inSample(values?.of(reference, index + 1));
  if (reference.root === "context") {
    const dotted = dottedName(reference, index + 1);
    return dotted === undefined ? undefined : contextMarkdown(dotted, value);
  }
  if (reference.root === "stageVariables") {
    const dotted = dottedName(reference, 1);
    const entry = TEMPLATE_ROOTS.get("$stageVariables");
    return dotted === undefined || index > 0 || entry === undefined
      ? undefined
      : entryMarkdown(entry, { heading: bold(`$stageVariables.${dotted}`), more: [value] });
  }
  const kind = kindOfReference(reference, scopes, index);
  const owner = ownerOf(kind);
  const entry =
    name === undefined
      ? undefined
      : owner === undefined
        ? byName(name, step?.kind)
        : findTemplateMember(owner, name);
  if (entry !== undefined) {
    return entryMarkdown(entry, {
      heading: headingOf(entry),
      more: [`Such as ${code(entry.example)}.`, value],
    });
  }
  return value && paragraphs([name === undefined ? undefined : bold(name), value]);
}

function headingOf(entry: TemplateMemberEntry): string {
  return bold(`${entry.name.slice(0, -entry.member.length)}${signatureOf(entry)}`);
}

/** The method that a value of any kind may have: said only where one kind of value has it. */
function byName(name: string, form: string | undefined): TemplateMemberEntry | undefined {
  const entries = [...TEMPLATE_MEMBERS.values()].filter(
    (entry) =>
      entry.member === name && entry.form === form && entry.owner !== "input" && entry.owner !== "util",
  );
  return entries[0];
}

function contextMarkdown(name: string, value: string | undefined): string {
  const entry = findContextVariable(name);
  if (entry !== undefined) {
    return entryMarkdown(entry, { heading: bold(`$context.${entry.name}`), more: [value] });
  }
  const inside = [...CONTEXT_VARIABLES.keys()].filter((known) => known.startsWith(`${name}.`));
  return paragraphs([
    bold(`$context.${name}`),
    inside.length > 0
      ? `Holds ${inside.map((known) => `\`${known}\``).join(", ")}.`
      : "AWS documents no context variable of that name. Names are compared with regard to case.",
  ]);
}

function directiveMarkdown(entry: DirectiveEntry): string {
  return entryMarkdown(entry, { heading: bold(entry.form), more: [`Such as ${code(entry.example)}.`] });
}

function argumentMarkdown(
  { reference, step }: TemplateTarget & { readonly kind: "argument" },
  values: SampleValues | undefined,
): string | undefined {
  const entry = reference.root === "input" ? findTemplateMember("input", step.name) : undefined;
  return (
    entry &&
    entryMarkdown(entry, {
      heading: headingOf(entry),
      more: [inSample(values?.of(reference, reference.steps.indexOf(step) + 1))],
    })
  );
}
