// What Velocity 1.7 and 2 read in different ways. Recorded answers fit 1.7; AWS does not say which one runs.
import type { Reference, ReferenceUse } from "../islands/vtl";
import { type Span, spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-velocity-version",
  title: "Means another thing in another Velocity",
  subject: "island",
  severity: "hint",
  evidence: "uncertain",
  explanation:
    "AWS does not say which version of Velocity runs templates. Recorded answers fit 1.7, and these constructs give another " +
    "result in 2.x, so a template that needs none of them is safer:\n\n" +
    "- `$a-$b`: in 1.7 a hyphen belongs to the name, so this is the variable `a-`. Write `$" +
    "{a}-$b`.\n" +
    "- `$velocityCount` and `$velocityHasNext` are gone in 2.x. Write `$foreach.count` and `$foreach.hasNext`.\n" +
    "- `#if($value)`: in 1.7 an empty text, a 0 and an empty list are true, and a missing value reads as empty text in " +
    "API Gateway; in 2.x they are false. Write what is meant, such as `#if($value != '')`. It is told of the first one in a template.",
  source: "https://velocity.apache.org/engine/2.3/upgrading.html",
  examples: {
    faulty: [
      {
        code: '{ "responseTemplates": { "text/plain": "#set($a = 1)#set($b = 2)⟦$a-⟧$b" } }',
        fixed: '{ "responseTemplates": { "text/plain": "#set($a = 1)#set($b = 2)$' + '{a}-$b" } }',
        message: "hyphen",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))⟦$velocityCount⟧ #end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))$foreach.count #end" } }`,
        message: "`$foreach.count`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if(⟦$input.path('$.id')⟧)yes#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') != '')yes#end" } }`,
        message: "a missing value",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#if($input.path('$.id') != '')$input.params().header.Content-Type#end#if($foreach.hasNext),#end$stageVariables.my-name" } }`,
      `{ "responseTemplates": { "text/plain": "#set($my-name = 1)$my-name#if($input.path('$.list').size() > 0)a#end" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined) {
      return;
    }
    const { study } = studied;
    for (const use of study.references) {
      const problem = hyphen(studied, use) ?? counter(studied, use);
      if (problem !== undefined) {
        yield problem;
      }
    }
    // It is the custom to ask so, and one word about it is enough.
    for (const [reference, values] of study.outputs()?.asked ?? []) {
      if (values.every(({ kind }) => kind === "payload" || kind === "outside")) {
        yield truth(studied, reference);
        return;
      }
    }
  },
});

function truth({ text }: StudiedTemplate, reference: Reference): Problem {
  const own = spanFrom(reference, text.value);
  return {
    span: text.toSourceSpan(own),
    message:
      "AWS documents no version of Velocity. In 1.7 an empty value is true in an `#if`, and perhaps a missing value too; in 2.x both are false. Where it matters, write what is meant, such as `!= ''` behind it.",
    fixes: () => [
      {
        title: "Write != '' behind it",
        edits: [text.edit(spanOf(own.end, own.end), " != ''")],
        preferred: false,
      },
    ],
  };
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

function spanFrom({ span }: Reference, value: string): Span {
  const written = value.slice(span.start, span.end);
  const lead = written.length - written.trimStart().length;
  return spanOf(span.start + lead, span.start + lead + written.trim().length);
}
