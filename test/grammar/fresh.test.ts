import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the grammars are those that the vocabulary gives", async () => {
  const { grammarFiles } = await import("../../scripts/generate-grammar.mjs");
  for (const { path, text } of await grammarFiles()) {
    expect(readFileSync(join(import.meta.dirname, "../..", path), "utf8"), path).toBe(text);
  }
});
