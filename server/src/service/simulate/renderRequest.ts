// What a request template prints, and the status that it names where the integration is a MOCK.
// Invariant: total and bounded; what the template wrote to the overrides goes on to the response.
import { parseVtlText, renderForGateway } from "../islands/vtl";
import { readJson } from "../islands/vtl/java/json";
import { JavaNumber } from "../islands/vtl/java/number";
import { JavaMap, jsonText, TooLarge } from "../islands/vtl/java/value";
import type { SampleRequest } from "./samples";
import { contextOf } from "./surroundings";

export interface RequestRendering {
  /** Absent where the template failed or was stopped. */
  readonly output: string | undefined;
  /** The `statusCode` in what it printed: any integer. */
  readonly mockStatus: string | undefined;
  /** `$context` as the template left it, as JSON. */
  readonly context: string;
}

/** @param template Without one, the body is passed through. */
export function renderRequest(
  template: string | undefined,
  body: string,
  request: SampleRequest,
): RequestRendering {
  if (!template) {
    return { output: body, mockStatus: statusIn(body), context: request.context };
  }
  const { path, querystring, header, stageVariables } = request;
  try {
    const { outcome, context } = renderForGateway(parseVtlText(template), template, {
      body,
      parameters: { path, querystring, header },
      context: contextOf(request.context),
      stageVariables,
    });
    const output = outcome.kind === "rendered" ? outcome.output : undefined;
    return { output, mockStatus: statusIn(output ?? ""), context: jsonText(context) };
  } catch (thrown) {
    if (thrown instanceof TooLarge) {
      return { output: undefined, mockStatus: undefined, context: request.context };
    }
    throw thrown;
  }
}

/** Read as leniently as json-smart does: without quotes, with single ones, with a comma too many. */
function statusIn(output: string): string | undefined {
  const answer = readJson(output)?.value;
  const status = answer instanceof JavaMap ? answer.get("statusCode") : undefined;
  return status instanceof JavaNumber && status.isIntegral ? String(status.whole) : undefined;
}
