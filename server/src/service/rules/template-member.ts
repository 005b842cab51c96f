// `$util.toJson`, `$input.header`: members that API Gateway's `$input` and `$util` do not have.
import { constantText, type Reference, type Step } from "../islands/vtl";
import { nearest } from "../text/nearest";
import type { Span } from "../text/span";
import { spanOf } from "../text/span";
import { findTemplateMember, membersOf, signatureOf } from "../vocabulary/templateMembers";
import { asCode } from "./asCode";
import { defineRule, type Fix, type Problem } from "./rule";
import { type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-member",
  title: "Member that $input or $util lacks",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`$input` has `body`, `json(…)`, `path(…)` and `params(…)`; `$util` has `escapeJavaScript`, `parseJson`, `urlEncode`, " +
    "`urlDecode`, `base64Encode` and `base64Decode`, each with one argument. Anything else has no value and prints " +
    "nothing. `$util.toJson`, `$util.error`, `$util.dynamodb` and many more are those of AWS AppSync.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "application/json": "$util.⟦toJson⟧($input.path('$.pets'))" } }`,
        fixed: `{ "responseTemplates": { "application/json": "$input.json('$.pets')" } }`,
        message: "AppSync",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$util.⟦escapeJavascript⟧($input.path('$.name'))" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$util.escapeJavaScript($input.path('$.name'))" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦json⟧ and $input.⟦body⟧()" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.json('$') and $input.body()" } }`,
        message: "is a function",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦body⟧()" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.body" } }`,
        message: "no parentheses",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦header⟧('Accept') $input.⟦queryString⟧.page" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params('Accept') $input.queryString.page" } }`,
        message: "Write `$input.params('Accept')`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦queryString⟧.page" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params().querystring.page" } }`,
        message: "Write `$input.params().querystring`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦value⟧" } }`,
        message: "`body`, `json`, `path` and `params`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$util.⟦urlEncode⟧()$util.⟦urlDecode⟧('a', 'b')$input.⟦path⟧()" } }`,
        message: "one argument",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "$input.params('a')$input.params().header.Accept$util.base64Encode($input.body).length()$input.getBody()" } }`,
      `{ "responseTemplates": { "text/plain": "$util.parseJson($input.path('$.errorMessage')).code$util.urlDecode($input.params('q'))" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    for (const { reference } of studied?.study.references ?? []) {
      const [step] = reference.steps;
      const { root } = reference;
      if (studied !== undefined && step !== undefined && step.kind !== "index" && isOwner(root)) {
        const problem = problemOf(studied, root, reference, step);
        if (problem !== undefined) {
          yield problem;
        }
      }
    }
  },
});

type Owner = "input" | "util";

function isOwner(root: string): root is Owner {
  return root === "input" || root === "util";
}

/** Of every object of Java, and what Velocity calls for `$input.body`. */
const OF_ALL: ReadonlySet<string> = new Set([
  "class",
  "equals",
  "getBody",
  "getClass",
  "hashCode",
  "toString",
]);
const APPSYNC: ReadonlySet<string> = new Set([
  "appendError",
  "autoId",
  "defaultIfNull",
  "defaultIfNullOrBlank",
  "defaultIfNullOrEmpty",
  "dynamodb",
  "error",
  "http",
  "isNull",
  "isNullOrBlank",
  "isNullOrEmpty",
  "list",
  "map",
  "math",
  "matches",
  "qr",
  "quiet",
  "rds",
  "str",
  "time",
  "toJson",
  "transform",
  "typeOf",
  "unauthorized",
  "validate",
  "xml",
]);

function problemOf(
  { text }: StudiedTemplate,
  owner: Owner,
  reference: Reference,
  step: Exclude<Step, { readonly kind: "index" }>,
): Problem | undefined {
  const nameSpan = nameOf(step);
  const written = `$${owner}.${step.name}`;
  const entry = findTemplateMember(owner, step.name);
  const said = (message: string, fixes: readonly Fix[] = []): Problem => ({
    span: text.toSourceSpan(nameSpan),
    message,
    fixes: () => fixes,
  });
  const instead = (title: string, span: Span, newText: string): Fix => ({
    title,
    edits: [text.edit(span, newText)],
    preferred: false,
  });
  if (entry !== undefined) {
    const form = `\`$${owner}.${signatureOf(entry)}\``;
    const isPath = entry.parameters[0]?.kind === "jsonPath";
    const whole = `${step.name}('$')`;
    const ofWhole = isPath ? [instead(`Write $input.${whole}`, step.span, whole)] : [];
    if (step.kind === "property") {
      // Another rule knows what `$input.params.x` is meant to be.
      if (entry.form === "property" || step.name === "params") return undefined;
      return said(
        `\`${written}\` is a function, and without its argument it prints nothing. Write ${form}.`,
        ofWhole,
      );
    }
    if (entry.form === "property")
      return said(
        `\`${written}\` takes no arguments and no parentheses: with them it prints nothing. Write ${form}.`,
        [instead("Remove the parentheses", spanOf(nameSpan.end, step.span.end), "")],
      );
    const least = entry.parameters.filter(({ optional }) => !optional).length;
    const isRight = step.args.length >= least && step.args.length <= entry.parameters.length;
    const takes = least === entry.parameters.length ? "one argument" : "one argument at most";
    return isRight
      ? undefined
      : said(
          `\`${written}\` takes ${takes}, and with ${step.args.length} it prints nothing. Write ${form}.`,
          step.args.length === 0 ? ofWhole : [],
        );
  }
  if (OF_ALL.has(step.name)) {
    return undefined;
  }
  if (owner === "util" && APPSYNC.has(step.name)) {
    const instead =
      step.name === "toJson" ? " Write `$input.json(…)` for JSON of the body." : " Write it in another way.";
    return said(
      `\`${written}\` belongs to AWS AppSync; API Gateway has no such function and prints nothing.${instead}`,
      [
        ...asInputJson(text.value, reference, step).map((edit) => ({
          title: `Write ${edit.newText}`,
          edits: [text.edit(edit.span, edit.newText)],
          preferred: true,
        })),
      ],
    );
  }
  const map = owner === "input" ? PARAMETERS.get(step.name.toLowerCase()) : undefined;
  if (map !== undefined) {
    const [arg] = step.kind === "method" ? step.args : [];
    const name = constantText(arg);
    const meant = name === undefined ? `params().${map}` : `params('${name}')`;
    const span = name === undefined ? spanOf(nameSpan.start, step.span.end) : nameSpan;
    return said(
      `API Gateway has no ${asCode(written)}, and prints nothing for it. Write ${asCode(`$input.${meant}`)}.`,
      [instead(`Write $input.${meant}`, span, name === undefined ? meant : "params")],
    );
  }
  const names = membersOf(owner).map(({ member }) => member);
  const near = nearest(step.name, names);
  const all =
    owner === "input" ? "`body`, `json`, `path` and `params`" : names.map((name) => `\`${name}\``).join(", ");
  return near === undefined
    ? said(
        `API Gateway has no ${asCode(written)}, and prints nothing for it. \`$${owner}\` has ${all}: write one of them.`,
      )
    : said(`API Gateway has no ${asCode(written)}, and prints nothing for it. Write \`$${owner}.${near}\`.`, [
        { title: `Write ${near}`, edits: [text.edit(nameSpan, near)], preferred: true },
      ]);
}

/** Other names for the maps of the request's parameters, in small letters. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["header", "header"],
  ["headers", "header"],
  ["pathparameters", "path"],
  ["query", "querystring"],
  ["queryparams", "querystring"],
  ["querystring", "querystring"],
  ["querystringparameters", "querystring"],
]);

/** `$util.toJson($input.path('$.a'))` is what `$input.json('$.a')` says. */
function asInputJson(
  value: string,
  reference: Reference,
  step: Exclude<Step, { readonly kind: "index" }>,
): readonly { readonly span: Span; readonly newText: string }[] {
  const [arg] = step.kind === "method" ? step.args : [];
  const inner =
    arg?.kind === "reference" && arg.root === "input" && arg.steps.length === 1 ? arg.steps[0] : undefined;
  if (
    step.name !== "toJson" ||
    reference.steps.length !== 1 ||
    inner?.kind !== "method" ||
    inner.name !== "path" ||
    inner.args.length !== 1
  ) {
    return [];
  }
  const [path] = inner.args;
  return path === undefined
    ? []
    : [
        {
          span: reference.span,
          newText: `$input.json(${value.slice(path.span.start, path.span.end).trim()})`,
        },
      ];
}

function nameOf(step: Exclude<Step, { readonly kind: "index" }>): Span {
  return step.kind === "method" ? step.nameSpan : spanOf(step.span.end - step.name.length, step.span.end);
}
