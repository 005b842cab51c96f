// An expression inside single quotes is text: the header holds the expression itself.
import { meantByStatic } from "../islands/mapping/parseSource";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { defineRule } from "./rule";

export default defineRule({
  id: "quoted-expression",
  title: "Expression in single quotes",
  subject: "island",
  severity: "information",
  evidence: "documented",
  explanation:
    "Single quotes make a static value, and nothing is substituted between them. With " +
    "`'integration.response.header.ETag'` every client receives these very words. " +
    "Without the quotes API Gateway takes the value from the backend's response.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "⟦'integration.response.header.ETag'⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "Write `integration.response.header.ETag`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X-Id": "⟦'$context.requestId'⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.X-Id": "context.requestId" } }`,
        message: "these very words",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.X-Doc": "'see context.requestId'" } }`,
      `{ "responseParameters": { "method.response.header.X-Currency": "'$'" } }`,
    ],
  },
  *check(island) {
    const source = island.kind === "mapping" ? island.mapping.source : undefined;
    if (source?.value.kind !== "static" || source.node.text.hasHoles) {
      return;
    }
    const { text } = source.node;
    const meant = meantByStatic(source.value.value);
    if (meant === undefined) {
      return;
    }
    const whole = spanOf(0, text.value.length);
    yield {
      span: text.toSourceSpan(whole),
      message: `In single quotes this is text: every client receives these very words. Write ${asCode(meant)} for the value it names.`,
      fixes: () => [{ title: `Write ${meant}`, edits: [text.edit(whole, meant)], preferred: true }],
    };
  },
});
