// A pattern that stands in no document.
import { DecodedText } from "../../text/decodedText";
import { spanOf } from "../../text/span";
import { compileRegex } from "./compile";
import { type MatchResult, matchRegex } from "./match";
import { parseRegex } from "./parse";
import type { Regex } from "./regex";

export function parseSource(pattern: string): Regex {
  const whole = spanOf(0, pattern.length);
  const piece = { kind: "literal", at: 0, length: pattern.length, source: whole } as const;
  return parseRegex(new DecodedText(pattern, [piece], 0, (value) => value));
}

export function matchSource(pattern: string, input: string, budget?: number): MatchResult {
  return matchRegex(compileRegex(parseSource(pattern)), input, budget);
}
