// What becomes of a mapped header behind each type of integration, as a table in Markdown.
// Invariant: what AWS documents and what was recorded stand apart, and what neither says is left empty.
import { REMAPPED_PREFIX } from "../vocabulary/grammar";
import { type HeaderEntry, type HeaderFate, RENAMED_EVERYWHERE } from "../vocabulary/headers";

/** Nothing where both say that it is passed on everywhere, or say nothing at all. */
export function headerFateTable({ name, onResponse, onResponseObserved }: HeaderEntry): string | undefined {
  const seen = onResponse === "remapped" ? "remapped" : onResponseObserved;
  if (onResponse === "passed" && seen === undefined) {
    return undefined;
  }
  const words = wordsFor(name);
  const recorded = seen === undefined ? "" : words[seen];
  const ofMock = RENAMED_EVERYWHERE.has(name) ? recorded : recorded && words.passed;
  const documented = {
    http: words[name === "Via" ? "passed" : onResponse],
    lambda: words[name === "Accept" ? "passed" : onResponse],
  };
  return [
    "| integration | AWS documents | recorded answers |",
    "|---|---|---|",
    `| HTTP | ${documented.http} | ${recorded} |`,
    `| Lambda | ${documented.lambda} | ${recorded} |`,
    `| MOCK | | ${ofMock} |`,
  ].join("\n");
}

function wordsFor(name: string): Readonly<Record<HeaderFate, string>> {
  const renamed = `\`${REMAPPED_PREFIX}${name}\``;
  return {
    passed: "passed on",
    remapped: `sent as ${renamed}`,
    overwritten: `sent as ${renamed}, beside API Gateway's own`,
    dropped: "dropped",
  };
}
