// What a request template prints, and the status that it names where the integration is a MOCK.
// Invariant: total and bounded; what the template wrote to the overrides goes on to the response.
import { type ParsedTemplate, parseVtlText, type RenderLimits, renderForGateway } from "../islands/vtl";
import { TooLarge } from "../islands/vtl/java/cost";
import { readJson } from "../islands/vtl/java/json";
import { JavaNumber } from "../islands/vtl/java/number";
import { JavaMap, jsonText } from "../islands/vtl/java/value";
import type { Span } from "../text/span";
import type { SampleRequest } from "./samples";
import { contextOf } from "./surroundings";

export interface RequestRendering {
  /** Absent where the template failed or was stopped. */
  readonly output: string | undefined;
  /** The `statusCode` in what it printed: any integer. */
  readonly mockStatus: string | undefined;
  /** `$context` as the template left it, as JSON. */
  readonly context: string;
  /** What stands in `$context.responseOverride` then: `status`, `header.X`. */
  readonly overrides: readonly string[];
  /** Why there is no output: the template fails, or it takes more than is run here. */
  readonly fault?: RequestFault;
}

export interface RequestFault {
  readonly kind: "failed" | "stopped";
  readonly message: string;
  readonly span: Span | undefined;
}

export interface RenderRequestOptions {
  /** The template as it was read before. */
  readonly parsed?: ParsedTemplate;
  readonly limits?: Partial<RenderLimits>;
}

/** @param template Without one, the body is passed through. */
export function renderRequest(
  template: string | undefined,
  body: string,
  request: SampleRequest,
  { parsed, limits }: RenderRequestOptions = {},
): RequestRendering {
  if (!template) {
    return { output: body, mockStatus: statusIn(body), context: request.context, overrides: [] };
  }
  const { path, querystring, header, stageVariables } = request;
  const surroundings = {
    body,
    parameters: { path, querystring, header },
    context: contextOf(request.context),
    stageVariables,
  };
  try {
    const { outcome, context, overrides } = renderForGateway(
      parsed ?? parseVtlText(template),
      template,
      surroundings,
      limits,
    );
    const output = outcome.kind === "rendered" ? outcome.output : undefined;
    return {
      output,
      mockStatus: statusIn(output ?? ""),
      context: jsonText(context),
      overrides: [
        ...(overrides.status === null ? [] : ["status"]),
        ...overrides.headers.map(([name]) => `header.${name}`),
      ],
      ...(outcome.kind === "rendered" ? {} : { fault: outcome }),
    };
  } catch (thrown) {
    if (thrown instanceof TooLarge) {
      const fault = { kind: "stopped", message: TOO_LARGE, span: undefined } as const;
      const nothing = { output: undefined, mockStatus: undefined, overrides: [] };
      return { ...nothing, context: request.context, fault };
    }
    throw thrown;
  }
}

const TOO_LARGE = "Stopped at a value of the overrides that is too large to print.";

/** Read as leniently as json-smart does: without quotes, with single ones, with a comma too many. */
function statusIn(output: string): string | undefined {
  const answer = readJson(output)?.value;
  const status = answer instanceof JavaMap ? answer.get("statusCode") : undefined;
  return status instanceof JavaNumber && status.isIntegral ? String(status.whole) : undefined;
}
