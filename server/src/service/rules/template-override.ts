// `$context.responseOverride`: each target once, and a status that is an integer.
import { constantText, type Expression, type SetDirective, type Statement } from "../islands/vtl";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studied as studiedOf } from "./studiedTemplate";

export default defineRule({
  id: "template-override",
  title: "Override that does not work",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "AWS documents that each target of `$context.responseOverride` may be set once: a second time is a 5xx at run time. " +
    "Compute the value in a variable of your own, and override once at the end.\n\n" +
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
        code: String.raw`{ "responseTemplates": { "text/plain": "#set($status = ⟦'404'⟧)\n#set($context.responseOverride.status = $status)ok" } }`,
        fixed: String.raw`{ "responseTemplates": { "text/plain": "#set($status = 404)\n#set($context.responseOverride.status = $status)ok" } }`,
        message: "without quotes",
      },
    ],
    fine: [
      String.raw`{ "responseTemplates": { "text/plain": "#if($input.path('$.error') != '')#set($context.responseOverride.status = 500)#else#set($context.responseOverride.status = 201)#end\n#set($context.responseOverride.header.X-A = 'a')#set($context.responseOverride.header.X-B = 'b')ok" } }`,
      String.raw`{ "responseTemplates": { "text/plain": "#set($status = 200)#if($input.path('$.error') != '')#set($status = 500)#end\n#set($context.responseOverride.status = $status)ok" } }`,
    ],
  },
  *check(island) {
    const studied = studiedOf(island);
    if (studied === undefined || island.kind !== "template" || !studied.study.sets.some(isOverride)) {
      return;
    }
    yield* again(studied, island.parsed().template.children, new Set());
    for (const set of studied.study.sets) {
      const problem =
        targetOf(set) === "status" ? statusProblem(studied, givenValue(studied, set.value)) : undefined;
      if (problem !== undefined) {
        yield problem;
      }
    }
  },
});

function isOverride(set: SetDirective): boolean {
  return targetOf(set) !== undefined;
}

/** `status`, `header.x`; nothing where it is no override or one whose name is computed. */
function targetOf({ target }: SetDirective): string | undefined {
  if (target.root !== "context") {
    return undefined;
  }
  const names = target.steps.map((step) =>
    step.kind === "index" ? constantText(step.index) : step.kind === "property" ? step.name : undefined,
  );
  const [first, ...rest] = names;
  return first === "responseOverride" && rest.length > 0 && !rest.includes(undefined)
    ? rest.join(".")
    : undefined;
}

/** Overrides that come after one of the same target on the way to them. Branches know nothing of each other. */
function* again(
  studied: StudiedTemplate,
  statements: readonly Statement[],
  before: ReadonlySet<string>,
): Generator<Problem> {
  const set = new Set(before);
  for (const statement of statements) {
    switch (statement.kind) {
      case "set": {
        const target = targetOf(statement);
        if (target === undefined) {
          break;
        }
        if (set.has(target)) {
          const { span } = statement.target;
          yield {
            span: studied.text.toSourceSpan({
              start: span.start + studied.text.value.slice(span.start, span.end).search(/\w/),
              end: span.end,
            }),
            message: `${asCode(`responseOverride.${target}`)} was set before, and each may be set once: twice is a 5xx at run time. Compute the value in a variable, and set it once.`,
          };
        }
        set.add(target);
        break;
      }
      case "if":
        for (const body of [
          ...statement.branches.map((branch) => branch.body),
          ...(statement.otherwise === undefined ? [] : [statement.otherwise.body]),
        ]) {
          yield* again(studied, body.children, set);
        }
        break;
      case "directive":
        if (statement.name === "foreach" && statement.body !== undefined) {
          yield* again(studied, statement.body.children, set);
        }
        break;
      default:
        break;
    }
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
