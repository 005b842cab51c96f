// Quotes inside a static value that were probably not meant to reach the client.
import { spanOf } from "../text/span";
import { HEADER_VALUES } from "../vocabulary/headerValues";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "inner-quotes",
  title: "Quotes that clients will see",
  subject: "island",
  severity: "information",
  evidence: "uncertain",
  explanation:
    "The first and the last single quote delimit a static value; what stands between them is sent as it is. " +
    "No escape and no doubling of quotes is documented, so quotes that a shell or another notation wanted " +
    "reach the client: `''*''` may arrive as `'*'`, and `\\'self\\'` with its backslashes. " +
    "A policy such as `'default-src 'self''` needs the quotes of its keywords and the two of the static value.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "⟦''*''⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "Write `'*'`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "⟦'\\"*\\"'⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Access-Control-Allow-Origin": "'*'" } }`,
        message: "Write `'*'`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Content-Security-Policy": "⟦'default-src \\\\'self\\\\''⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Security-Policy": "'default-src 'self''" } }`,
        message: "backslash",
      },
      {
        code: `{ "responseParameters": { "method.response.header.Content-Security-Policy": "⟦'default-src 'self'⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Security-Policy": "'default-src 'self''" } }`,
        message: "closes the static value",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.Content-Security-Policy": "'default-src 'self''" } }`,
      `{ "responseParameters": { "method.response.header.X-Text": "'don't \\"panic\\"'", "method.response.header.ETag": "'\\"v1\\"'" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { key, source } = island.mapping;
    if (key.kind !== "header" || source?.value.kind !== "static" || source.node.text.hasHoles) {
      return;
    }
    const { text } = source.node;
    const told = whatIsWrong(source.value.value, key.name.toLowerCase());
    if (told === undefined) {
      return;
    }
    const meant = `'${told.meant}'`;
    const whole = spanOf(0, text.value.length);
    yield {
      span: text.toSourceSpan(whole),
      message: `${told.says} Write ${asCode(meant)}.`,
      fixes: () => [{ title: `Write ${meant}`, edits: [text.edit(whole, meant)], preferred: true }],
    };
  },
});

const POLICIES: ReadonlySet<string> = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
]);

function whatIsWrong(
  value: string,
  header: string,
): { readonly says: string; readonly meant: string } | undefined {
  const inner = value.slice(1, -1);
  const isWrapped = (quote: string) =>
    value.length > 2 && value.startsWith(quote) && value.endsWith(quote) && !inner.includes(quote);
  if (isWrapped("'")) {
    return { says: `Clients may see ${asCode(value)}, the inner quotes included.`, meant: inner };
  }
  if (HEADER_VALUES.has(header) && isWrapped('"')) {
    return { says: `Clients may see ${asCode(value)}, the double quotes included.`, meant: inner };
  }
  if (value.includes("\\'")) {
    return {
      says: "No escape is documented for quotes in a static value, so clients may see the backslash.",
      meant: value.replaceAll("\\'", "'"),
    };
  }
  if (POLICIES.has(header) && /(?:^|[\s;])'[\w+/=-]+$/.test(value)) {
    return {
      says: "The last quote closes the static value, so the keyword before it may lose its own.",
      meant: `${value}'`,
    };
  }
  return undefined;
}
