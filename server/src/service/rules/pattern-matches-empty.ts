// `.*`: matches the empty text too, which is what a Lambda function's success is tried as.
import { branchesOf, matchRegex, partsOf, type RegexNode } from "../islands/regex";
import { stringMember } from "../model/integrationResponse";
import { contentSpan } from "../syntax/node";
import { spanOf } from "../text/span";
import { asCode } from "./asCode";
import { starOf } from "./pattern-glob";
import { defineRule } from "./rule";

export default defineRule({
  id: "pattern-matches-empty",
  title: "Pattern that also matches a success",
  subject: "island",
  severity: "information",
  evidence: "observed",
  explanation:
    "For a Lambda function the pattern is tried against the `errorMessage` of the error that it returned. Where it " +
    "returned none, that is the empty text: a pattern such as `.*`, which also matches nothing at all, then answers the " +
    "successes as well. `.+` wants at least one character. For other backends, whose status is tried, it makes no " +
    "difference; nor where the response is meant for successes too, which an empty pattern says more plainly.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html",
  examples: {
    faulty: [
      {
        code: `{ "statusCode": "500", "selectionPattern": "⟦(?s).*⟧" }`,
        fixed: `{ "statusCode": "500", "selectionPattern": "(?s).+" }`,
        message: "Write `(?s).+`",
      },
      {
        code: `{ "statusCode": "500", "selectionPattern": "⟦.*⟧" }`,
        fixed: `{ "statusCode": "500", "selectionPattern": "(?s).+" }`,
      },
      {
        code: String.raw`{ "statusCode": "500", "selectionPattern": "⟦[\\s\\S]*⟧" }`,
        fixed: `{ "statusCode": "500", "selectionPattern": "(?s).+" }`,
      },
      {
        code: `{ "statusCode": "404", "selectionPattern": "⟦Error|⟧" }`,
        message: "matches the empty text",
      },
      {
        code: '{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "500": { "statusCode": "500", "selectionPattern": "⟦(?s).*⟧" } } }',
        fixed:
          '{ "type": "AWS", "uri": "arn:aws:apigateway:eu-west-1:lambda:path/f", "integrationResponses": { "200": {}, "500": { "statusCode": "500", "selectionPattern": "(?s).+" } } }',
        message: "as: this response answers successes as well",
      },
    ],
    fine: [
      `{ "selectionPattern": "(?s).+" }`,
      `{ "selectionPattern": "^$" }`,
      `{ "statusCode": "200", "selectionPattern": ".*" }`,
      '{ "type": "HTTP", "uri": "https://example.com", "integrationResponses": { "200": {}, "500": { "statusCode": "500", "selectionPattern": ".*" } } }',
    ],
  },
  *check(island) {
    if (island.kind !== "pattern" || island.pattern.node.text.value === "") {
      return;
    }
    const { backend } = island;
    if (backend !== undefined && backend !== "lambda") {
      return;
    }
    const { node, regex, program } = island.pattern;
    const { text } = node;
    // Looked at last: a rule that looks around its pattern is asked again at every keystroke in the response.
    const isForSuccess = () => /^[123]/.test(stringMember(island.response, "statusCode")?.value ?? "");
    if (
      regex().problems.length > 0 ||
      takesNothing(regex().root) ||
      branchesOf(regex().root).some((branch) => starOf(branch) !== undefined) ||
      matchRegex(program(), "").matched !== true ||
      isForSuccess()
    ) {
      return;
    }
    const isAny = ANY_TEXT.test(text.value);
    yield {
      span: contentSpan(node),
      message:
        "This pattern matches the empty text too, which is what the success of a Lambda function counts as: " +
        `${backend === "lambda" ? "" : "with a Lambda function "}this response answers successes as well.${isAny ? ` Write ${asCode("(?s).+")} for errors only.` : " Make sure that it takes at least one character."}`,
      fixes: () =>
        isAny
          ? [
              {
                title: "Write (?s).+",
                edits: [text.edit(spanOf(0, text.value.length), "(?s).+")],
                preferred: false,
              },
            ]
          : [],
    };
  },
});

/** The ways in which people write "anything": `.*`, `[\s\S]*`, `(\n|.)*`. */
const ANY_TEXT = /^(?:\(\?s\))?\^?(?:\.|\[\\s\\S\]|\((?:\?:)?(?:\.|\\n|\\r)(?:\|(?:\.|\\n|\\r))+\))\*\$?$/;

/** `^$` and the like are meant for successes, and for them alone. */
function takesNothing(root: RegexNode): boolean {
  return branchesOf(root)
    .flatMap(partsOf)
    .every(({ kind }) => kind === "assertion" || kind === "flags");
}
