// What `contentHandling` makes of the backend's body: text, bytes, or nothing where text is no base64.
// The table is the documented one, with recorded answers for the rows that the documentation leaves vague.

import { utf8 } from "../islands/vtl/java/textBytes";
import { JavaThrow } from "../islands/vtl/java/value";
import { base64Decode, base64Encode, fromUtf8 } from "../islands/vtl/utilObject";
import type { Payload } from "./samples";

export interface Conversion {
  readonly contentHandling: string | undefined;
  /** The payload's type is one of the API's `binaryMediaTypes`. */
  readonly isBinary: boolean;
  /** The first type that the client accepts is one of them. */
  readonly wantsBinary: boolean;
}

export type Body =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: readonly number[] };

export type Converted = { readonly body: Body | undefined; readonly how: ConversionKind };

export type ConversionKind = "text" | "encoded" | "decoded" | "unchanged";

export function conversionOf({ contentHandling, isBinary, wantsBinary }: Conversion): ConversionKind {
  if (contentHandling === "CONVERT_TO_TEXT") {
    return isBinary ? "encoded" : "text";
  }
  if (contentHandling === "CONVERT_TO_BINARY") {
    return isBinary ? "unchanged" : "decoded";
  }
  if (isBinary) {
    return wantsBinary ? "unchanged" : "encoded";
  }
  return wantsBinary ? "decoded" : "text";
}

export function convertBody(payload: Payload, conversion: Conversion): Converted {
  const how = conversionOf(conversion);
  switch (how) {
    case "text":
      return { how, body: { kind: "text", text: textOfPayload(payload) } };
    case "encoded":
      return { how, body: { kind: "text", text: base64Of(payload) } };
    case "unchanged":
      return { how, body: { kind: "bytes", bytes: bytesOf(payload) } };
    case "decoded": {
      const bytes = decoded(textOfPayload(payload).trim());
      return { how, body: bytes && { kind: "bytes", bytes } };
    }
  }
}

/** Bytes that are no UTF-8 become U+FFFD, as in recorded answers. */
export function textOfPayload(payload: Payload): string {
  return payload.kind === "text" ? payload.text : fromUtf8(decoded(payload.base64) ?? []);
}

export function base64OfBytes(bytes: readonly number[]): string {
  return base64Encode(bytes);
}

function base64Of(payload: Payload): string {
  return payload.kind === "base64" ? payload.base64 : base64Encode(utf8(payload.text));
}

function bytesOf(payload: Payload): readonly number[] {
  return payload.kind === "base64" ? (decoded(payload.base64) ?? []) : utf8(payload.text);
}

function decoded(text: string): readonly number[] | undefined {
  try {
    return base64Decode(text);
  } catch (thrown) {
    if (thrown instanceof JavaThrow) {
      return undefined;
    }
    throw thrown;
  }
}
