// Reads a key of `responseParameters`. Total: what is no legal key says why.
import type { DecodedText } from "../../text/decodedText";
import { spanOf } from "../../text/span";
import { HEADER_TARGET_PREFIX } from "../../vocabulary/grammar";
import type { InvalidKeyReason, MappingKey } from "./mapping";
import { looksLike } from "./resemblance";

export const KEY_PREFIX = HEADER_TARGET_PREFIX;

const BARE_NAME = /^[A-Za-z0-9!#$%&'*+\-^_`|~]+$/;
/** Targets and sources that exist, but not as the key of an integration response's mapping. */
const OTHER_TARGET =
  /^(?:method\.(?:request|response)|integration\.(?:request|response)|gatewayresponse|context|stageVariables)\b/;
/** The header name in a target that is not ours: `gatewayresponse.header.X`, `integration.response.header.X`, … */
const HEADER_ELSEWHERE = /^[A-Za-z.]*?\b(?:multivalue)?headers?\.(.+)$/i;

export function parseMappingKey(text: DecodedText): MappingKey {
  const { value } = text;
  const invalid = (reason: InvalidKeyReason, suggestion?: string, end = value.length): MappingKey => ({
    kind: "invalid",
    reason,
    span: spanOf(0, end),
    suggestion,
  });
  if (value.startsWith(KEY_PREFIX)) {
    if (value.length > KEY_PREFIX.length) {
      const nameSpan = spanOf(KEY_PREFIX.length, value.length);
      return { kind: "header", name: value.slice(KEY_PREFIX.length), nameSpan };
    }
    return invalid("noName");
  }
  if (text.hasHoles) {
    return invalid("unknown");
  }
  if (value === "") {
    return invalid("empty");
  }
  const segments = value.split(".");
  const prefix = segments.slice(0, 3).join(".");
  const name = segments.slice(3).join(".");
  if (segments.length >= 3 && looksLike(segments.slice(0, 3), ["method", "response", "header"])) {
    return name === ""
      ? invalid("noName", KEY_PREFIX)
      : invalid("misspelled", KEY_PREFIX + name, prefix.length);
  }
  const elsewhere = HEADER_ELSEWHERE.exec(value)?.[1];
  if (OTHER_TARGET.test(value)) {
    return invalid("otherTarget", elsewhere === undefined ? undefined : KEY_PREFIX + elsewhere);
  }
  if (elsewhere !== undefined) {
    return invalid("misspelled", KEY_PREFIX + elsewhere);
  }
  return BARE_NAME.test(value) ? invalid("bareName", KEY_PREFIX + value) : invalid("otherTarget");
}
