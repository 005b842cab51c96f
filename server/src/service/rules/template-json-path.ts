// The JSONPath in `$input.path('…')` and `$input.json('…')`: one that Jayway cannot compile is a 500.

import { compileJsonPath } from "../islands/jsonpath/compileJsonPath";
import { constantText, type StringLiteral } from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import { type Span, spanOf } from "../text/span";
import { defineRule, type Fix } from "./rule";
import { studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-json-path",
  title: "Not a JSONPath",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "`$input.path('…')` and `$input.json('…')` take a JSONPath: `$` for the body, names with dots between them, `[0]` for " +
    "an element, `['a b']` for a name that has blanks or dots. AWS points to Jayway JsonPath, which refuses what is marked " +
    "here; the template is then likely to end in a 500.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "application/json": "$input.json('$.pets⟦[0.name⟧')" } }`,
        message: "never closed",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.path('$.pets⟦.⟧')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.path('$.pets')" } }`,
        message: "dot",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.path('⟦'⟧).size()" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.path('$').size()" } }`,
        message: "cannot be empty",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.path('$.pets⟦[0⟧')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.path('$.pets[0]')" } }`,
        message: "never closed",
      },
    ],
    fine: [
      `{ "responseTemplates": { "application/json": "$input.json('$.pets[?(@.age > 3)].name')$input.json(\\"$['a b']\\")$input.path($!path)" } }`,
      `{ "responseTemplates": { "text/plain": "$input.path('$..name')$input.path('pets[0]')$input.path('$.pets.size()')" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    for (const { reference } of studied?.study.references ?? []) {
      const [step] = reference.steps;
      const isPath = step?.kind === "method" && (step.name === "path" || step.name === "json");
      const [arg] = isPath && reference.root === "input" && step.args.length === 1 ? step.args : [];
      const path = constantText(arg);
      const problem = path === undefined ? undefined : firstProblem(path);
      if (studied === undefined || problem === undefined || arg?.kind !== "string") {
        continue;
      }
      const { text } = studied;
      const start = placeOf(arg, problem.span.start);
      const end = Math.max(start + 1, placeOf(arg, problem.span.end));
      yield {
        span: text.toSourceSpan(spanOf(start, Math.min(end, arg.span.end))),
        message: `${problem.message} API Gateway may answer 500 to it.`,
        fixes: () => mends(text, arg),
      };
    }
  },
});

/** A bracket or quote that is missing at the end, or a dot too many. What is offered compiles. */
function mends(text: DecodedText, { text: path, offsets, span }: StringLiteral): readonly Fix[] {
  let end = path.length;
  while (path.charAt(end - 1) === ".") {
    end--;
  }
  const bare = path.slice(0, end);
  const guesses = bare === "" ? ["$"] : [bare, `${bare}]`, `${bare}']`, `${bare}"]`, `${bare})]`];
  const meant = guesses.find((one) => one !== path && firstProblem(one) === undefined);
  // Where quotes or escapes stand in the string, its end is not written as it reads.
  if (
    meant === undefined ||
    offsets.each !== undefined ||
    meant.slice(bare.length).includes(text.value.charAt(span.end - 1))
  ) {
    return [];
  }
  const from = offsets.start + bare.length;
  const edit = text.edit(spanOf(from, offsets.start + path.length), meant.slice(bare.length));
  return [{ title: `Write ${meant}`, edits: [edit], preferred: false }];
}

/** Where a character of the string stands in the template. */
function placeOf({ offsets, text }: StringLiteral, at: number): number {
  const within = Math.min(at, text.length);
  return offsets.each === undefined ? offsets.start + within : (offsets.each[within] ?? offsets.start);
}

/** What Jayway refuses at once, or stumbles over when it gets there. */
function firstProblem(path: string): { readonly span: Span; readonly message: string } | undefined {
  const { problems, unknownFunctions } = compileJsonPath(path);
  return problems[0] ?? unknownFunctions[0];
}
