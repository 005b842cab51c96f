// A static value stands in one pair of single quotes, inside the string's own double quotes.
import type { InvalidSource } from "../islands/mapping/mapping";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "static-quotes",
  title: "Static value without its single quotes",
  subject: "island",
  severity: "error",
  evidence: "observed",
  explanation:
    "Text that goes into a header as it stands is written in single quotes, inside the double quotes of JSON: `\"'*'\"`. " +
    "Without them, with double quotes instead, or with the quote closed too early, API Gateway answers 400 with " +
    "`Invalid mapping expression specified: …` and the value as it was given.\n\n" +
    "The first and the last quote delimit the value. Quotes between them need no escape: `'default-src 'self''` is in use. " +
    "So a list in which every part has quotes of its own is probably taken, quotes and all, " +
    "and the client sees `a','b`; write one pair round the whole list.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "⟦*⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "Write `'*'`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "⟦\\"*\\"⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "single quotes, not double",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Cache-Control": "⟦'no-store⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Cache-Control": "'no-store'" } }`,
        message: "both ends",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Headers": "⟦'Content-Type',Authorization⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Headers": "'Content-Type,Authorization'" } }`,
        message: "both ends",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Methods": "⟦'GET','POST'⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Methods": "'GET,POST'" } }`,
        message: "may see",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Content-Security-Policy": "'default-src 'self''" } }`,
      `{ "responseParameters": { "method.response.header.X-Challenge": "'Basic realm=\\"API\\"'" } }`,
      `{ "responseParameters": { "method.response.header.X-Empty": "''" } }`,
    ],
  },
  *check(island) {
    const source = island.kind === "mapping" ? island.mapping.source : undefined;
    if (source === undefined) {
      return;
    }
    const { node, value: found } = source;
    const { value } = node.text;
    const isList = found.kind === "static" && !node.text.hasHoles && /'\s*,\s*'/.test(found.value);
    if (!isList && !(found.kind === "invalid" && isAboutQuotes(found))) {
      return;
    }
    const meant = isList
      ? `'${found.value.replaceAll(/'(\s*,\s*)'/g, "$1")}'`
      : found.kind === "invalid"
        ? found.suggestion
        : undefined;
    yield {
      span: contentSpan(node),
      message: found.kind === "invalid" ? whatIsWrong(found, value) : listMessage(found, meant ?? ""),
      fixes: () =>
        meant === undefined
          ? []
          : [
              {
                title: `Write ${meant}`,
                edits: [node.text.edit(spanOf(0, value.length), meant)],
                preferred: !isList,
              },
            ],
      ...(isList ? ({ severity: "information", evidence: "uncertain" } as const) : {}),
    };
  },
});

function isAboutQuotes({ reason }: InvalidSource): boolean {
  return reason === "unquoted" || reason === "doubleQuoted" || reason === "openQuote";
}

function whatIsWrong({ reason, suggestion }: InvalidSource, value: string): string {
  const refused = "API Gateway answers 400 `Invalid mapping expression specified`";
  const write = `Write ${asCode(suggestion ?? `'${value}'`)}.`;
  switch (reason) {
    case "doubleQuoted":
      return `A static value stands in single quotes, not double: ${refused}. ${write}`;
    case "openQuote":
      return `A static value has a single quote at both ends, and nothing outside them: ${refused}. ${write}`;
    default:
      return `A static value stands in single quotes: ${refused} to ${asCode(value)}. ${write}`;
  }
}

function listMessage({ value }: { readonly value: string }, meant: string): string {
  return `Only the first and the last quote delimit a static value, so the client may see ${asCode(value)}. Write ${asCode(meant)} if the quotes between are not meant.`;
}
