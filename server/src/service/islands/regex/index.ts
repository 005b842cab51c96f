// The surface of the regex island: read a pattern, make its steps, match an input.

export { testOf } from "./characterSet";
export { compileRegex } from "./compile";
export { describeFlags, describeNode, describeRegex } from "./describe";
export { type FindResult, RegexSearch } from "./find";
export { childrenOf, foldRegex } from "./fold";
export { MATCH_BUDGET, type MatchResult, type MatchUndecided, matchRegex } from "./match";
export { parseRegex } from "./parse";
export { regexPathAt } from "./path";
export type { Program } from "./program";
export type * from "./regex";
export { UNLIMITED } from "./regex";
export { branchesOf, partsOf } from "./shape";
