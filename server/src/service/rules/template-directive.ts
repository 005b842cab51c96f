// `#elsif`, `#endif`, `#fro`: a word after `#` that is no directive is printed as it stands.
import type { IfDirective } from "../islands/vtl";
import type { DecodedText } from "../text/decodedText";
import { type Span, spanOf } from "../text/span";
import { asCode } from "./asCode";
import { type DirectiveWord, isDirective, isElsewhere, meantDirective } from "./meantDirective";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studiedAsFarAsRead } from "./studiedTemplate";

export default defineRule({
  id: "template-directive",
  title: "Not a directive",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "A `#` with a word that is neither a directive of Velocity nor a macro of the template is text: Velocity prints it " +
    "as it stands and says nothing. `#elsif`, `#endif` and `#else if` of other languages are such words, and `#set` without " +
    "parentheses is text as well.\n\n" +
    "Only what resembles a directive, or is called with a variable as a macro would be, is marked: `#fff` and `#top` " +
    "are left alone.",
  source: "https://velocity.apache.org/engine/1.7/vtl-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one⟦#elsif⟧($input.path('$.b'))two#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one#elseif($input.path('$.b'))two#end" } }`,
        message: "Write `#elseif`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one⟦#else if⟧($input.path('$.a') == 2)two#end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1)one#elseif($input.path('$.a') == 2)two#end" } }`,
        message: "Write `#elseif`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1) one ⟦#esle⟧ two #end" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#if($input.path('$.a') == 1) one #else two #end" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "⟦#greet⟧($input.path('$.name'))" } }`,
        message: "no macro",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "⟦#set⟧ $name = $input.path('$.name')\\nHello $!name" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "#set($name = $input.path('$.name'))\\nHello $!name" } }`,
        message: "parentheses",
      },
    ],
    fine: [
      '{ "responseTemplates": { "text/plain": "Use #set for it, or #set and $!more, or #set $!x = value in a line" } }',
      '{ "responseTemplates": { "text/html": "<a href=\\"#top\\" style=\\"color: #fff\\">#1</a> #hashtag" } }',
      '{ "responseTemplates": { "text/plain": "#if($a == 1)a#{else}b#end#[[#fro($x)]]# ## #fro" } }',
    ],
  },
  *check(island) {
    if (island.kind !== "template" || !island.text.value.includes("#")) {
      return;
    }
    // A directive that is none is often why an `#end` is missing, or one too many.
    const studied = studiedAsFarAsRead(island);
    if (studied === undefined) {
      return;
    }
    const { text, study } = studied;
    for (const { name, nameSpan, args, head } of study.directives) {
      if (name === "set" && head === undefined) {
        yield* bareSet(text, nameSpan);
        continue;
      }
      const meant = meantBy(studied, { name, span: nameSpan }, args.length > 0);
      if (meant !== undefined) {
        yield meant;
      } else if (args.some(({ kind }) => kind === "reference") && isNeither(studied, name)) {
        yield noMacro(text, name, nameSpan);
      }
    }
    for (const branching of study.ifs) {
      yield* elseIf(studied, branching);
    }
  },
});

function meantBy(
  { text, study }: StudiedTemplate,
  { name, span }: DirectiveWord,
  hasArguments: boolean,
): Problem | undefined {
  const { value } = text;
  const near = meantDirective(name, study);
  // What stands in an address or in a colour is no slip of the pen.
  const isInWord = /[\w"'/#&]/.test(value.charAt(span.start - 1)) && !isElsewhere(name) && !hasArguments;
  const isColour = /^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(name);
  return near === undefined || isInWord || isColour
    ? undefined
    : {
        span: text.toSourceSpan(span),
        message: `Velocity has no \`#${name}\` and prints it as it stands. Write \`#${near}\`.`,
        fixes: () => [{ title: `Write #${near}`, edits: [text.edit(span, `#${near}`)], preferred: true }],
      };
}

function isNeither({ study }: StudiedTemplate, name: string): boolean {
  return !isDirective(name, study.macros) && !name.startsWith("@");
}

function noMacro(text: DecodedText, name: string, span: Span): Problem {
  return {
    span: text.toSourceSpan(span),
    message: `There is no directive and no macro \`#${name}\`, so Velocity prints it as it stands. Define the macro in this template, or leave the call out.`,
    severity: "information",
  };
}

/** `#set $name = value` */
function* bareSet(text: DecodedText, span: Span): Generator<Problem> {
  ASSIGNMENT.lastIndex = span.end;
  const [whole, , name, value] = ASSIGNMENT.exec(text.value) ?? [];
  // In mid-line it may be prose, and what stands behind it is not all its value.
  if (whole === undefined || !beginsLine(text.value, span.start)) {
    return;
  }
  const meant = `#set(${name} = ${value})`;
  yield {
    span: text.toSourceSpan(span),
    message: `Without parentheses \`#set\` is text: Velocity prints it and gives ${asCode(name ?? "")} no value. Write ${asCode(meant)}.`,
    fixes: () => [
      {
        title: "Write the parentheses",
        edits: [text.edit(spanOf(span.start, span.end + whole.length), meant)],
        preferred: true,
      },
    ],
  };
}

function beginsLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim() === "";
}

const ASSIGNMENT =
  /([ \t]+)(\$!?\{?[A-Za-z][\w.-]*\}?)[ \t]*=[ \t]*([^\s=][^\r\n]{0,400}?)(?=[ \t]{0,100}(?:[\r\n]|$))/y;

function* elseIf({ text }: StudiedTemplate, { otherwise }: IfDirective): Generator<Problem> {
  const [first] = otherwise?.body.children ?? [];
  const begins =
    first?.kind === "text"
      ? /^[ \t]+if[ \t]*(?=\()/.exec(text.value.slice(first.span.start, first.span.end))
      : null;
  if (otherwise === undefined || first === undefined || begins === null) {
    return;
  }
  const written = spanOf(otherwise.keyword.start, first.span.start + begins[0].trimEnd().length);
  const whole = spanOf(written.start, first.span.start + begins[0].length);
  yield {
    span: text.toSourceSpan(written),
    message:
      "Velocity reads `#else` here and prints what follows it, the `if(` included. Write `#elseif` in one word.",
    fixes: () => [{ title: "Write #elseif", edits: [text.edit(whole, "#elseif")], preferred: true }],
  };
}
