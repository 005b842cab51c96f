// The recorded answers in test/oracle, row by row.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readJson, type Value } from "../../../server/src/service/islands/vtl";
import { JavaMap } from "../../../server/src/service/islands/vtl/java/value";

export interface RecordedRow {
  readonly id: number;
  readonly template: string;
  readonly vars?: unknown;
  readonly body?: string;
  readonly accepted?: boolean;
  readonly output?: string;
  readonly error?: { readonly kind: string; readonly line?: number; readonly column?: number };
}

const FOLDER = join(import.meta.dirname, "../../oracle");

export function recordedRows(...files: readonly string[]): readonly RecordedRow[] {
  return files.flatMap((file) =>
    readFileSync(join(FOLDER, file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as RecordedRow),
  );
}

export function variablesOf(vars: unknown): readonly (readonly [string, Value])[] {
  const map = readJson(JSON.stringify(vars ?? {}), { listClass: "java.util.ArrayList" })?.value;
  return map instanceof JavaMap ? map.entries().map(({ key, value }) => [String(key), value] as const) : [];
}
