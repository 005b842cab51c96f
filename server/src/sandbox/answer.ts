// What the local endpoint answers: the service's statuses, error types and texts.
// Invariant: an answer that no recorded fact supports says so in `unproven`, which becomes a header.

export interface Answer {
  readonly status: number;
  /** Absent: an answer without a body. */
  readonly body?: unknown;
  readonly error?: ErrorType;
  /** What about this answer nobody has recorded of the service, in a few words. */
  readonly unproven?: string;
  readonly retryAfterSeconds?: number;
}

export type ErrorType =
  | "AccessDeniedException"
  | "BadRequestException"
  | "ConflictException"
  | "ExpiredTokenException"
  | "InternalFailure"
  | "InvalidSignatureException"
  | "LimitExceededException"
  | "MissingAuthenticationTokenException"
  | "NotFoundException"
  | "NotImplemented"
  | "SerializationException"
  | "TooManyRequestsException"
  | "UnsupportedMediaTypeException"
  | "ValidationException";

/** What an answer says of itself that the service would never give. */
export const OWN_ANSWER = "this answer, which is API Gateway Local's own";

/** Ends an operation with a refusal. Nothing was changed before it is thrown. */
export class Refusal {
  readonly answer: Answer;

  constructor(answer: Answer) {
    this.answer = answer;
  }
}

export const ok = (body: unknown, unproven?: string): Answer => answered(200, body, unproven);
export const created = (body: unknown, unproven?: string): Answer => answered(201, body, unproven);
export const NO_CONTENT: Answer = { status: 204 };

function answered(status: number, body: unknown, unproven: string | undefined): Answer {
  return { status, body, ...(unproven === undefined ? {} : { unproven }) };
}

export function badRequest(message: string, unproven?: string): Refusal {
  return refusalOf(400, "BadRequestException", message, unproven);
}

export function notFound(message: string, unproven?: string): Refusal {
  return refusalOf(404, "NotFoundException", message, unproven);
}

export function conflict(message: string, unproven?: string): Refusal {
  return refusalOf(409, "ConflictException", message, unproven);
}

export function serialization(message: string | undefined, unproven?: string): Refusal {
  return refusalOf(400, "SerializationException", message, unproven);
}

/** One or several violations, joined as the service joins them. */
export function validation(violations: readonly string[], unproven?: string): Refusal {
  const count = violations.length;
  const text = `${count} validation error${count === 1 ? "" : "s"} detected: ${violations.join("; ")}`;
  return refusalOf(400, "ValidationException", text, unproven);
}

function refusalOf(
  status: number,
  error: ErrorType,
  message: string | undefined,
  unproven: string | undefined,
): Refusal {
  return new Refusal({
    status,
    error,
    body: message === undefined ? {} : { message },
    ...(unproven === undefined ? {} : { unproven }),
  });
}
