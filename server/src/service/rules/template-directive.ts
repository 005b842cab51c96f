// `#elsif`, `#endif`, `#fro`: a word after `#` that is no directive is printed as it stands.
import type { Directive, IfDirective } from "../islands/vtl";
import { nearest } from "../text/nearest";
import { spanOf } from "../text/span";
import { TEMPLATE_DIRECTIVES } from "../vocabulary/directives";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-directive",
  title: "Not a directive",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "A `#` with a word that is neither a directive of Velocity nor a macro of the template is text: Velocity prints it " +
    "as it stands and says nothing. `#elsif`, `#endif` and `#else if` of other languages are such words.\n\n" +
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
    ],
    fine: [
      '{ "responseTemplates": { "text/html": "<a href=\\"#top\\" style=\\"color: #fff\\">#1</a> #hashtag" } }',
      '{ "responseTemplates": { "text/plain": "#if($a)a#{else}b#end#[[#fro($x)]]# ## #fro" } }',
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    if (studied === undefined) {
      return;
    }
    const { study } = studied;
    for (const directive of study.directives) {
      const problem = problemOf(studied, directive);
      if (problem !== undefined) {
        yield problem;
      }
    }
    for (const branching of study.ifs) {
      yield* elseIf(studied, branching);
    }
  },
});

const KEYWORDS = [...TEMPLATE_DIRECTIVES.values()]
  .map(({ keyword }) => keyword)
  .filter((word) => word !== "");
/** What other languages write. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["elif", "elseif"],
  ["elsif", "elseif"],
  ["endfor", "end"],
  ["endforeach", "end"],
  ["endif", "end"],
  ["for", "foreach"],
]);

function problemOf({ text, study }: StudiedTemplate, directive: Directive): Problem | undefined {
  const { name, nameSpan, args } = directive;
  if (KEYWORDS.includes(name) || study.macros.has(name) || name.startsWith("@")) {
    return undefined;
  }
  const { value } = text;
  // What stands in an address or in a colour is no slip of the pen.
  const isInWord =
    /[\w"'/#&]/.test(value.charAt(nameSpan.start - 1)) && !ELSEWHERE.has(name) && args.length === 0;
  const isColour = /^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(name);
  const candidates = [...KEYWORDS, ...study.macros];
  const near =
    isInWord || isColour
      ? undefined
      : (ELSEWHERE.get(name) ?? nearest(name, candidates, name.length > 5 ? 2 : 1));
  const span = text.toSourceSpan(nameSpan);
  if (near !== undefined) {
    return {
      span,
      message: `Velocity has no \`#${name}\` and prints it as it stands. Write \`#${near}\`.`,
      fixes: () => [{ title: `Write #${near}`, edits: [text.edit(nameSpan, `#${near}`)], preferred: true }],
    };
  }
  return args.some(({ kind }) => kind === "reference")
    ? {
        span,
        message: `There is no directive and no macro \`#${name}\`, so Velocity prints it as it stands. Define the macro in this template, or leave the call out.`,
        severity: "information",
      }
    : undefined;
}

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
