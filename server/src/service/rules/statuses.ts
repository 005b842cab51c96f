// What a pattern makes of statuses, which are few enough to try them all.
import { compileRegex, matchRegex, parseSource } from "../islands/regex";
import type { SelectionPattern } from "../model/integrationResponse";
import type { Backend } from "../model/method";

/** Those of HTTP, and what else three digits can say. */
const STATUSES: readonly string[] = Array.from({ length: 900 }, (_, index) => String(index + 100));

/** Steps for one status of three characters. */
const STEPS = 2_000;

export function triesStatus(backend: Backend | undefined): boolean {
  return backend === "http" || backend === "aws" || backend === "mock";
}

/** `undefined` where it cannot be decided. */
export function statusesMatched({ regex, program }: SelectionPattern): readonly string[] | undefined {
  if (regex().problems.length > 0) {
    return undefined;
  }
  const matched: string[] = [];
  for (const status of STATUSES) {
    const result = matchRegex(program(), status, STEPS);
    if (result.matched === undefined) {
      return undefined;
    }
    if (result.matched) {
      matched.push(status);
    }
  }
  return matched;
}

/** Whether it would match, if a part of the status were enough. */
export function statusPartMatched({ regex }: SelectionPattern): boolean {
  const within = compileRegex(parseSource(`(?s:.*)(?:${regex().source})(?s:.*)`));
  return STATUSES.some((status) => matchRegex(within, status, STEPS).matched !== false);
}

/** Whether it was written for statuses: three characters, of which the first is one of a status. */
export function isStatusPattern(pattern: SelectionPattern, matched = statusesMatched(pattern)): boolean {
  const { min, max, bounded } = pattern.regex().root.extent;
  const [first] = matched ?? [];
  return (
    bounded && min === 3 && max === 3 && first !== undefined && /[0-9]|\\d/.test(pattern.node.text.value)
  );
}
