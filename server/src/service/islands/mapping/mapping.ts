// The little language of `responseParameters`: a header of the client's response and where its value comes from.
// Spans are offsets in the decoded value; the string node's `DecodedText` leads back to the source.
import type { Span } from "../../text/span";
import type { JsonPath } from "../jsonpath/jsonPath";

/** `method.response.header.{name}`, or what was written instead. */
export type MappingKey = HeaderKey | InvalidKey;

export interface HeaderKey {
  readonly kind: "header";
  readonly name: string;
  readonly nameSpan: Span;
}

export type InvalidKeyReason =
  /** The value has a hole, so nothing is known. */
  | "unknown"
  | "empty"
  /** `method.response.header.` and nothing after it. */
  | "noName"
  /** `method.response.headers.X`, or another misspelling of the prefix. */
  | "misspelled"
  /** A target that exists elsewhere (`method.response.body`, `gatewayresponse.header.X`, …) or is a source. */
  | "otherTarget"
  /** A bare header name, without the prefix. */
  | "bareName";

export interface InvalidKey {
  readonly kind: "invalid";
  readonly reason: InvalidKeyReason;
  /** What is at fault. */
  readonly span: Span;
  /** What was meant, where that can be told. */
  readonly suggestion: string | undefined;
}

/** The seven legal forms of a source, and what is none of them. */
export type MappingSource =
  | { readonly kind: "static"; readonly value: string; readonly valueSpan: Span }
  | { readonly kind: "integrationHeader"; readonly name: string; readonly nameSpan: Span }
  | { readonly kind: "integrationMultivalueHeader"; readonly name: string; readonly nameSpan: Span }
  | { readonly kind: "integrationBody" }
  | {
      readonly kind: "integrationBodyPath";
      readonly path: string;
      readonly pathSpan: Span;
      /** The steps of the path. Their spans count in the value, as `pathSpan` does. */
      readonly jsonPath: JsonPath;
    }
  | { readonly kind: "stageVariable"; readonly name: string; readonly nameSpan: Span }
  | { readonly kind: "context"; readonly name: string; readonly nameSpan: Span }
  | InvalidSource;

export type InvalidSourceReason =
  | "unknown"
  | "empty"
  /** `$context.…`, `$input.…`, `$.x`: the dollar belongs to templates. */
  | "dollarPrefix"
  /** `integration.response.headers.X`. */
  | "headersPlural"
  /** `method.request.…`: legal for integration requests and gateway responses only. */
  | "methodRequest"
  /** Begins with an expression's prefix but has no name or path after it. */
  | "noName"
  /** Looks like a misspelled expression. */
  | "misspelled"
  /** Text in double quotes. */
  | "doubleQuoted"
  /** Only one of the two single quotes. */
  | "openQuote"
  /** Text without quotes. */
  | "unquoted";

export interface InvalidSource {
  readonly kind: "invalid";
  readonly reason: InvalidSourceReason;
  readonly span: Span;
  /** What was meant, written in full, where that can be told. */
  readonly suggestion: string | undefined;
}
