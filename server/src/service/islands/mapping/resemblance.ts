// Whether dotted words are a known prefix with a slip of the pen in it.
import { nearest } from "../../text/nearest";

/** Whether each segment is the expected one up to case and a slip: a missing, added, swapped or wrong letter or two. */
export function looksLike(segments: readonly string[], expected: readonly string[]): boolean {
  return (
    segments.length === expected.length &&
    segments.every((segment, index) => isSlipOf(segment, expected[index] ?? ""))
  );
}

function isSlipOf(word: string, meant: string): boolean {
  return nearest(word, [meant], meant.length > 5 ? 2 : 1) !== undefined;
}
