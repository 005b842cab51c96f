// The names of headers and stage variables inside a mapping: letters, digits and four marks.
import type { StringNode } from "../syntax/node";
import { type Span, spanOf } from "../text/span";
import { PARAMETER_NAME_TEXT } from "../vocabulary/grammar";
import { asCode } from "./asCode";
import { defineRule, type Problem } from "./rule";

export default defineRule({
  id: "parameter-name",
  title: "Character that a name may not have",
  subject: "island",
  severity: "error",
  evidence: "documented",
  explanation:
    `The name of a parameter matches \`${PARAMETER_NAME_TEXT}\`: letters and digits of ASCII, and \`.\`, \`_\`, \`$\`, \`-\`. ` +
    "HTTP itself allows more in the name of a header, such as `!` and `+`; API Gateway does not. " +
    "The documentation says so of all mappings. The 400 `Parameter name should match the following regular expression` " +
    "has been seen for requests; that responses are answered alike is likely, not proven. " +
    "Newer sightings of that message have a colon in the class as well, so a colon is let pass here.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html",
  examples: {
    faulty: [
      {
        code: `{ "responseParameters": { "method.response.header.⟦X Id⟧": "context.requestId" } }`,
        message: "` `",
      },
      {
        code: `{ "responseParameters": { "method.response.header.⟦Content–Type⟧": "'text/html'" } }`,
        fixed: `{ "responseParameters": { "method.response.header.Content-Type": "'text/html'" } }`,
        message: "Write `Content-Type`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.⟦ETag ⟧" } }`,
        fixed: `{ "responseParameters": { "method.response.header.ETag": "integration.response.header.ETag" } }`,
        message: "Write `ETag`",
      },
      {
        code: `{ "responseParameters": { "method.response.header.X": "stageVariables.⟦allowed/origin⟧" } }`,
        message: "`/`",
      },
    ],
    fine: [
      `{ "responseParameters": { "method.response.header.X-a_b.c$1": "integration.response.multivalueheader.x.y" } }`,
      `{ "responseParameters": { "method.response.header.X": "context.authorizer.claims.cognito:username" } }`,
      `{ "responseParameters": { "method.response.header.a:b": "integration.response.header.a:b" } }`,
    ],
  },
  *check(island) {
    if (island.kind !== "mapping") {
      return;
    }
    const { mapping } = island;
    const { key, property, source } = mapping;
    if (key.kind === "header") {
      yield* illegalName(property.key, key.nameSpan);
    }
    const named = source?.value;
    if (
      source !== undefined &&
      (named?.kind === "integrationHeader" ||
        named?.kind === "integrationMultivalueHeader" ||
        named?.kind === "stageVariable")
    ) {
      yield* illegalName(source.node, named.nameSpan);
    }
  },
});

function* illegalName({ text }: StringNode, span: Span): Generator<Problem> {
  const hasHole =
    text.hasHoles && text.pieces.some(({ kind, at }) => kind === "hole" && at >= span.start && at < span.end);
  const name = text.value.slice(span.start, span.end);
  if (hasHole || LEGAL_NAME.test(name)) {
    return;
  }
  const illegal = [...new Set(name.match(/[^a-zA-Z0-9:._$-]/gu) ?? [])].map(asCode).join(", ");
  const meant = withoutStrayEnds(name.replaceAll(DASHES, "-"));
  const isLegal = LEGAL_NAME.test(meant);
  const advice = isLegal ? `Write ${asCode(meant)}.` : "Write letters, digits and `.`, `_`, `$`, `-` only.";
  yield {
    span: text.toSourceSpan(span),
    message: `API Gateway documents that names match \`${PARAMETER_NAME_TEXT}\`, and this one has ${illegal}. ${advice}`,
    fixes: () =>
      isLegal
        ? [
            {
              title: `Write ${meant}`,
              edits: [text.edit(spanOf(span.start, span.end), meant)],
              preferred: true,
            },
          ]
        : [],
  };
}

/** The documented class, and the colon that the service's own message has of late. */
const LEGAL_NAME = /^[a-zA-Z0-9:._$-]+$/;

/** What editors and web pages make of a hyphen. */
const DASHES = /[\u2010-\u2015\u2212\u00ad]/g;

/** Without the white space, colons and quotes that came along at either end. */
function withoutStrayEnds(name: string): string {
  const isStray = (at: number) => /[\s:'"]/.test(name.charAt(at));
  let start = 0;
  while (start < name.length && isStray(start)) {
    start++;
  }
  let end = name.length;
  while (end > start && isStray(end - 1)) {
    end--;
  }
  return name.slice(start, end);
}
