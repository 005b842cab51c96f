// A method without a default response has no answer to what no pattern matches.
import { patternOf } from "../model/method";
import { defineRule } from "./rule";

/** Patterns that match whatever the backend answers. */
const CATCH_ALL = /^(?:\^?(?:\(\?s\))?\(?\.\*\)?\$?|\(\\n\|\.\)\*|\(\.\|\\n\)\*|\[\\s\\S\]\*)$/;

export default defineRule({
  id: "no-default",
  title: "No default response",
  subject: "method",
  severity: "information",
  evidence: "observed",
  explanation:
    "A backend's answer that no `selectionPattern` matches goes to the default response, the one without a pattern. " +
    "Where there is none the client gets a 500 `Internal server error`, and the log says " +
    "`No match for output mapping and no default output mapping configured`. " +
    "For a Lambda function a success is such an answer: patterns are matched against its error, which is empty then.\n\n" +
    "Leave the pattern of one response empty. The rule looks only where all responses of a method are in sight.",
  source:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html",
  examples: {
    faulty: [
      {
        code: '{ "⟦integrationResponses⟧": { "200": { "selectionPattern": "2\\\\d{2}" } } }',
        message: "500",
      },
      {
        code: `{
  "methodIntegration": {
    "⟦integrationResponses⟧": {
      "400": { "selectionPattern": "(?s)Bad.*" },
      "500": { "selectionPattern": "(?s)Failed.*" }
    }
  }
}`,
      },
    ],
    fine: [
      '{ "integrationResponses": { "400": { "selectionPattern": "4.." }, "500": { "selectionPattern": "" } } }',
      '{ "integrationResponses": { "200": {}, "404": { "selectionPattern": "404" } } }',
    ],
  },
  *check({ members, integration, isWhole, listSpan }) {
    const first = members[0];
    const patterns = members.map(({ response }) => patternOf(response));
    const isMissing = patterns.every(
      (pattern) => pattern !== undefined && pattern !== "" && !CATCH_ALL.test(pattern),
    );
    if (first !== undefined && isWhole && isMissing && integration?.backend !== "proxy") {
      yield {
        uri: first.uri,
        span: listSpan ?? first.nameSpan,
        message:
          "No response is the default, so a client gets a 500 for an answer that no pattern matches. Leave the `selectionPattern` of one response empty.",
      };
    }
  },
});
