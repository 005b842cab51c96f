// The surface of the regex island: read a pattern, make its steps, match an input.
export { compileRegex } from "./compile";
export { MATCH_BUDGET, type MatchResult, type MatchUndecided, matchRegex } from "./match";
export { parseRegex } from "./parse";
export type { Program } from "./program";
export type * from "./regex";
