// `$context.responseOverride`: each target once, and a status that is an integer.
import { constantText, type Expression } from "../islands/vtl";
import { asCode } from "./asCode";
import { type OverriddenAgain, overriddenAgain, overrideTarget } from "./overriddenAgain";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studied as studiedOf } from "./studiedTemplate";

export default defineRule({
  id: "template-override",
  title: "Override that does not work",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "AWS documents that each target of `$context.responseOverride` may be set once: a second time is a 5xx at run time, and " +
    "so is a second item of a loop. Compute the value in a variable of your own, and override once at the end. A header " +
    "whose name differs in case alone is one header to HTTP; whether it counts as a second time is not documented.\n\n" +
    "As observed, a status counts only as an integer from 100 to 599, without quotes; anything else leaves the status of " +
    "the integration response.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html",
  examples: {
    faulty: [
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($context.responseOverride.status = 200)\n#if($input.path('$.error') != '')#set($⟦context.responseOverride.status⟧ = 500)#end\nok" } }`,
        message: "once",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($context.responseOverride.status = ⟦\"400\"⟧)\nok" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($context.responseOverride.status = 400)\nok" } }`,
        message: "without quotes",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($context.responseOverride.status = ⟦1000⟧)\nok" } }`,
        message: "100 to 599",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($x in [1..3])#set($⟦context.responseOverride.header.X⟧ = $x)#end" } }`,
        message: "Each item",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#foreach($e in $input.path('$.errors'))#if($e.code == 7)#set($⟦context.responseOverride.status⟧ = 404)#end#end" } }`,
        message: "holds for several items",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#set($context.responseOverride.header.X-A = 'a')#set($⟦context.responseOverride.header.x-a⟧ = 'b')" } }`,
        message: "one header",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "#if($input.path('$.bad') == 1)#set($context.responseOverride.status = 400)#end#set($⟦context.responseOverride.status⟧ = 200)ok" } }`,
        message: "was set before",
      },
      {
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($status = ⟦'404'⟧)\n#set($context.responseOverride.status = $status)ok" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($status = 404)\n#set($context.responseOverride.status = $status)ok" } }`,
        message: "without quotes",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "#foreach($e in $input.path('$.errors'))#if($e.code == 1)#set($context.responseOverride.status = 404)#break#end#end#foreach($x in [1])#set($context.responseOverride.header.X = $x)#end" } }`,
      `{ "responseTemplates": { "text/plain": "#foreach($e in $input.path('$.errors'))#if($foreach.first)#set($context.responseOverride.status = 404)#end#end#foreach($n in ['X', 'Y'])#set($context.responseOverride.header[$n] = $n)#end" } }`,
      `{ "responseTemplates": { "text/plain": "#set($bad = $input.path('$.bad'))#if($bad == 1)#set($context.responseOverride.status = 400)#stop#end#set($context.responseOverride.status = 201)ok" } }`,
      String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.error') != '')#set($context.responseOverride.status = 500)#else#set($context.responseOverride.status = 201)#end\n#set($context.responseOverride.header.X-A = 'a')#set($context.responseOverride.header.X-B = 'b')ok" } }`,
      String.raw`{ "responseTemplates": { "text/plain": "#set($status = 200)#if($input.path('$.error') != '')#set($status = 500)#end\n#set($context.responseOverride.status = $status)ok" } }`,
    ],
  },
  *check(island) {
    const studied = studiedOf(island);
    if (studied === undefined || island.kind !== "template" || !studied.study.sets.some(overrideTarget)) {
      return;
    }
    for (const again of overriddenAgain(island.parsed().template.children, studied.study)) {
      yield problemOf(studied, again);
    }
    for (const set of studied.study.sets) {
      const problem =
        overrideTarget(set) === "status" ? statusProblem(studied, givenValue(studied, set.value)) : undefined;
      if (problem !== undefined) {
        yield problem;
      }
    }
  },
});

function problemOf(
  { text }: StudiedTemplate,
  { set: { target: reference }, target, by, otherCase }: OverriddenAgain,
): Problem {
  const { start, end } = reference.span;
  const span = text.toSourceSpan({ start: start + text.value.slice(start, end).search(/\w/), end });
  const name = asCode(`responseOverride.${target}`);
  if (otherCase !== undefined) {
    return {
      span,
      severity: "information",
      evidence: "uncertain",
      message: `${asCode(`responseOverride.${otherCase}`)} was set before, and to HTTP both are one header. AWS documents that each may be set once, and not what the case does: twice may be a 5xx at run time. Set it once.`,
    };
  }
  switch (by) {
    case "before":
      return {
        span,
        message: `${name} was set before, and each may be set once: twice is a 5xx at run time. Compute the value in a variable, and set it once.`,
      };
    case "items":
      return {
        span,
        message: `Each item of the list sets ${name}, and each may be set once: with several items it is a 5xx at run time. Compute the value in a variable, and set it once, behind the loop.`,
      };
    case "perhapsItems":
      return {
        span,
        severity: "information",
        message: `Where the condition holds for several items of the list, ${name} is set more than once, which is a 5xx at run time. Compute the value in a variable, and set it once, behind the loop; or write \`#break\` behind this.`,
      };
  }
}

/** What a variable holds that is set once: there the quotes are. */
function givenValue({ study }: StudiedTemplate, value: Expression): Expression {
  if (value.kind !== "reference" || value.steps.length > 0) {
    return value;
  }
  const giving = study.sets.filter(({ targetName }) => targetName === value.root);
  const isGivenElsewhere = study.references.some(
    ({ reference, role }) => role === "declared" && reference.root === value.root,
  );
  const [only] = giving;
  return only === undefined || giving.length > 1 || only.target.steps.length > 0 || isGivenElsewhere
    ? value
    : only.value;
}

function statusProblem({ text }: StudiedTemplate, value: Expression): Problem | undefined {
  const quoted = constantText(value);
  if (
    value.kind !== "integer" &&
    value.kind !== "float" &&
    quoted === undefined &&
    value.kind !== "boolean"
  ) {
    return undefined;
  }
  const written = text.value.slice(value.span.start, value.span.end);
  const lead = written.length - written.trimStart().length;
  const span = { start: value.span.start + lead, end: value.span.start + lead + written.trim().length };
  const isStatus = /^[1-5]\d\d$/.test((quoted ?? written).trim());
  if (isStatus && quoted === undefined) {
    return undefined;
  }
  return {
    span: text.toSourceSpan(span),
    evidence: "observed",
    message: isStatus
      ? `As observed, a status in quotes is ignored, and the client gets that of the integration response. Write ${asCode((quoted ?? "").trim())} without quotes.`
      : "As observed, only an integer from 100 to 599 counts, and anything else is ignored: the client gets the status of the integration response. Write such an integer.",
    fixes: () =>
      isStatus
        ? [
            {
              title: `Write ${(quoted ?? "").trim()}`,
              edits: [text.edit(span, (quoted ?? "").trim())],
              preferred: true,
            },
          ]
        : [],
  };
}
