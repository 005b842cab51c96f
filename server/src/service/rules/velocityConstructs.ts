// What Velocity 1.7 and 2 read in different ways, each construct with what its page says of it and where it stands.
// Invariant: whatever one of them finds prints or decides something else in the other version, or is no name there.
import {
  type AbstractValue,
  conditionParts,
  constantText,
  type Expression,
  type Reference,
  type ReferenceUse,
  type SetDirective,
  type TemplateStudy,
} from "../islands/vtl";
import { type Span, spanOf } from "../text/span";
import { TEMPLATE_ROOTS } from "../vocabulary/templateRoots";
import { asCode } from "./asCode";
import type { Fix, Problem } from "./rule";
import { nameBeforeHyphen, type StudiedTemplate } from "./studiedTemplate";
import { velocityBlanks } from "./velocityBlanks";

export interface VelocityConstruct {
  /** An item of a list, in Markdown. */
  readonly told: string;
  /** Absent where every template may have it. */
  readonly mediaTypes?: RegExp;
  readonly find: (studied: StudiedTemplate) => Iterable<Problem>;
}

export const VELOCITY_CONSTRUCTS: readonly VelocityConstruct[] = [
  {
    told:
      "`$a-$b`: in 1.7 a hyphen belongs to the name, so this is the variable `a-`. Write `$" +
      "{a}-$b`. So is `$n-1` a name of its own: write `$n - 1` to subtract.",
    find: (studied) => ofEach(studied, (use) => hyphen(studied, use) ?? minus(studied, use)),
  },
  {
    told: "`$velocityCount` and `$velocityHasNext` are gone in 2.x. Write `$foreach.count` and `$foreach.hasNext`.",
    find: (studied) => ofEach(studied, (use) => counter(studied, use)),
  },
  {
    told:
      "`#if($value)`: in 1.7 an empty text, a 0 and an empty list are true, and a missing value reads as empty text in " +
      "API Gateway; in 2.x they are false. Write what is meant, such as `#if($value != '')`. It is told of the first one in a template.",
    find: truths,
  },
  {
    told: '`#if("$value")`: in 1.7 a text in quotes is false whatever it holds, in 2.x it is true unless it is empty.',
    find: quotedConditions,
  },
  {
    told: "`$text.length` has no value in 1.7. Write `$text.length()`.",
    find: (studied) => {
      const given = onlyValues(studied.study);
      return ofEach(studied, (use) => lengthOf(studied, use, given));
    },
  },
  {
    told: "`$text.split(',')` printed reads `[Ljava.lang.String;@1b6d3586` in 1.7, and as its items in 2.x.",
    find: (studied) => {
      const given = onlyValues(studied.study);
      return ofEach(studied, (use) => array(studied, use, given));
    },
  },
  {
    told:
      "`#set($a = $b / $c)` where `$a` was set before: by 0 there is no result, and 1.7 keeps the value from before, where 2.x " +
      "takes it away.",
    find: quotients,
  },
  { told: "`#@name` alone, which 1.7 prints as it stands.", find: bodyCalls },
  {
    told:
      "Blanks before a directive that is alone on its line are printed in 1.7, and in 2.x they are not; the line end behind one that " +
      "ends a line with text before it is printed in 2.x alone. It is told once, where a template is for plain text or CSV.",
    mediaTypes: /^\s*text\/(?:plain|csv)\s*(?:;|$)/i,
    find: blanks,
  },
];

function* ofEach(
  { study }: StudiedTemplate,
  problemOf: (use: ReferenceUse) => Problem | undefined,
): Generator<Problem> {
  for (const use of study.references) {
    const problem = problemOf(use);
    if (problem !== undefined) {
      yield problem;
    }
  }
}

/** It is the custom to ask so, and one word about it is enough. */
function* truths(studied: StudiedTemplate): Generator<Problem> {
  for (const [reference, values] of studied.study.outputs()?.asked ?? []) {
    if (values.every(isPerhapsEmpty) || isUnset(reference, studied.study)) {
      yield truth(studied, reference);
      return;
    }
  }
}

/** `$a-`: a name that ends in a hyphen is hardly meant. */
function hyphen({ text, study }: StudiedTemplate, { reference, role }: ReferenceUse): Problem | undefined {
  const { root, rootSpan, steps, formal, span } = reference;
  const last = steps.at(-1);
  const name = last === undefined ? root : last.kind === "property" ? last.name : "";
  if (
    formal ||
    role !== "printed" ||
    !name.endsWith("-") ||
    (last === undefined && study.assigned.has(name))
  ) {
    return undefined;
  }
  const end = last === undefined ? rootSpan.end : last.span.end;
  const bare = text.value.slice(span.start, end).replace(/-+$/, "");
  const opening = /^\$!?/.exec(bare)?.[0] ?? "$";
  const hyphens = name.length - name.replace(/-+$/, "").length;
  const meant = `${opening}{${bare.slice(opening.length)}}${"-".repeat(hyphens)}`;
  return {
    span: text.toSourceSpan(spanOf(span.start, end)),
    message: `AWS documents no version of Velocity. In 1.7 the hyphen belongs to the name ${asCode(name)}, in 2.x it does not. Write ${asCode(meant)}.`,
    fixes: () => [
      { title: `Write ${meant}`, edits: [text.edit(spanOf(span.start, end), meant)], preferred: true },
    ],
  };
}

/** `$a-1` where `$a` is set: in 1.7 a variable of its own, which has no value. */
function minus({ text, study }: StudiedTemplate, { reference, role }: ReferenceUse): Problem | undefined {
  const { root, rootSpan, formal, quiet, escaped, runt } = reference;
  const before = role === "set" || formal || escaped || runt ? undefined : nameBeforeHyphen(root, study);
  if (before === undefined || root.endsWith("-")) {
    return undefined;
  }
  const name = spanOf(rootSpan.end - root.length, rootSpan.end);
  const rest = root.slice(before.length + 1);
  const operand = /^\d+$/.test(rest) ? rest : `$${rest}`;
  const meant = role === "printed" ? `{${before}}-${rest}` : `${before} - ${operand}`;
  const sign = quiet && role === "printed" ? "$!" : "$";
  return {
    span: text.toSourceSpan(name),
    severity: "information",
    message: `AWS documents no version of Velocity. In 1.7 ${asCode(root)} is one name, and nothing sets it; 2.x reads ${asCode(`$${before}`)} and stops at the hyphen. Write ${asCode(sign + meant)}.`,
    fixes: () => [{ title: `Write ${sign}${meant}`, edits: [text.edit(name, meant)], preferred: false }],
  };
}

const COUNTERS: ReadonlyMap<string, string> = new Map([
  ["velocityCount", "foreach.count"],
  ["velocityHasNext", "foreach.hasNext"],
]);

function counter({ text, study }: StudiedTemplate, { reference }: ReferenceUse): Problem | undefined {
  const meant = COUNTERS.get(reference.root);
  if (meant === undefined || study.assigned.has(reference.root)) {
    return undefined;
  }
  const { rootSpan } = reference;
  const name = spanOf(rootSpan.end - reference.root.length, rootSpan.end);
  return {
    span: text.toSourceSpan(spanFrom(reference, text.value)),
    message: `AWS documents no version of Velocity, and 2.x has no \`$${reference.root}\`. Write \`$${meant}\`, which both versions have.`,
    fixes: () => [{ title: `Write $${meant}`, edits: [text.edit(name, meant)], preferred: true }],
  };
}

/** Whether it may be something that 1.7 takes for true and 2.x for false, and is no truth value. */
function isPerhapsEmpty(value: AbstractValue): boolean {
  switch (value.kind) {
    case "payload":
    case "outside":
    case "context":
    case "harmless":
    case "someNumber":
      return true;
    case "text":
      return value.text === "";
    case "number":
    case "atLeast":
      return value.value === 0;
    case "list":
      return (value.size ?? 0) === 0;
    default:
      return false;
  }
}

function isUnset({ root }: Reference, { assigned }: TemplateStudy): boolean {
  return !assigned.has(root) && !TEMPLATE_ROOTS.has(`$${root}`);
}

function truth({ text }: StudiedTemplate, reference: Reference): Problem {
  const own = spanFrom(reference, text.value);
  const turned = /!\s*$/.exec(text.value.slice(Math.max(0, own.start - LONGEST_BLANKS), own.start))?.[0];
  return {
    span: text.toSourceSpan(own),
    message:
      "AWS documents no version of Velocity. In 1.7 an empty value is true in an `#if`, and perhaps a missing value too; in 2.x both are false. Where it matters, write what is meant, such as `!= ''` behind it.",
    fixes: () => [
      turned === undefined
        ? unlikeEmpty({ text }, own)
        : {
            title: "Write == '' behind it",
            edits: [
              text.edit(spanOf(own.start - turned.length, own.start), ""),
              text.edit(spanOf(own.end, own.end), " == ''"),
            ],
            preferred: false,
          },
    ],
  };
}

/** Between a `!` and what it turns. */
const LONGEST_BLANKS = 100;

function unlikeEmpty({ text }: Pick<StudiedTemplate, "text">, { end }: Span): Fix {
  return {
    title: "Write != '' behind it",
    edits: [text.edit(spanOf(end, end), " != ''")],
    preferred: false,
  };
}

/** Conditions that are a text in quotes, or hold one beside an `&&` or `||`. */
function* quotedConditions(studied: StudiedTemplate): Generator<Problem> {
  const parts = studied.study.ifs
    .flatMap(({ branches }) => branches)
    .flatMap(({ condition }) => conditionParts(condition));
  for (const literal of parts.filter(({ kind }) => kind === "string")) {
    const own = trimmed(literal.span, studied.text.value);
    yield {
      span: studied.text.toSourceSpan(own),
      message:
        "AWS documents no version of Velocity. In 1.7 a text in quotes is false in an `#if`, whatever it holds; in 2.x it is true unless it is empty. Write what is meant, such as `!= ''` behind it.",
      fixes: () => [unlikeEmpty(studied, own)],
    };
  }
}

function lengthOf({ text }: StudiedTemplate, { reference }: ReferenceUse, given: Given): Problem | undefined {
  const last = reference.steps.at(-1);
  const isLength = last?.kind === "property" && last.name === "length";
  if (!isLength || !isText({ ...reference, steps: reference.steps.slice(0, -1) }, given)) {
    return undefined;
  }
  const name = spanOf(last.span.end - last.name.length, last.span.end);
  return {
    span: text.toSourceSpan(name),
    message:
      "AWS documents no version of Velocity, and in 1.7 a text has no `length` without parentheses: it prints nothing. Write `.length()`, which both versions have.",
    fixes: () => [{ title: "Write length()", edits: [text.edit(name, "length()")], preferred: true }],
  };
}

/** The methods of a text that give a text. */
const TEXT_METHODS =
  "concat|json|replace|replaceAll|replaceFirst|substring|toLowerCase|toString|toUpperCase|trim";
const GIVES_TEXT = new RegExp(`^(?:${TEXT_METHODS}|escapeJavaScript|(?:url|base64)(?:En|De)code)$`);

/** Whether it is a text for sure: of a payload nobody knows. */
function isText({ root, steps }: Reference, given: Given): boolean {
  const last = steps.at(-1);
  if (last !== undefined) {
    const isAlone = steps.length === 1;
    const isBody = root === "input" && isAlone && last.kind === "property" && last.name === "body";
    const isParameter =
      root === "input" &&
      isAlone &&
      last.kind === "method" &&
      last.name === "params" &&
      last.args.length === 1;
    const isVariable = root === "stageVariables" && isAlone && last.kind !== "method";
    return isBody || isParameter || isVariable || (last.kind === "method" && GIVES_TEXT.test(last.name));
  }
  const value = given.get(root);
  return (
    constantText(value) !== undefined ||
    (value?.kind === "reference" && value.steps.length > 0 && isText(value, given))
  );
}

type Given = ReadonlyMap<string, Expression>;

/** What each variable is given, where one `#set` alone gives it. */
function onlyValues({ sets, references }: TemplateStudy): Given {
  const values = new Map<string, Expression>();
  const others = new Set(
    references.flatMap(({ role, reference }) => (role === "declared" ? [reference.root] : [])),
  );
  for (const { targetName, target, value } of sets) {
    if (target.steps.length === 0) {
      if (values.has(targetName)) {
        others.add(targetName);
      }
      values.set(targetName, value);
    }
  }
  for (const name of others) {
    values.delete(name);
  }
  return values;
}

const GIVES_ARRAY: ReadonlySet<string> = new Set(["getBytes", "split", "toArray", "toCharArray"]);

function array(
  { text }: StudiedTemplate,
  { reference, role }: ReferenceUse,
  given: Given,
): Problem | undefined {
  const value = reference.steps.length === 0 ? given.get(reference.root) : reference;
  const last = value?.kind === "reference" ? value.steps.at(-1) : undefined;
  return role === "printed" && last?.kind === "method" && GIVES_ARRAY.has(last.name)
    ? {
        span: text.toSourceSpan(spanFrom(reference, text.value)),
        message:
          "AWS documents no version of Velocity. In 1.7 an array prints as Java names it, such as `[Ljava.lang.String;@1b6d3586`; 2.x prints its items. Print them with a `#foreach`.",
      }
    : undefined;
}

/** A quotient that may be none, in place of a value that was there. */
function* quotients({ text, study }: StudiedTemplate): Generator<Problem> {
  const before = new Set<string>();
  for (const { targetName, target, value } of study.sets) {
    if (before.has(targetName) && dividesByUnknown(value)) {
      yield {
        span: text.toSourceSpan(trimmed(value.span, text.value)),
        message: `AWS documents no version of Velocity. A division by 0 has no result: 1.7 keeps the value that ${asCode(`$${targetName}`)} had, and 2.x takes it away. Ask before whether the divisor is 0.`,
      };
    }
    if (target.steps.length === 0) {
      before.add(targetName);
    }
  }
}

function dividesByUnknown(value: SetDirective["value"]): boolean {
  return (
    value.kind === "operation" &&
    value.rest.some(
      ({ operator, operand }) => (operator === "/" || operator === "%") && operand.kind === "reference",
    )
  );
}

/** `#@name`: calls a macro with a body, where there is one. */
function* bodyCalls({ text, study }: StudiedTemplate): Generator<Problem> {
  for (const { name, nameSpan, head } of study.directives) {
    if (name.startsWith("@") && head === undefined && !study.macros.has(name.slice(1))) {
      yield {
        span: text.toSourceSpan(nameSpan),
        message: `AWS documents no version of Velocity. ${asCode(`#${name}`)} begins a call with a body: 1.7 prints it as it stands where there is no such macro, and 2.x may not. Write \`#[[#]]#\` for a # that is to be printed.`,
      };
    }
  }
}

function* blanks({ text, study }: StudiedTemplate): Generator<Problem> {
  const found = velocityBlanks(study, text.value);
  const [first] = found;
  if (first === undefined) {
    return;
  }
  const { kind, directive, blanks: between } = first;
  yield kind === "kept"
    ? {
        span: text.toSourceSpan(between),
        message:
          "AWS documents no version of Velocity. Blanks before a directive on a line of its own are printed in 1.7, and not in 2.x. Where they matter, begin the line with the directive.",
        fixes: () => [
          {
            title: "Remove them before each directive",
            edits: found.filter((one) => one.kind === "kept").map((one) => text.edit(one.blanks, "")),
            preferred: false,
          },
        ],
      }
    : {
        span: text.toSourceSpan(directive),
        message:
          "AWS documents no version of Velocity. In 1.7 the line end behind this directive is not printed, in 2.x it is. Where it matters, write the directive on a line of its own.",
      };
}

function spanFrom({ span }: Reference, value: string): Span {
  return trimmed(span, value);
}

/** Without the white space that its tokens took with them. */
function trimmed(span: Span, value: string): Span {
  const written = value.slice(span.start, span.end);
  const lead = written.length - written.trimStart().length;
  return spanOf(span.start + lead, span.start + lead + written.trim().length);
}
