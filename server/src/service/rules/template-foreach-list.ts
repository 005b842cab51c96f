// `#foreach` over text: no item, no error, an empty list.
import { type AbstractValue, constantText, type Directive } from "../islands/vtl";
import { spanOf } from "../text/span";
import { defineRule, type Fix } from "./rule";
import { type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-foreach-list",
  title: "Loop over what is no list",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`#foreach` goes through lists, and through the values of maps. Of a text or a number Velocity goes through nothing at " +
    "all and says nothing to the client. `$input.json('…')` and `$input.body` are text, even where the text is a JSON " +
    "array: `$input.path('…')` gives the list.",
  source: "https://velocity.apache.org/engine/1.7/user-guide.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($pet in ⟦$input.json('$.pets')⟧)$pet.name #end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$.pets'))$pet.name #end" } }`,
        message: "$input.path",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($pet in ⟦$input.body⟧)$pet.name #end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#foreach($pet in $input.path('$'))$pet.name #end" } }`,
        message: "JSON as text",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($n = 3)\n#foreach($i in ⟦$n⟧)$i #end" } }`,
        message: "a number",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#foreach($i in [1..3])$i #end#foreach($k in $input.params().header.keySet())$k #end#foreach($x in $!y)$x#end" } }`,
      `{ "responseTemplates": { "application/json": "[#foreach($id in $input.path('$.ids'))$id#if($foreach.hasNext),#end#end]" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    for (const [directive, values] of studied?.study.outputs()?.loops ?? []) {
      const whats = values.map(whatOf);
      const [what] = whats;
      const list = directive.args[2];
      if (studied === undefined || what === undefined || whats.includes(undefined) || list === undefined) {
        continue;
      }
      const { text } = studied;
      const written = text.value.slice(list.span.start, list.span.end);
      const lead = written.length - written.trimStart().length;
      yield {
        span: text.toSourceSpan(
          spanOf(list.span.start + lead, list.span.start + lead + written.trim().length),
        ),
        message: `This is ${what}, and \`#foreach\` goes through no item of it. Write a list, such as \`$input.path('$.items')\`.`,
        fixes: () => asPath(studied, directive),
      };
    }
  },
});

function whatOf(value: AbstractValue): string | undefined {
  switch (value.kind) {
    case "json":
    case "body":
      return "JSON as text";
    case "text":
    case "outside":
    case "escaped":
    case "harmless":
    case "word":
    case "parts":
      return "text";
    case "number":
    case "atLeast":
    case "someNumber":
      return "a number";
    case "boolean":
    case "someBoolean":
      return "true or false";
    default:
      return undefined;
  }
}

function asPath({ text }: StudiedTemplate, { args }: Directive): readonly Fix[] {
  const list = args[2];
  const [step] = list?.kind === "reference" && list.root === "input" ? list.steps : [];
  if (
    step?.kind === "property" &&
    step.name === "body" &&
    list?.kind === "reference" &&
    list.steps.length === 1
  ) {
    const name = spanOf(step.span.end - step.name.length, step.span.end);
    return [{ title: "Write $input.path('$')", edits: [text.edit(name, "path('$')")], preferred: true }];
  }
  if (step?.kind !== "method" || step.name !== "json" || constantText(step.args[0]) === undefined) {
    return [];
  }
  return [{ title: "Write $input.path", edits: [text.edit(step.nameSpan, "path")], preferred: true }];
}
