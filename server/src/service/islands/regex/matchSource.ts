// A pattern that stands in no document.
import { plainText } from "../../text/plainText";
import { compileRegex } from "./compile";
import { type MatchResult, matchRegex } from "./match";
import { parseRegex } from "./parse";
import type { Regex } from "./regex";

export function parseSource(pattern: string): Regex {
  return parseRegex(plainText(pattern));
}

export function matchSource(pattern: string, input: string, budget?: number): MatchResult {
  return matchRegex(compileRegex(parseSource(pattern)), input, budget);
}
