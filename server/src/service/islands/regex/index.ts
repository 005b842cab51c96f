// The surface of the regex island: read a pattern, make its steps, match an input.

export { type Brackets, bracketPairAt, bracketsOf } from "./brackets";
export { testOf } from "./characterSet";
export { compileRegex } from "./compile";
export { describeClassItem, describeFlags, describeNode, describeRegex } from "./describe";
export { type FindResult, RegexSearch } from "./find";
export { childrenOf, foldRegex } from "./fold";
export { MATCH_BUDGET, type MatchResult, type MatchUndecided, matchRegex } from "./match";
export { matchSource, parseSource } from "./matchSource";
export { type Budget, OVERLAP_BUDGET, type Overlap, overlapOf } from "./overlap";
export { parseRegex } from "./parse";
export { classPathAt, regexPathAt } from "./path";
export type { Program } from "./program";
export type * from "./regex";
export { UNLIMITED } from "./regex";
export { branchesOf, partsOf } from "./shape";
