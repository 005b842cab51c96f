// Java's regular expressions as the methods of its strings use them: `matches`, `replaceAll`, `replaceFirst`, `split`.
// Invariant: every step of a search is paid for, so that no pattern can hang.
import { DecodedText } from "../../../text/decodedText";
import { spanOf } from "../../../text/span";
import {
  compileRegex,
  type FindResult,
  matchRegex,
  type Program,
  parseRegex,
  type Regex,
  RegexSearch,
} from "../../regex";
import { type Cost, TooLarge } from "./cost";
import { JavaThrow } from "./value";

const LARGEST = 2_000_000;

type Found = FindResult & { readonly kind: "found" };

/** Whether the whole text matches. */
export function matchesPattern(pattern: string, text: string, cost: Cost): boolean {
  const { program } = compiled(pattern, cost);
  const result = matchRegex(program, text, cost.left);
  cost.spend(result.steps);
  return result.matched ?? undecided(result.undecided, cost);
}

export function replacePattern(
  text: string,
  {
    pattern,
    replacement,
    all,
  }: { readonly pattern: string; readonly replacement: string; readonly all: boolean },
  cost: Cost,
): string {
  const { regex, program } = compiled(pattern, cost);
  let result = "";
  let from = 0;
  for (const match of matchesIn(regex, program, text, cost)) {
    result += text.slice(from, match.whole.start) + expanded(replacement, match, text, regex);
    from = match.whole.end;
    if (result.length > LARGEST) throw new TooLarge();
    if (!all) break;
  }
  return result + text.slice(from);
}

export function splitByPattern(text: string, pattern: string, limit: number, cost: Cost): readonly string[] {
  const { regex, program } = compiled(pattern, cost);
  const parts: string[] = [];
  let from = 0;
  for (const { whole } of matchesIn(regex, program, text, cost)) {
    if (limit > 0 && parts.length === limit - 1) break;
    // A match of nothing at the very start splits nothing off.
    if (whole.end === 0) continue;
    parts.push(text.slice(from, whole.start));
    from = whole.end;
  }
  if (from === 0) return [text];
  parts.push(text.slice(from));
  if (limit === 0) while (parts.at(-1) === "") parts.pop();
  return parts;
}

function compiled(pattern: string, cost: Cost): { readonly regex: Regex; readonly program: Program } {
  cost.spend(pattern.length);
  const regex = parseRegex(standingAlone(pattern));
  const problem = regex.problems[0];
  if (problem !== undefined) {
    const at = problem.index >= 0 ? ` near index ${problem.index}` : "";
    throw new JavaThrow("java.util.regex.PatternSyntaxException", `${problem.description}${at}: ${pattern}`);
  }
  return { regex, program: compileRegex(regex) };
}

/** A pattern that a template made: no source leads to it. */
function standingAlone(pattern: string): DecodedText {
  const { length } = pattern;
  const pieces = length === 0 ? [] : [{ kind: "literal", at: 0, length, source: spanOf(0, length) } as const];
  return new DecodedText(pattern, pieces, 0, (text) => text);
}

function* matchesIn(regex: Regex, program: Program, text: string, cost: Cost): Generator<Found> {
  const search = new RegexSearch(regex, program, text, cost.left);
  let paid = 0;
  while (true) {
    const result = search.next();
    cost.spend(search.steps - paid + 1);
    paid = search.steps;
    if (result.kind === "none") return;
    if (result.kind === "undecided") undecided(result.undecided, cost);
    else yield result;
  }
}

function undecided(why: string, cost: Cost): never {
  if (why === "budget") cost.spend(Number.POSITIVE_INFINITY);
  return cost.giveUp();
}

/** `$1` and `${name}` stand for groups, a backslash keeps the next character as it is. */
function expanded(replacement: string, { groups }: Found, text: string, regex: Regex): string {
  let result = "";
  for (let at = 0; at < replacement.length; at++) {
    const character = replacement.charAt(at);
    if (character === "\\") {
      at++;
      if (at >= replacement.length) throw illegal("character to be escaped is missing");
      result += replacement.charAt(at);
    } else if (character === "$") {
      const { number, length } =
        groupNamed(replacement, at + 1, regex) ?? groupNumbered(replacement, at + 1, groups);
      const group = groups[number];
      result += group === undefined ? "" : text.slice(group.start, group.end);
      if (result.length > LARGEST) throw new TooLarge();
      at += length;
    } else {
      result += character;
    }
  }
  return result;
}

interface GroupReference {
  readonly number: number;
  /** How many characters it takes after the `$`. */
  readonly length: number;
}

function groupNamed(replacement: string, at: number, regex: Regex): GroupReference | undefined {
  if (replacement.charAt(at) !== "{") return undefined;
  const name = /^[A-Za-z0-9]+(?=\})/.exec(replacement.slice(at + 1))?.[0];
  if (name === undefined) throw illegal("named capturing group is missing trailing '}'");
  if (/^[0-9]/.test(name)) throw illegal(`capturing group name {${name}} starts with digit character`);
  const number = regex.groupNames.get(name);
  if (number === undefined) throw illegal(`No group with name {${name}}`);
  return { number, length: name.length + 2 };
}

/** The longest number of a group that there is; the first digit counts whatever it is. */
function groupNumbered(replacement: string, at: number, groups: Found["groups"]): GroupReference {
  if (at >= replacement.length) throw illegal("Illegal group reference: group index is missing");
  const digits = /^[0-9]+/.exec(replacement.slice(at))?.[0] ?? "";
  if (digits === "") throw illegal("Illegal group reference");
  let length = 1;
  while (length < digits.length && Number(digits.slice(0, length + 1)) < groups.length) length++;
  const number = Number(digits.slice(0, length));
  if (number >= groups.length)
    throw new JavaThrow("java.lang.IndexOutOfBoundsException", `No group ${number}`);
  return { number, length };
}

function illegal(message: string): JavaThrow {
  return new JavaThrow("java.lang.IllegalArgumentException", message);
}
