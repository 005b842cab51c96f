// A template that Velocity cannot read. What the service says to it when it is put was never recorded.
import { parseVtlText, type VtlProblem } from "../islands/vtl";
import { encloses, type Span, spanOf } from "../text/span";
import { applyEdits } from "../text/textEdit";
import { asCode } from "./asCode";
import { type DirectiveWord, directiveWord, meantDirective } from "./meantDirective";
import { defineRule, type Fix, type Problem, type TemplateIsland } from "./rule";
import { type Mend, syntaxMends } from "./syntaxMends";

export default defineRule({
  id: "template-syntax",
  title: "Not a Velocity template",
  subject: "island",
  severity: "warning",
  evidence: "uncertain",
  explanation:
    "Templates are read as Apache Velocity 1.7 reads them: recorded answers of API Gateway fit that version. " +
    "Velocity reads a template as a whole before it prints anything, so that one mistake costs the whole body. " +
    "It stops at the first one; the others are those it would meet next. " +
    "What API Gateway says to such a template when it is put is not documented. There is one report of a template that " +
    "was taken and answered with a 500 at run time.",
  source: "https://velocity.apache.org/engine/1.7/vtl-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "text/plain": "⟦#if⟧($input.path('$.id') == 1)one" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') == 1)one#end" } }`,
        message: "Write `#end`",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($status ⟦==⟧ \"open\")\n$status" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($status = \"open\")\n$status" } }`,
        message: "a single `=`",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($say = \"a \\\"⟦quoted⟧\\\" word\")$say" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($say = \"a \"\"quoted\"\" word\")$say" } }`,
        message: "A backslash escapes no quote",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "one\n⟦#end⟧ two" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "one\n two" } }`,
        message: "belongs to no directive",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.id') ⟦=⟧ \"1\")one#end" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.id') == \"1\")one#end" } }`,
        message: "Write `==` to compare",
      },
      {
        code: '{ "responseTemplates": { "text/plain": "#set($n = 3 ⟦-1⟧)$n" } }',
        fixed: '{ "responseTemplates": { "text/plain": "#set($n = 3 - 1)$n" } }',
        message: "a blank after the minus",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one⟦#elsif⟧($input.path('$.a') == 2)two#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one#elseif($input.path('$.a') == 2)two#end" } }`,
        message: "Write `#elseif`",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') == 1)one#{else}other#end" } }`,
      '{ "responseTemplates": { "text/plain": "costs 5$ and #1, or $$5, mail a#b" } }',
      String.raw`{ "responseTemplates": { "text/plain": "#set($say = \"a \"\"quoted\"\" word\")$say" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "template") {
      return;
    }
    for (const [index, problem] of island.parsed().problems.entries()) {
      yield problemOf(island, problem, index === 0);
    }
  },
});

function problemOf(island: TemplateIsland, problem: VtlProblem, isFirst: boolean): Problem {
  const { text } = island;
  const span = text.toSourceSpan(culprit(problem, text.value));
  if (problem.kind === "tooDeep") {
    return { span, message: problem.message, severity: "information" };
  }
  const then = isFirst
    ? "Velocity 1.7 refuses the whole template for it, and API Gateway may answer 500."
    : "Velocity 1.7 stops at an earlier mistake, and would stop here next.";
  const meant = problem.kind === "unexpected" ? directiveAround(island, problem) : undefined;
  return meant === undefined
    ? { span, message: `${problem.message} ${then}`, fixes: () => fixesOf(text, problem) }
    : {
        span: text.toSourceSpan(meant.span),
        message: `Velocity has no \`#${meant.name}\`, and a call of a macro takes no ${asCode(problem.found)}. Write \`#${meant.near}\`. ${then}`,
        fixes: () => [
          {
            title: `Write #${meant.near}`,
            edits: [text.edit(meant.span, `#${meant.near}`)],
            preferred: true,
          },
        ],
      };
}

/** The word that was to be a directive, before what cannot stand in a macro's call. */
function directiveAround(
  { text, parsed }: TemplateIsland,
  problem: VtlProblem,
): (DirectiveWord & { readonly near: string }) | undefined {
  const study = parsed().study();
  const around = study.broken.find(({ span }) => encloses(span, problem.span));
  const word = around && directiveWord(text.value, around.span);
  const near = word && meantDirective(word.name, study);
  return word === undefined || near === undefined ? undefined : { ...word, near };
}

/** What to underline: at the end of the text there is nothing, so what was opened is. */
function culprit({ kind, span, opener }: VtlProblem, value: string): Span {
  if (opener !== undefined && (kind === "unclosed" || span.start >= span.end)) {
    return opener;
  }
  if (span.start < span.end) {
    // White space that the token took with it is not at fault.
    const { length } = value.slice(span.start, span.end).trimEnd();
    return spanOf(span.start, span.start + Math.max(1, length));
  }
  const last = value.trimEnd().length;
  return spanOf(Math.max(0, last - 1), last);
}

/** Longer templates are not read again for every fix that may help. */
const LONGEST_MENDED = 65_536;

function fixesOf(text: TemplateIsland["text"], problem: VtlProblem): readonly Fix[] {
  const { value } = text;
  if (text.hasHoles || value.length > LONGEST_MENDED) {
    return [];
  }
  const { length } = parseVtlText(value).problems;
  const mends = ({ edit }: Mend) => parseVtlText(applyEdits(value, [edit])).problems.length < length;
  const mend = syntaxMends(problem, value).find(mends);
  return mend === undefined
    ? []
    : [{ title: mend.title, edits: [text.edit(mend.edit.span, mend.edit.newText)], preferred: false }];
}
