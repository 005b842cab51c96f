// `$input.params.id`, `$input.params().headers`: ways to the request's parameters that lead nowhere.

import { constantText, type Reference, type Step } from "../islands/vtl";
import { nearest } from "../text/nearest";
import { type Span, spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";
import { type StudiedTemplate, studiedTemplate } from "./studiedTemplate";

export default defineRule({
  id: "template-params",
  title: "Parameter that cannot be found",
  subject: "island",
  severity: "warning",
  evidence: "documented",
  explanation:
    "`$input.params('name')` looks for a parameter of the client's request in the path, the query string and the headers. " +
    "`$input.params()` is a map of the maps `path`, `querystring` and `header`. Anything else has no value and prints nothing.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
  examples: {
    faulty: [
      {
        code: `{ "responseTemplates": { "text/plain": "$input.⟦params.id⟧" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params('id')" } }`,
        message: "Write `$input.params('id')`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.params().⟦headers⟧.Accept" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params().header.Accept" } }`,
        message: "`header`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.params('⟦querystring.page⟧')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params().querystring.get('page')" } }`,
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.params()[⟦'id'⟧]" } }`,
        message: "`$input.params('id')`",
      },
      {
        code: `{ "responseTemplates": { "text/plain": "$input.params().get(⟦'headers'⟧).get('Accept')" } }`,
        fixed: `{ "responseTemplates": { "text/plain": "$input.params().get('header').get('Accept')" } }`,
        message: "`header`",
      },
    ],
    fine: [
      `{ "responseTemplates": { "text/plain": "$input.params('id')$input.params().path.id$input.params().get('header').get('Accept')$input.params().keySet()" } }`,
      `{ "responseTemplates": { "text/plain": "$input.params('X-Request-Id')$input.params().get($!which).get('id')$input.params()['path']['id']" } }`,
    ],
  },
  *check(island) {
    const studied = studiedTemplate(island);
    for (const { reference } of studied?.study.references ?? []) {
      const problem = studied && reference.root === "input" ? problemOf(studied, reference) : undefined;
      if (problem !== undefined) {
        yield problem;
      }
    }
  },
});

const MAPS = ["path", "querystring", "header"];
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["headers", "header"],
  ["paths", "path"],
  ["query", "querystring"],
  ["queryString", "querystring"],
  ["queryStringParameters", "querystring"],
  ["querystrings", "querystring"],
]);

function problemOf({ text }: StudiedTemplate, { steps }: Reference): Problem | undefined {
  const [params, next] = steps;
  if (params === undefined || params.kind === "index" || params.name !== "params") {
    return undefined;
  }
  if (params.kind === "property") {
    const name = next?.kind === "property" && !MAPS.includes(next.name) ? next.name : undefined;
    const span = spanOf(
      params.span.start,
      name === undefined ? params.span.end : (next?.span.end ?? params.span.end),
    );
    const meant = name === undefined ? "params()" : `params('${name}')`;
    return {
      span: text.toSourceSpan(span),
      message: `\`params\` is a function, and without parentheses it prints nothing. Write \`$input.${meant}\`.`,
      fixes: () => [{ title: `Write $input.${meant}`, edits: [text.edit(span, meant)], preferred: true }],
    };
  }
  const path = constantText(params.args[0]);
  const dotted = path === undefined ? null : /^(path|querystring|header)\.([\w-]+)$/.exec(path);
  const arg = params.args[0];
  if (dotted !== null && arg?.kind === "string") {
    const [, map = "", name = ""] = dotted;
    const meant = `params().${map}.get('${name}')`;
    return {
      span: text.toSourceSpan(spanOf(arg.span.start + 1, arg.span.end - 1)),
      message: `\`$input.params\` looks for a parameter that is called ${asCode(dotted[0])}, dot included. Write \`$input.${meant}\`.`,
      fixes: () => [
        {
          title: `Write $input.${meant}`,
          edits: [text.edit(spanOf(params.span.start, params.span.end), meant)],
          preferred: true,
        },
      ],
    };
  }
  const member = params.args.length > 0 ? undefined : memberOf(next);
  if (member === undefined || MAPS.includes(member.name) || member.name === "class") {
    return undefined;
  }
  const near = OTHER_NAMES.get(member.name) ?? nearest(member.name, MAPS, 2);
  return {
    span: text.toSourceSpan(member.span),
    message:
      `\`$input.params()\` has \`path\`, \`querystring\` and \`header\`, and no ${asCode(member.name)}: it prints nothing. ` +
      (near === undefined
        ? `Write \`$input.params('${member.name.replaceAll("`", "")}')\` to look in all three.`
        : `Write \`${near}\`.`),
    fixes: () =>
      near === undefined
        ? []
        : [{ title: `Write ${near}`, edits: [text.edit(member.nameSpan, near)], preferred: true }],
  };
}

interface MapMember {
  readonly name: string;
  /** What is marked, and what is replaced. */
  readonly span: Span;
  readonly nameSpan: Span;
}

/** What is taken of the map of maps, where its name is written there: `.id`, `['id']`, `.get('id')`. */
function memberOf(step: Step | undefined): MapMember | undefined {
  if (step?.kind === "property") {
    return { name: step.name, span: step.span, nameSpan: step.span };
  }
  const key =
    step?.kind === "index"
      ? step.index
      : step?.name === "get" && step.args.length === 1
        ? step.args[0]
        : undefined;
  const name = constantText(key);
  if (key?.kind !== "string" || name === undefined) {
    return undefined;
  }
  return { name, span: key.span, nameSpan: spanOf(key.span.start + 1, key.span.end - 1) };
}
