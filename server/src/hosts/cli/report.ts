// Findings in print: for people with the line they are in, for programs as JSON.
// Invariant: no control character of a checked text reaches the terminal.
import type { Finding, Lines, Severity } from "../../service";

export interface Report {
  readonly file: string;
  readonly lines: Lines;
  readonly findings: readonly ReportedFinding[];
}

export type ReportedFinding = Pick<Finding, "rule" | "severity" | "message" | "span">;

export function jsonReport(reports: readonly Report[]): string {
  const entries = reports.map(({ file, lines, findings }) => ({
    file,
    findings: findings.map(({ rule, severity, message, span }) => ({
      rule,
      severity,
      message,
      start: placeIn(lines, span.start),
      end: placeIn(lines, span.end),
    })),
  }));
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

function placeIn(lines: Lines, offset: number): { line: number; column: number; offset: number } {
  const { line, column } = lines.positionAt(offset);
  return { line: line + 1, column: column + 1, offset };
}

export interface PrettyStyle {
  readonly isColoured: boolean;
}

export function prettyReport({ file, lines, findings }: Report, style: PrettyStyle): string {
  return findings.map((finding) => prettyFinding(file, lines, finding, style)).join("");
}

/** `2 errors and 1 warning in 3 files.` */
export function prettySummary(reports: readonly Report[], style: PrettyStyle): string {
  const files = counted(reports.length, "file");
  const counts = (Object.keys(COLOURS) as Severity[]).flatMap((severity) => {
    const count = reports.reduce(
      (sum, { findings }) => sum + findings.filter((finding) => finding.severity === severity).length,
      0,
    );
    return count === 0 ? [] : [paint(counted(count, NOUNS[severity]), COLOURS[severity], style)];
  });
  if (counts.length === 0) {
    return reports.length === 0 ? "" : `No findings in ${files}.\n`;
  }
  const last = counts.pop();
  const listed = counts.length === 0 ? last : `${counts.join(", ")} and ${last}`;
  return `${listed} in ${files}.\n`;
}

const NOUNS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "hint",
};

/** Red, yellow, blue, cyan; dim for what surrounds. */
const COLOURS: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 34, hint: 36 };
const DIM = 2;
const BOLD = 1;

function prettyFinding(
  file: string,
  lines: Lines,
  { rule, severity, message, span }: ReportedFinding,
  style: PrettyStyle,
): string {
  const { line, column } = lines.positionAt(span.start);
  const place = paint(`${printable(file)}:${line + 1}:${column + 1}`, BOLD, style);
  const head = `${place} ${paint(severity, COLOURS[severity], style)} ${paint(rule, DIM, style)}`;
  const gutter = String(line + 1);
  const bar = paint("|", DIM, style);
  const { code, before, marked } = frameOf(lines, span.start, span.end);
  const carets = paint("^".repeat(Math.max(1, marked)), COLOURS[severity], style);
  return [
    head,
    `  ${printable(message)}`,
    `  ${paint(gutter, DIM, style)} ${bar} ${code}`,
    `  ${" ".repeat(gutter.length)} ${bar} ${" ".repeat(before)}${carets}`,
    "",
    "",
  ].join("\n");
}

/** More of a line than this makes no frame better. */
const FRAME_WIDTH = 100;
const LEAD = 40;

/** The line around a span, cut where it is long, and how many columns stand before and under the carets. */
function frameOf(lines: Lines, start: number, end: number): { code: string; before: number; marked: number } {
  const { line } = lines.positionAt(start);
  const lineStart = lines.startOf(line);
  const lineEnd = lines.endOf(line);
  const from = start - lineStart > FRAME_WIDTH - LEAD ? characterStart(lines.text, start - LEAD) : lineStart;
  const to = Math.min(lineEnd, characterStart(lines.text, from + FRAME_WIDTH));
  const cutBefore = from > lineStart ? "… " : "";
  const text = (a: number, b: number): string => printable(lines.text.slice(a, Math.max(a, b)));
  return {
    code: `${cutBefore}${text(from, to)}${to < lineEnd ? " …" : ""}`.trimEnd(),
    before: cutBefore.length + widthOf(text(from, Math.min(start, to))),
    marked: widthOf(text(start, Math.min(end, to))),
  };
}

/** The start of the character that the offset may be in the middle of. */
function characterStart(text: string, offset: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(offset)) ? offset - 1 : offset;
}

/** One line without tabs or anything that a terminal would obey or be turned around by. */
function printable(text: string): string {
  return text
    .replaceAll("\t", "  ")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}

const NO_WIDTH = /\p{Mn}|\p{Me}|\u200B|\u200C|\u200D/u;
const TWO_WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** How many columns a terminal gives to a text. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += NO_WIDTH.test(character) ? 0 : TWO_WIDE.test(character) ? 2 : 1;
  }
  return width;
}

function paint(text: string, code: number, { isColoured }: PrettyStyle): string {
  return isColoured ? `\u001B[${code}m${text}\u001B[0m` : text;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
