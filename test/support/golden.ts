// Expected output that is reviewed as a file. `UPDATE_GOLDEN=1` writes it; nothing else does.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

export function checkGolden(path: string, actual: string): void {
  const { UPDATE_GOLDEN } = process.env;
  if (UPDATE_GOLDEN === "1") {
    writeFileSync(path, actual);
    return;
  }
  const expected = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(actual, `${path} is not what comes out now. Review with UPDATE_GOLDEN=1 and git diff.`).toBe(
    expected,
  );
}
