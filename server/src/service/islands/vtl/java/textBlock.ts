// What Java does with texts of several lines: `indent`, `stripIndent`, and `translateEscapes`.
// Invariant: lines end as Java sees it, and are ended by a line feed.
import { stripLeading, stripTrailing, WHITE } from "./blanks";
import { JavaThrow } from "./value";

export function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  return text.replace(/(?:\r\n|\r|\n)$/, "").split(/\r\n|\r|\n/);
}

/** Every line with blanks more or less. */
export function indented(lines: readonly string[], by: number): string {
  const blanks = new RegExp(`^${WHITE}{0,${Math.max(0, -by)}}`);
  const change = (line: string) => (by > 0 ? " ".repeat(by) + line : line.replace(blanks, ""));
  return lines.map((line) => `${change(line)}\n`).join("");
}

/** Without the blanks that all lines begin with, and those at their ends. */
export function withoutIndent(text: string): string {
  const lines = linesOf(text);
  const isEnded = /[\r\n]$/.test(text);
  const leads = lines
    .map((line) => line.length - stripLeading(line).length)
    .filter((lead, at) => lead < (lines[at]?.length ?? 0) || at === lines.length - 1);
  const shared = isEnded ? 0 : leads.reduce((least, lead) => Math.min(least, lead), Number.POSITIVE_INFINITY);
  const kept = lines.map((line) => (stripLeading(line) === "" ? "" : stripTrailing(line.slice(shared))));
  return kept.join("\n") + (isEnded ? "\n" : "");
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["s", " "],
  ["t", "\t"],
  ["'", "'"],
  ['"', '"'],
  ["\\", "\\"],
  ["\n", ""],
  ["\r\n", ""],
  ["\r", ""],
]);

export function withoutEscapes(text: string): string {
  return text.replace(/\\([0-3]?[0-7]{1,2}|\r\n|[\s\S]|$)/g, (_, escaped: string) => {
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8));
    const character = ESCAPES.get(escaped);
    if (character !== undefined) return character;
    const code = escaped.charCodeAt(0) || 0;
    const message = `Invalid escape sequence: \\${escaped} \\\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
    throw new JavaThrow("java.lang.IllegalArgumentException", message);
  });
}
