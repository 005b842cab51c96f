// The recorded answers of java.util.regex.
import { readFileSync } from "node:fs";

export interface Probe {
  readonly id: number;
  readonly group: string;
  readonly pattern: string;
  readonly inputs?: readonly string[];
  readonly matches?: readonly boolean[];
  readonly error?: { readonly description: string; readonly index: number };
}

export function readProbes(...files: readonly string[]): readonly Probe[] {
  return files.flatMap((file) =>
    readFileSync(`test/oracle/${file}`, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line): Probe => JSON.parse(line)),
  );
}
