// The variables that a template finds without setting them: those of API Gateway, and Velocity's own of a loop.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const DATA_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html";
const VELOCITY_GUIDE = "https://velocity.apache.org/engine/1.7/user-guide.html";

export interface TemplateRootEntry extends Entry {
  /** As it is written after the `$`. */
  readonly root: string;
  /** Where it has a value. */
  readonly scope: "everywhere" | "loop";
}

const ROOTS = [
  {
    name: "$input",
    root: "input",
    scope: "everywhere",
    summary: "The backend's response body, and the parameters of the client's request.",
    detail:
      "`$input.json('$.path')` prints a part of the body as JSON, `$input.path('$.path')` gives it to the template as an " +
      "object, `$input.body` is the text, and `$input.params('name')` reads the request. Alone it prints nothing of use.",
    evidence: "documented",
    source: DATA_PAGE,
  },
  {
    name: "$util",
    root: "util",
    scope: "everywhere",
    summary: "Six functions that escape, parse and encode.",
    detail:
      "`$util.toJson`, `$util.error` and the like are those of AWS AppSync: API Gateway has none of them.",
    evidence: "documented",
    source: DATA_PAGE,
  },
  {
    name: "$context",
    root: "context",
    scope: "everywhere",
    summary: "What API Gateway knows of the call, and where a template overrides the response.",
    detail:
      "A name that the call has no value for prints nothing. `$context.responseOverride.status` and " +
      "`$context.responseOverride.header.{name}` are there to be set.",
    evidence: "documented",
    source: DATA_PAGE,
  },
  {
    name: "$stageVariables",
    root: "stageVariables",
    scope: "everywhere",
    summary: "The variables of the stage that answers.",
    detail:
      "`$stageVariables.name`, or `$stageVariables['name']` for a name that Velocity cannot read after a dot. " +
      "A stage has up to 100 of them.",
    evidence: "documented",
    source: DATA_PAGE,
  },
  {
    name: "$foreach",
    root: "foreach",
    scope: "loop",
    summary: "Where the innermost loop stands: `$foreach.index`, `$foreach.count`, `$foreach.hasNext`.",
    detail: "It has a value inside the body of a `#foreach` only.",
    evidence: "documented",
    source: DATA_PAGE,
  },
  {
    name: "$velocityCount",
    root: "velocityCount",
    scope: "loop",
    summary: "The number of the loop's round, from 1. `$foreach.count` says the same.",
    detail: "Velocity 2 no longer has it: `$foreach.count` is the safer word.",
    evidence: "documented",
    source: VELOCITY_GUIDE,
  },
  {
    name: "$velocityHasNext",
    root: "velocityHasNext",
    scope: "loop",
    summary: "Whether another round follows. `$foreach.hasNext` says the same.",
    detail: "Velocity 2 no longer has it: `$foreach.hasNext` is the safer word.",
    evidence: "documented",
    source: VELOCITY_GUIDE,
  },
] as const satisfies readonly TemplateRootEntry[];

/** By the name with its `$`. */
export const TEMPLATE_ROOTS = defineVocabulary<TemplateRootEntry>(ROOTS);
