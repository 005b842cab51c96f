// Patterns that people choose a response with, for completion and hovers.
import type { Entry } from "./entry";
import { defineVocabulary } from "./entry";

const REFERENCE = "https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html";
const LAMBDA_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html";

export interface SelectionPatternEntry extends Entry {
  /** What the pattern is tried against: the status of the backend, or a Lambda function's `errorMessage`. */
  readonly against: "status" | "errorMessage";
}

const AGAINST_STATUS =
  "Tried against the three digits of an HTTP, AWS or MOCK backend's status; its body is never looked at.";
const AGAINST_MESSAGE =
  "Tried against the `errorMessage` of a Lambda function's error. By AWS's examples the whole message has to match; " +
  "`(?s)` lets `.` match newlines, which multi-line messages need.";

function status<const N extends string>(name: N, summary: string) {
  const entry = {
    against: "status",
    detail: AGAINST_STATUS,
    evidence: "documented",
    source: REFERENCE,
  } as const;
  return { name, summary, ...entry } satisfies SelectionPatternEntry;
}

function message<const N extends string>(name: N, summary: string) {
  const entry = {
    against: "errorMessage",
    detail: AGAINST_MESSAGE,
    evidence: "documented",
    source: LAMBDA_PAGE,
  } as const;
  return { name, summary, ...entry } satisfies SelectionPatternEntry;
}

const PATTERNS = [
  status("2\\d{2}", "Every success status of an HTTP or AWS service backend."),
  status("4\\d{2}", "Every client error status of an HTTP or AWS service backend."),
  status("5\\d{2}", "Every server error status of an HTTP or AWS service backend."),
  status("[45]\\d{2}", "Every error status of an HTTP or AWS service backend."),
  status("404", "One status of an HTTP or AWS service backend."),
  message("(?s).+", "Every error of a Lambda function, but no success."),
  message("(?s)\\[404\\].*", "Lambda errors whose message begins with a mark."),
  message("(?s).*Task timed out.*", "A Lambda function that ran out of time."),
] as const;

export const SELECTION_PATTERNS = defineVocabulary<SelectionPatternEntry>(PATTERNS);
